"""Characters of a text in bytes: one rule for the reader of a file and for the page that shows its lines.

An encoding is `utf-8` (or `utf-8-sig`), a code page of `PAGES`, a wide one (`utf-16-le`, …), or that of
another script by its name in Python (`big5`). Bytes of a `utf-8` file that are not UTF-8 are Windows-1252:
files are often put together from both.
"""

import re
from functools import cache

PAGES = ("cp1252", "cp437", "cp850", "mac-roman")
MARK = b"\xef\xbb\xbf"  # the byte order mark in UTF-8

# UTF-8 as Western text has it: Latin letters and signs, Welsh and other letters with accents,
# punctuation, € and ™, pictographs. Read as Windows-1252 each would be nonsense, such as Ã© or â€™.
BELIEVABLE = re.compile(
    rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|[\xc4\xc5](?![\x91-\x97])[\x80-\xbf]"
    rb"|\xe2(?:\x80[\x80-\xbf]|\x82\xac|\x84\xa2)|\xef\xbb\xbf|\xef\xbf\xbd|\xf0\x9f[\x80-\xbf][\x80-\xbf]"
)
_LOOSE = re.compile("\\A(?:\ufeff|ï»¿|[\f\x1a])+|\x1a+\\Z")  # marks for programs at either end of a line


@cache
def table_of(page: str) -> str:
    """The 256 characters of a code page; bytes it leaves undefined are the control characters of Latin-1."""
    return "".join(bytes([code]).decode(page, "ignore") or chr(code) for code in range(256))


def mixed_text(raw: bytes) -> str:
    """A line of a file in UTF-8 and Windows-1252: the one if all of it can be, else sequence by sequence."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        text, done = [], 0
        for found in BELIEVABLE.finditer(raw):
            text += [_in_page(raw[done : found.start()], "cp1252"), found.group().decode()]
            done = found.end()
        return "".join([*text, _in_page(raw[done:], "cp1252")])


def line_text(raw: bytes, encoding: str) -> str:
    """A line as the reader reads it, but for garbled characters. Lines of wide text come as UTF-8.

    Left out are NULs, and byte order marks, form feeds and DOS's end of file in front or behind.
    """
    raw = raw.removeprefix(MARK).replace(b"\0", b"")
    if encoding in PAGES:
        text = _in_page(raw, encoding)
    else:
        text = mixed_text(raw) if encoding.startswith("utf-") else raw.decode(encoding, "replace")
    return _LOOSE.sub("", text)


def unfinished(text: bytes) -> int:
    """How many bytes at the end belong to a character of UTF-8 that is not whole."""
    for back in range(1, min(4, len(text)) + 1):
        byte = text[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if length > back else 0
        if byte < 0x80:
            return 0
    return 0


def _in_page(raw: bytes, page: str) -> str:
    return raw.decode("latin-1").translate(_translation(page))


@cache
def _translation(page: str) -> dict[int, str]:
    return {code: character for code, character in enumerate(table_of(page)) if ord(character) != code}
