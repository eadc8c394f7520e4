"""Rows to bytes, the same on every machine, knowing the physical line each row starts on."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from hundred.demo.calendar import MADE
from hundred.demo.cells import Cell
from hundred.demo.layouts import Dress

Role = Literal["preamble", "header", "repeated header", "data", "blank", "total", "note"]


@dataclass(slots=True)
class Grid:
    """The records of a file or sheet from top to bottom, each with its role."""

    rows: list[Sequence[Cell]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def add(self, role: Role, row: Sequence[Cell]) -> None:
        """One more record below."""
        self.rows.append(row)
        self.roles.append(role)


def simple_grid(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Grid:
    """A header and its rows, with nothing around them."""
    return Grid([headings, *rows], ["header", *["data"] * len(rows)])  # type: ignore[list-item]


def write_text(path: Path, grid: Grid, dress: Dress) -> list[int]:
    """Writes a delimited text file; gives the line (from 1) each record starts on."""
    text = io.StringIO()
    csv.writer(text, delimiter=dress.delimiter, lineterminator=dress.end).writerows(grid.rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dress.bom + text.getvalue().encode(dress.encoding))
    return _starts(grid)


def write_plain(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Path:
    """A tidy file: UTF-8, commas, one header. Gives the path back."""
    write_text(path, simple_grid(headings, rows), Dress())
    return path


def _starts(grid: Grid) -> list[int]:
    starts, line = [], 1
    for row in grid.rows:
        starts.append(line)
        line += 1
        for cell in row:
            if type(cell) is str and "\n" in cell:
                line += cell.count("\n")
    return starts


def write_workbook(path: Path, sheets: Sequence[tuple[str, Grid]], *, hidden: Sequence[str] = ()) -> None:
    """Writes an XLSX with one sheet per grid; a record's line is its row. `hidden` names hidden sheets."""
    import xlsxwriter  # noqa: PLC0415 - takes a while to load, and only this needs it

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.set_properties({"created": datetime.combine(MADE, time(9))})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, grid in sheets:
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day_format)
                else:
                    sheet.write_number(number, column, cell)
    book.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    _stored(memory, path)


def _stored(memory: io.BytesIO, path: Path) -> None:
    """The workbook's parts without compression, whose bytes would differ from one zlib to another."""
    with zipfile.ZipFile(memory) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as plain:
        for info in packed.infolist():
            part = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            part.create_system = 3
            plain.writestr(part, packed.read(info))
