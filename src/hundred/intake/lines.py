"""The lines of a file of any kind: of text its physical lines, of anything else the rows of a sheet.

A row of a workbook, or of a table of a page, is shown as its cells with tabs between them; a record of
JSON as it is written, on one line; a row of Parquet as a JSON object of its cells.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from hundred.base.errors import NotFound, Unavailable
from hundred.intake.formats.html_page import html_rows
from hundred.intake.formats.json_file import json_rows
from hundred.intake.formats.parquet import parquet_rows
from hundred.intake.formats.spreadsheet_xml import spreadsheet_xml_rows
from hundred.intake.formats.workbook import workbook_rows
from hundred.intake.problems import Refused
from hundred.lake.lines import LONGEST, Line, every_line, lines_around

WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
RECORDS = ("json", "jsonl", "geojson", "parquet")  # kinds whose rows name their own columns


def lines_of(path: Path, first: int, last: int, *, kind: str, encoding: str, sheet: str) -> list[Line]:
    """Lines `first` to `last` of a file, or rows of its sheet, those of them there are.

    `kind` and `encoding` are those the file was read with. Raises `NotFound` for a sheet there is none of
    and `Unavailable` for a file that cannot be opened.
    """
    first = max(first, 1)
    if last < first:
        return []
    if not sheet and kind not in WORKBOOKS and kind != "parquet":
        return lines_around(path, first, last, encoding=encoding)
    try:
        rows = _rows(path, first, last, kind=kind, encoding=encoding, sheet=sheet)
        return [_line(number, text) for number, text in rows]
    except KeyError as error:
        raise NotFound(f"The file has no sheet “{sheet}”.", "Name one of its sheets.") from error
    except (ValueError, Refused) as error:
        raise Unavailable("The file cannot be opened.", "Run `hundred verify`.") from error


def every_line_of(path: Path, *, kind: str, encoding: str, sheet: str) -> Iterator[Line]:
    """All lines of a file, or rows of its sheet, one after the other; fewer where it cannot be read on."""
    if not sheet and kind not in WORKBOOKS and kind != "parquet":
        yield from every_line(path, encoding=encoding)
        return
    with contextlib.suppress(KeyError, ValueError, Refused):
        for number, text in _rows(path, 1, sys.maxsize, kind=kind, encoding=encoding, sheet=sheet):
            yield _line(number, text)


def _rows(
    path: Path, first: int, last: int, *, kind: str, encoding: str, sheet: str
) -> Iterator[tuple[int, str]]:
    if kind == "parquet":
        return parquet_rows(path, first, last)
    if kind in RECORDS:
        texts = json_rows(path, encoding, sheet)
    elif kind == "html":
        texts = _joined(html_rows(path, encoding, sheet))
    elif kind == "xml-spreadsheet":
        texts = _joined(spreadsheet_xml_rows(path, sheet))
    else:
        texts = _joined(workbook_rows(path, kind, sheet))
    return _between(texts, first, last)


def _between(rows: Iterator[tuple[int, str]], first: int, last: int) -> Iterator[tuple[int, str]]:
    for number, text in rows:
        if number > last:
            return
        if number >= first:
            yield number, text


def _joined(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    return ((number, "\t".join(cells).rstrip("\t")) for number, cells in rows)


def _line(number: int, text: str) -> Line:
    return Line(number, text[:LONGEST], is_cut=len(text) > LONGEST)
