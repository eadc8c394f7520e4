"""Bytes to UTF-8, as a stream of whole lines.

Order of belief: a byte order mark, strict UTF-8 over the whole file, then what
`hundred.intake.codepages` finds in the bytes.
"""

import codecs
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from hundred.base.characters import MARK, PAGES, mixed_text, unfinished
from hundred.intake.codepages import MIXED, NON_ASCII_LINE, from_page
from hundred.intake.mojibake import ungarbled
from hundred.intake.oddities import Oddities, tidied, watch

CHUNK = 1 << 20  # what is made of a piece then still lies in the processor's cache

_LONGEST_LINE = 16 << 20  # held together, for whoever refuses it
_LOST = 50  # one wide character of so many may be broken

_MARKS = (
    (MARK, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class NotInEncoding(Exception):
    """The file is not in the encoding tried."""


def believed(head: bytes) -> str:
    """The encoding to try first, from the first bytes of a file."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")


def utf8_chunks(path: Path, encoding: str, oddities: Oddities) -> Iterator[bytes]:
    """The file's text in UTF-8, in pieces of about a MiB that end where a line ends.

    `encoding` is one that `believed` or `code_page` names. Byte order marks and NULs are left out, as
    are form feeds before a line and the mark of DOS for the end of a file; garbled characters are put
    right. `oddities` is told of all that. Raises NotInEncoding where the bytes are not in the encoding.
    """
    _keep_memory()
    with path.open("rb") as stream:
        raw = iter(lambda: stream.read(CHUNK), b"")
        pieces = _unmarked(raw) if _is_by_lines(encoding) else _transcoded(raw, encoding, oddities)
        for piece in _at_line_ends(_without_nuls(pieces, oddities)):
            text = tidied(_in_utf8(piece, encoding, oddities), oddities)
            if encoding != "cp1252":  # what is garbled there is UTF-8, which makes a file MIXED
                text = ungarbled(text, oddities)
            watch(text, oddities)
            yield text


@cache
def _keep_memory() -> None:
    """Have the C library keep what pieces of text leave behind, instead of giving back and taking anew.

    From then on it keeps blocks as large as the largest it was given back, up to 32 MiB (mallopt(3) on
    M_MMAP_THRESHOLD). That saves a third of the time to decode, and as much in what follows.
    """
    bytes(31 << 20)  # never touched, so it takes neither time nor memory


def _is_by_lines(encoding: str) -> bool:
    """Whether a text's lines can be told, and decoded, before it is text. Others are decoded as a stream."""
    return encoding in PAGES or encoding.startswith("utf-8")


def _in_utf8(piece: bytes, encoding: str, oddities: Oddities) -> bytes:
    """A piece of whole lines in UTF-8, unless it is already."""
    if piece.isascii() or not _is_by_lines(encoding):
        return piece
    if encoding in PAGES:
        return from_page(piece, encoding, oddities)
    if _is_utf8(piece):
        return piece
    if encoding != MIXED:
        raise NotInEncoding
    return _sorted_out(piece, oddities)


def _sorted_out(piece: bytes, oddities: Oddities) -> bytes:
    """The lines of a piece in UTF-8, those that are not by the rule for mixed lines."""
    pieces, done, line = [], 0, oddities.line
    for found in NON_ASCII_LINE.finditer(piece):
        between, raw = piece[done : found.start()], found.group()
        line += between.count(b"\n") + between.count(b"\r") - between.count(b"\r\n")
        text = mixed_text(raw).encode()
        (oddities.utf8_lines if text == raw else oddities.windows_lines).add(line, text.decode())
        pieces += [between, text]
        done = found.end()
    oddities.is_changed = True
    return b"".join([*pieces, piece[done:]])


def _is_utf8(text: bytes) -> bool:
    """Whether the bytes are UTF-8, told without making a string of them."""
    whole = pa.py_buffer(np.array([0, len(text)], np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, whole, pa.py_buffer(text)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unmarked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces without the byte order mark of UTF-8, which files in code pages may have too."""
    yield next(pieces, b"").removeprefix(MARK)
    yield from pieces


def _without_nuls(pieces: Iterator[bytes], oddities: Oddities) -> Iterator[bytes]:
    for piece in pieces:
        if b"\0" in piece:
            oddities.nuls += piece.count(b"\0")
            oddities.is_changed = True
            yield piece.replace(b"\0", b"")
        else:
            yield piece


def _at_line_ends(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes cut after line ends, but for lines so long that they are cut between characters."""
    tail = b""
    for piece in pieces:
        if tail.endswith(b"\r") and not piece.startswith(b"\n"):
            yield tail
            tail = b""
        cut = max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, -1)) + 1  # an LF may follow the last CR
        if not cut and len(tail) + len(piece) > _LONGEST_LINE:
            cut = len(piece) - max(unfinished(piece), piece.endswith(b"\r"))
        if cut:
            yield b"".join((tail, memoryview(piece)[:cut]))
            tail = b""
        tail += piece[cut:]
    if tail:
        yield tail


def _transcoded(pieces: Iterator[bytes], encoding: str, oddities: Oddities) -> Iterator[bytes]:
    """Wide text, and that of other scripts, as UTF-8.

    What is no character becomes �. Half a character at the end is left out.
    """
    oddities.is_changed = True
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for number, piece in enumerate(pieces):
        text = decoder.decode(piece)
        if number == 0:
            text = text.removeprefix("\ufeff")
        if text.count("\ufffd") * _LOST > len(text):
            raise NotInEncoding
        yield text.encode()
    oddities.cut = len(decoder.getstate()[0])
