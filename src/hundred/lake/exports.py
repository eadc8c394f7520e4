"""Rows as files to take away: CSV, JSON, GeoJSON, Parquet and XLSX, made as they are read.

Places are WKT in CSV and XLSX, GeoJSON in both kinds of JSON, and GeoParquet in Parquet.
"""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
from pyarrow import csv

from hundred.base.errors import Invalid
from hundred.lake.conditions import Sql, source, where
from hundred.lake.engine import reading
from hundred.lake.keyset import order_of
from hundred.lake.question import Query, column_to_ask
from hundred.lake.rows import count
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Schema, quoted, shown
from hundred.lake.tables import TableData

Format = Literal["csv", "json", "geojson", "parquet", "xlsx"]

_SECONDS = 3600.0  # a download lasts as long as its reader's connection is slow
_BATCH = 20_000
_CHUNK = 1 << 20
_SHEET_ROWS, _SHEET_COLUMNS, _CELL_LETTERS = 1_048_575, 16_384, 32_767  # what a worksheet holds


def export(table: TableData, query: Query, kind: Format, *, scratch: Path | None = None) -> Iterator[bytes]:
    """All rows that satisfy the query's conditions, in its order, as the bytes of a file.

    Shows the query's columns, or all of them with `_file _sheet _line`; its limit and its place do
    not matter. CSV and JSON are made as they are read; Parquet and XLSX are made under `scratch`
    first. Closing the iterator stops the work.

    Raises `Invalid`, before the first byte, for unknown columns and formats, for more rows than a
    worksheet holds, and for GeoJSON of a table without places.
    """
    if kind not in get_args(Format):
        raise Invalid(
            f"{kind!r} is not a format we make.",
            f"Use one of: {', '.join(get_args(Format))}.",
            field="format",
        )
    columns = tuple(column_to_ask(table.schema, name) for name in query.columns) or (
        *table.schema,
        *PROVENANCE_COLUMNS,
    )
    if kind == "xlsx":
        _check_sheet(count(table, query.conditions), len(columns))
    if kind == "geojson":
        columns = _with_place(table.schema, columns)
    rows = _Rows(table, query, columns)
    match kind:
        case "csv":
            return _csv(rows)
        case "json":
            return _json(rows)
        case "geojson":
            return _geojson(rows)
        case "parquet":
            return _file(lambda path: _write_parquet(rows, path), scratch)
        case "xlsx":
            return _file(lambda path: _write_xlsx(rows, path), scratch)


class _Rows:
    """The rows to export, as Arrow batches of what each format wants of a column."""

    def __init__(self, table: TableData, query: Query, columns: Schema) -> None:
        self.columns = columns
        self._source, self._where = source(table), where(table.schema, query.conditions)
        by = order_of(table.schema, query.sort).sql(backwards=False) if query.sort else ""
        self._by = f"ORDER BY {by}" if by else ""

    def select(self, cells: str) -> Sql:
        text = f"SELECT {cells} FROM {self._source.text} {self._where.text} {self._by}"
        return Sql(text, (*self._source.values, *self._where.values))

    @contextmanager
    def batches(self, cells: str) -> Iterator[pa.RecordBatchReader]:
        asked = self.select(cells)
        with reading(seconds=_SECONDS) as engine:
            yield engine.sql(asked.text, params=list(asked.values)).to_arrow_reader(_BATCH)


def _csv(rows: _Rows) -> Iterator[bytes]:
    """UTF-8, RFC 4180: an empty cell is nothing between commas, an empty text a pair of quotes."""
    cells = ", ".join(f"{_as_csv(column)} AS {quoted(column.name)}" for column in rows.columns)
    with rows.batches(cells) as batches:
        header = True
        for batch in _at_least_one(batches):
            out = io.BytesIO()
            csv.write_csv(batch, out, csv.WriteOptions(include_header=header, eol="\r\n"))
            header = False
            yield out.getvalue()


def _json(rows: _Rows) -> Iterator[bytes]:
    """An array of objects, one a line; decimals keep their digits, days and instants are ISO 8601."""
    fields = ", ".join(f"{quoted(column.name)} := {_as_json(column)}" for column in rows.columns)
    with rows.batches(f"CAST(to_json(struct_pack({fields})) AS VARCHAR)") as batches:
        yield from _listed(batches, "[", "]")


