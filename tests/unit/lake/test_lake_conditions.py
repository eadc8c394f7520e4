"""Conditions: what rows they are true of, alone, as opposites, and one of several."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from payments_table import PAYMENTS

from hundred.base.errors import Invalid
from hundred.lake.engine import session
from hundred.lake.home import Lake
from hundred.lake.question import OPPOSITES, Query, any_of, condition, place_column, search
from hundred.lake.rows import TableData, count, page
from hundred.lake.schema import TEXT, Column, Type
from hundred.lake.tables import Part

PLACES = (Column("name", TEXT), Column("geometry", Type("geometry")))
TRIANGLE = '{"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [0, 4], [0, 0]]]}'


@pytest.fixture
def spend(lake: Lake, make_part: Any, payments: list[tuple[Any, ...]]) -> TableData:
    return lake.tables.data(PAYMENTS, [make_part(payments)])


@pytest.fixture
def places(lake: Lake) -> TableData:
    """Points in and out of a triangle, one on its edge; a line across it, an area around it, and nothing."""
    shapes = {
        "in": "POINT (1 1)",
        "edge": "POINT (2 2)",
        "beyond": "POINT (3 3)",
        "across": "LINESTRING (-1 1, 9 1)",
        "around": "POLYGON ((-9 -9, 9 -9, 9 9, -9 9, -9 -9))",
    }
    rows = ", ".join(f"('{name}', '{shape}'::GEOMETRY)" for name, shape in shapes.items())
    path = lake.tables.new_part("region.places")
    with session() as engine:
        engine.execute(f"""COPY (SELECT *, 'f' AS _file, '' AS _sheet, row_number() OVER () + 1 AS _line
            FROM (VALUES {rows}, ('none', NULL)) AS t(name, geometry)) TO '{path}' (FORMAT parquet)""")
    return lake.tables.data(PLACES, [Part(lake.tables.relative(path), len(shapes) + 1)])


def numbers(table: TableData, column: str, operator: str, *texts: str) -> list[Any]:
    asked = condition(table.schema, column, operator, texts)
    return [row[0] for row in page(table, Query((asked,), columns=("number",))).rows]


def names(table: TableData, operator: str, *texts: str) -> list[Any]:
    asked = condition(table.schema, "geometry", operator, texts)
    return [row[0] for row in page(table, Query((asked,), columns=("name",))).rows]


ASKED = [
    ("amount", "eq", ("1200",)),
    ("amount", "between", ("0", "100")),
    ("supplier", "contains", ("OAK",)),
    ("supplier", "starts", ("oak",)),
    ("supplier", "ends", ("LTD",)),
    ("supplier", "in", ("Oakapple Ltd", "")),
    ("paid", "isnull", ()),
    ("paid", "eq", ("2026-04",)),
]


@pytest.mark.parametrize(("column", "operator", "texts"), ASKED)
def test_an_operator_and_its_opposite_share_out_all_rows(
    spend: TableData, column: str, operator: str, texts: Sequence[str]
) -> None:
    opposite = next(name for name, of in OPPOSITES.items() if of == operator)
    held = count(spend, [condition(spend.schema, column, operator, texts)])
    denied = count(spend, [condition(spend.schema, column, opposite, texts)])
    assert 0 < held < spend.rows
    assert held + denied == spend.rows


def test_ends_of_a_range_are_in_it(spend: TableData) -> None:
    assert numbers(spend, "number", "between", "2", "4") == [2, 3, 4]


def test_text_is_looked_for_in_any_case(spend: TableData) -> None:
    assert numbers(spend, "supplier", "ends", "ltd") == [1, 3, 4]


@pytest.mark.parametrize(
    ("operator", "text", "found"),
    [
        ("eq", "2026-04", 5),  # a month
        ("eq", "April 2026", 5),
        ("eq", "2025/26", 1),  # a financial year, to the end of March
        ("lt", "2026-04", 1),
        ("le", "2026", 6),
        ("ge", "Q2 2026", 5),
        ("gt", "2026-04", 0),
    ],
)
def test_a_period_stands_for_all_its_days(spend: TableData, operator: str, text: str, found: int) -> None:
    assert count(spend, [condition(spend.schema, "paid", operator, [text])]) == found


def test_one_of_several_must_hold_and_all_that_are_asked_for(spend: TableData) -> None:
    large = condition(spend.schema, "amount", "gt", ["1000"])
    credit = condition(spend.schema, "amount", "lt", ["0"])
    dated = condition(spend.schema, "paid", "notnull")
    rows = page(spend, Query((any_of([large, credit]), dated), columns=("number", "paid"))).rows
    assert rows == [(1, date(2026, 4, 1)), (2, date(2026, 4, 1)), (6, date(2026, 4, 1))]


def test_words_are_searched_in_all_text_whatever_its_accents(spend: TableData) -> None:
    found = page(spend, Query((search(spend.schema, "cafe nandu"),), columns=("number",))).rows
    assert found == [(7,)]


def test_places_are_found_by_box_and_by_area(places: TableData) -> None:
    assert names(places, "bbox", "0,0,2,2") == ["in", "edge", "across", "around"]
    assert names(places, "intersects", TRIANGLE) == ["in", "edge", "across", "around"]
    assert names(places, "within", TRIANGLE) == ["in", "edge"]
    assert names(places, "notintersects", TRIANGLE) == ["beyond", "none"]
    assert names(places, "within", "POLYGON ((0 0, 4 0, 0 4, 0 0))") == ["in", "edge"]
    assert place_column(places.schema).name == "geometry"


@pytest.mark.parametrize(
    ("column", "operator", "texts", "says"),
    [
        ("geometry", "bbox", ["1,2,3"], "not a box"),
        ("geometry", "bbox", ["9,0,1,1"], "west to east"),
        ("geometry", "within", ["POINT (1 1)"], "not an area"),
        ("geometry", "within", ["nonsense"], "cannot be read"),
        ("geometry", "within", ["POLYGON ((0 0, 400 0, 0 400, 0 0))"], "beyond the globe"),
        ("geometry", "eq", ["x"], "no order"),
        ("name", "bbox", ["1,2,3,4"], "is for places"),
        ("name", "between", ["a"], "1 given"),
    ],
)
def test_what_cannot_be_asked_is_told(
    places: TableData, column: str, operator: str, texts: list[str], says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        condition(places.schema, column, operator, texts)
