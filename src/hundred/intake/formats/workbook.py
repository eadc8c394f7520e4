"""Workbooks (XLSX, XLSB, XLS, ODS): every sheet with something in it is a table."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.cells import LINE
from hundred.intake.columns import MAX_COLUMNS, staged_names
from hundred.intake.dialect import usual_width
from hundred.intake.finish import Finished, finish
from hundred.intake.formats.formula_errors import formula_errors
from hundred.intake.formats.source import Contents, Source
from hundred.intake.frame import Frame, find_frame
from hundred.intake.reading import ReadTable
from hundred.intake.stage import Aside, stage_cells
from hundred.intake.tally import Tally
from hundred.lake.lines import cell_text

_SAMPLE = 120
_BATCH = 20_000

Row = tuple[int, list[str]]


def read_workbook(source: Source) -> Contents:
    """The tables of a workbook, one per sheet with something in it. Raises Refused."""
    kind = source.sniffed.kind
    try:
        book = CalamineWorkbook.from_path(str(source.path))
    except PasswordError:
        raise problems.Refused(kind, problems.PASSWORD) from None
    except CalamineError:
        raise problems.Refused(kind, problems.CORRUPT) from None
    errors = formula_errors(source.path) if kind == "xlsx" else {}
    tables: list[ReadTable] = []
    findings: list[Finding] = []
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        tally = Tally(source.name, facts.name)
        try:
            sheet = book.get_sheet_by_name(facts.name)
            table = _read_sheet(source, sheet, len(tables), tally, kind)
        except CalamineError:
            raise problems.Refused(kind, problems.CORRUPT) from None
        if facts.visible != SheetVisibleEnum.Visible and table is not None:
            tally.add(problems.SHEET_HIDDEN)
        for error in errors.get(facts.name, ()):
            tally.add(
                problems.FORMULA_ERROR, lines=(error.line,), examples=(error.text,), column=error.column
            )
        if table is None:
            tally.add(problems.SHEET_EMPTY)
        else:
            tables.append(table)
        findings.extend(tally.findings())
    if not tables:
        raise problems.Refused(kind, problems.NO_SHEETS)
    return Contents(tuple(tables), tuple(findings))


def _read_sheet(
    source: Source, sheet: CalamineSheet, number: int, tally: Tally, kind: str
) -> ReadTable | None:
    rows = _rows(sheet)
    head = list(itertools.islice(rows, _SAMPLE))
    if not any(any(cells) for _, cells in head):
        head += [row for row in rows if any(row[1])][:_SAMPLE]
        if not any(any(cells) for _, cells in head):
            return None
    frame = _framed(_spread(head, sheet))
    if frame.width > MAX_COLUMNS:
        raise problems.Refused(kind, problems.COLUMNS_MANY, count=frame.width)
    cells, aside_path = source.into / f"cells-{number}.parquet", source.into / f"aside-{number}.parquet"
    names = staged_names(frame.headings)
    schema = pa.schema([(LINE, pa.int64()), *((name, pa.string()) for name in names)])
    with Aside(aside_path) as aside:
        sorter = _Sorter(frame, aside, tally)
        count = stage_cells(
            source.engine, _batches(sorter.sort(itertools.chain(head, rows)), schema), schema, cells
        )
        found = finish(
            source.engine,
            cells,
            frame,
            Finished((), count, sorter.first_line, sorter.last_line),
            aside=aside,
            tally=tally,
            delimiter="\t",
        )
    return ReadTable(
        name=sheet.name,
        sheet=sheet.name,
        dialect=None,
        header_lines=tuple(sorter.header_lines),
        first_line=found.first_line,
        last_line=found.last_line,
        rows=found.rows,
        columns=found.columns,
        set_aside=aside.count,
        cells=cells,
        aside=aside_path,
    )


def _framed(head: Sequence[Row]) -> Frame:
    """Sheets are rectangles, so the table's width is that of its rows without their empty ends."""
    records = [_trimmed(cells) for _, cells in head]
    widths = np.array([len(record) for record in records if record], np.int64)
    frame = find_frame(records, usual_width(widths))
    widest = int(widths.max(initial=0))
    return Frame(frame.preamble, frame.header, frame.headings + ("",) * (widest - frame.width))


def _spread(head: Sequence[Row], sheet: CalamineSheet) -> list[Row]:
    """The first rows with each cell merged over several columns repeated in all of them.

    A cell merged from the first column on is a title over the table, and is left as it is.
    """
    rows = [(line, list(cells)) for line, cells in head]
    first = (sheet.start or (0, 0))[1]
    for (top, left), (_, right) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left > first:
            cells = rows[top][1]
            for place in range(left + 1, min(right + 1, len(cells))):
                cells[place] = cells[place] or cells[left]
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells[:width]


class _Sorter:
    """Sorts a sheet's rows into the table's rows and rows set aside."""

    def __init__(self, frame: Frame, aside: Aside, tally: Tally) -> None:
        self._frame = frame
        self._aside = aside
        self._tally = tally
        self._headings: list[str] = []
        self.header_lines: list[int] = []
        self.first_line = 0
        self.last_line = 0

    def sort(self, rows: Iterable[Row]) -> Iterator[Row]:
        frame = self._frame
        for number, (line, cells) in enumerate(rows):
            text = "\t".join(_trimmed(cells))
            if 0 <= number - frame.preamble < frame.header:
                self._headings.append(text)
                self.header_lines.append(line)
                self._aside.add(line, "header", "names the columns", text)
            elif not text.strip():
                self._aside.add(line, "blank", "has nothing in any cell", "")
            elif text in self._headings:
                self._aside.add(line, "header", "names the columns again", text)
            elif number < frame.preamble:
                self._aside.add(line, "preamble", "stands above the headings", text)
            elif any(cells[frame.width :]):
                self._aside.add(line, "ragged", "has more cells than there are columns", text)
                self._tally.add(problems.LONG_ROWS, lines=(line,), examples=(text,))
            else:
                self.first_line = self.first_line or line
                self.last_line = line
                yield line, cells[: frame.width] + [""] * (frame.width - len(cells))


def _batches(rows: Iterator[Row], schema: Any) -> Iterator[Any]:
    while batch := list(itertools.islice(rows, _BATCH)):
        columns = [pa.array([line for line, _ in batch], pa.int64())]
        columns += [
            pa.array([cell or None for cell in column], pa.string())
            for column in zip(*(cells for _, cells in batch), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    _, first_column = sheet.start or (0, 0)
    ahead = [""] * first_column
    for line, cells in enumerate(sheet.iter_rows(), 1):
        yield line, [*ahead, *map(cell_text, cells)]
