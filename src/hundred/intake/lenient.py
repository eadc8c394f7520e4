"""Reads records whose quotes break the rules, line by line, and writes them by the book.

A quote opens a cell only where the cell starts, and closes it only where the cell ends; any other quote
is a character like others. Where a record can be read in several ways, the one with as many cells as the
table has columns is taken: a quote that would swallow its neighbours, or the rest of the file, is then a
character too, and a single record written in another dialect is read in that.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from hundred.intake.lex import PADDING, Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.reading import Dialect
from hundred.intake.ways import Marked, Way, ways

_FARTHEST = 1 << 16  # bytes within which a cell that breaks the rules must close
_PATIENCE = 300  # lines that are sought to go on and do not, in one text
_JUDGED = 200  # lines from which the number of cells is told where nobody says it
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(slots=True)
class Repairs:
    """The physical lines on which quotes were stray or never closed, and those in another dialect."""

    stray: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record found: its text by the book, and where it ends in the file, without and with its line end."""

    text: bytes
    close: int
    end: int


def repaired(text: bytes, dialect: Dialect, line: int, *, width: int, at_end: bool, repairs: Repairs) -> Slab:
    """The whole records of a text, as `hundred.intake.lex.strict` gives them for quotes by the book.

    `width` is the number of cells expected, which decides between readings; 0 where it is to be told from
    the text. `at_end` says that no more text follows.
    """
    reader = _Reader(text, dialect, width, at_end, repairs)
    records, lines, position, next_line = [], [], 0, line
    opens = []
    while position < len(text):
        record = reader.record_at(position, next_line)
        if record is None:
            break
        records.append(record)
        opens.append(position)
        lines.append(next_line)
        next_line += len(_LINE_END.findall(text, position, record.end))
        position = record.end
    slab = strict(b"\n".join([*(record.text for record in records), b""]), dialect, line)
    if slab is None or slab.records != len(records):
        raise AssertionError("a record written by the book must read as one record")
    rewritten = len(slab.buffer) - len(PADDING)  # the text as it stands in the file comes after it
    return replace(
        slab,
        buffer=slab.buffer[:rewritten] + text + PADDING,
        opens=np.array(opens, np.int64) + rewritten,
        closes=np.array([record.close for record in records], np.int64) + rewritten,
        lines=np.array(lines, np.int64),
        consumed=position,
        next_line=next_line,
    )


