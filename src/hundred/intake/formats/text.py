"""Delimited text: decoded, cut into records and cells, framed, and staged in one pass over the bytes."""

from collections.abc import Iterator, Sequence
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
from hundred.intake.formats.beside import may_stand_beside, tables_beside
from hundred.intake.formats.fixed import fixed_cuts, read_fixed
from hundred.intake.formats.regular import LARGE, Planned, read_regular
from hundred.intake.formats.slabs import Slabs
from hundred.intake.formats.source import Contents, Source
from hundred.intake.frame import Frame, find_frame
from hundred.intake.lex import Flags, Positions, Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.oddities import Oddities, tell
from hundred.intake.reading import Dialect, ReadTable, Role
from hundred.intake.regions import Region, Watch
from hundred.intake.stage import REASONS, Aside, stage_cells
from hundred.intake.tally import EXAMPLES_KEPT, Tally

_HEAD = 1 << 19  # bytes of text on which delimiter and frame are judged
_FIXED_HEAD = 1 << 15  # bytes on which it is judged whether the text is of fixed width
_SAMPLE = 120  # records looked at for the frame
_RAGGED_KEPT = 200  # ragged rows whose cells are held until it is known what stands below the table
_HANDFUL, _FEW = 5, 0.005  # as many rows, or this share of all, may be too long and are set aside


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a table is to be read, from the line it begins on.

    `surplus` is how many of the frame's columns lie beyond the last heading, and hold what few rows do.
    """

    dialect: Dialect
    frame: Frame
    surplus: int = 0
    begins: int = 1
    title: str = ""


def read_text(source: Source) -> Contents:
    """The tables of a text, one below the other; most have but one. Raises Refused."""
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


class _Otherwise(Exception):
    """The text has to be read once more, by other plans."""

    def __init__(self, plans: Sequence[_Plan]) -> None:
        super().__init__(plans)
        self.plans = plans


def _read_as(source: Source, encoding: str, plans: Sequence[_Plan] = ()) -> Contents:
    """The tables of a text, by plans for each of them, or by what it shows."""
    oddities = Oddities()
    chunks = utf8_chunks(source.path, encoding, oddities)
    first, size = next(chunks, b""), source.path.stat().st_size
    if size <= CHUNK:  # what follows a CR at its end may have been held back
        first = b"".join([first, *chunks])
    if not plans and (cuts := fixed_cuts(_fixed_head(first))):
        return read_fixed(source, encoding, cuts)
    head = _Head(_head(first), whole=size <= CHUNK and len(first) <= _HEAD)
    watch = None
    if not plans:
        plan = head.plan()
        regular = None
        if size >= LARGE:
            regular = read_regular(source, encoding, Planned(plan.dialect, plan.frame), head.text)
        if regular is not None:
            return regular
        if may_stand_beside(plan.frame) and (tables := head.beside(source, tally := source.tally())):
            tell(oddities, encoding, tally)
            return Contents(tuple(tables), tally.findings(), "utf-8" if encoding == MIXED else encoding)
        plans, watch = (plan,), Watch()
    tally = source.tally()
    try:
        tables = _staged(source, plans, Slabs(first, chunks, plans[0].dialect, tally), tally, watch)
    except _Otherwise as otherwise:
        return _read_as(source, encoding, otherwise.plans)
    if watch and (regions := watch.found()):
        return _read_as(source, encoding, head.plans(regions))
    if len(tables) > 1:
        tally.add(problems.TABLES_BELOW, lines=[table.begins for table in tables[1:]], count=len(tables))
    tell(oddities, encoding, tally)
    return Contents(tuple(tables), tally.findings(), "utf-8" if encoding == MIXED else encoding)


def _staged(
    source: Source, plans: Sequence[_Plan], slabs: Slabs, tally: Tally, watch: Watch | None
) -> list[ReadTable]:
    """The tables, staged one after the other. Raises _Otherwise where a plan turns out wrong."""
    tables = []
    for number, plan in enumerate(plans):
        until = plans[number + 1].begins if number + 1 < len(plans) else 0
        slabs.width = plan.frame.width
        try:
            table = _table(source, number, plan, slabs.until(until), tally, watch)
            tables.append(replace(table, until=until))
        except _Wider as wider:
            widened = _widened(plan, wider.surplus)
            raise _Otherwise((*plans[:number], widened, *plans[number + 1 :])) from None
    return tables


def _table(
    source: Source, number: int, plan: _Plan, slabs: Iterator[Slab], tally: Tally, watch: Watch | None
) -> ReadTable:
    """One table, staged. Raises _Wider."""
    cells, aside_path = source.into / f"cells-{number}.parquet", source.into / f"aside-{number}.parquet"
    names = staged_names(plan.frame.headings)
    with Aside(aside_path) as aside:
        rows = _Rows(plan, tally, aside, watch)
        count = stage_cells(source.engine, rows.batches(slabs, names), cells_schema(names), cells)
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
    rows.tell_ragged(found.taken)
    return ReadTable(
        name=plan.title or Path(source.name).stem,
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
        begins=plan.begins,
        title=plan.title,
    )


class _Head:
    """The start of a text, on which it is judged. `whole` says whether it is all there is."""

    def __init__(self, text: bytes, *, whole: bool) -> None:
        self.text = text
        self._whole = whole
        self._dialect = choose_dialect(text, whole=whole)
        self._slab = records_of(text, self._dialect, whole=whole)

    def plan(self, until: int = 0) -> _Plan:
        """The plan of the first table, which ends above a line where one is given."""
        slab = self._slab
        count = int(np.searchsorted(slab.lines, until)) if until else slab.records
        filled = slab.widths[:count][(slab.closes > slab.opens)[:count]]
        sample = [slab.cells(record) for record in range(min(count, _SAMPLE))]
        frame = find_frame(sample, usual_width(filled))
        _check_width(frame)
        return _Plan(self._dialect, frame)

    def beside(self, source: Source, tally: Tally) -> list[ReadTable]:
        """The tables beside each other, where this is a whole text by the book that holds such."""
        text = marks_of(self._dialect).stand_in(self.text)
        if not self._whole or strict(text, self._dialect, 1) is None:
            return []
        return tables_beside(source, self._slab, self._dialect, tally)

    def plans(self, regions: Sequence[Region]) -> tuple[_Plan, ...]:
        """The plans of the first table and of those below it."""
        below = (_Plan(self._dialect, found.frame, 0, found.begins, found.title) for found in regions)
        return self.plan(regions[0].begins), *below


def _widened(plan: _Plan, surplus: int) -> _Plan:
    frame = replace(plan.frame, headings=plan.frame.headings + ("",) * surplus)
    _check_width(frame)
    return replace(plan, frame=frame, surplus=surplus)


def _check_width(frame: Frame) -> None:
    if frame.width > MAX_COLUMNS:
        raise problems.Refused("csv", problems.COLUMNS_MANY, count=frame.width)


def _fixed_head(first: bytes) -> str:
    """The lines at the start of a text on which it is judged whether it is of fixed width."""
    return first[: first.rfind(b"\n", 0, _FIXED_HEAD) + 1 or _FIXED_HEAD].decode("utf-8", "ignore")


def _head(first: bytes) -> bytes:
    """The lines at the start of a text on which it is judged."""
    return first if len(first) <= _HEAD else first[: first.rfind(b"\n", 0, _HEAD) + 1 or _HEAD]


class _Rows:
    """Sorts records into rows and records set aside, as the text streams past."""

    def __init__(self, plan: _Plan, tally: Tally, aside: Aside, watch: Watch | None) -> None:
        self._plan = plan
        self._watch = watch
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

    def batches(self, slabs: Iterator[Slab], names: tuple[str, ...]) -> Iterator[Any]:
        """The rows as Arrow batches."""
        schema = cells_schema(names)
        for slab in slabs:
            grid = self._grid(slab)
            if len(grid.lines):
                self.first_line = self.first_line or int(grid.lines[0])
                self.last_line = int(grid.lines[-1])
                yield batch_of(grid, schema)

    def _grid(self, slab: Slab) -> Grid:
        """The rows among a slab's records; the others are set aside."""
        width = self._plan.frame.width
        widths = slab.widths
        blank = slab.closes - slab.opens == widths - 1  # nothing but delimiters
        for record in np.flatnonzero((widths == 1) & ~blank & (width > 1)):
            blank[record] = not slab.text(int(record)).strip()
        if self._watch:
            self._watch.see_slab(slab, max(self._plan.frame.preamble - self._seen, 0), blank)
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
        """Raise _Wider where more than a handful of records go on beyond the last column.

        Those of a table below may be wider.
        """
        if self._watch and self._watch.found():
            return
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
