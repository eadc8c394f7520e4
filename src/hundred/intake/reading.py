"""What reading a file yields: facts about the file, its tables, and what is wrong with them.

Everything here can be written to JSON and read back, so that work stopped half-way goes on from the
cells already staged.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

from hundred.base.findings import Finding
from hundred.intake.descriptions import Description
from hundred.intake.types.decide import Decision, decide_all
from hundred.intake.types.evidence import Evidence

Role = Literal["preamble", "header", "blank", "ragged", "total", "note"]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file as it came: its name, the SHA-256 and number of its bytes, its kind and encoding.

    `kind` is told from the bytes (`csv`, `xlsx`, `xls`, `xlsb`, `ods`), or names what made us refuse
    the file (`empty`, `pdf`, `html`, …). `encoding` is None for anything but text.
    """

    name: str
    sha256: str
    bytes: int
    kind: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates its cells. A quote inside a quoted cell is doubled where `escape` is None.

    In a text of fixed width, `cuts` are where its columns begin, in characters from 0.
    """

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    cuts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column as read: its tidied name, the heading as published, and what its cells look like."""

    name: str
    original: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that the engine reads as it stands: every line below the first `skipped` is a row, and has a
    cell for each of `names`. In the file it is made of, `above` lines stand above the rows."""

    above: int
    skipped: int
    names: tuple[str, ...]
    delimiter: str
    quote: str
    line_end: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Typed rows written while cells were still being counted, on types judged by a sample of them.

    They are of use where the SQL of their columns is the one that all cells call for.
    """

    path: Path
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table of a file, its cells staged as text.

    `cells` is a Parquet file of `_line` and one text column per column, in the file's order, an empty
    cell being null. `aside` is a Parquet file of `_line, role, reason, text`, one row per record that
    is not a row of the table: records of the table = `rows` + `set_aside`, always. Lines are physical
    lines (or sheet rows) counted from 1; `first_line` and `last_line` are where the first and the last
    row start, 0 where there is none. Of tables below each other each has all records from the line on
    which it `begins` up to the line `until` which the next one begins, 0 for the last; `title` is what
    stands above its headings. `occurrences` are Parquet files of `_line, sheet, code, column, text`: every
    line or cell of the file that shows a finding.

    With `text`, `cells` is not Parquet but a text read as it stands, and may have a `draft`.
    """

    name: str
    sheet: str
    dialect: Dialect | None
    header_lines: tuple[int, ...]
    first_line: int
    last_line: int
    rows: int
    columns: tuple[ReadColumn, ...]
    set_aside: int
    cells: Path
    aside: Path
    occurrences: tuple[Path, ...] = ()
    text: PlainText | None = None
    draft: Draft | None = None
    begins: int = 1
    until: int = 0
    title: str = ""

    def decisions(self) -> tuple[Decision, ...]:
        """The types which the columns take in this file alone."""
        return decide_all([(column.original, column.evidence) for column in self.columns])


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: facts, tables and findings. A file we refuse has no tables and an error finding; one that
    describes other files has no tables but the `descriptions` of these."""

    file: FileFacts
    tables: tuple[ReadTable, ...]
    findings: tuple[Finding, ...]
    descriptions: tuple[Description, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `from_dict` is its inverse."""
        return {
            "file": asdict(self.file),
            "tables": [_table_as_dict(table) for table in self.tables],
            "findings": [finding.as_dict() for finding in self.findings],
            "descriptions": [description.as_dict() for description in self.descriptions],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(
            FileFacts(**data["file"]),
            tuple(_table_from_dict(table) for table in data["tables"]),
            tuple(_finding_from_dict(finding) for finding in data["findings"]),
            tuple(map(Description.from_dict, data.get("descriptions", ()))),
        )


def _table_as_dict(table: ReadTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "sheet": table.sheet,
        "dialect": asdict(table.dialect) if table.dialect else None,
        "header_lines": list(table.header_lines),
        "first_line": table.first_line,
        "last_line": table.last_line,
        "rows": table.rows,
        "columns": [
            {"name": column.name, "original": column.original, "evidence": column.evidence.as_dict()}
            for column in table.columns
        ],
        "set_aside": table.set_aside,
        "cells": str(table.cells),
        "aside": str(table.aside),
        "occurrences": [str(path) for path in table.occurrences],
        "begins": table.begins,
        "until": table.until,
        "title": table.title,
        "text": asdict(table.text) if table.text else None,
        "draft": table.draft and {"path": str(table.draft.path), "columns": list(table.draft.columns)},
    }


def dialect_from(data: dict[str, Any] | None) -> Dialect | None:
    """A dialect from its plain values; None from none."""
    return Dialect(**{**data, "cuts": tuple(data.get("cuts", ()))}) if data else None


def _table_from_dict(data: dict[str, Any]) -> ReadTable:
    columns = tuple(
        ReadColumn(column["name"], column["original"], Evidence.from_dict(column["evidence"]))
        for column in data["columns"]
    )
    changed = {
        "dialect": dialect_from(data["dialect"]),
        "header_lines": tuple(data["header_lines"]),
        "columns": columns,
        "cells": Path(data["cells"]),
        "aside": Path(data["aside"]),
        "occurrences": tuple(map(Path, data.get("occurrences", ()))),
        "text": _text_from(data.get("text")),
        "draft": _draft_from(data.get("draft")),
    }
    return ReadTable(**{**data, **changed})


def _text_from(data: dict[str, Any] | None) -> PlainText | None:
    return PlainText(**{**data, "names": tuple(data["names"])}) if data else None


def _draft_from(data: dict[str, Any] | None) -> Draft | None:
    return Draft(Path(data["path"]), tuple(data["columns"])) if data else None


def _finding_from_dict(data: dict[str, Any]) -> Finding:
    return Finding(**{**data, "lines": tuple(data["lines"]), "examples": tuple(data["examples"])})
