"""Formulas that gave an error in XLSX and XLSB workbooks, whose reader shows their cells as empty."""

import html
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# What shows that a workbook is made in another way than we know.
_UNLIKE = (
    zipfile.BadZipFile,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    struct.error,
)
_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16
_ATTRIBUTE = r'\b{}\s*=\s*"([^"]*)"'
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL
)

# Records of binary workbooks, see [MS-XLSB] 2.3: a row, a cell with an error, and a formula that gave one.
_ROW, _ERROR_CELL, _ERROR_FORMULA, _BUNDLE = 0, 3, 11, 156
_SHORTEST = 8  # bytes that each of them is longer than
_SHOWN = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(frozen=True, slots=True)
class FormulaError:
    """A cell whose formula failed: its row from 1, its column from 0, and what it shows (`#REF!`)."""

    line: int
    place: int
    text: str

    @property
    def letters(self) -> str:
        """The column's letters: A, B, … Z, AA."""
        return column_letters(self.place)


def column_letters(place: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def formula_errors(path: Path, kind: str) -> dict[str, list[FormulaError]]:
    """The formula errors of each sheet, by its name; nothing for a workbook that is made in another way."""
    if kind not in ("xlsx", "xlsm", "xlsb"):
        return {}
    sheets, errors = (_binary_sheets, _binary_errors) if kind == "xlsb" else (_sheets, _errors)
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: list(errors(archive, member))
                for name, member in sheets(archive)
                if member in archive.NameToInfo
            }
    except _UNLIKE:
        return {}


def _targets(archive: zipfile.ZipFile, kind: str) -> dict[str, str]:
    """The members that a workbook's parts are kept in, by the identifiers of their relations."""
    relations = archive.read(f"xl/_rels/workbook.{kind}.rels").decode()
    return {
        _value("Id", tag): posixpath.join("/xl", _value("Target", tag)).lstrip("/")
        for tag in _RELATION.findall(relations)
    }


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = _targets(archive, "xml")
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode()):
        yield html.unescape(_value("name", tag)), targets.get(_value("r:id", tag), "")


def _value(name: str, tag: str) -> str:
    found = re.search(_ATTRIBUTE.format(name), tag)
    return found[1] if found else ""


def _errors(archive: zipfile.ZipFile, member: str) -> Iterator[FormulaError]:
    held = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text = held + chunk
            end = 0
            if b't="e"' in text:
                for found in _CELL.finditer(text):
                    end = found.end()
                    shown = found[3].decode("utf-8", "replace")
                    yield FormulaError(int(found[2]), _place(found[1]), shown)
            last = text.rfind(b"<c ", max(len(text) - _LONGEST_CELL, 0))
            held = text[
                max(end, last if last >= 0 else len(text) - 2) :
            ]  # a cell may go on in the next chunk


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


def _binary_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = _targets(archive, "bin")
    with archive.open("xl/workbook.bin") as stream:
        for _, data in _records(stream, (_BUNDLE,)):
            relation, end = _wide_text(data, 8)
            yield _wide_text(data, end)[0], targets.get(relation, "")


def _wide_text(data: bytes, start: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * length
    return data[start + 4 : end].decode("utf-16-le", "replace"), end


def _binary_errors(archive: zipfile.ZipFile, member: str) -> Iterator[FormulaError]:
    row = 0
    with archive.open(member) as stream:
        for record, data in _records(stream, (_ROW, _ERROR_CELL, _ERROR_FORMULA)):
            if record == _ROW:
                (row,) = struct.unpack_from("<I", data)
            else:
                (place,) = struct.unpack_from("<I", data)
                yield FormulaError(row + 1, place, _SHOWN.get(data[8], "#ERROR!"))


def _records(stream: IO[bytes], wanted: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """The wanted records: their types and their bytes."""
    while first := stream.read(1):
        record = first[0]
        if record & 0x80:
            record = (record & 0x7F) | (stream.read(1)[0] << 7)
        length = 0
        for shift in range(0, 28, 7):
            byte = stream.read(1)[0]
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        data = stream.read(length)
        if record in wanted and len(data) > _SHORTEST:
            yield record, data
