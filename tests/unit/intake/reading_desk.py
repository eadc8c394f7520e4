"""A desk for reading small files: writes the bytes, reads them, and shows cells and what was set aside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from hundred.base.findings import Finding
from hundred.intake import Reading, ReadTable, read, write_typed


@dataclass
class Desk:
    """Reads bytes in a folder of its own."""

    folder: Path

    def read(self, data: bytes | str, name: str = "spend.csv") -> Reading:
        """Read bytes, or text as UTF-8."""
        path = self.folder / "file"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, name=name, into=self.folder)

    def table(self, data: bytes | str) -> ReadTable:
        """The one table of a text."""
        (table,) = self.read(data).tables
        return table

    def typed(self, data: bytes | str) -> tuple[dict[str, list[Any]], dict[str, str], tuple[Finding, ...]]:
        """A text's typed columns, the kinds of its types, and the findings of typing."""
        table = self.table(data)
        decided = zip(table.columns, table.decisions(), strict=True)
        kinds = {column.name: decision.type.kind for column, decision in decided}
        found = self.findings(table)
        return pq.read_table(self.folder / "typed.parquet").to_pydict(), kinds, found

    def findings(self, table: ReadTable) -> tuple[Finding, ...]:
        """The findings of typing a table, which is written to `typed.parquet`."""
        into = self.folder / "typed.parquet"
        return write_typed(table, table.decisions(), file="f" * 64, into=into).findings


def cells_of(table: ReadTable) -> list[list[str]]:
    """A table's rows as texts, each preceded by its line."""
    rows = pq.read_table(
        table.cells, columns=["_line", *(column.name for column in table.columns)]
    ).to_pylist()
    return [[row["_line"], *(row[column.name] or "" for column in table.columns)] for row in rows]


def aside_of(table: ReadTable) -> list[tuple[int, str, str]]:
    """What was set aside: line, role, text."""
    return [(row["_line"], row["role"], row["text"]) for row in pq.read_table(table.aside).to_pylist()]


def codes(reading: Reading) -> list[str]:
    """The codes of a reading's findings."""
    return [finding.code for finding in reading.findings]
