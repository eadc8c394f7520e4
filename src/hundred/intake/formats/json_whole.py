"""JSON documents without a list of records that are tables all the same."""

from typing import Any

from hundred.intake.formats.json_cells import cells_of, is_object, text_of
from hundred.intake.formats.json_text import Pairs

KEY = "key"  # the heading of the names under which records stand

Cells = list[tuple[str, str]]


def whole_records(value: Any) -> list[Cells]:
    """The rows of a document, each its cells with their headings; none where it holds no table.

    `{"a": [1, 2], "b": [3, 4]}` is a table of two columns, `{"E08000009": {"name": "Trafford"}, …}` one of
    records whose `key` is the member's name, and a GeoJSON feature one of a single row.
    """
    if not isinstance(value, Pairs) or not value:
        return []
    if ("type", "Feature") in value:
        return [cells_of(value)]
    return _of_columns(value) or _of_keys(value) or _of_columns_by_number(value)


def _of_columns(value: Pairs) -> list[Cells]:
    columns = [inner for _, inner in value if isinstance(inner, list) and not is_object(inner)]
    lengths = {len(column) for column in columns}
    if len(value) < 2 or len(columns) < len(value) or len(lengths) != 1:
        return []
    names = [name for name, _ in value]
    return [
        [(name, text_of(cell)) for name, cell in zip(names, row, strict=True)]
        for row in zip(*columns, strict=True)
    ]


def _of_keys(value: Pairs) -> list[Cells]:
    inner = [record for _, record in value if is_object(record)]
    if len(value) < 2 or len(inner) < len(value) or _numbered(inner[0]):
        return []
    shared = set.intersection(*({name for name, _ in record} for record in inner))
    return [[(KEY, text_of(key)), *cells_of(record)] for key, record in value] if shared else []


def _of_columns_by_number(value: Pairs) -> list[Cells]:
    """Columns whose cells stand under the numbers of their rows, as data frames are written."""
    if not all(is_object(column) and _numbered(column) for _, column in value):
        return []
    rows: dict[str, Cells] = {}
    for heading, column in value:
        for number, cell in column:
            rows.setdefault(number, []).append((heading, text_of(cell)))
    return list(rows.values())


def _numbered(record: Pairs) -> bool:
    return bool(record) and all(name == str(number) for number, (name, _) in enumerate(record))
