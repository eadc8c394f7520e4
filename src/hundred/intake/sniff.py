"""Tells what a file is from its bytes. Its name is not believed."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hundred.intake import problems
from hundred.intake.magic import refuse_by_magic
from hundred.intake.problems import Refused

# Kinds whose files are read one by one, once `members` has unpacked them, and how their names end.
CONTAINERS = {"zip": ".zip", "tar": ".tar", "gzip": ".gz", "bzip2": ".bz2", "xz": ".xz"}

_HEAD = 1 << 16
_ANYTHING = re.compile(rb"[^\s\0]")
_JSON = re.compile(rb"\s*(\{\s*['\"}]|\[\s*[\[{\"\]])")
_ASIDES = rb"\s*(<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*"
_HTML = re.compile(
    _ASIDES + rb"<(!doctype\s+html|html|head|body|title|meta|style|script|link|frameset|table|thead|tbody|tr"
    rb"|div|p|br|center|font|h[1-6]|pre|span|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<(\?xml|!DOCTYPE|[A-Za-z_][\w.:-]*[\s>/])", re.IGNORECASE)
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,30}?MIME-Version:\s*1", re.IGNORECASE)
_PROJECTION = re.compile(rb"\s*(GEOGCS|PROJCS|GEOGCRS|PROJCRS)\[")
# NULs may pad the cells of a text, and the separators of ASCII, \x1c to \x1f, may part them.
_CONTROLS = bytes(set(range(1, 28)) - set(b"\t\n\r\f\x1a"))
_MOSTLY_NULS = 0.9
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_UNICODE_MARKS = {
    b"\xff\xfe\0\0": "utf-32-le",
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
# What XML documents are by the names of their roots.
_MAPS = {b"kml": "a KML map", b"FeatureCollection": "a GML map", b"gpx": "a track (GPX)"}
_DOCUMENTS = {
    b"svg": "a drawing (SVG)",
    b"rss": "a news feed",
    b"feed": "a news feed",
    b"RDF": "an RDF document",
    b"Envelope": "the answer of a web service (SOAP)",
}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A kind of file we read, or one of `CONTAINERS`; `encoding` where bytes without a mark show it."""

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
    if head.startswith(b"PAR1"):
        return Sniffed("parquet")
    if head[257:262] == b"ustar":
        return Sniffed("tar")
    if packed := next((kind for mark, kind in _PACKED.items() if head.startswith(mark)), None):
        return Sniffed(packed)
    refuse_by_magic(head)
    return _kind_of_text(head)


def archive_suffix(path: Path) -> str:
    """How the name of an archive should end, "" where a file is none."""
    try:
        return CONTAINERS.get(sniff(path).kind, "")
    except Refused:
        return ""


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "zip"
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if "[Content_Types].xml" in names or mimetype.startswith(b"application/vnd.oasis"):
        raise Refused("document", problems.IS_DOCUMENT, what=_document(names, mimetype))
    if mimetype == b"application/epub+zip":
        raise Refused("document", problems.IS_DOCUMENT, what="a book (EPUB)")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise Refused("document", problems.IS_DOCUMENT, what="a Numbers, Pages or Keynote document")
    return "zip"


def _document(names: set[str], mimetype: bytes) -> str:
    if "word/document.xml" in names or b".text" in mimetype:
        return "a text document (as of Word)"
    if "ppt/presentation.xml" in names or b".presentation" in mimetype:
        return "a presentation (as of PowerPoint)"
    return "a document or presentation"


def _kind_of_ole2(path: Path) -> str:
    """An old Excel file, unless it is the wrapping around an encrypted new one."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("xlsx", problems.PASSWORD)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise Refused("document", problems.IS_DOCUMENT, what="an old Office document without sheets")


def _kind_of_text(head: bytes) -> Sniffed:
    marked = next((name for mark, name in _UNICODE_MARKS.items() if head.startswith(mark)), "")
    wide = _wide_encoding(head)
    if marked or wide:
        return Sniffed(_kind_of_words(head.decode(marked or wide, "ignore").encode()), wide)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) // 50 + 3 or head.count(0) > _MOSTLY_NULS * len(head):
        raise Refused("binary", problems.IS_BINARY)
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xef\xbb\xbf")
    if not _ANYTHING.search(text):
        raise Refused("empty", problems.EMPTY)
    return Sniffed(_kind_of_words(text))


def _kind_of_words(text: bytes) -> str:
    text = text.removeprefix("\ufeff".encode())
    if _HTML.match(text):
        return "html"
    if _JSON.match(text):
        return "json"
    if _XML.match(text):
        if _SHEET_XML in text:
            return "xml-spreadsheet"
        root = found[1] if (found := _ROOT.search(text)) else b""
        if root in _MAPS:
            raise Refused("map", problems.IS_MAP, what=_MAPS[root])
        raise Refused("xml", problems.IS_XML, what=_DOCUMENTS.get(root, "an XML document"))
    if _PROJECTION.match(text):
        raise Refused("shapefile", problems.IS_MAP, what="a part of a shapefile")
    if _MAIL.match(text):
        raise Refused("mail", problems.IS_MAIL)
    return "csv"


def _wide_encoding(head: bytes) -> str:
    """UTF-16 and UTF-32 without their mark: in Western text all but every second or fourth byte is zero."""
    quarters = [
        len(head) >= 8 and head[place::4].count(0) * 20 > len(head[place::4]) * 19 for place in range(4)
    ]
    if quarters == [False, True, True, True]:
        return "utf-32-le"
    if quarters == [True, True, True, False]:
        return "utf-32-be"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = -(-len(head) * 2 // 5)
    if len(head) >= 4 and odd >= enough and even * 20 < odd:
        return "utf-16-le"
    if len(head) >= 4 and even >= enough and odd * 20 < even:
        return "utf-16-be"
    return ""
