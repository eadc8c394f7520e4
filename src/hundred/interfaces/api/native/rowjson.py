"""Rows as JSON text, column by column: decimals keep every digit, which a float could not."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from hundred.interfaces.api.native import wire
from hundred.lake.groups import Groups
from hundred.lake.rows import Page
from hundred.lake.schema import Column

Encoder = Callable[[Any], str]


def rows_json(page: Page, base: str, dataset: str, table: str) -> str:
    """The page's rows as a JSON array of objects, each with `_file _sheet _line` and the way to its line."""
    shown = [column for column in page.columns if not column.name.startswith("_")]
    at = [page.columns.index(column) for column in shown]
    cells = [
        _encoded(column, [row[place] for row in page.rows]) for column, place in zip(shown, at, strict=True)
    ]
    places = [(key.file, key.sheet, key.line) for key in page.keys]
    # of one sheet all addresses are the same up to the line, which stands last
    sheets = {(file, sheet) for file, sheet, _ in places}
    until_line = {
        (file, sheet): wire.lineage_address(base, dataset, table, (file, sheet, 0))[:-1]
        for file, sheet in sheets
    }
    cells += [
        [encode_basestring(file) for file, _, _ in places],
        [encode_basestring(sheet) for _, sheet, _ in places],
        [str(line) for _, _, line in places],
        [encode_basestring(f"{until_line[file, sheet]}{line}") for file, sheet, line in places],
    ]
    names = [*(column.name for column in shown), "_file", "_sheet", "_line", "_lineage"]
    template = "{" + ",".join(f"{_literal(name)}:%s" for name in names) + "}"
    return "[" + ",\n".join(template % row for row in zip(*cells, strict=True)) + "]"


def groups_json(found: Groups) -> str:
    """The groups as a JSON array of objects, each with its values by name."""
    template = "{" + ",".join(f"{_literal(name)}:%s" for name in found.names) + "}"
    rows = (template % tuple(_as_json(value) for value in group) for group in found.groups)
    return "[" + ",\n".join(rows) + "]"


def _as_json(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case int() | float():
            return str(value)
        case date():
            return _quoted_iso(value)
        case _:
            return encode_basestring(str(value))


def _literal(name: str) -> str:
    return encode_basestring(name).replace("%", "%%")


def _encoded(column: Column, cells: Sequence[Any]) -> list[str]:
    encode = _ENCODERS[column.type.kind]
    return ["null" if cell is None else encode(cell) for cell in cells]


def _quoted_iso(moment: Any) -> str:
    return f'"{moment.isoformat()}"'


_ENCODERS: dict[str, Encoder] = {
    "text": encode_basestring,
    "integer": str,
    "decimal": lambda amount: f"{amount:f}",  # never `1E-7`
    "date": _quoted_iso,
    "datetime": _quoted_iso,
    "boolean": lambda yes: "true" if yes else "false",
    "geometry": str,  # which is GeoJSON already
}