def _geojson(rows: _Rows) -> Iterator[bytes]:
    """A feature a line (RFC 7946): its first place is the geometry, all other columns are properties."""
    place = next(column for column in rows.columns if column.type.kind == "geometry")
    properties = ", ".join(
        f"{quoted(column.name)} := {_as_json(column)}" for column in rows.columns if column != place
    )
    feature = f"type := 'Feature', geometry := {_as_json(place)}, properties := struct_pack({properties})"
    with rows.batches(f"CAST(to_json(struct_pack({feature})) AS VARCHAR)") as batches:
        yield from _listed(batches, '{"type":"FeatureCollection","features":[', "]}")


def _listed(batches: pa.RecordBatchReader, opening: str, closing: str) -> Iterator[bytes]:
    """The texts of the batches as one JSON list, a line each."""
    start = f"{opening}\n"
    for batch in batches:
        yield (start + ",\n".join(batch.column(0).to_pylist())).encode()
        start = ",\n"
    yield (f"{opening}{closing}\n" if start != ",\n" else f"\n{closing}\n").encode()


def _with_place(schema: Schema, columns: Schema) -> Schema:
    """The columns with the table's first place among them. Raises `Invalid` where there is none."""
    if any(column.type.kind == "geometry" for column in columns):
        return columns
    place = next((column for column in schema if column.type.kind == "geometry"), None)
    if place is None:
        raise Invalid(
            "This table has no places, so it cannot be GeoJSON.", "Download JSON or CSV.", field="format"
        )
    return (*columns, place)


def _file(write: Callable[[Path], None], scratch: Path | None) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="export-", dir=scratch) as folder:
        path = Path(folder, "export")
        write(path)
        with path.open("rb") as made:
            while chunk := made.read(_CHUNK):
                yield chunk


def _write_parquet(rows: _Rows, path: Path) -> None:
    asked = rows.select(", ".join(quoted(column.name) for column in rows.columns))
    target = str(path).replace("'", "''")
    with reading(seconds=_SECONDS) as engine:
        engine.execute(
            f"COPY ({asked.text}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)", list(asked.values)
        )


def _write_xlsx(rows: _Rows, path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415  slow to import, and few ask for it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    cells = ", ".join(f"{_with_wkt(column)} AS {quoted(column.name)}" for column in rows.columns)
    with xlsxwriter.Workbook(str(path), options) as book, rows.batches(cells) as batches:
        sheet = book.add_worksheet("Rows")
        styles = {
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "decimal": book.add_format({"num_format": "#,##0.00"}),
        }
        kinds = [styles.get(column.type.kind) for column in rows.columns]
        sheet.write_row(0, 0, [column.name for column in rows.columns], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        line = 0
        for batch in batches:
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                for at, value in enumerate(row):
                    if value is not None:
                        sheet.write(line, at, _as_cell(value), kinds[at])


def _as_cell(value: Any) -> Any:
    """What a worksheet can hold: text up to its limit, 15 digits of a whole number, days from 1900."""
    if isinstance(value, str) and len(value) > _CELL_LETTERS:
        return value[: _CELL_LETTERS - 1] + "…"
    if isinstance(value, date) and value.year < 1900:
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return str(value)
    return value


def _check_sheet(rows: int, columns: int) -> None:
    if rows > _SHEET_ROWS or columns > _SHEET_COLUMNS:
        raise Invalid(
            f"A worksheet holds {_SHEET_ROWS:,} rows and {_SHEET_COLUMNS:,} columns; "
            f"this is {rows:,} rows and {columns:,} columns.",
            "Download CSV or Parquet, or narrow the rows with a filter.",
            field="format",
        )


def _as_csv(column: Column) -> str:
    """Numbers and days go unquoted, as the writer writes them; it would write small decimals as `1E-7`."""
    long_decimal = column.type.kind == "decimal" and column.type.scale > 6
    return _as_text(column) if column.type.kind == "datetime" or long_decimal else _with_wkt(column)


def _as_text(column: Column) -> str:
    text = f"CAST({quoted(column.name)} AS VARCHAR)"
    return f"replace({text}, ' ', 'T')" if column.type.kind == "datetime" else text


def _with_wkt(column: Column) -> str:
    name = quoted(column.name)
    return f"ST_AsText({name})" if column.type.kind == "geometry" else name


def _as_json(column: Column) -> str:
    if column.type.kind == "geometry":
        return f"CAST({shown(column)} AS JSON)"
    return _as_text(column) if column.type.kind in ("date", "datetime") else quoted(column.name)


def _at_least_one(batches: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """The batches, or an empty one where there is none, so that a file always gets its header."""
    empty = True
    for batch in batches:
        empty = False
        yield batch
    if empty:
        yield pa.RecordBatch.from_pylist([], schema=batches.schema)