class _Reader:
    def __init__(self, text: bytes, dialect: Dialect, width: int, at_end: bool, repairs: Repairs) -> None:
        self._text = text
        marks = marks_of(dialect)
        self._marks = Marked(marks.delimiter, marks.quote)
        self._at_end = at_end
        self._repairs = repairs
        self._by_the_book = _by_the_book(marks.delimiter, marks.quote)
        self._width = width or self._usual_width()
        self._patience = _PATIENCE

    def record_at(self, position: int, line: int) -> _Record | None:
        """The record that starts at a position, None where more text is needed to tell."""
        line_end = _LINE_END.search(self._text, position)
        if line_end is None and not self._at_end:
            return None
        stop = line_end.start() if line_end else len(self._text)
        found = self._by_the_book.match(self._text, position)
        if found and found.end() == stop and self._fits(found[0]):
            return self._as_it_stands(position, stop)
        if self._is_open(position, stop) and not self._at_end and len(self._text) - position < _FARTHEST:
            return None
        if found and found.end() > stop and self._fits(found[0]):
            return self._as_it_stands(position, found.end())
        return self._fitting(position, stop, line) or self._unfitting(position, stop, line, found)

    def _fitting(self, position: int, stop: int, line: int) -> _Record | None:
        """The record with as many cells as are expected: of its line, of more, or in another dialect."""
        if self._width < 2:
            return None
        raw = self._text[position:stop]
        best = self._least_odd(raw, position, stop) if self._marks.quote in raw else None
        if best:
            unclosed = best.end == stop and self._is_open(position, stop)
            (self._repairs.unclosed if unclosed else self._repairs.stray).append(line)
            return self._record(best.cells, best.end)
        for other in self._marks.others(raw):
            way = ways(raw, 0, len(raw), self._width, other)
            if way:
                self._repairs.foreign.append(line)
                return self._record(way.cells, stop)
        return None

    def _least_odd(self, raw: bytes, position: int, stop: int) -> Way | None:
        """The way to read a record with the fewest quotes left as characters, over several lines too."""
        best = ways(self._text, position, stop, self._width, self._marks)
        if self._patience and self._marks.may_go_on(raw):
            limit = min(len(self._text), position + _FARTHEST)
            further = ways(self._text, position, limit, self._width, self._marks)
            if further and (not best or self._oddness(further) < self._oddness(best)):
                return further
            self._patience -= 1
        return best

    def _oddness(self, way: Way) -> int:
        return sum(cell.count(self._marks.quote) for cell in way.cells)

    def _unfitting(self, position: int, stop: int, line: int, found: re.Match[bytes] | None) -> _Record:
        """The record of one line, by the book if it can be, else with what quotes there are."""
        if found and found.end() == stop:
            return self._as_it_stands(position, stop)
        is_open = self._is_open(position, stop)
        (self._repairs.unclosed if is_open else self._repairs.stray).append(line)
        return self._record(self._split(self._text[position:stop]), stop)

    def _as_it_stands(self, position: int, stop: int) -> _Record:
        return _Record(self._text[position:stop], stop, self._past(stop))

    def _record(self, cells: list[bytes], stop: int) -> _Record:
        return _Record(self._marks.written(cells), stop, self._past(stop))

    def _past(self, position: int) -> int:
        line_end = _LINE_END.match(self._text, position)
        return line_end.end() if line_end else position

    def _fits(self, text: bytes) -> bool:
        if not self._width:
            return _LINE_END.search(text) is None
        quoted = self._marks.quote in text
        count = len(self._split(text)) if quoted else text.count(self._marks.delimiter) + 1
        return count == self._width

    def _usual_width(self) -> int:
        """How many cells most of the first lines have, of those that are records by the book."""
        counts: Counter[int] = Counter()
        position = 0
        for _ in range(_JUDGED):
            line_end = _LINE_END.search(self._text, position)
            stop = line_end.start() if line_end else len(self._text)
            found = self._by_the_book.match(self._text, position)
            if found and found.end() == stop and stop > position:
                counts[len(self._split(found[0]))] += 1
            if line_end is None:
                break
            position = line_end.end()
        return max(counts, key=lambda width: (counts[width], width), default=0)

    def _is_open(self, position: int, stop: int) -> bool:
        """Whether a quote that opens a cell of this line is not closed on it."""
        text = self._text[position:stop]
        start = 0
        while True:
            if text.startswith(self._marks.quote, start):
                close = self._marks.closing(text, start + 1, len(text))
                if close < 0:
                    return True
                start = close + 1
            else:
                start = text.find(self._marks.delimiter, start)
            if start < 0 or start >= len(text):
                return False
            start += 1

    def _split(self, text: bytes) -> list[bytes]:
        """A record's cells; a quote that is never closed is taken literally."""
        cells: list[bytes] = []
        position = 0
        while True:
            close = -1
            if text.startswith(self._marks.quote, position):
                close = self._marks.closing(text, position + 1, len(text))
            if close >= 0:
                cells.append(self._marks.unquoted(text[position + 1 : close]))
                end = close + 1
            else:
                found = text.find(self._marks.delimiter, position)
                end = len(text) if found < 0 else found
                cells.append(text[position:end])
            if end >= len(text):
                return cells
            position = end + 1


@lru_cache(maxsize=16)
def _by_the_book(delimiter: bytes, quote: bytes) -> re.Pattern[bytes]:
    """A record by RFC 4180, up to its line end."""
    d, q = re.escape(delimiter), re.escape(quote)
    cell = rb"(?:%b[^%b]*+(?:%b%b[^%b]*+)*+%b|[^%b%b\r\n]*+)" % (q, q, q, q, q, q, d, q)
    return re.compile(rb"%b(?:%b%b)*+(?=[\r\n]|\Z)" % (cell, d, cell))
