"""Groups: the same pennies as the rows they add up."""

import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from api.region import ROWS, check_shape

pytestmark = pytest.mark.django_db

GROUPS = ROWS.replace("/rows", "/groups")


def exact(response: Any) -> Any:
    assert response.status_code == 200, response.content
    return json.loads(response.content, parse_float=Decimal)


def test_sums_are_those_of_the_rows(api: Client) -> None:
    expected: dict[Any, list[Any]] = defaultdict(lambda: [0, None])
    for row in exact(api.get(f"{ROWS}?_limit=1000"))["rows"]:
        held = expected[row["supplier"]]
        held[0] += 1
        if row["net_amount"] is not None:
            held[1] = (held[1] or 0) + row["net_amount"]
    found = exact(api.get(f"{GROUPS}?_by=supplier&_sum=net_amount&_limit=1000"))
    check_shape(found, "GroupPage")
    assert {
        group["supplier"]: [group["rows"], group["sum_net_amount"]] for group in found["groups"]
    } == expected


def test_filters_come_first(api: Client) -> None:
    large = exact(api.get(f"{ROWS}?net_amount__ge=100&_limit=1"))["total"]
    found = exact(api.get(f"{GROUPS}?_by=supplier&net_amount__ge=100&_limit=1000"))
    assert sum(group["rows"] for group in found["groups"]) == large


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "_by"),
        ("_by=colour", "colour"),
        ("_by=supplier&_sum=supplier", "supplier"),
        ("_by=supplier&_sort=rows", "_sort"),
    ],
)
def test_what_cannot_be_grouped_is_said_with_its_field(api: Client, query: str, field: str) -> None:
    answer = api.get(f"{GROUPS}?{query}")
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
