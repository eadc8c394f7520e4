"""Delimited text: decoded, cut into records and cells, framed, and staged in one pass over the bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from hundred.intake import problems
from hundred.intake.cells import Grid, batch_of, cells_schema, grid_of
from hundred.intake.codepages import MIXED, code_page
from hundred.intake.columns import MAX_COLUMNS, staged_names
from hundred.intake.decode import CHUNK, NotInEncoding, believed, utf8_chunks
from hundred.intake.dialect import choose_dialect, records_of, usual_width
from hundred.intake.finish import Finished, finish
from hundred.intake.formats.fixed import fixed_cuts, read_fixed
from hundred.intake.formats.regular import LARGE, Planned, read_regular
from hundred.intake.formats.source import Contents, Source
from hundred.intake.frame import Frame, find_frame
from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import Flags, Positions, Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.oddities import Oddities, tell
from hundred.intake.reading import Dialect, ReadTable, Role
from hundred.intake.stage import REASONS, Aside, stage_cells
from hundred.intake.tally import EXAMPLES_KEPT, Tally

_HEAD = 1 << 19  # bytes of text on which delimiter and frame are judged
_FIXED_HEAD = 1 << 15  # bytes on which it is judged whether the text is of fixed width
_SAMPLE = 120  # records looked at for the frame
_LONGEST_LINE = 16 << 20
_RAGGED_KEPT = 200  # ragged rows whose cells are held until it is known what stands below the table
_HANDFUL, _FEW = 5, 0.005  # as many rows, or this share of all, may be too long and are set aside


@dataclass(frozen=True, slots=True)
class _Plan:
    """`surplus` is how many of the frame's columns lie beyond the last heading, and hold what few rows do."""

    dialect: Dialect
    frame: Frame
    surplus: int = 0


def read_text(source: Source) -> Contents:
    """The one table of a text. Raises Refused."""
    with source.path.open("rb") as stream:
        encoding = source.sniffed.encoding or believed(stream.read(4))
    try:
        return _read_as(source, encoding)
    except NotInEncoding:
        if not encoding.startswith("utf-8"):
            raise problems.Refused("text", problems.NOT_TEXT) from None
    return _read_as(source, code_page(source.path))


class _Wider(Exception):
    """So many rows go on beyond the last heading that the table is wider than its headings."""

    def __init__(self, surplus: int) -> None:
        super().__init__(surplus)
        self.surplus = surplus


def _read_as(source: Source, encoding: str, surplus: int = 0) -> Contents:
    tally = source.tally()
    oddities = Oddities()
    chunks = utf8_chunks(source.path, encoding, oddities)
    first = next(chunks, b"")
    if cuts := fixed_cuts(
        first[: first.rfind(b"\n", 0, _FIXED_HEAD) + 1 or _FIXED_HEAD].decode("utf-8", "ignore")
    ):
        return read_fixed(source, encoding, cuts)
    size = source.path.stat().st_size
    plan = _planned(first, whole=size <= CHUNK, surplus=surplus)
    if size >= LARGE and not surplus:
        regular = read_regular(source, encoding, Planned(plan.dialect, plan.frame), _head(first))
        if regular is not None:
            return regular
    cells, aside_path = source.into / "cells-0.parquet", source.into / "aside-0.parquet"
    names = staged_names(plan.frame.headings)
    try:
        with Aside(aside_path) as aside:
            rows = _Rows(plan, tally, aside)
            batches = rows.batches(_pieces(first, chunks), names)
            count = stage_cells(source.engine, batches, cells_schema(names), cells)
            rows.look_beyond(count)
            found = finish(
                source.engine,
                cells,
                plan.frame,
                Finished((), count, rows.first_line, rows.last_line, overfull=rows.overfull(names)),
                aside=aside,
                tally=tally,
                delimiter=plan.dialect.delimiter,
            )
    except _Wider as wider:
        return _read_as(source, encoding, wider.surplus)
    rows.tell_ragged(found.taken)
    tell(oddities, encoding, tally)
    table = ReadTable(
        name=Path(source.name).stem,
        sheet="",
        dialect=plan.dialect,
        header_lines=tuple(rows.header_lines),
        first_line=found.first_line,
        last_line=found.last_line,
        rows=found.rows,
        columns=found.columns,
        set_aside=aside.count,
        cells=cells,
        aside=aside_path,
    )
    return Contents((table,), tally.findings(), "utf-8" if encoding == MIXED else encoding)


def _planned(first: bytes, *, whole: bool, surplus: int) -> _Plan:
    head = _head(first)
    whole = whole and len(head) == len(first)
    dialect = choose_dialect(head, whole=whole)
    slab = records_of(head, dialect, whole=whole)
    filled = slab.widths[slab.closes > slab.opens]
    sample = [slab.cells(record) for record in range(min(slab.records, _SAMPLE))]
    frame = find_frame(sample, usual_width(filled))
    frame = replace(frame, headings=frame.headings + ("",) * surplus)
    if frame.width > MAX_COLUMNS:
        raise problems.Refused("csv", problems.COLUMNS_MANY, count=frame.width)
    return _Plan(dialect, frame, surplus)


def _head(first: bytes) -> bytes:
    """The lines at the start of a text on which it is judged."""
    return first if len(first) <= _HEAD else first[: first.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]


