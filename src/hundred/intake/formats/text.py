"""Delimited text: decoded, cut into records and cells, framed, and staged in one pass over the bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hundred.intake import problems
from hundred.intake.cells import Grid, batch_of, cells_schema, grid_of
from hundred.intake.columns import MAX_COLUMNS, read_columns, staged_names
from hundred.intake.decode import CHUNK, NotInEncoding, Oddities, believed, utf8_chunks
from hundred.intake.dialect import choose_dialect, records_of, usual_width
from hundred.intake.formats.source import Contents, Source
from hundred.intake.frame import Frame, find_frame
from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import Flags, Slab, strict
from hundred.intake.reading import Dialect, ReadTable, Role
from hundred.intake.stage import Aside, stage_cells
from hundred.intake.tally import LINES_KEPT, Tally

_HEAD = 1 << 19  # bytes of text on which delimiter and frame are judged
_SAMPLE = 120  # records looked at for the frame
_LONGEST_LINE = 16 << 20


@dataclass(frozen=True, slots=True)
class _Plan:
    dialect: Dialect
    frame: Frame


def read_text(source: Source) -> Contents:
    """The one table of a text. Raises Refused."""
    with source.path.open("rb") as stream:
        encoding = source.sniffed.encoding or believed(stream.read(4))
    try:
        return _read_as(source, encoding)
    except NotInEncoding:
        if not encoding.startswith("utf-8"):
            raise problems.Refused("text", problems.NOT_TEXT) from None
    return _read_as(source, "cp1252")


def _read_as(source: Source, encoding: str) -> Contents:
    tally = Tally(source.name)
    oddities = Oddities()
    chunks = utf8_chunks(source.path, encoding, oddities)
    first = next(chunks, b"")
    plan = _planned(first, whole=source.path.stat().st_size <= CHUNK)
    cells, aside_path = source.into / "cells-0.parquet", source.into / "aside-0.parquet"
    names = staged_names(plan.frame.headings)
    with Aside(aside_path) as aside:
        rows = _Rows(plan, tally, aside)
        count = stage_cells(
            source.engine, rows.batches(_pieces(first, chunks), names), cells_schema(names), cells
        )
    _tell_oddities(tally, encoding, oddities)
    columns = read_columns(source.engine, cells, plan.frame, tally)
    if not count:
        tally.add(problems.NO_ROWS)
    table = ReadTable(
        name=Path(source.name).stem,
        sheet="",
        dialect=plan.dialect,
        header_lines=tuple(rows.header_lines),
        first_line=rows.first_line,
        last_line=rows.last_line,
        rows=count,
        columns=columns,
        set_aside=aside.count,
        cells=cells,
        aside=aside_path,
    )
    return Contents((table,), tally.findings(), encoding)


def _planned(first: bytes, *, whole: bool) -> _Plan:
    head = first if len(first) <= _HEAD else first[: first.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]
    whole = whole and len(head) == len(first)
    dialect = choose_dialect(head, whole=whole)
    slab = records_of(head, dialect, whole=whole)
    filled = slab.widths[slab.closes > slab.opens]
    sample = [slab.cells(record) for record in range(min(slab.records, _SAMPLE))]
    frame = find_frame(sample, usual_width(filled))
    if frame.width > MAX_COLUMNS:
        raise problems.Refused("csv", problems.too_many_columns(frame.width, MAX_COLUMNS))
    return _Plan(dialect, frame)


def _pieces(first: bytes, rest: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The pieces of text, each with whether it is the last, which is made to end with a line end."""
    piece = first
    for following in rest:
        yield piece, False
        piece = following
    yield (piece if not piece or piece.endswith((b"\n", b"\r")) else piece + b"\n"), True


def _tell_oddities(tally: Tally, encoding: str, oddities: Oddities) -> None:
    if encoding == "cp1252":
        tally.add(problems.WINDOWS)
    if oddities.undefined:
        tally.add(problems.UNDEFINED_BYTES, count=oddities.undefined)
    if oddities.nuls:
        tally.add(problems.NULS, count=oddities.nuls)


