"""Rows of text cells, as sheets and tables of pages hold them: framed, sorted and staged."""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa

from hundred.intake import problems
from hundred.intake.cells import LINE
from hundred.intake.columns import MAX_COLUMNS, staged_names
from hundred.intake.dialect import usual_width
from hundred.intake.finish import Finished, finish
from hundred.intake.formats.source import Source
from hundred.intake.frame import Frame, find_frame
from hundred.intake.reading import Dialect, ReadTable
from hundred.intake.stage import Aside, stage_cells
from hundred.intake.tally import Tally

_SAMPLE = 120  # rows looked at for the frame
_TALLEST_HEADINGS = 8  # rows
_BATCH = 20_000
_AMOUNT = re.compile(r"[-−+(]?\s*[£€$]?\s*[-(]?[\d,]*\.?\d+\)?-?%?")

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Span:
    """A cell merged over others: its first row and the last one from 1, its columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to read: its name ("" where the file has but one), its rows by number, and merged cells.

    `title` names its table, where that is not the sheet's name, and `dialect` says how its lines are cut.

    `headed` are the rows known to be headings, where the file says so. Cells that are `is_padded` hold the
    spaces around them, so that together they are the line. `texts` are the records of a text by their lines,
    where the rows are but some of their cells.
    """

    name: str
    rows: Iterator[Row]
    merged: Sequence[Span] = ()
    headed: Sequence[int] = ()
    is_padded: bool = False
    title: str = ""
    dialect: Dialect | None = None
    texts: Mapping[int, str] = field(default_factory=dict)


def read_sheet(source: Source, sheet: Sheet, number: int, tally: Tally) -> ReadTable | None:
    """The table of a sheet, None where it has nothing in it. Raises Refused.

    `number` tells its staged files from those of the file's other tables.
    """
    rows = sheet.rows
    head: list[Row] = []
    while not any(_is_filled(cells) for _, cells in head):
        more = list(itertools.islice(rows, _SAMPLE))
        if not more:
            return None
        head += more
    frame = _framed(head, sheet)
    if frame.width > MAX_COLUMNS:
        raise problems.Refused(source.sniffed.kind, problems.COLUMNS_MANY, count=frame.width)
    cells, aside_path = source.into / f"cells-{number}.parquet", source.into / f"aside-{number}.parquet"
    schema = text_schema(staged_names(frame.headings))
    with Aside(aside_path) as aside:
        sorter = _Sorter(frame, sheet, aside, tally)
        batches = batches_of(sorter.sort(itertools.chain(head, rows)), schema)
        count = stage_cells(source.engine, batches, schema, cells)
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
        name=sheet.title or sheet.name,
        sheet=sheet.name,
        dialect=sheet.dialect,
        header_lines=tuple(sorter.header_lines),
        first_line=found.first_line,
        last_line=found.last_line,
        rows=found.rows,
        columns=found.columns,
        set_aside=aside.count,
        cells=cells,
        aside=aside_path,
    )


def text_schema(names: Sequence[str]) -> Any:
    """The schema of staged cells given as texts."""
    return pa.schema([(LINE, pa.int64()), *((name, pa.string()) for name in names)])


