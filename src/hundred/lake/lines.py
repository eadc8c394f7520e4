"""The lines of a kept file as they stand: the last link of the chain from a figure to its evidence.

A line ends with CR LF, LF or CR alone, as `hundred.intake` counts them; a sheet's lines are its rows.
"""

import codecs
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from hundred.base.errors import NotFound, Unavailable

WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")
LONGEST = 20_000  # bytes shown of one line

_CHUNK = 1 << 20
_LINE_END = re.compile(rb"\r\n|\r|\n")
_WIDE = ("utf-16", "utf-32")
_DIGITS = 15  # what Excel keeps of a number

# cp1252 with the five bytes it leaves undefined as the control characters of Latin-1
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line end, by its number from 1. `is_cut` where it is longer than what is shown."""

    number: int
    text: str
    is_cut: bool = False


def lines_around(
    path: Path, first: int, last: int, *, kind: str = "csv", encoding: str = "utf-8", sheet: str = ""
) -> list[Line]:
    """Lines `first` to `last` of a file, those of them there are.

    `kind` and `encoding` are those the file was read with. Of a workbook (`WORKBOOKS`), the rows of
    `sheet`, each the text of its cells with tabs between them. Text streams past in memory that does
    not grow with the file, at the speed of the disk. Raises `NotFound` for a sheet there is none of
    and `Unavailable` for a workbook that cannot be opened.
    """
    first = max(first, 1)
    if last < first:
        return []
    if kind in WORKBOOKS:
        return _sheet_rows(path, sheet, first, last)
    found = _lines(_pieces(path, encoding), first, last)
    return [_line(number, raw, encoding) for number, raw in found]


def cell_text(value: object) -> str:
    """A workbook's cell as one would type it: days as ISO dates, whole numbers without a point."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 10**_DIGITS:
            return f"{value:.0f}"
        case float():
            text = f"{value:.{_DIGITS}g}"
            return f"{Decimal(text):f}" if "e" in text else text
        case datetime.datetime():
            return value.isoformat(sep=" ")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case None:
            return ""
        case _:
            return str(value)


def _pieces(path: Path, encoding: str) -> Iterator[bytes]:
    """The file a piece at a time, never cut between CR and LF; UTF-16 and UTF-32 as UTF-8."""
    wide = codecs.getincrementaldecoder(encoding)("replace") if encoding.startswith(_WIDE) else None
    held = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = held + (wide.decode(chunk).encode() if wide else chunk)
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
    if encoding == "cp1252":
        text = shown.decode("latin-1").translate(_WINDOWS)
    else:
        text = shown.decode(encoding if encoding.startswith("cp") else "utf-8", "replace")
    return Line(number, text.lstrip("\ufeff") if number == 1 else text, is_cut=len(raw) > LONGEST)


def _sheet_rows(path: Path, sheet: str, first: int, last: int) -> list[Line]:
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet)
    except WorksheetNotFound as error:
        raise NotFound(f"The workbook has no sheet “{sheet}”.", "Name one of its sheets.") from error
    except CalamineError as error:
        raise Unavailable("The workbook cannot be opened.", "Run `hundred verify`.") from error
    ahead = [""] * (rows.start or (0, 0))[1]
    found = []
    for number, cells in islice(enumerate(rows.iter_rows(), 1), first - 1, last):
        text = "\t".join([*ahead, *map(cell_text, cells)]).rstrip("\t")
        found.append(Line(number, text[:LONGEST], is_cut=len(text) > LONGEST))
    return found
