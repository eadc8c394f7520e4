"""The ways to read one record: which of its quotes open and close cells, so that it has as many as wanted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

_CLOSINGS = 12  # places where one cell might end
_STEPS = 20_000  # cells tried for one record
_WIDEST = 300  # cells beyond which a record is not read anew
_LINE_ENDS = (b"\r", b"\n")
_DELIMITERS = (b";", b"\t", b"|", b",", b" ")


@dataclass(frozen=True, slots=True)
class Marked:
    """The bytes that part and enclose the cells of a record."""

    delimiter: bytes
    quote: bytes

    def others(self, line: bytes) -> Iterator["Marked"]:
        """The marks a line may have been written with instead: another delimiter, or apostrophes.

        Blanks part cells only beside quotes, as they part words too.
        """
        for delimiter in _DELIMITERS:
            if delimiter != self.delimiter and (delimiter != b" " or self.quote in line):
                yield replace(self, delimiter=delimiter)
        if b"'" in line:
            yield replace(self, quote=b"'")

    def closing(self, text: bytes, position: int, limit: int) -> int:
        """Where the quoted cell that starts here is closed, -1 where it is not."""
        return next(self.closings(text, position, limit), -1)

    def closings(self, text: bytes, position: int, limit: int, *, doubled: bool = False) -> Iterator[int]:
        """The quotes, one after the other, that a cell which starts here might end with.

        With `doubled`, those that are the second of two: of a cell whose own last quote is not escaped.
        """
        pattern = _closing(self.delimiter, self.quote, doubled)
        return (found.end() - 1 for found in pattern.finditer(text, position, limit) if found.lastindex)

    def may_go_on(self, line: bytes) -> bool:
        """Whether the last quote of a line that can open a cell is not closed on it."""
        start = line.rfind(self.delimiter + self.quote) + len(self.delimiter)
        if start < len(self.delimiter):
            start = 0
        return line.startswith(self.quote, start) and self.closing(line, start + 1, len(line)) < 0

    def unquoted(self, cell: bytes) -> bytes:
        """A quoted cell's text: doubled quotes, and quotes after a backslash, stand for one."""
        return cell.replace(b"\\" + self.quote, self.quote).replace(self.quote * 2, self.quote)

    def written(self, cells: list[bytes]) -> bytes:
        """Cells as a record by the book."""
        return self.delimiter.join(self._guarded(cell) for cell in cells)

    def _guarded(self, cell: bytes) -> bytes:
        if any(mark in cell for mark in (self.quote, self.delimiter, b"\r", b"\n")):
            return self.quote + cell.replace(self.quote, self.quote * 2) + self.quote
        return cell


@dataclass(frozen=True, slots=True)
class Way:
    """A reading of a record: its cells, and where it ends."""

    cells: list[bytes]
    end: int


@dataclass(slots=True)
class _Step:
    """A cell being tried: where it starts, how it may go on, and its text as tried last."""

    start: int
    tries: Iterator[tuple[bytes, int]]
    cell: bytes = b""


def ways(text: bytes, position: int, limit: int, width: int, marks: Marked) -> Way | None:
    """The first reading of a record with `width` cells that starts at a position and ends by `limit`.

    Cells that start with a quote are tried as quoted, closed as early as can be, before the quote is taken
    for a character. A record ends at a line end, or at `limit`; a cell that goes on over lines must not
    look as if it had swallowed records.
    """
    if width > _WIDEST or text.count(marks.delimiter, position, limit) + 1 < width:
        return None
    failed: set[tuple[int, int]] = set()
    tries = _Tries(text, limit, marks, most=max(width // 2, 1))
    steps = [_Step(position, tries.from_(position))]
    for _ in range(_STEPS):
        step = steps[-1]
        for cell, end in step.tries:
            step.cell = cell
            at_end = end >= limit or text[end : end + 1] in _LINE_ENDS
            if at_end and len(steps) == width:
                return Way([step.cell for step in steps], end)
            if not at_end and len(steps) < width and (end + 1, len(steps)) not in failed:
                steps.append(_Step(end + 1, tries.from_(end + 1)))
                break
        else:
            failed.add((step.start, len(steps) - 1))
            steps.pop()
            if not steps:
                return None
    return None


@dataclass(frozen=True, slots=True)
class _Tries:
    """What cells may start in a text. One over several lines holds fewer than `most` delimiters on each."""

    text: bytes
    limit: int
    marks: Marked
    most: int

    def from_(self, start: int) -> Iterator[tuple[bytes, int]]:
        """The cells that may start here, each with where it ends."""
        if self.text.startswith(self.marks.quote, start, self.limit):
            for close in self._closings(start + 1):
                cell = self.text[start + 1 : close]
                if not self._swallows(cell):
                    yield self.marks.unquoted(cell), close + 1
        ends = [self.text.find(mark, start, self.limit) for mark in (self.marks.delimiter, *_LINE_ENDS)]
        end = min((end for end in ends if end >= 0), default=self.limit)
        yield self.text[start:end], end

    def _closings(self, start: int) -> Iterator[int]:
        yield from islice(self.marks.closings(self.text, start, self.limit), _CLOSINGS)
        yield from islice(self.marks.closings(self.text, start, self.limit, doubled=True), _CLOSINGS)

    def _swallows(self, cell: bytes) -> bool:
        lines = cell.splitlines()
        return len(lines) > 1 and any(line.count(self.marks.delimiter) >= self.most for line in lines)


@lru_cache(maxsize=32)
def _closing(delimiter: bytes, quote: bytes, doubled: bool) -> re.Pattern[bytes]:
    """A quote that ends a cell, in a group; or two quotes that stand for one, in none."""
    d, q = re.escape(delimiter), re.escape(quote)
    at_end = rb"(?=[%b\r\n]|\Z)" % d
    return re.compile(
        rb"(%b%b%b)|%b%b" % (q, q, at_end, q, q) if doubled else rb"%b%b|(%b%b)" % (q, q, q, at_end)
    )
