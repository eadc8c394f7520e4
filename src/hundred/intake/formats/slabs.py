"""The records of a text as it streams past, a piece at a time, to be read table by table."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from hundred.intake import problems
from hundred.intake.decode import CHUNK
from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.reading import Dialect
from hundred.intake.tally import Tally

_LONGEST_LINE = 16 << 20


class Slabs:
    """The records of a text from top to bottom. `width` is how many cells those to come should have.

    Raises Refused where a record is too long to be one.
    """

    def __init__(self, first: bytes, rest: Iterator[bytes], dialect: Dialect, tally: Tally) -> None:
        self.width = 0
        self._dialect = dialect
        self._tally = tally
        self._slabs = self._cut(_pieces(first, rest))
        self._held: Slab | None = None

    def until(self, line: int) -> Iterator[Slab]:
        """The records not seen yet that start above a line; all of them for 0."""
        while (slab := self._next()) is not None:
            if line and slab.lines[-1] >= line:
                cut = int(np.searchsorted(slab.lines, line))
                self._held = _between(slab, cut, slab.records)
                if cut:
                    yield _between(slab, 0, cut)
                return
            yield slab

    def _next(self) -> Slab | None:
        held, self._held = self._held, None
        return held or next(self._slabs, None)

    def _cut(self, pieces: Iterator[tuple[bytes, bool]]) -> Iterator[Slab]:
        tail, line = b"", 1
        repairs = Repairs()
        for piece, last in marks_of(self._dialect).pieces(pieces):
            text = tail + piece
            slab = strict(text, self._dialect, line)
            left = len(text) - slab.consumed if slab else 0
            if slab is None or (left and (last or (left > CHUNK and b"\n" in text[slab.consumed :]))):
                slab = repaired(text, self._dialect, line, width=self.width, at_end=last, repairs=repairs)
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


def _pieces(first: bytes, rest: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The pieces of text, each with whether it is the last, which is made to end with a line end."""
    piece = first
    for following in rest:
        yield piece, False
        piece = following
    yield (piece if not piece or piece.endswith((b"\n", b"\r")) else piece + b"\n"), True


def _between(slab: Slab, first: int, last: int) -> Slab:
    """The records of a slab from the first up to the last, without this one."""
    start, end = slab.firsts[first], slab.firsts[last]
    return replace(
        slab,
        starts=slab.starts[start:end],
        lengths=slab.lengths[start:end],
        firsts=slab.firsts[first : last + 1] - start,
        opens=slab.opens[first:last],
        closes=slab.closes[first:last],
        lines=slab.lines[first:last],
    )
