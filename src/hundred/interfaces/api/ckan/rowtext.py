"""Rows as the datastore writes them: objects, lists, CSV and TSV in an answer; files of a dump.

Column by column, so that a large answer costs no more than its cells.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa

from hundred.lake.schema import Column, Schema

FORMS = ("objects", "lists", "csv", "tsv")
DUMPS = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
_BOM = "\ufeff"


def joined(form: str, columns: Schema, batches: Iterable[pa.RecordBatch]) -> str:
    """The rows as JSON: an array of objects or of lists, or CSV or TSV in a text."""
    if form in ("csv", "tsv"):
        return json.dumps("".join(_delimited(form, columns, batches)), ensure_ascii=False)
    return "[" + ",\n".join(",\n".join(rows) for rows in _each(form, columns, batches) if rows) + "]"


class Written(str):
    """What is JSON already."""


def with_records(facts: Mapping[str, Any], records: str) -> Written:
    """The answer, with the records that are JSON already."""
    return Written(f'{json.dumps(facts, ensure_ascii=False)[:-1]}, "records": {records}}}')


def dump(
    form: str, columns: Schema, fields: list[dict[str, Any]], batches: Iterable[pa.RecordBatch], *, bom: bool
) -> Iterator[str]:
    """The rows as a file, piece by piece; `fields` are what JSON says of the columns."""
    if bom:
        yield _BOM
    match form:
        case "csv" | "tsv":
            yield _row(form, [column.name for column in columns])
            yield from _delimited(form, columns, batches)
        case "json":
            yield f'{{\n  "fields": {json.dumps(fields, ensure_ascii=False)},\n  "records": ['
            mark = "\n"
            for rows in _each("lists", columns, batches):
                if rows:
                    yield mark + ",\n".join(rows)
                    mark = ",\n"
            yield "\n]}\n"
        case _:
            yield '<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
            for batch in batches:
                yield "".join(_xml(columns, batch))
            yield "</data>\n"


def _each(form: str, columns: Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[list[str]]:
    """The rows of each batch as JSON."""
    names = [f"{encode_basestring(column.name).replace('%', '%%')}:%s" for column in columns]
    template = (
        "{" + ",".join(names) + "}" if form == "objects" else "[" + ",".join(["%s"] * len(columns)) + "]"
    )
    for batch in batches:
        cells = [_json(column, batch.column(at)) for at, column in enumerate(columns)]
        yield [template % row for row in zip(*cells, strict=True)]


def _json(column: Column, cells: pa.Array) -> list[str]:
    encode = _JSON[column.type.kind]
    return ["null" if cell is None else encode(cell) for cell in cells.to_pylist()]


def _delimited(form: str, columns: Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[str]:
    for batch in batches:
        out = io.StringIO()
        writer = _writer(form, out)
        writer.writerows(zip(*_texts(columns, batch), strict=True))
        yield out.getvalue()


def _row(form: str, cells: list[str]) -> str:
    out = io.StringIO()
    _writer(form, out).writerow(cells)
    return out.getvalue()


def _writer(form: str, out: io.StringIO) -> Any:
    return csv.writer(out, delimiter="\t" if form == "tsv" else ",")


def _xml(columns: Schema, batch: pa.RecordBatch) -> Iterator[str]:
    """A row an element, a cell an element of its column's name; an absent value is nil."""
    names = [
        f"<value key={quoteattr(_printable(c.name))}" if not _is_tag(c.name) else f"<{c.name}"
        for c in columns
    ]
    ends = ["</value>" if not _is_tag(c.name) else f"</{c.name}>" for c in columns]
    number = next((at for at, column in enumerate(columns) if column.name == "_id"), None)
    for row in zip(*_texts(columns, batch), strict=True):
        cells = "".join(
            f'{name} xsi:nil="true"/>' if cell is None else f"{name}>{escape(_printable(cell))}{end}"
            for at, (name, end, cell) in enumerate(zip(names, ends, row, strict=True))
            if at != number
        )
        yield f"<row{'' if number is None else f' _id={quoteattr(row[number] or str())}'}>{cells}</row>\n"


def _is_tag(name: str) -> bool:
    return name.isascii() and name.replace("_", "a").isalnum() and not name[0].isdigit()


def _printable(text: str) -> str:
    """The text without the characters that no XML may have (XML 1.0, 2.2)."""
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "�" for letter in text)


def _texts(columns: Schema, batch: pa.RecordBatch) -> list[list[str | None]]:
    found = []
    for at, column in enumerate(columns):
        write = _TEXTS[column.type.kind]
        found.append([None if cell is None else write(cell) for cell in batch.column(at).to_pylist()])
    return found


def _moment(at: Any) -> str:
    return str(at.isoformat())


def _amount(number: Any) -> str:
    return f"{number:f}"  # never `1E-7`


_TEXTS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "integer": str,
    "decimal": _amount,
    "date": _moment,
    "datetime": _moment,
    "boolean": lambda yes: "True" if yes else "False",
    "geometry": str,
}
_JSON: dict[str, Callable[[Any], str]] = {
    **_TEXTS,
    "text": encode_basestring,
    "date": lambda at: f'"{at.isoformat()}"',
    "datetime": lambda at: f'"{at.isoformat()}"',
    "boolean": lambda yes: "true" if yes else "false",
    "geometry": str,  # which is GeoJSON already
}
