"""Finds cells and records in text by its delimiters, quotes and line ends, a few million bytes at a time.

All cells of a piece are found at once with numpy. That is exact wherever quotes are used by the book
(RFC 4180); where they are not, `strict` says so and `hundred.intake.lenient` reads line by line.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hundred.intake.marks import Marks, marks_of
from hundred.intake.reading import Dialect

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

PADDING = b"\0" * 16  # lets sixteen bytes be taken from any position
_LF, _CR = 10, 13


@dataclass(frozen=True, slots=True)
class Slab:
    """The whole records at the start of a piece of text.

    `starts` and `lengths` give each cell's place in `buffer`, without its quotes, record after record.
    The cells of record `i` are `firsts[i]` up to `firsts[i + 1]`. `opens` and `closes` bound each
    record's own text without its line end, `lines` is the physical line it starts on. `consumed` bytes
    of the text hold these records, and the next one starts on line `next_line`. `marks` are those of the
    text's dialect, whose stand-ins the cells are already rid of.
    """

    buffer: bytes
    starts: Positions
    lengths: Positions
    firsts: Positions
    opens: Positions
    closes: Positions
    lines: Positions
    consumed: int
    next_line: int
    marks: Marks

    @property
    def records(self) -> int:
        return len(self.lines)

    @property
    def widths(self) -> Positions:
        """How many cells each record has."""
        return np.diff(self.firsts)

    def text(self, record: int) -> str:
        """A record as it stands in the file."""
        written = self.marks.written(self.buffer[self.opens[record] : self.closes[record]])
        return written.decode("utf-8", "replace")

    def cells(self, record: int) -> list[str]:
        """A record's cells."""
        places = range(self.firsts[record], self.firsts[record + 1])
        return [
            self.buffer[self.starts[place] : self.starts[place] + self.lengths[place]].decode(
                "utf-8", "replace"
            )
            for place in places
        ]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where delimiters, quotes and line ends stand, and whether a quote is open after each."""

    at: Positions
    is_quote: Flags
    is_newline: Flags
    open_after: Flags


def strict(text: bytes, dialect: Dialect, line: int) -> Slab | None:
    """The whole records of a text that starts on a physical line; None where quotes break the rules.

    The text has the stand-ins of the dialect's marks. It ends between CR and LF only at the end of the
    file. What follows the last line end outside quotes belongs to the next piece.
    """
    buffer = text + PADDING
    data = np.frombuffer(buffer, np.uint8)
    lone_crs = b"\r" in text and _has_lone_cr(data)
    marks = marks_of(dialect)
    found = _find(data, marks, lone_crs=lone_crs)
    if not _quotes_hold(data, found, marks):
        return None
    outside = ~(found.open_after | found.is_quote)
    ends = found.at[outside]
    last_of_record = np.flatnonzero(found.is_newline[outside])
    if not len(last_of_record):
        return _nothing(buffer, line, marks)
    ends = ends[: last_of_record[-1] + 1]
    after = _after(data, ends) if lone_crs else ends + 1
    starts = np.concatenate(([0], after[:-1]))
    firsts = np.concatenate(([0], last_of_record + 1))
    if not lone_crs:
        ends[last_of_record] -= data[ends[last_of_record] - 1] == _CR
    lines, next_line = _lines(found, outside, len(last_of_record), line)
    lengths = ends - starts
    opens = starts[firsts[:-1]]
    buffer = _unquote(buffer, data, starts, lengths, found, marks)
    if marks.stand_ins:
        buffer = _respelt(buffer, starts, lengths, marks)
    closes = ends[last_of_record]
    return Slab(buffer, starts, lengths, firsts, opens, closes, lines, int(after[-1]), next_line, marks)


def _has_lone_cr(data: Bytes) -> bool:
    crs = np.flatnonzero(data == _CR)
    return bool((data[crs + 1] != _LF).any())


def _nothing(buffer: bytes, line: int, marks: Marks) -> Slab:
    none = np.zeros(0, np.int64)
    return Slab(buffer, none, none, np.zeros(1, np.int64), none, none, none, 0, line, marks)


def _find(data: Bytes, marks: Marks, *, lone_crs: bool) -> _Found:
    delimiter, quote = ord(marks.delimiter), ord(marks.quote)
    wanted = data == delimiter
    wanted |= data == _LF
    wanted |= data == quote
    if lone_crs:
        wanted |= data == _CR
    at = np.flatnonzero(wanted)
    kind = data[at]
    if lone_crs:  # CR and LF together are one line end, which stands where the CR does
        alone = (kind != _LF) | (data[at - 1] != _CR)
        at, kind = at[alone], kind[alone]
    is_quote = kind == quote
    is_newline = kind == _LF
    if lone_crs:
        is_newline |= kind == _CR
    return _Found(at, is_quote, is_newline, np.bitwise_xor.accumulate(is_quote))


def _quotes_hold(data: Bytes, found: _Found, marks: Marks) -> bool:
    """Whether every quote opens a cell, closes one, or is doubled within one."""
    at = found.at[found.is_quote]
    if not len(at):
        return True
    allowed = np.zeros(256, bool)
    allowed[[ord(marks.delimiter), ord(marks.quote), _LF, _CR, 0]] = True
    before = data[at - 1]  # for a quote at the very start this is the padding, whose zero is allowed
    opening = found.open_after[found.is_quote]
    return bool(allowed[np.where(opening, before, data[at + 1])].all())


def _after(data: Bytes, ends: Positions) -> Positions:
    """Where the next cell starts after each end: one further, two after CR LF."""
    after: Positions = ends + 1
    after += (data[ends] == _CR) & (data[after] == _LF)
    return after


def _lines(found: _Found, outside: Flags, records: int, line: int) -> tuple[Positions, int]:
    newline_places = np.flatnonzero(found.is_newline)
    closing = np.flatnonzero(found.is_newline & outside)
    passed = np.searchsorted(newline_places, closing, side="right")  # line ends up to each record's own
    if len(closing) == len(newline_places):
        return np.arange(line, line + records), line + records
    return line + np.concatenate(([0], passed[:-1])), line + int(passed[-1])


def _unquote(
    buffer: bytes, data: Bytes, starts: Positions, lengths: Positions, found: _Found, marks: Marks
) -> bytes:
    """Take the quotes off the cells, in place; a cell with doubled quotes is spelt out after the text."""
    quotes = found.at[found.is_quote]
    if not len(quotes):
        return buffer
    quoted = (data[starts] == ord(marks.quote)) & (lengths > 1)
    starts += quoted
    lengths -= 2 * quoted
    leaving = ~found.open_after[found.is_quote]
    doubled = quotes[leaving & (data[quotes + 1] == ord(marks.quote))]
    doubled = doubled[doubled < starts[-1] + lengths[-1]]
    if not len(doubled):
        return buffer
    mark = marks.quote
    places = np.unique(np.searchsorted(starts, doubled, side="right") - 1)
    return _spelt_out(buffer, starts, lengths, places, lambda cell: cell.replace(mark * 2, mark))


def _respelt(buffer: bytes, starts: Positions, lengths: Positions, marks: Marks) -> bytes:
    """Spell out the cells with stand-ins in them."""
    hold = np.zeros(256, bool)
    hold[[ord(known.byte) for known in marks.stand_ins]] = True
    size = len(buffer) - len(PADDING)
    data = np.frombuffer(buffer, np.uint8)[:size]
    at = np.flatnonzero(hold[data])
    order = np.argsort(starts, kind="stable")
    places = order[np.searchsorted(starts[order], at, side="right") - 1]
    places = places[(at >= starts[places]) & (at < starts[places] + lengths[places])]
    return _spelt_out(buffer, starts, lengths, np.unique(places), marks.within)


def _spelt_out(
    buffer: bytes, starts: Positions, lengths: Positions, places: Positions, spell: Callable[[bytes], bytes]
) -> bytes:
    """The buffer with these cells, spelt anew, after its text; their places are changed to there."""
    spelt, size = [], len(buffer) - len(PADDING)
    for place in places:
        cell = spell(buffer[starts[place] : starts[place] + lengths[place]])
        starts[place], lengths[place] = size, len(cell)
        size += len(cell)
        spelt.append(cell)
    return buffer[: len(buffer) - len(PADDING)] + b"".join(spelt) + PADDING