def _pieces(first: bytes, rest: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The pieces of text, each with whether it is the last, which is made to end with a line end."""
    piece = first
    for following in rest:
        yield piece, False
        piece = following
    yield (piece if not piece or piece.endswith((b"\n", b"\r")) else piece + b"\n"), True


class _Rows:
    """Sorts records into rows and records set aside, as the text streams past."""

    def __init__(self, plan: _Plan, tally: Tally, aside: Aside) -> None:
        self._plan = plan
        self._tally = tally
        self._aside = aside
        self._seen = 0
        self._headings: list[str] = []
        self._surplus = 0
        self._long: list[int] = []  # how many cells each overfull record fills
        self._long_cells: list[tuple[int, list[str]]] = []
        self._short: list[Positions] = []  # the lines of records with too few cells
        self._short_texts: dict[int, str] = {}
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
        for piece, last in marks_of(self._plan.dialect).pieces(pieces):
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
            (problems.OTHER_DIALECT, repairs.foreign),
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
        again = self._repeated_headings(slab)
        long = _overfull(slab, width) & ~again
        long[:above] = False
        for record in np.flatnonzero((blank | long | again)[above:]) + above:
            role: Role = "header" if again[record] else "ragged" if long[record] else "blank"
            self._set_aside(slab, int(record), role)
        kept = ~(blank | long | again)
        kept[:above] = False
        proper = width - self._plan.surplus
        self._count_ragged(slab, long, kept & (widths < proper))
        if self._plan.surplus:
            self._surplus += int(np.count_nonzero(kept & _overfull(slab, proper)))
        return grid_of(slab, np.flatnonzero(kept), width)

    def _above(self, slab: Slab, blank: Flags) -> int:
        """Set aside the records above the rows: preamble and headings. How many of the slab's they are."""
        frame = self._plan.frame
        above = min(max(frame.preamble + frame.header - self._seen, 0), slab.records)
        for record in range(above):
            is_header = 0 <= self._seen + record - frame.preamble < frame.header
            if is_header:
                self._headings.append(slab.text(record))
                self.header_lines.append(int(slab.lines[record]))
            self._set_aside(slab, record, "header" if is_header else "blank" if blank[record] else "preamble")
        self._seen += slab.records
        return above

    def _repeated_headings(self, slab: Slab) -> Flags:
        """Which records are the headings again, to the letter."""
        again = np.zeros(slab.records, bool)
        for headings in self._headings if self._plan.frame.again else ():
            for record in np.flatnonzero(slab.closes - slab.opens == len(headings.encode())):
                again[record] |= slab.text(int(record)) == headings
        return again

    def _set_aside(self, slab: Slab, record: int, role: Role) -> None:
        self._aside.add(int(slab.lines[record]), role, REASONS[role], slab.text(record))

    def _count_ragged(self, slab: Slab, long: Flags, short: Flags) -> None:
        records = np.flatnonzero(long)
        if len(records):
            self._long += [_extent(slab, int(record)) for record in records]
            for record in records[: max(_RAGGED_KEPT - len(self._long_cells), 0)]:
                self._long_cells.append((int(slab.lines[record]), slab.cells(int(record))))
            self._tally.add(
                problems.LONG_ROWS,
                lines=slab.lines[records].tolist(),
                count=len(records),
                examples=[slab.text(int(record)) for record in records[:EXAMPLES_KEPT]],
            )
        records = np.flatnonzero(short)
        if len(records):
            self._short.append(slab.lines[records])
            for record in records[: max(_RAGGED_KEPT - len(self._short_texts), 0)]:
                self._short_texts[int(slab.lines[record])] = slab.text(int(record))

    def overfull(self, names: tuple[str, ...]) -> tuple[tuple[int, dict[str, str]], ...]:
        """The first few records with too many cells: their lines, and their cells by column."""
        return tuple((line, dict(zip(names, cells, strict=False))) for line, cells in self._long_cells)

    def look_beyond(self, rows: int) -> None:
        """Raise _Wider where more than a handful of records go on beyond the last column."""
        if not self._plan.surplus and len(self._long) > max(_HANDFUL, rows * _FEW):
            most = sorted(self._long)[len(self._long) * 19 // 20]
            raise _Wider(most - self._plan.frame.width)

    def tell_ragged(self, taken: frozenset[int]) -> None:
        """Tell of rows with too few cells, but for those that were no rows after all."""
        if self._plan.surplus:
            self._tally.add(problems.SURPLUS_COLUMNS, count=self._surplus)
        lines = [int(line) for part in self._short for line in part if int(line) not in taken]
        if lines:
            texts = [text for line, text in self._short_texts.items() if line not in taken]
            self._tally.add(
                problems.SHORT_ROWS,
                lines=lines,
                count=len(lines),
                examples=texts[:EXAMPLES_KEPT],
            )


def _overfull(slab: Slab, width: int) -> Flags:
    """Which records have something in a cell beyond the last column."""
    overfull = slab.widths > width
    for record in np.flatnonzero(overfull):
        beyond = slab.lengths[slab.firsts[record] + width : slab.firsts[record + 1]]
        overfull[record] = bool(beyond.any())
    return overfull


def _extent(slab: Slab, record: int) -> int:
    """How many cells a record has up to its last one with something in it."""
    lengths = slab.lengths[slab.firsts[record] : slab.firsts[record + 1]]
    return int(np.flatnonzero(lengths)[-1]) + 1
