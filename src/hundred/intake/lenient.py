"""Reads records whose quotes break the rules, line by line, and writes them by the book.

A quote opens a cell only where the cell starts, and closes it only where the cell ends; any other
quote is a character like others. A quote that is never closed is a character too, so that it cannot
swallow the rest of the file.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from hundred.intake.lex import Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.reading import Dialect

_FARTHEST = 1 << 16  # bytes within which a cell that breaks the rules must close
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(slots=True)
class Repairs:
    """The physical lines on which quotes were stray, or never closed."""

    stray: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record found: its text by the book, and where it ends in the file, line end included."""

    text: bytes
    end: int


def repaired(text: bytes, dialect: Dialect, line: int, *, width: int, at_end: bool, repairs: Repairs) -> Slab:
    """The whole records of a text, as `hundred.intake.lex.strict` gives them for quotes by the book.

    `width` is the number of cells expected, which decides between readings. `at_end` says that no more
    text follows.
    """
    reader = _Reader(text, dialect, width, at_end, repairs)
    texts, lines, position, next_line = [], [], 0, line
    while position < len(text):
        record = reader.record_at(position, next_line)
        if record is None:
            break
        texts.append(record.text)
        lines.append(next_line)
        next_line += len(_LINE_END.findall(text, position, record.end))
        position = record.end
    slab = strict(b"\n".join([*texts, b""]), dialect, line)
    if slab is None or slab.records != len(texts):
        raise AssertionError("a record written by the book must read as one record")
    return replace(slab, lines=np.array(lines, np.int64), consumed=position, next_line=next_line)


class _Reader:
    def __init__(self, text: bytes, dialect: Dialect, width: int, at_end: bool, repairs: Repairs) -> None:
        self._text = text
        marks = marks_of(dialect)
        self._delimiter = marks.delimiter
        self._quote = marks.quote
        self._width = width
        self._at_end = at_end
        self._repairs = repairs
        self._by_the_book = _by_the_book(self._delimiter, self._quote)

    def record_at(self, position: int, line: int) -> _Record | None:
        """The record that starts at a position, None where more text is needed to tell."""
        line_end = _LINE_END.search(self._text, position)
        if line_end is None and not self._at_end:
            return None
        found = self._by_the_book.match(self._text, position)
        if found and (found.end() < len(self._text) or self._at_end):
            one_line = line_end is None or found.end() <= line_end.start()
            if one_line or self._cells_of(found[0]) == self._width:
                return _Record(found[0], self._past(found.end()))
        elif found and len(self._text) - position < _FARTHEST:
            return None
        return self._irregular(position, line)

    def _irregular(self, position: int, line: int) -> _Record | None:
        end = position
        first: bytes | None = None
        while True:  # take one more line until the quotes are closed
            line_end = _LINE_END.search(self._text, end)
            stop = line_end.start() if line_end else len(self._text)
            if line_end is None and not self._at_end and stop - position < _FARTHEST:
                return None
            raw = self._text[position:stop]
            first = raw if first is None else first
            cells, is_open = self._split(raw)
            if not is_open and (raw is first or len(cells) == self._width):
                self._repairs.stray.append(line)
                return _Record(self._written(cells), self._past(stop))
            if line_end is None or stop - position > _FARTHEST or not is_open:
                break
            end = line_end.end()
        self._repairs.unclosed.append(line)
        cells, _ = self._split(first, literal=True)
        return _Record(self._written(cells), self._past(position + len(first)))

    def _past(self, position: int) -> int:
        line_end = _LINE_END.match(self._text, position)
        return line_end.end() if line_end else position

    def _cells_of(self, text: bytes) -> int:
        return len(self._split(text)[0])

    def _split(self, text: bytes, *, literal: bool = False) -> tuple[list[bytes], bool]:
        """A record's cells, and whether its last quote is still open (never, where it is taken literally)."""
        cells: list[bytes] = []
        position = 0
        while True:
            close = -1
            if text.startswith(self._quote, position):
                close = self._closing(text, position + 1)
                if close < 0 and not literal:
                    return [*cells, text[position:]], True
            if close >= 0:
                cells.append(text[position + 1 : close].replace(self._quote * 2, self._quote))
                end = close + 1
            else:
                found = text.find(self._delimiter, position)
                end = len(text) if found < 0 else found
                cells.append(text[position:end])
            if end >= len(text):
                return cells, False
            position = end + 1

    def _closing(self, text: bytes, position: int) -> int:
        """Where the quoted cell that starts here is closed, -1 where it is not."""
        while (found := text.find(self._quote, position)) >= 0:
            following = text[found + 1 : found + 2]
            if following in (b"", self._delimiter):
                return found
            position = found + (2 if following == self._quote else 1)
        return -1

    def _written(self, cells: list[bytes]) -> bytes:
        return self._delimiter.join(self._guarded(cell) for cell in cells)

    def _guarded(self, cell: bytes) -> bytes:
        if any(mark in cell for mark in (self._quote, self._delimiter, b"\r", b"\n")):
            return self._quote + cell.replace(self._quote, self._quote * 2) + self._quote
        return cell


@lru_cache(maxsize=16)
def _by_the_book(delimiter: bytes, quote: bytes) -> re.Pattern[bytes]:
    """A record by RFC 4180, up to its line end."""
    d, q = re.escape(delimiter), re.escape(quote)
    cell = rb"(?:%b[^%b]*+(?:%b%b[^%b]*+)*+%b|[^%b%b\r\n]*+)" % (q, q, q, q, q, q, d, q)
    return re.compile(rb"%b(?:%b%b)*+(?=[\r\n]|\Z)" % (cell, d, cell))
