"""Tells what a file is from its bytes. Its name is not believed."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hundred.intake.problems import EMPTY, PASSWORD, Refused, not_a_table

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

_EXPORT = "Ask for the table behind it as CSV or XLSX."
_UNPACK = "Unpack it, or put the files in a zip."

# First bytes, kind, what it is, what to do.
_MAGIC = (
    (b"%PDF", "pdf", "a PDF document", _EXPORT),
    (b"\x89PNG", "image", "an image (PNG)", _EXPORT),
    (b"\xff\xd8\xff", "image", "an image (JPEG)", _EXPORT),
    (b"GIF8", "image", "an image (GIF)", _EXPORT),
    (b"{\\rtf", "rtf", "a text document (RTF)", _EXPORT),
    (b"PAR1", "parquet", "a Parquet file", "Export it as CSV for now."),
    (b"\x1f\x8b", "gzip", "a gzip archive", _UNPACK),
    (b"BZh", "bzip2", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "xz", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "rar", "a RAR archive", _UNPACK),
    (b"SQLite format 3\0", "sqlite", "an SQLite database", "Export its tables as CSV."),
    (b"\x7fELF", "program", "a program", "Check that the right file was chosen."),
    (b"MZ\x90", "program", "a program", "Check that the right file was chosen."),
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
        raise Refused("empty", EMPTY)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Sniffed(_kind_of_zip(path))
    if head.startswith(_OLE2):
        return Sniffed(_kind_of_ole2(path))
    for magic, kind, what, fix in _MAGIC:
        if head.startswith(magic):
            raise Refused(kind, not_a_table(f"file-is-{kind}", what, fix))
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
        raise Refused("document", not_a_table("file-is-document", "a document or presentation", _EXPORT))
    return "zip"


def _kind_of_ole2(path: Path) -> str:
    """An old Excel file, unless it is the wrapping around an encrypted new one."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("xlsx", PASSWORD)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise Refused(
        "document", not_a_table("file-is-document", "an old Office document without sheets", _EXPORT)
    )


def _kind_of_text(head: bytes) -> Sniffed:
    if head.startswith(_UNICODE_MARKS):
        return Sniffed("csv")
    wide = _wide_encoding(head)
    if wide:
        return Sniffed("csv", wide)
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50 + 3:
        raise Refused("binary", not_a_table("file-is-binary", "not text but a program's own data", _EXPORT))
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xef\xbb\xbf")
    if not _ANYTHING.search(text):
        raise Refused("empty", EMPTY)
    if _HTML.match(text):
        fix = "The address may have answered with an error or sign-in page: open it in a browser to see."
        raise Refused("html", not_a_table("file-is-html", "a web page", fix))
    if _JSON.match(text):
        raise Refused("json", not_a_table("file-is-json", "JSON", "Export it as CSV for now."))
    if _XML.match(text):
        raise Refused("xml", not_a_table("file-is-xml", "an XML document", "Export it as CSV or XLSX."))
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
