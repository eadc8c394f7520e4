"""Marks of one byte for a dialect whose own may be longer, so that cells are found byte by byte.

What is longer than a byte (`, `, a tab written as `\\t`, `§`) or escapes a quote is replaced by a byte that
no UTF-8 holds before cells are found, and put back wherever it stands within a cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hundred.intake.reading import Dialect

_DELIMITER, _ESCAPED_QUOTE, _ESCAPED_ESCAPE, _NO_QUOTE = b"\xff", b"\xfe", b"\xfd", b"\xfc"


@dataclass(frozen=True, slots=True)
class StandIn:
    """A byte that stands for something: as the file writes it, and as it reads within a cell."""

    byte: bytes
    written: bytes
    within: bytes


@dataclass(frozen=True, slots=True)
class Marks:
    """The bytes that part and enclose cells, and what has to be replaced before they do."""

    delimiter: bytes
    quote: bytes
    stand_ins: tuple[StandIn, ...] = ()

    def stand_in(self, text: bytes) -> bytes:
        """The text with stand-ins for what is longer than a byte."""
        for known in self.stand_ins:
            text = text.replace(known.written, known.byte)
        return text

    def written(self, text: bytes) -> bytes:
        """A text with stand-ins as the file has it."""
        for known in self.stand_ins:
            text = text.replace(known.byte, known.written)
        return text

    def within(self, cell: bytes) -> bytes:
        """A cell with stand-ins as it reads."""
        for known in self.stand_ins:
            cell = cell.replace(known.byte, known.within)
        return cell

    def pieces(self, pieces: Iterator[tuple[bytes, bool]]) -> Iterator[tuple[bytes, bool]]:
        """Pieces of a text, each with whether it is the last, with stand-ins; none is cut in two."""
        if not self.stand_ins:
            yield from pieces
            return
        held = b""
        longest = max(len(known.written) for known in self.stand_ins)
        for piece, last in pieces:
            text = held + piece
            keep = 0 if last else self._unfinished(text, longest)
            held = text[len(text) - keep :]
            yield self.stand_in(text[: len(text) - keep]), last

    def _unfinished(self, text: bytes, longest: int) -> int:
        """How many bytes at the end may be the start of something that goes on in the next piece.

        Counted back to a byte that begins none, so that `\\\\\\"` is never read from its middle.
        """
        starts = {known.written[:1] for known in self.stand_ins}
        keep = 0
        while keep < min(len(text), longest * 64) and text[len(text) - keep - 1 : len(text) - keep] in starts:
            keep += 1
        return keep


@lru_cache(maxsize=64)
def marks_of(dialect: Dialect) -> Marks:
    """The one-byte marks of a dialect."""
    stand_ins = []
    delimiter, quote = dialect.delimiter.encode(), dialect.quote.encode() or _NO_QUOTE
    if dialect.escape and dialect.quote:
        escape = dialect.escape.encode()
        if escape != quote:
            stand_ins.append(StandIn(_ESCAPED_ESCAPE, escape * 2, escape))
            stand_ins.append(StandIn(_ESCAPED_QUOTE, escape + quote, quote))
    if len(delimiter) > 1:
        stand_ins.append(StandIn(_DELIMITER, delimiter, delimiter))
        delimiter = _DELIMITER
    return Marks(delimiter, quote, tuple(stand_ins))