class _Rows:
    """Sorts records into rows and records set aside, as the text streams past."""

    def __init__(self, plan: _Plan, tally: Tally, aside: Aside) -> None:
        self._plan = plan
        self._tally = tally
        self._aside = aside
        self._seen = 0
        self.header_lines: list[int] = []
        self.first_line = 0
        self.last_line = 0

    def batches(self, pieces: Iterator[tuple[bytes, bool]], names: tuple[str, ...]) -> Iterator[Any]:
        """The rows as Arrow batches."""
        schema = cells_schema(names)
        for slab in self._slabs(pieces):
            grid = self._grid(slab)
            if len(grid.lines):
                self.first_line = self.first_line or int(grid.lines[0])
                self.last_line = int(grid.lines[-1])
                yield batch_of(grid, schema)

    def _slabs(self, pieces: Iterator[tuple[bytes, bool]]) -> Iterator[Slab]:
        tail, line = b"", 1
        repairs = Repairs()
        for piece, last in pieces:
            text = tail + piece
            slab = strict(text, self._plan.dialect, line)
            left = len(text) - slab.consumed if slab else 0
            if slab is None or (left and (last or (left > CHUNK and b"\n" in text[slab.consumed :]))):
                width = self._plan.frame.width
                slab = repaired(text, self._plan.dialect, line, width=width, at_end=last, repairs=repairs)
            tail, line = text[slab.consumed :], slab.next_line
            longest = int((slab.closes - slab.opens).max(initial=len(tail)))
            if longest > _LONGEST_LINE:
                raise problems.Refused("csv", problems.LONG_LINE)
            if slab.records:
                yield slab
        for problem, lines in (
            (problems.STRAY_QUOTES, repairs.stray),
            (problems.UNCLOSED_QUOTES, repairs.unclosed),
        ):
            if lines:
                self._tally.add(problem, lines=lines)

    def _grid(self, slab: Slab) -> Grid:
        """The rows among a slab's records; the others are set aside."""
        width = self._plan.frame.width
        widths = slab.widths
        blank = slab.closes - slab.opens == widths - 1  # nothing but delimiters
        for record in np.flatnonzero((widths == 1) & ~blank & (width > 1)):
            blank[record] = not slab.text(int(record)).strip()
        above = self._above(slab, blank)
        long = _overfull(slab, width)
        long[:above] = False
        for record in np.flatnonzero((blank | long)[above:]) + above:
            role: Role = "ragged" if long[record] else "blank"
            self._set_aside(slab, int(record), role)
        kept = ~(blank | long)
        kept[:above] = False
        self._count_ragged(slab, long, kept & (widths < width))
        return grid_of(slab, np.flatnonzero(kept), width)

    def _above(self, slab: Slab, blank: Flags) -> int:
        """Set aside the records above the rows: preamble and headings. How many of the slab's they are."""
        frame = self._plan.frame
        above = min(max(frame.preamble + frame.header - self._seen, 0), slab.records)
        for record in range(above):
            is_header = bool(frame.header) and self._seen + record == frame.preamble
            if is_header:
                self.header_lines.append(int(slab.lines[record]))
            self._set_aside(slab, record, "header" if is_header else "blank" if blank[record] else "preamble")
        self._seen += slab.records
        return above

    def _set_aside(self, slab: Slab, record: int, role: Role) -> None:
        self._aside.add(int(slab.lines[record]), role, _REASONS[role], slab.text(record))

    def _count_ragged(self, slab: Slab, long: Flags, short: Flags) -> None:
        for problem, which in ((problems.LONG_ROWS, long), (problems.SHORT_ROWS, short)):
            records = np.flatnonzero(which)
            if len(records):
                examples = [slab.text(record) for record in records[:5]]
                self._tally.add(
                    problem,
                    lines=slab.lines[records[:LINES_KEPT]].tolist(),
                    count=len(records),
                    examples=examples,
                )


_REASONS: dict[Role, str] = {
    "preamble": "stands above the headings",
    "header": "names the columns",
    "blank": "has nothing in any cell",
    "ragged": "has more cells than there are columns",
}


def _overfull(slab: Slab, width: int) -> Flags:
    """Which records have something in a cell beyond the last column."""
    overfull = slab.widths > width
    for record in np.flatnonzero(overfull):
        beyond = slab.lengths[slab.firsts[record] + width : slab.firsts[record + 1]]
        overfull[record] = bool(beyond.any())
    return overfull
