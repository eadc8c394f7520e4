"""Finds further tables below the first one, as its records stream past.

A further table has headings of its own, after a blank line or where the records change their width for
good, and rows below them. Whatever could as well be a row, or the headings of the table above again, is
left in that table: two tables read as one are a lesser evil than one table torn in two.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hundred.intake.dialect import usual_width
from hundred.intake.frame import Frame, find_frame, is_figure, is_year, unlike
from hundred.intake.lex import Flags, Slab
from hundred.intake.names import tidied
from hundred.intake.types.words import FALSE, NOTHING, TRUE, UNKNOWN, WITHHELD

MOST = 20  # tables; where there seem to be more, it is one table with many headings
_BODY = 60  # records of a block that are looked at, and of the table above it
_TITLES = 3  # lines that may stand between a gap and the headings
_FEWEST = 2  # rows of a table
_STEADY = 3  # records of one width in a row, after which another width means something
_PATIENCE = 20_000  # records looked at in vain
_KIND = 0.9  # of a column's cells are figures, or words, where it holds these
_LONGEST = 80  # characters of a heading
_NO_HEADING = re.compile(
    "|".join(map(re.escape, NOTHING + UNKNOWN + TRUE + FALSE)) + "|" + WITHHELD, re.IGNORECASE
)

Record = Sequence[str]


@dataclass(frozen=True, slots=True)
class Region:
    """A further table: the line it begins on, its frame from there, and its title, "" where it has none.

    `rows` are the first few of its rows.
    """

    begins: int
    frame: Frame
    title: str
    rows: tuple[Record, ...]


class Watch:
    """Looks at records from top to bottom, and notes where a further table begins."""

    def __init__(self) -> None:
        self._above = _Above()
        self._block: list[tuple[int, Record]] | None = []  # records since the last gap, while undecided
        self._is_steady = False  # whether the block began with another width, and must keep it
        self._width, self._streak = 0, 0
        self._patience = _PATIENCE
        self._regions: list[Region] = []

    def see(self, line: int, cells: Record) -> None:
        """The next record, which starts on this line."""
        if not any(cell.strip() for cell in cells):
            self._gap(is_blank=True)
            return
        if len(cells) != self._width:
            if self._streak >= _STEADY:
                self._gap(is_blank=False)
            self._width, self._streak = len(cells), 0
        self._streak += 1
        if self._block is None:
            self._above.add(cells)
            return
        self._block.append((line, cells))
        if len(self._block) == _BODY:
            self._decide()

    def see_slab(self, slab: Slab, first: int, blank: Flags) -> None:
        """The records of a slab from the first one on, as far as a table may begin near them."""
        if first >= slab.records or self._patience <= 0:
            return
        widths = slab.widths
        gaps = blank.copy()
        gaps[1:] |= widths[1:] != widths[:-1]
        gaps[:first] = False
        gaps[first] |= widths[first] != self._width or self._block is not None
        near = np.zeros(slab.records + 1, np.int64)
        places = np.flatnonzero(gaps)
        np.add.at(near, np.maximum(places - _STEADY, first), 1)
        np.add.at(near, np.minimum(places + _BODY + 1, slab.records), -1)
        wanted = np.flatnonzero(np.cumsum(near[:-1]))[: self._patience]
        self._patience -= len(wanted)
        for record in wanted.tolist():
            self.see(int(slab.lines[record]), slab.cells(record))
        if len(wanted) < slab.records:
            last = widths[-_STEADY:]
            self._width = int(last[-1])
            self._streak = _STEADY if (last == self._width).all() else 1

    def found(self) -> tuple[Region, ...]:
        """The further tables, once all records were seen; none where there seem to be too many."""
        self._decide()
        return tuple(self._regions) if len(self._regions) < MOST else ()

    def _gap(self, *, is_blank: bool) -> None:
        if is_blank and self._block == []:
            return
        self._decide()
        self._block, self._is_steady = [], not is_blank
        self._streak = 0

    def _decide(self) -> None:
        """Whether the block is a table of its own; where it is not, its records are rows of that above."""
        block, self._block = self._block or [], None
        records = [cells for _, cells in block]
        uneven = self._is_steady and len(set(map(len, records))) > 1
        found = None if uneven else _further(records, self._above)
        if found is not None:
            frame, title = found
            rows = tuple(records[frame.preamble + frame.header :])
            self._regions.append(Region(block[0][0], frame, title, rows))
            self._above = _Above()
            self._patience = _PATIENCE
        for cells in records:
            self._above.add(cells)


class _Above:
    """The table above: its first records, and the last few."""

    def __init__(self) -> None:
        self._first: list[Record] = []
        self._last: deque[Record] = deque(maxlen=_BODY)

    def add(self, cells: Record) -> None:
        (self._first if len(self._first) < _BODY else self._last).append(cells)

    def read(self) -> tuple[Frame, list[Record]] | None:
        """Its frame and its rows; None where it is no table with headings."""
        if not self._first:
            return None
        frame = find_frame(self._first, usual_width(np.array([len(cells) for cells in self._first])))
        rows = [*self._first[frame.preamble + frame.header :], *self._last]
        return (frame, rows) if frame.header and len(rows) >= _FEWEST else None


def _further(block: Sequence[Record], above: _Above) -> tuple[Frame, str] | None:
    """The frame and the title of a table that a block of records is; None where it may be no table."""
    titles = 0
    while titles < min(_TITLES, len(block)) and _filled(block[titles]) == 1:
        titles += 1
    if len(block) < titles + 1 + _FEWEST:
        return None
    headings, rows = [cell.strip() for cell in block[titles]], block[titles + 1 :]
    width = extent(headings)
    if not are_headings(headings[:width]) or any(extent(row) > width for row in rows):
        return None
    known = above.read()
    if known is None or not _stands_alone(headings[:width], rows, *known):
        return None
    frame = find_frame([list(record[:width]) for record in block], width)
    if not frame.header or not frame.preamble <= titles < frame.preamble + frame.header:
        return None
    said = block[frame.preamble - 1] if frame.preamble else ()
    return frame, next((" ".join(cell.split()) for cell in said if cell.strip()), "")


def are_headings(cells: Record) -> bool:
    """Whether cells could all be headings: words, each another."""
    named = [cell for cell in cells if cell]
    first = cells.index(named[0]) if named else 0
    return (
        len(named) * 4 >= 3 * (len(cells) - first)
        and len({cell.casefold() for cell in named}) == len(named)
        and sum(not is_figure(cell) for cell in named) > 1
        and all(is_year(cell) or not is_figure(cell) for cell in named)
        and not any(_NO_HEADING.fullmatch(cell) or len(cell) > _LONGEST for cell in named)
    )


def _stands_alone(headings: Record, rows: Sequence[Record], frame: Frame, above: Sequence[Record]) -> bool:
    """Whether headings and rows do not go on with the table above."""
    if _are_again(headings, frame.headings):
        return False
    if any(_filled(row) < 2 for row in rows[:_FEWEST]) or not _is_unheard_of(headings, above):
        return False
    is_wider = extent(headings) != max(map(extent, above))
    if unlike(headings, rows) <= 0:
        even = all(_filled(row) == len(headings) for row in rows)
        return is_wider and even and len(headings) > 2
    kinds = [(_kind(above, place), _kind(rows, place)) for place in range(len(headings))]
    broken = any(old == "figures" and headings[place] for place, (old, _) in enumerate(kinds))
    return is_wider or broken or any(old and new and old != new for old, new in kinds)


def _are_again(headings: Record, known: Record) -> bool:
    """Whether most headings are those of the table above, in the same places."""
    pairs = zip(headings, known, strict=False)
    same = sum(1 for new, old in pairs if tidied(new) and tidied(new) == tidied(old))
    return same * 2 > len([heading for heading in headings if heading])


def _is_unheard_of(headings: Record, above: Sequence[Record]) -> bool:
    """Whether none of the headings is a value of the table above."""
    values = [{row[place].strip() for row in above if place < len(row)} for place in range(len(headings))]
    return not any(heading and heading in values[place] for place, heading in enumerate(headings))


def _kind(rows: Sequence[Record], place: int) -> str:
    """Whether a column holds `figures` or `words`; "" where it is neither, or too few to say."""
    cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
    share = sum(map(is_figure, cells)) / len(cells) if len(cells) >= _FEWEST else 0.5
    return "figures" if share >= _KIND else "words" if share <= 1 - _KIND else ""


def _filled(cells: Record) -> int:
    return sum(1 for cell in cells if cell.strip())


def extent(cells: Record) -> int:
    """How many cells a record has up to its last one with something in it."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
