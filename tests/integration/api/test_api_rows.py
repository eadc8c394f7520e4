"""Rows: walked whole, counted exactly, filtered, and traced to their lines."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from api.region import API, APRIL, MAY, ROWS, Loaded, check_shape

pytestmark = pytest.mark.django_db

LINES = {"spend.csv": APRIL.splitlines(), "spend-may.csv": MAY.splitlines()}


def exact(response: Any) -> Any:
    """An answer with its decimals as they are written."""
    assert response.status_code == 200, response.content
    return json.loads(response.content, parse_float=Decimal)


def walk(api: Client, address: str, way: str = "next") -> list[dict[str, Any]]:
    """The pages from an address on, following one of their links."""
    pages, onward = [], address
    while onward:
        pages.append(exact(api.get(onward)))
        onward = pages[-1][way]
    return pages


def key(row: dict[str, Any]) -> tuple[str, int]:
    return row["_file"], row["_line"]


@pytest.mark.parametrize("sort", ["", "paid", "-net_amount,supplier", "supplier", "-_line"])
@pytest.mark.parametrize("limit", [1, 7, 47, 1000])
def test_a_walk_meets_every_row_once_and_as_many_as_it_says(api: Client, sort: str, limit: int) -> None:
    pages = walk(api, f"{ROWS}?{urlencode({'_sort': sort, '_limit': limit})}")
    rows = [row for page in pages for row in page["rows"]]
    assert len({key(row) for row in rows}) == len(rows) == 47
    assert {page["total"] for page in pages} == {47}


def test_a_walk_goes_back_the_way_it_came(api: Client) -> None:
    forth = walk(api, f"{ROWS}?_limit=10&_sort=net_amount")
    back = walk(api, api.get(f"{ROWS}?_limit=10&_sort=net_amount").json()["next"], "previous")
    assert [key(row) for row in back[-1]["rows"]] == [key(row) for row in forth[0]["rows"]]
    last = walk(api, forth[-1]["previous"], "previous")
    assert [key(r) for page in reversed(last) for r in page["rows"]] == [
        key(r) for page in forth[:-1] for r in page["rows"]
    ]


FILTERS = st.dictionaries(
    st.sampled_from(
        ["net_amount__ge", "net_amount__lt", "supplier__contains", "reference__starts", "_line__gt"]
    ),
    st.integers(0, 220).map(str),
    max_size=2,
)


def test_totals_are_what_a_walk_counts(api: Client) -> None:
    @settings(max_examples=25, deadline=None)
    @given(FILTERS, st.integers(1, 60), st.sampled_from(["", "paid", "-net_amount"]))
    def check(filters: dict[str, str], limit: int, sort: str) -> None:
        pages = walk(api, f"{ROWS}?{urlencode({**filters, '_limit': limit, '_sort': sort})}")
        assert {page["total"] for page in pages} == {sum(len(page["rows"]) for page in pages)}

    check()


def test_filters_hold_for_every_row(api: Client) -> None:
    found = exact(api.get(f"{ROWS}?net_amount__ge=110&supplier=Cedar Ltd&_sort=-net_amount"))
    amounts = [row["net_amount"] for row in found["rows"]]
    assert amounts == sorted(amounts, reverse=True)
    assert (found["total"], amounts[0], amounts[-1]) == (15, Decimal("124.10"), Decimal("110.10"))
    assert exact(api.get(f"{ROWS}?net_amount__isnull"))["rows"][0]["supplier"] == "Café Birch"
    assert exact(api.get(f"{ROWS}?reference__in=00017,00018"))["total"] == 2


def test_values_are_exact_and_codes_keep_their_zeros(api: Client) -> None:
    found = api.get(f"{ROWS}?reference=00017")
    assert b'"net_amount":1250.50,' in found.content
    (row,) = exact(found)["rows"]
    assert (row["reference"], row["paid"]) == ("00017", "2027-04-01")


def test_columns_are_those_asked_for_and_the_line_always(api: Client) -> None:
    found = exact(api.get(f"{ROWS}?_columns=supplier,_line&_limit=1"))
    assert [column["name"] for column in found["columns"]] == ["supplier"]
    assert list(found["rows"][0]) == ["supplier", "_file", "_sheet", "_line", "_lineage"]


def test_an_older_version_stays_as_it_was(api: Client) -> None:
    old = exact(api.get(f"{ROWS}?_version=1&_limit=20"))
    assert (old["version"], old["total"]) == (1, 27)
    assert "_version=1" in old["next"]
    assert exact(api.get(old["next"]))["version"] == 1
    assert exact(api.get(ROWS))["version"] == 2


def test_pages_are_linked_in_the_header_too(api: Client) -> None:
    found = api.get(f"{ROWS}?_limit=5")
    assert found["Link"] == f'<{found.json()["next"]}>; rel="next"'


def test_every_row_leads_to_its_very_line(api: Client, loaded: Loaded) -> None:
    names = {sha256: name for name, sha256 in loaded.files.items()}
    for row in exact(api.get(ROWS))["rows"]:
        traced = exact(api.get(row["_lineage"]))
        assert traced["row"] == row
        assert traced["file"]["name"] == names[row["_file"]]
        lines = LINES[names[row["_file"]]]
        for line in traced["raw"]["lines"]:
            assert line["text"] == lines[line["number"] - 1]
        assert row["reference"] in "".join(line["text"] for line in traced["raw"]["lines"])


def lineage(api: Client, loaded: Loaded, line: int, name: str = "spend.csv") -> Any:
    asked = urlencode({"file": loaded.files[name], "line": line})
    response = api.get(f"{API}/datasets/aldergate-spend/tables/aldergate_spend/lineage?{asked}")
    if response.status_code == 200:
        check_shape(response.json(), "Lineage")
    return response


def test_the_chain_from_a_row_to_its_line(api: Client, loaded: Loaded) -> None:
    chain = exact(lineage(api, loaded, 3))
    assert chain["publisher"]["title"] == "Aldergate Council"
    assert chain["dataset"]["licence"]["id"] == "OGL-UK-3.0"
    assert chain["file"]["came_from"] == "sent by its officer"
    assert chain["versions"] == [{"first": 1, "last": 2, "is_current": True}]
    assert chain["row"]["supplier"] == "Ash Tree\nServices Ltd"
    assert chain["raw"] == {
        "first": 3,
        "last": 4,
        "lines": [
            {"number": 3, "text": '01/04/2027,"Ash Tree', "is_cut": False},
            {"number": 4, "text": 'Services Ltd",1250.50,00017', "is_cut": False},
        ],
    }


def test_any_line_of_a_record_will_do(api: Client, loaded: Loaded) -> None:
    assert exact(lineage(api, loaded, 4)) == exact(lineage(api, loaded, 3))


def test_a_later_file_is_in_the_later_version_only(api: Client, loaded: Loaded) -> None:
    chain = exact(lineage(api, loaded, 2, "spend-may.csv"))
    assert chain["versions"] == [{"first": 2, "last": 2, "is_current": True}]
    assert chain["file"]["container"] == loaded.files["may.zip"]


@pytest.mark.parametrize(("line", "role"), [(1, "preamble"), (2, "header"), (5, "blank")])
def test_a_line_set_aside_says_why(api: Client, loaded: Loaded, line: int, role: str) -> None:
    chain = exact(lineage(api, loaded, line))
    assert (chain["row"], chain["set_aside"]["role"]) == (None, role)
    assert [found["text"] for found in chain["raw"]["lines"]] == [APRIL.splitlines()[line - 1]]


def test_there_is_no_line_beyond_the_last(api: Client, loaded: Loaded) -> None:
    last = len(LINES["spend.csv"])
    assert lineage(api, loaded, last).status_code == 200
    beyond = lineage(api, loaded, last + 1)
    assert (beyond.status_code, beyond.json()["error"]["kind"]) == (404, "not-found")


def test_a_row_of_a_workbook_leads_to_its_sheet(signed_in: Any) -> None:
    found = exact(
        signed_in("officer").get(f"{API}/datasets/birchley-assets/tables/birchley_assets/rows?name=Depot")
    )
    (row,) = found["rows"]
    assert (row["_sheet"], row["_line"], row["uprn"]) == ("Land", 3, "02")
    traced = exact(signed_in("officer").get(row["_lineage"]))
    assert traced["raw"]["lines"] == [{"number": 3, "text": "02\tDepot\t2.5", "is_cut": False}]
