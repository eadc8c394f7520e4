"""Answers to strangers' SQL as files to take away: CSV, JSON, Parquet and Arrow.

Decimals keep their digits, days and instants are ISO 8601. An absent value is an empty cell or `null`, an
empty text a pair of quotes.
"""

import io
import json
import math
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from typing import Any

import pyarrow as pa
from pyarrow import csv, parquet

from hundred.lake.fence import Answer, AnswerColumn

_PLACES = 6
_Encode = Callable[[Any], str]


def as_csv(answer: Answer) -> bytes:
    """UTF-8, RFC 4180, the names of the columns first."""
    table = answer.table
    for at, column in enumerate(answer.columns):
        if column.kind == "datetime" or _is_long(table.column(at).type):
            texts = pa.array(map(_plain, values_of(table.column(at))), pa.string())
            table = table.set_column(at, column.name, texts)
    out = io.BytesIO()
    csv.write_csv(table, out, csv.WriteOptions(eol="\r\n"))
    return out.getvalue()


def as_parquet(answer: Answer, about: Mapping[str, str]) -> bytes:
    """Typed and compact; `about` is kept in the file's metadata."""
    out = io.BytesIO()
    parquet.write_table(_with(answer.table, about), out, compression="zstd")
    return out.getvalue()


def as_arrow(answer: Answer, about: Mapping[str, str]) -> bytes:
    """An Arrow IPC stream; `about` is in its schema's metadata."""
    table = _with(answer.table, about)
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def rows_as_json(answer: Answer) -> str:
    """The rows as a JSON array of objects, one a line; places as GeoJSON where they came so."""
    cells = [_encoded(column, values_of(answer.table.column(at))) for at, column in enumerate(answer.columns)]
    names = (encode_basestring(column.name).replace("%", "%%") for column in answer.columns)
    template = "{" + ",".join(f"{name}:%s" for name in names) + "}"
    return "[" + ",\n".join(template % row for row in zip(*cells, strict=True)) + "]"


def values_of(cells: pa.ChunkedArray) -> list[Any]:
    """A column's cells as Python values; days and instants that no calendar of ours has, as words."""
    try:
        values: list[Any] = cells.to_pylist()
    except (ValueError, OverflowError):
        values = [_value(cell) for cell in cells]
    return values


def _value(cell: Any) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return "beyond the calendar"


def _with(table: pa.Table, about: Mapping[str, str]) -> pa.Table:
    return table.replace_schema_metadata({f"hundred.{name}": said for name, said in about.items()})


def _is_long(kind: pa.DataType) -> bool:
    """Whether the CSV writer would write small numbers of this kind as `1E-7`."""
    return bool(pa.types.is_decimal(kind)) and kind.scale > _PLACES


def _encoded(column: AnswerColumn, cells: list[Any]) -> list[str]:
    encode = _ENCODERS.get(column.kind, encode_basestring)
    return ["null" if cell is None else encode(cell) for cell in cells]


def _plain(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return cell.isoformat() if hasattr(cell, "isoformat") else f"{cell:f}"


def _moment(cell: Any) -> str:
    return encode_basestring(cell if isinstance(cell, str) else cell.isoformat())


def _float(cell: float) -> str:
    return repr(cell) if math.isfinite(cell) else "null"  # JSON has no other word for it


def _json(cell: str) -> str:
    """JSON as the engine writes it, without the words that no JSON has."""
    if "NaN" not in cell and "Infinity" not in cell:
        return cell
    return json.dumps(json.loads(cell, parse_constant=lambda _: None), ensure_ascii=False)


_ENCODERS: dict[str, _Encode] = {
    "integer": lambda number: f"{number:d}" if isinstance(number, int) else f"{number:f}",
    "decimal": lambda number: f"{number:f}",  # never `1E-7`
    "float": _float,
    "boolean": lambda yes: "true" if yes else "false",
    "date": _moment,
    "datetime": _moment,
    "geometry": lambda place: place if place.startswith("{") else encode_basestring(place),
    "json": _json,
}
