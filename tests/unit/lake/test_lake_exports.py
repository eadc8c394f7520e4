"""What people take away: CSV, JSON, Parquet and XLSX of exactly the rows they see."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from payments_table import PAYMENTS
from python_calamine import CalamineWorkbook

from hundred.base.errors import Invalid
from hundred.lake import exports
from hundred.lake.exports import export
from hundred.lake.home import Lake
from hundred.lake.rows import Query, TableData, condition
from hundred.lake.sql import query as ask
from hundred.lake.summaries import profile, top_values

A = "a" * 64


@pytest.fixture
def table(lake: Lake, make_part: Any, payments: list[tuple[Any, ...]]) -> TableData:
    return lake.tables.data(PAYMENTS, [make_part(payments)])


def made(table: TableData, query: Query, kind: Any) -> bytes:
    return b"".join(export(table, query, kind))


def test_csv_is_rfc_4180_and_keeps_the_evidence(table: TableData) -> None:
    text = made(table, Query(), "csv").decode("utf-8")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == [
        "supplier",
        "amount",
        "paid",
        "number",
        "keyed_at",
        "redacted",
        "_file",
        "_sheet",
        "_line",
    ]
    assert rows[1] == [
        "Oakapple Ltd",
        "1200.00",
        "2026-04-01",
        "1",
        "2026-04-02T09:30:00",
        "false",
        A,
        "",
        "2",
    ]
    assert rows[3] == ['The "Quill", Ltd', "", "2026-03-31", "3", "2026-04-02T09:30:00", "", A, "", "4"]
    assert len(rows) == 8


def test_csv_tells_an_empty_text_from_an_empty_cell_and_leaves_numbers_bare(table: TableData) -> None:
    lines = made(table, Query(columns=("supplier", "amount", "number")), "csv").decode().split("\r\n")
    assert lines[5:7] == [",0.01,", '"",99999999999999.99,6']


def test_json_is_an_array_of_objects_with_exact_numbers(table: TableData) -> None:
    rows = json.loads(made(table, Query(), "json"), parse_float=Decimal)
    assert rows[0] == {
        "supplier": "Oakapple Ltd",
        "amount": Decimal("1200.00"),
        "paid": "2026-04-01",
        "number": 1,
        "keyed_at": "2026-04-02T09:30:00",
        "redacted": False,
        "_file": A,
        "_sheet": "",
        "_line": 2,
    }
    assert str(rows[5]["amount"]) == "99999999999999.99"
    assert rows[4]["supplier"] is None


def test_parquet_keeps_types(table: TableData, tmp_path: Path, payments: list[tuple[Any, ...]]) -> None:
    read = pq.read_table(io.BytesIO(b"".join(export(table, Query(), "parquet", scratch=tmp_path))))
    assert [tuple(row.values())[:6] for row in read.to_pylist()] == payments
    assert str(read.schema.field("amount").type) == "decimal128(18, 2)"
    assert list(tmp_path.glob("export-*")) == []


def test_xlsx_holds_typed_cells_and_no_formulas(
    lake: Lake, make_part: Any, payments: list[tuple[Any, ...]]
) -> None:
    payments[1] = ("=1+1", *payments[1][1:])
    payments[2] = ("https://example.org", *payments[2][1:3], 12345678901234567, *payments[2][4:])
    table = lake.tables.data(PAYMENTS, [make_part(payments)])
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(table, Query(), "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][:6] == ["Oakapple Ltd", 1200.0, payments[0][2], 1.0, payments[0][4], False]
    assert [rows[2][0], rows[3][0]] == ["=1+1", "https://example.org"]
    assert rows[3][3] == "12345678901234567"  # more digits than a worksheet's number keeps
    assert len(rows) == 8


def test_more_rows_than_a_worksheet_holds_are_refused_before_any_work(table: TableData) -> None:
    huge = TableData(table.schema, table.paths, (1_048_576,))
    with pytest.raises(Invalid, match="Download CSV or Parquet"):
        export(huge, Query(), "xlsx")


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_filter_sort_and_columns_are_those_asked_for(table: TableData, kind: Any) -> None:
    query = Query((condition(PAYMENTS, "number", "notnull"),), (("amount", True),), ("number",), limit=1)
    body = made(table, query, kind)
    read = {
        "csv": lambda: [int(line) for line in body.decode().split()[1:]],
        "json": lambda: [row["number"] for row in json.loads(body)],
        "parquet": lambda: pq.read_table(io.BytesIO(body))["number"].to_pylist(),
        "xlsx": lambda: [
            row[0]
            for row in CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()[1:]
        ],
    }[kind]()
    assert read == [6, 1, 4, 7, 2, 3]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_many_batches_make_one_file(table: TableData, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(table, Query(), kind)
    monkeypatch.setattr(exports, "_BATCH", 1)
    assert made(table, Query(), kind) == whole


def test_an_empty_table_still_makes_a_file(lake: Lake) -> None:
    empty = lake.tables.data(PAYMENTS, [])
    assert made(empty, Query(columns=("supplier",)), "csv") == b'"supplier"\r\n'
    assert json.loads(made(empty, Query(), "json")) == []
    assert pq.read_table(io.BytesIO(made(empty, Query(), "parquet"))).num_rows == 0


def test_an_unknown_format_or_column_is_refused_at_once(table: TableData) -> None:
    with pytest.raises(Invalid, match="csv, json, geojson, parquet, xlsx"):
        export(table, Query(), "pdf")  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="no column 'colour'"):
        export(table, Query(columns=("colour",)), "csv")


def test_top_values_count_empty_cells_too(table: TableData) -> None:
    assert [(found.value, found.rows) for found in top_values(table, "redacted")] == [
        (True, 4),
        (False, 2),
        (None, 1),
    ]
    only = [condition(PAYMENTS, "number", "le", ["2"])]
    assert [(found.value, found.rows) for found in top_values(table, "redacted", only, limit=1)] == [
        (False, 1)
    ]


def test_a_profile_gives_gaps_and_bounds(table: TableData) -> None:
    amount = {found.column.name: found for found in profile(table)}["amount"]
    assert (amount.nulls, amount.least, amount.greatest) == (
        1,
        Decimal("-35.10"),
        Decimal("99999999999999.99"),
    )
    assert amount.distinct == 5


def test_the_operator_asks_in_sql_by_the_tables_names(table: TableData, lake: Lake) -> None:
    tables = {"ambleford_spend.payments": table, "empty.one": lake.tables.data(PAYMENTS, [])}
    sql = """SELECT lower(supplier) AS who, sum(amount) AS total, min(_line) AS first
             FROM ambleford_spend.payments WHERE supplier ILIKE 'oakapple%' GROUP BY 1"""
    with ask(sql, tables) as answer:
        assert answer.read_all().to_pylist() == [
            {"who": "oakapple ltd", "total": Decimal("2400.00"), "first": 2}
        ]
    with ask("SELECT count(*) AS n FROM empty.one", tables) as answer:
        assert answer.read_all().to_pylist() == [{"n": 0}]
    with pytest.raises(Invalid, match="nowhere"), ask("SELECT * FROM nowhere", tables):
        pass
