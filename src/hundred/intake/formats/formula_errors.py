"""Formulas of an XLSX workbook that gave an error: the workbook's reader shows their cells as empty."""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16
_ATTRIBUTE = r'\b{}\s*=\s*"([^"]*)"'
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class FormulaError:
    """A cell whose formula failed: its row from 1, its column's letters, and what it shows (`#REF!`)."""

    line: int
    column: str
    text: str


def formula_errors(path: Path) -> dict[str, list[FormulaError]]:
    """The formula errors of each sheet, by its name; nothing for a workbook that is made in another way."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: list(_errors(archive, member))
                for name, member in _sheets(archive)
                if member in archive.NameToInfo
            }
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError):
        return {}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {_value("Id", tag): _value("Target", tag) for tag in _RELATION.findall(relations)}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode()):
        target = targets.get(_value("r:id", tag), "")
        yield html.unescape(_value("name", tag)), posixpath.join("/xl", target).lstrip("/")


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
                    yield FormulaError(int(found[2]), found[1].decode(), found[3].decode("utf-8", "replace"))
            last = text.rfind(b"<c ", max(len(text) - _LONGEST_CELL, 0))
            held = text[
                max(end, last if last >= 0 else len(text) - 2) :
            ]  # a cell may go on in the next chunk
