"""A reading as `hundred read --json` shows it."""

from collections.abc import Sequence
from typing import Any

import pyarrow.parquet as pq

from hundred.intake.reading import ReadColumn, Reading, ReadTable
from hundred.intake.types.decide import Decision


def as_json(reading: Reading, decisions: Sequence[Sequence[Decision]]) -> dict[str, Any]:
    """Plain values for JSON. `decisions` holds one decision per column for each table of the reading.

    A column's `nulls` counts its empty cells and, where it is not text, words for nothing and cells
    which do not fit its type.
    """
    tables = zip(reading.tables, decisions, strict=True)
    return {
        "file": {
            "name": reading.file.name,
            "sha256": reading.file.sha256,
            "bytes": reading.file.bytes,
            "kind": reading.file.kind,
            "encoding": reading.file.encoding,
        },
        "tables": [_table(table, chosen) for table, chosen in tables],
        "findings": [finding.as_dict() for finding in reading.findings],
    }


def _table(table: ReadTable, decisions: Sequence[Decision]) -> dict[str, Any]:
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
        "columns": [_column(*pair) for pair in zip(table.columns, decisions, strict=True)],
        "set_aside": _set_aside(table),
    }


def _column(column: ReadColumn, decision: Decision) -> dict[str, Any]:
    facts = column.evidence
    typed_nulls = facts.missing + decision.misfits if decision.type.kind != "text" else 0
    return {
        "name": column.name,
        "original": column.original,
        "type": decision.type.kind,
        "format": decision.format,
        "nulls": facts.empty + typed_nulls,
        "example": facts.example,
    }


def _set_aside(table: ReadTable) -> list[dict[str, Any]]:
    aside = pq.read_table(table.aside, columns=["_line", "role", "text"])
    return [{"line": row.pop("_line"), **row} for row in aside.to_pylist()]