def batches_of(rows: Iterator[Row], schema: Any) -> Iterator[Any]:
    """Rows, each as wide as the schema, as Arrow batches; empty cells are null."""
    while batch := list(itertools.islice(rows, _BATCH)):
        columns = [pa.array([line for line, _ in batch], pa.int64())]
        columns += [
            pa.array([cell or None for cell in column], pa.string())
            for column in zip(*(cells for _, cells in batch), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def is_amount(text: str) -> bool:
    """Whether a cell holds a number, which must not be counted again where the cell is merged over rows."""
    return bool(_AMOUNT.fullmatch(text.strip()))


def _framed(head: Sequence[Row], sheet: Sheet) -> Frame:
    """Sheets are rectangles, so the table's width is that of its rows without their empty ends.

    Where headings are merged down over several rows, all of these are headings.
    """
    rows = _spread(head, sheet.merged)
    if sheet.is_padded:
        rows = [(line, _unpadded(cells)) for line, cells in rows]
    records = [_trimmed(cells) for _, cells in rows]
    widths = np.array([len(record) for record in records if record], np.int64)
    widest = int(widths.max(initial=0))
    headed = sheet.headed
    if not headed:
        above = _above(rows, sheet.merged)
        frame = find_frame(records[above:], usual_width(widths))
        frame = replace(frame, preamble=above + frame.preamble)
        headed = _merged_down([line for line, _ in rows[frame.preamble :][: frame.header]], sheet.merged)
        if not headed:
            return Frame(frame.preamble, frame.header, frame.headings + ("",) * (widest - frame.width))
    told = [place for place, (line, _) in enumerate(rows) if line in headed]
    columns = itertools.zip_longest(*(records[place] for place in told), fillvalue="")
    headings = tuple(
        " ".join(cell for cell in dict.fromkeys(column) if cell.strip("-=_")) for column in columns
    )
    return Frame(told[0], len(told), headings + ("",) * (widest - len(headings)))


def _above(rows: Sequence[Row], merged: Sequence[Span]) -> int:
    """How many of the first rows are blank, or a title: one text that is merged over several columns."""
    across = {span.top: span for span in merged if span.right > span.left}
    for number, (line, cells) in enumerate(rows):
        filled = [place for place, cell in enumerate(cells) if cell]
        is_title = len(filled) == 1 and line in across and across[line].left == filled[0]
        if filled and not is_title:
            return number
    return 0


def _merged_down(headings: Sequence[int], merged: Sequence[Span]) -> Sequence[int]:
    """The rows of headings down to the lowest that one of their cells reaches; none where none reaches on."""
    if not headings:
        return ()
    bottoms = [span.bottom for span in merged if span.top in headings and span.bottom > headings[-1]]
    if not bottoms or max(bottoms) >= headings[0] + _TALLEST_HEADINGS:
        return ()
    return range(headings[0], max(bottoms) + 1)


def _spread(head: Sequence[Row], merged: Sequence[Span]) -> list[Row]:
    """The first rows with each cell merged over several columns repeated in all of them.

    A cell merged from the first column on is a title over the table, and is left as it is.
    """
    rows = {line: list(cells) for line, cells in head}
    first = min((_first_filled(cells) for cells in rows.values()), default=0)
    for span in merged:
        if span.top in rows and span.left > first:
            cells = rows[span.top]
            for place in range(span.left + 1, min(span.right + 1, len(cells))):
                cells[place] = cells[place] or cells[span.left]
    return list(rows.items())


def _first_filled(cells: Sequence[str]) -> int:
    return next((place for place, cell in enumerate(cells) if cell), len(cells))


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _unpadded(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _trimmed(cells: list[str]) -> list[str]:
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return cells[:width]


class _Sorter:
    """Sorts a sheet's rows into the table's rows and rows set aside."""

    def __init__(self, frame: Frame, sheet: Sheet, aside: Aside, tally: Tally) -> None:
        self._frame = frame
        self._is_padded = sheet.is_padded
        self._texts = sheet.texts
        self._aside = aside
        self._tally = tally
        self._headings: list[str] = []
        tall = [span for span in sheet.merged if span.bottom > span.top]
        self._tall = deque(sorted(tall, key=lambda span: span.top))
        self._open: list[tuple[Span, str]] = []
        self.header_lines: list[int] = []
        self.first_line = 0
        self.last_line = 0

    def sort(self, rows: Iterable[Row]) -> Iterator[Row]:
        frame = self._frame
        for number, (line, cells) in enumerate(rows):
            text = self._texts.get(line) or (
                "".join(cells) if self._is_padded else "\t".join(_trimmed(cells))
            )
            if 0 <= number - frame.preamble < frame.header:
                self._headings.append(text)
                self.header_lines.append(line)
                self._aside.add(line, "header", "names the columns", text)
            elif not _is_filled(cells):
                self._aside.add(line, "blank", "has nothing in any cell", "")
            elif frame.again and text in self._headings:
                self._aside.add(line, "header", "names the columns again", text)
            elif number < frame.preamble:
                self._aside.add(line, "preamble", "stands above the headings", text)
            elif _is_filled(cells[frame.width :]):
                self._aside.add(line, "ragged", "has more cells than there are columns", text)
                self._tally.add(problems.LONG_ROWS, lines=(line,), examples=(text,))
            else:
                self.first_line = self.first_line or line
                self.last_line = line
                wide = cells[: frame.width] + [""] * (frame.width - len(cells))
                yield line, _unpadded(wide) if self._is_padded else self._filled(line, wide)

    def _text(self, line: int, cells: list[str]) -> str:
        """What stands on a line, as it does in the file; of a workbook's row, its cells with tabs between."""
        if line in self._texts:
            return self._texts[line]
        return "".join(cells) if self._is_padded else "\t".join(_trimmed(cells))

    def _filled(self, line: int, cells: list[str]) -> list[str]:
        """A row with the text of cells merged over it from above; amounts are left where they stand."""
        if not self._tall and not self._open:
            return cells
        self._open = [(span, text) for span, text in self._open if span.bottom >= line]
        while self._tall and self._tall[0].top <= line:
            span = self._tall.popleft()
            if span.top == line and span.left < len(cells) and cells[span.left]:
                self._open.append((span, cells[span.left]))
        for span, text in self._open:
            if span.top < line and not cells[span.left]:
                amount = is_amount(text)
                cells[span.left] = "" if amount else text
                problem = problems.AMOUNT_MERGED if amount else problems.CELLS_MERGED
                self._tally.add(problem, lines=(line,), examples=(text,))
        return cells
