"""Rows as JSON: every digit kept, every text quoted, every row with the way to its line."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hundred.interfaces.api.native.rowjson import rows_json
from hundred.lake.rows import Page, RowKey
from hundred.lake.schema import Column, Kind, Type

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
BASE = "https://data.example.org"
COLUMNS = (
    Column("supplier", Type("text")),
    Column("net_amount", Type("decimal", 2)),
    Column("count", Type("integer")),
    Column("paid", Type("date")),
    Column("entered", Type("datetime")),
    Column("void", Type("boolean")),
)


def written(*rows: tuple[Any, ...], columns: tuple[Column, ...] = COLUMNS) -> str:
    keys = [RowKey(SHA, "", number) for number in range(1, len(rows) + 1)]
    return rows_json(Page(columns, list(rows), keys), BASE, "aldergate-spend", "payments")


def test_a_row_with_every_type() -> None:
    entered = datetime.fromisoformat("2027-05-04T15:07:00")
    row = ("Ash & “Oak” Ltd", Decimal("1250.50"), 7, date(2027, 5, 4), entered, False)
    found = json.loads(written(row), parse_float=Decimal)
    assert found == [
        {
            "supplier": "Ash & “Oak” Ltd",
            "net_amount": Decimal("1250.50"),
            "count": 7,
            "paid": "2027-05-04",
            "entered": "2027-05-04T15:07:00",
            "void": False,
            "_file": SHA,
            "_sheet": "",
            "_line": 1,
            "_lineage": f"{BASE}/api/v1/datasets/aldergate-spend/tables/payments/lineage?file={SHA}&line=1",
        }
    ]


def test_empty_cells_are_null_and_no_rows_an_empty_list() -> None:
    (row,) = json.loads(written((None,) * len(COLUMNS)))
    assert {row[column.name] for column in COLUMNS} == {None}
    assert written() == "[]"


def test_a_column_may_have_any_name() -> None:
    (row,) = json.loads(written(("x",), columns=(Column('100% "net"\n', Type("text")),)))
    assert row['100% "net"\n'] == "x"


CELLS: dict[Kind, st.SearchStrategy[Any]] = {
    "text": st.text(),
    "decimal": st.decimals(
        allow_nan=False, allow_infinity=False, places=8, max_value=10**29, min_value=-(10**29)
    ),
    "integer": st.integers(-(2**63), 2**63 - 1),
}


@given(st.lists(st.tuples(*CELLS.values()), max_size=5))
def test_what_goes_in_comes_out_to_the_last_digit(rows: list[tuple[Any, ...]]) -> None:
    columns = tuple(Column(kind, Type(kind)) for kind in CELLS)
    found = json.loads(written(*rows, columns=columns), parse_float=Decimal)
    assert [tuple(row[kind] for kind in CELLS) for row in found] == rows
