"""Parquet: rows by their number, every value as one would type it."""

import datetime
import decimal
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading_desk import Desk, cells_of, codes

from hundred.intake import decide


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **options)
    return stream.getvalue()


def one(value: Any, kind: Any = None) -> bytes:
    return parquet({"a": pa.array([value], kind)})


DAY = datetime.date(2027, 5, 17)
NOON = datetime.datetime(2027, 5, 17, 12, 0, 1)  # noqa: DTZ001  Parquet knows times without a zone


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (one("0012"), "0012"),
        (one(" x "), " x "),
        (one(2**64 - 1, pa.uint64()), "18446744073709551615"),
        (one(7.0), "7"),
        (one(0.1), "0.1"),
        (one(0.1, pa.float32()), "0.1"),
        (one(1e20), "100000000000000000000"),
        (one(decimal.Decimal("-1234.50"), pa.decimal128(12, 2)), "-1234.50"),
        (one(True), "true"),
        (one(DAY), "2027-05-17"),
        (one(NOON), "2027-05-17 12:00:01"),
        (one(NOON, pa.timestamp("us", "Europe/London")), "2027-05-17 12:00:01Z"),
        (one(datetime.time(9, 30)), "09:30:00"),
        (one([1, 2], pa.list_(pa.int64())), "[1,2]"),
        (one([{"a": DAY}]), '[{"a":"2027-05-17"}]'),
        (one(b"caf\xc3\xa9"), "café"),
        (one(b"\x01\xff"), "01ff"),
    ],
)
def test_a_value_is_written_as_one_would_type_it(desk: Desk, data: bytes, text: str):
    (table,) = desk.read(data).tables
    assert cells_of(table) == [[1, text]]


def test_rows_are_numbered_and_types_are_found_again(desk: Desk):
    reading = desk.read(
        parquet({"Supplier": ["Acme", None, ""], "Amount": [1.5, 2.0, 3.25], "Paid": [DAY] * 3})
    )
    (table,) = reading.tables
    assert (reading.file.kind, reading.findings, table.header_lines) == ("parquet", (), ())
    assert [row[:3] for row in cells_of(table)] == [[1, "Acme", "1.5"], [2, "", "2"], [3, "", "3.25"]]
    assert [decide(column.evidence).type.kind for column in table.columns] == ["text", "decimal", "date"]


def test_columns_within_columns_are_flattened(desk: Desk):
    (table,) = desk.read(parquet({"address": [{"postcode": "M1 1AA", "it's": {"x": 1}}, None]})).tables
    assert [column.original for column in table.columns] == ["address.postcode", "address.it's.x"]
    assert cells_of(table) == [[1, "M1 1AA", "1"], [2, "", ""]]


def test_many_row_groups_stay_in_order(desk: Desk):
    (table,) = desk.read(parquet({"n": list(range(5_000))}, row_group_size=100)).tables
    assert cells_of(table) == [[n + 1, str(n)] for n in range(5_000)]


def test_a_file_whose_name_looks_like_a_pattern_is_read(desk: Desk):
    desk.folder = desk.folder / "spend [1]*"
    desk.folder.mkdir()
    (table,) = desk.read(one(1)).tables
    assert table.rows == 1


def test_a_table_without_rows_is_told(desk: Desk):
    assert codes(desk.read(parquet({"a": pa.array([], pa.int64())}))) == ["no-rows"]


@pytest.mark.parametrize("cut", [4, 100, -1])
def test_parquet_cut_short_is_refused(desk: Desk, cut: int):
    data = parquet({"a": list(range(1_000))})
    reading = desk.read(data[:cut])
    assert (reading.tables, codes(reading)) == ((), ["parquet-corrupt"])


def test_damaged_pages_are_refused(desk: Desk):
    data = bytearray(parquet({"a": [f"text {n}" for n in range(5_000)]}, compression="snappy"))
    data[40:4_000] = bytes(3_960)
    assert codes(desk.read(bytes(data))) == ["parquet-corrupt"]
