"""Bytes to UTF-8, as a stream of whole characters.

Order of belief: a byte order mark, strict UTF-8 over the whole file, then cp1252, the code page of
the Windows machines councils export from.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

CHUNK = 1 << 20  # what is made of a piece then still lies in the processor's cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A mark written twice, or read as Windows-1252 and written again: "ï»¿".
_MORE_MARKS = (codecs.BOM_UTF8, "\u00ef\u00bb\u00bf".encode())

# cp1252 where it differs from Latin-1, as UTF-8 of one and of the other.
_UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_WINDOWS = {
    bytes([code]): (chr(code).encode(), bytes([code]).decode("cp1252").encode())
    for code in range(0x80, 0xA0)
    if code not in _UNDEFINED
}


class NotInEncoding(Exception):
    """The file is not in the encoding tried."""


@dataclass(slots=True)
class Oddities:
    """What was met on the way: bytes no character stands for, and NUL characters, which were dropped."""

    undefined: int = 0
    nuls: int = 0


def believed(head: bytes) -> str:
    """The encoding to try first, from the first bytes of a file."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")


def utf8_chunks(path: Path, encoding: str, oddities: Oddities) -> Iterator[bytes]:
    """The file's text in UTF-8, in pieces of about a MiB that end between characters and between CR and LF.

    Byte order marks are left out. Raises NotInEncoding where the bytes are not in the encoding.
    """
    held = b""  # a CR whose LF may be in the next piece
    for piece in _decoded(path, encoding, oddities):
        text = held + piece
        held = b"\r" if text.endswith(b"\r") else b""
        if b"\0" in text:
            oddities.nuls += text.count(b"\0")
            text = text.replace(b"\0", b"")
        yield text[: len(text) - len(held)]
    if held:
        yield held


def _decoded(path: Path, encoding: str, oddities: Oddities) -> Iterator[bytes]:
    mark = next((mark for mark, name in _MARKS if name == encoding), b"")
    with path.open("rb") as stream:
        if stream.read(len(mark)) != mark:  # wide text may come without its mark
            stream.seek(0)
        pieces = iter(lambda: stream.read(CHUNK), b"")
        if encoding == "cp1252":
            for piece in pieces:
                yield _from_windows(piece, oddities)
        elif encoding.startswith("utf-8"):
            yield from _checked_utf8(pieces)
        else:
            yield from _transcoded(pieces, encoding)


def _checked_utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut between characters, once they are known to be UTF-8."""
    tail, first = b"", True
    for piece in pieces:
        text = tail + piece
        whole = len(text) - _unfinished(text)
        text, tail = text[:whole], text[whole:]
        if not text.isascii() and not _is_utf8(text):
            raise NotInEncoding
        while first and (mark := next((mark for mark in _MORE_MARKS if text.startswith(mark)), b"")):
            text = text[len(mark) :]
        first = False
        yield text
    if tail:
        raise NotInEncoding


def _is_utf8(text: bytes) -> bool:
    """Whether the bytes are UTF-8, told without making a string of them."""
    whole = pa.py_buffer(np.array([0, len(text)], np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, whole, pa.py_buffer(text)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unfinished(text: bytes) -> int:
    """How many bytes at the end belong to a character that goes on in the next piece."""
    for back in range(1, min(4, len(text)) + 1):
        byte = text[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back else 0
        if byte < 0x80:
            return 0
    return 0


def _transcoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for number, piece in enumerate(pieces):
            text = decoder.decode(piece)
            yield (text.lstrip("\ufeff") if number == 0 else text).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as problem:
        raise NotInEncoding from problem


def _from_windows(piece: bytes, oddities: Oddities) -> bytes:
    """cp1252 as UTF-8. The five bytes it leaves undefined become the control characters of Latin-1."""
    if piece.isascii():
        return piece
    text = piece.decode("latin-1").encode()
    data = np.frombuffer(piece, np.uint8)
    if not (data - 0x80 < 0x20).any():  # unsigned: only 0x80 to 0x9f pass
        return text
    oddities.undefined += len(piece) - len(piece.translate(None, _UNDEFINED))
    for byte, (latin, windows) in _WINDOWS.items():
        if byte in piece:
            text = text.replace(latin, windows)
    return text
