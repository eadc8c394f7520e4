"""The lines of a kept text as they stand: the last link of the chain from a figure to its evidence.

A line ends with CR LF, LF or CR alone, as `hundred.intake` counts them.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hundred.base.characters import line_text, unfinished

LONGEST = 20_000  # bytes shown of one line

_CHUNK = 1 << 20
_LINE_END = re.compile(rb"\r\n|\r|\n")
_WIDE = ("utf-16", "utf-32")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line end, by its number from 1. `is_cut` where it is longer than what is shown."""

    number: int
    text: str
    is_cut: bool = False


def lines_around(path: Path, first: int, last: int, *, encoding: str = "utf-8") -> list[Line]:
    """Lines `first` to `last` of a text, those of them there are.

    `encoding` is the one it was read with. The text streams past in memory that does not grow with it, at
    the speed of the disk.
    """
    first = max(first, 1)
    if last < first:
        return []
    found = _lines(_pieces(path, encoding), first, last)
    return [_line(number, raw, encoding) for number, raw in found]


def every_line(path: Path, *, encoding: str = "utf-8") -> Iterator[Line]:
    """All lines of a text, one after the other."""
    number, raw = 1, bytearray()
    for piece in _pieces(path, encoding):
        first, *others = _LINE_END.split(piece)
        raw += first[: LONGEST + 1 - len(raw)]
        for part in others:
            yield _line(number, raw, encoding)
            number, raw = number + 1, bytearray(part[: LONGEST + 1])
    if raw:
        yield _line(number, raw, encoding)


def _pieces(path: Path, encoding: str) -> Iterator[bytes]:
    """The file a piece at a time, never cut between CR and LF, without NULs; UTF-16 and UTF-32 as UTF-8."""
    wide = codecs.getincrementaldecoder(encoding)("replace") if encoding.startswith(_WIDE) else None
    held = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = held + (wide.decode(chunk).encode() if wide else chunk).replace(b"\0", b"")
            held = b"\r" if text.endswith(b"\r") else b""
            yield text[: len(text) - len(held)]
    if held:
        yield held


def _lines(pieces: Iterable[bytes], first: int, last: int) -> list[tuple[int, bytearray]]:
    """The wanted lines' bytes, one more than is shown of those that are longer."""
    found: list[tuple[int, bytearray]] = []
    number = 1  # of the line that a piece starts in
    for piece in pieces:
        ends = piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")
        if number + ends >= first:
            for nth, part in enumerate(_LINE_END.split(piece), number):
                if first <= nth <= last:
                    _append(found, nth, part)
        number += ends
        if number > last:
            break
    if found and found[-1][0] == number and not found[-1][1]:
        found.pop()  # nothing follows the last line end
    return found


def _append(found: list[tuple[int, bytearray]], number: int, part: bytes) -> None:
    if not found or found[-1][0] != number:
        found.append((number, bytearray()))
    raw = found[-1][1]
    raw += part[: LONGEST + 1 - len(raw)]


def _line(number: int, raw: bytearray, encoding: str) -> Line:
    shown = bytes(raw[:LONGEST])
    is_cut = len(raw) > LONGEST
    if is_cut and encoding.startswith("utf-"):
        shown = shown[: LONGEST - unfinished(shown)]
    return Line(number, line_text(shown, encoding), is_cut)
