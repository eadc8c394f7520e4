"""A reading as `hundred read` writes it for programs: JSON, and a table's cells as CSV."""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from hundred.base.findings import Finding
from hundred.intake.reading import ReadColumn, Reading, ReadTable
from hundred.intake.types.decide import Decision

_ASIDE_BATCH = 1_000
_CELLS = csv.WriteOptions(include_header=False, eol="\r\n", quoting_style="needed")


def as_json(reading: Reading, *, indent: int = 2) -> Iterator[str]:
    """The JSON of a reading, a piece at a time: lines set aside stream past, however many there are.

    A column's `nulls` counts its empty cells and, where it is not text, words for nothing and cells
    which do not fit its type.
    """
    facts = reading.file
    answer = {
        "file": {
            "name": facts.name,
            "sha256": facts.sha256,
            "bytes": facts.bytes,
            "kind": facts.kind,
            "encoding": facts.encoding,
        },
        "tables": [_table(table) for table in reading.tables],
        "findings": [_finding(finding) for finding in reading.findings],
    }
    return json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(answer)


def cells_as_csv(table: ReadTable) -> Iterator[bytes]:
    """A table's cells as read, before typing: UTF-8, RFC 4180, the headings first."""
    headings = (column.original or column.name for column in table.columns)
    yield (",".join('"' + heading.replace('"', '""') + '"' for heading in headings) + "\r\n").encode()
    names = [column.name for column in table.columns]
    with pq.ParquetFile(table.cells) as cells:
        for batch in cells.iter_batches(columns=names):
            written = pa.BufferOutputStream()
            csv.write_csv(batch.select(names), written, _CELLS)
            yield written.getvalue().to_pybytes()


def columns(table: ReadTable) -> list[dict[str, Any]]:
    """A table's columns, each with the type it takes in this file alone."""
    return [_column(*pair) for pair in zip(table.columns, table.decisions(), strict=True)]


def set_aside(table: ReadTable) -> Iterator[dict[str, Any]]:
    """The records of a table's file that are not rows: line, role, reason, text."""
    with pq.ParquetFile(table.aside) as asides:
        for batch in asides.iter_batches(_ASIDE_BATCH):
            for row in batch.to_pylist():
                yield {"line": row.pop("_line"), **row}


def _table(table: ReadTable) -> dict[str, Any]:
    dialect = table.dialect
    return {
        "name": table.name,
        "sheet": table.sheet or None,
        "dialect": dialect
        and {"delimiter": dialect.delimiter, "quote": dialect.quote, "escape": dialect.escape},
        "header_lines": list(table.header_lines),
        "first_line": table.first_line,
        "last_line": table.last_line,
        "rows": table.rows,
        "columns": columns(table),
        "set_aside": _Streamed(_aside(row) for row in set_aside(table)) if table.set_aside else [],
    }


def _column(column: ReadColumn, decision: Decision) -> dict[str, Any]:
    facts = column.evidence
    nulls = facts.empty if decision.type.kind == "text" else facts.nothing + decision.misfits
    return {
        "name": column.name,
        "original": column.original,
        "type": decision.type.kind,
        "format": decision.format,
        "nulls": nulls,
        "example": facts.example,
    }


def _aside(row: dict[str, Any]) -> dict[str, Any]:
    return {"line": row["line"], "role": row["role"], "text": row["text"]}


def _finding(finding: Finding) -> dict[str, Any]:
    told = finding.as_dict()
    first = {name: told.pop(name) for name in ("code", "severity", "line", "column", "says", "fix")}
    return {**first, **told}


class _Streamed(list[Any]):
    """A list, as the encoder sees it, of what comes only once; it must not be empty."""

    def __init__(self, items: Iterator[Any]) -> None:
        super().__init__()
        self._items = items

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return self._items
