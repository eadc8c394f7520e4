"""Tells what a file is from its bytes. Its name is not believed."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hundred.intake import problems
from hundred.intake.problems import Refused

_HEAD = 1 << 16
_ANYTHING = re.compile(rb"[^\s\0]")
_JSON = re.compile(rb"\s*(\{\s*\"|\{\s*\}|\[\s*[\[{\"])")
_HTML = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(\?xml|!DOCTYPE|[A-Za-z_][\w.:-]*[\s>/])", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff")

# First bytes, kind, and why it is refused.
_MAGIC = (
    (b"%PDF", "pdf", problems.IS_PDF),
    (b"\x89PNG", "image", problems.IS_IMAGE),
    (b"\xff\xd8\xff", "image", problems.IS_IMAGE),
    (b"GIF8", "image", problems.IS_IMAGE),
    (b"{\\rtf", "rtf", problems.IS_RTF),
    (b"PAR1", "parquet", problems.IS_PARQUET),
    (b"\x1f\x8b", "gzip", problems.IS_GZIP),
    (b"BZh", "bzip2", problems.IS_BZIP2),
    (b"\xfd7zXZ", "xz", problems.IS_XZ),
    (b"7z\xbc\xaf\x27\x1c", "7z", problems.IS_7Z),
    (b"Rar!", "rar", problems.IS_RAR),
    (b"SQLite format 3\0", "sqlite", problems.IS_SQLITE),
    (b"\x7fELF", "program", problems.IS_PROGRAM),
    (b"MZ\x90", "program", problems.IS_PROGRAM),
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A kind of file: `csv`, `xlsx`, `xlsb`, `xls`, `ods` or `zip`; `encoding` where bytes show it."""

    kind: str
    encoding: str = ""


def sniff(path: Path) -> Sniffed:
    """What kind of file this is. Raises Refused where it is none that holds a table we can read."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise Refused("empty", problems.EMPTY)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Sniffed(_kind_of_zip(path))
    if head.startswith(_OLE2):
        return Sniffed(_kind_of_ole2(path))
    for magic, kind, problem in _MAGIC:
        if head.startswith(magic):
            raise Refused(kind, problem)
    return _kind_of_text(head)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype == b"application/vnd.oasis.opendocument.spreadsheet":
        return "ods"
    if "[Content_Types].xml" in names or mimetype.startswith(b"application/vnd.oasis"):
        raise Refused("document", problems.IS_DOCUMENT)
    return "zip"


def _kind_of_ole2(path: Path) -> str:
    """An old Excel file, unless it is the wrapping around an encrypted new one."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("xlsx", problems.PASSWORD)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise Refused("document", problems.IS_DOCUMENT)


def _kind_of_text(head: bytes) -> Sniffed:
    if head.startswith(_UNICODE_MARKS):
        return Sniffed("csv")
    wide = _wide_encoding(head)
    if wide:
        return Sniffed("csv", wide)
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50 + 3:
        raise Refused("binary", problems.IS_BINARY)
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xef\xbb\xbf")
    if not _ANYTHING.search(text):
        raise Refused("empty", problems.EMPTY)
    if _HTML.match(text):
        raise Refused("html", problems.IS_HTML)
    if _JSON.match(text):
        raise Refused("json", problems.IS_JSON)
    if _XML.match(text):
        raise Refused("xml", problems.IS_XML)
    return Sniffed("csv")


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of Western text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = -(-len(head) * 2 // 5)
    if len(head) >= 4 and odd >= enough and even * 20 < odd:
        return "utf-16-le"
    if len(head) >= 4 and even >= enough and odd * 20 < even:
        return "utf-16-be"
    return ""
