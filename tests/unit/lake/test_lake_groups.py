"""Adding rows up: who was paid how much, how often."""

from decimal import Decimal
from typing import Any

import pytest

from hundred.base.errors import Invalid
from hundred.lake.groups import group, measure
from hundred.lake.home import Lake
from hundred.lake.question import condition
from hundred.lake.schema import Column, Type
from hundred.lake.tables import TableData

SCHEMA = (Column("supplier", Type("text")), Column("amount", Type("decimal", 2)))
ROWS = [
    ("Oakapple Ltd", Decimal("1200.00")),
    ("Oakapple Ltd", Decimal("0.10")),
    ("Brindle & Sons", Decimal("-35.10")),
    (None, Decimal("5000.00")),
    ("Brindle & Sons", None),
]


@pytest.fixture
def table(lake: Lake, make_part: Any) -> TableData:
    parts = [make_part(ROWS[:2], schema=SCHEMA), make_part(ROWS[2:], schema=SCHEMA, file="b" * 64)]
    return lake.tables.data(SCHEMA, parts)


def test_groups_come_with_their_rows_and_exact_sums_the_largest_first(table: TableData) -> None:
    found = group(table, ["supplier"], [measure(SCHEMA, "sum", "amount")])
    assert found.names == ("supplier", "rows", "sum_amount")
    assert found.groups == [
        (None, 1, Decimal("5000.00")),
        ("Oakapple Ltd", 2, Decimal("1200.10")),
        ("Brindle & Sons", 2, Decimal("-35.10")),
    ]
    assert not found.more


def test_without_a_measure_the_groups_with_most_rows_come_first(table: TableData) -> None:
    assert group(table, ["supplier"]).groups == [("Brindle & Sons", 2), ("Oakapple Ltd", 2), (None, 1)]


def test_conditions_come_before_grouping(table: TableData) -> None:
    paid = condition(SCHEMA, "amount", "gt", ["100"])
    assert group(table, ["supplier"], conditions=[paid]).groups == [("Oakapple Ltd", 1), (None, 1)]


def test_a_limit_says_that_there_is_more(table: TableData) -> None:
    found = group(table, ["supplier"], limit=1)
    assert (len(found.groups), found.more) == (1, True)


@pytest.mark.parametrize(
    ("function", "column"), [("sum", "supplier"), ("median", "amount"), ("sum", "colour")]
)
def test_what_cannot_be_added_up_is_refused(function: str, column: str) -> None:
    with pytest.raises(Invalid):
        measure(SCHEMA, function, column)


@pytest.mark.parametrize("by", [[], ["supplier", "amount", "_file", "_line"], ["colour"]])
def test_what_cannot_be_grouped_by_is_refused(table: TableData, by: list[str]) -> None:
    with pytest.raises(Invalid):
        group(table, by)
