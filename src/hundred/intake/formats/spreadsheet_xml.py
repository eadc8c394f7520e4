"""XML Spreadsheet 2003: a workbook in one XML document, which programs write under the name of `.xls`.

The document is not built in memory, and one that declares a document type is refused, as entities are how
such documents do harm.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.columns import MAX_COLUMNS
from hundred.intake.formats.areas import read_areas
from hundred.intake.formats.formula_errors import FormulaError
from hundred.intake.formats.sheet import Row, Sheet, Span
from hundred.intake.formats.source import Contents, Source
from hundred.intake.formats.workbook import cell_text
from hundred.intake.problems import Refused
from hundred.intake.reading import ReadTable

_KIND = "xml-spreadsheet"
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHUNK = 1 << 16
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")
_NUMBER = re.compile(r"[-+]?[\d.]+([eE][-+]?\d+)?")
_MOST_SPANS = 200_000


@dataclass(slots=True)
class _Facts:
    """A sheet: its name, whether it is hidden, its merged cells and its formulas that failed."""

    name: str
    is_hidden: bool = False
    spans: list[Span] = field(default_factory=list)
    errors: list[FormulaError] = field(default_factory=list)


class _Book:
    """What the parser tells the events to; rows wait in `rows` with the number of their sheet."""

    def __init__(self) -> None:
        self.sheets: list[_Facts] = []
        self.rows: list[tuple[int, Row]] = []
        self._line = 0
        self._cells: list[str] = []
        self._place = 0
        self._kind = ""
        self._text: list[str] | None = None

    def doctype(self, *_: object) -> None:
        raise Refused(_KIND, problems.XML_DOCTYPE)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "Worksheet":
                self.sheets.append(_Facts(attributes.get(f"{_SS}Name", f"Sheet {len(self.sheets) + 1}")))
                self._line = 0
            case "Row" if self.sheets:
                self._line = _number(attributes, "Index", self._line + 1)
                self._cells, self._place = [], 0
            case "Cell" if self.sheets:
                self._start_cell(attributes)
            case "Data":
                self._kind, self._text = attributes.get(f"{_SS}Type", ""), []
            case "Visible":
                self._text = []

    def end(self, tag: str) -> None:
        match tag.rpartition("}")[2]:
            case "Row" if self.sheets:
                self.rows.append((len(self.sheets) - 1, (self._line, self._cells)))
            case "Cell":
                self._place += 1
            case "Data":
                self._end_data("".join(self._text or ()))
                self._text = None
            case "Visible" if self.sheets:
                self.sheets[-1].is_hidden = "".join(self._text or ()).strip() != "SheetVisible"
                self._text = None

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def close(self) -> None:
        pass

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._place = _number(attributes, "Index", self._place + 1) - 1
        if self._place > MAX_COLUMNS:
            raise Refused(_KIND, problems.COLUMNS_MANY, count=self._place)
        across, down = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        across = min(across, MAX_COLUMNS)
        self._cells += [""] * (self._place + across + 1 - len(self._cells))
        spans = self.sheets[-1].spans
        if (across or down) and len(spans) < _MOST_SPANS:
            spans.append(Span(self._line, self._place, self._line + down, self._place + across))

    def _end_data(self, text: str) -> None:
        if self._place >= len(self._cells):
            return
        if self._kind == "Error":
            self.sheets[-1].errors.append(FormulaError(self._line, self._place, text))
        self._cells[self._place] = _as_typed(self._kind, text)


def read_spreadsheet_xml(source: Source) -> Contents:
    """The tables of a workbook kept as XML. Raises Refused."""
    book = _Book()
    for _ in _rows(source.path, book):
        pass
    tables: list[ReadTable] = []
    findings: tuple[Finding, ...] = ()
    for number, rows in itertools.groupby(_rows(source.path, _Book()), key=lambda row: row[0]):
        facts = book.sheets[number]
        tally = source.tally(facts.name)
        sheet = Sheet(facts.name, (row for _, row in rows), facts.spans)
        found = read_areas(source, sheet, len(tables), tally)
        for error in facts.errors:
            tally.add(
                problems.FORMULA_ERROR, lines=(error.line,), examples=(error.text,), column=error.letters
            )
        if facts.is_hidden:
            tally.add(problems.SHEET_HIDDEN)
        if not found:
            tally.add(problems.SHEET_EMPTY)
        tables += found
        findings += tally.findings()
    if not tables:
        raise Refused(_KIND, problems.NO_SHEETS)
    return Contents(tuple(tables), findings)


def spreadsheet_xml_rows(path: Path, sheet: str) -> Iterator[Row]:
    """The rows of a sheet by their number. Raises KeyError where there is no such sheet."""
    book = _Book()
    found = False
    for number, row in _rows(path, book):
        if book.sheets[number].name == sheet:
            found = True
            yield row
    if not found:
        raise KeyError(sheet)


def _rows(path: Path, book: _Book) -> Iterator[tuple[int, Row]]:
    parser = etree.XMLParser(
        target=book, resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                parser.feed(chunk)
                yield from book.rows
                book.rows.clear()
        parser.close()
    except etree.LxmlError:
        raise Refused(_KIND, problems.CORRUPT) from None
    yield from book.rows
    book.rows.clear()


def _as_typed(kind: str, text: str) -> str:
    """A cell's text as one would type it."""
    match kind:
        case "DateTime":
            return _MIDNIGHT.sub("", text).replace("T", " ").removesuffix(".000")
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        case "Number":
            return cell_text(float(text)) if _NUMBER.fullmatch(text.strip()) else text
        case _:
            return text


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(_SS + name, "")
    return int(text) if text.isdecimal() and len(text) < 8 else otherwise
