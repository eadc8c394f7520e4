"""HTML: every table of a page with something in it, as it is often saved under the name of a workbook.

The page is not built in memory: its rows are taken as they stream past. A row's `_line` is its number in
its table, and the table is the sheet. A table that only arranges other tables or the fields of a form is
none.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.formats.decoded import encoding_of, utf8_pieces
from hundred.intake.formats.sheet import Row, Sheet, Span, read_sheet
from hundred.intake.formats.source import Contents, Source
from hundred.intake.formats.spans import Layout
from hundred.intake.problems import Refused
from hundred.intake.reading import ReadTable

_DEEPEST = 100  # tables within tables
_MOST_TABLES = 200
_SILENT = ("script", "style", "template", "noscript")
_EMPTY = ("br", "img", "input", "hr", "col", "wbr", "link", "meta")  # elements that never end
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BREAKS = ("br", "p", "div", "li")
_FORM = ("text", "password", "email", "submit", "search", "")


@dataclass(slots=True)
class _Facts:
    """What a table of a page is: its caption, rows and width, and whether it arranges other things.

    `headed` are its first rows that hold nothing but header cells.
    """

    caption: str = ""
    rows: int = 0
    width: int = 0
    is_layout: bool = False
    headed: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def is_data(self) -> bool:
        return not self.is_layout and self.width > 1 and (self.rows > 1 or bool(self.headed))


@dataclass(slots=True)
class _Unseen:
    """Whether the parser is within an element that a reader does not see."""

    tag: str = ""
    depth: int = 0

    def starts(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether what begins is unseen."""
        if self.tag:
            self.depth += tag == self.tag
        elif tag in _SILENT or (tag not in _EMPTY and _HIDDEN.search(attributes.get("style", ""))):
            self.tag, self.depth = tag, 1
        return bool(self.tag)

    def ends(self, tag: str) -> bool:
        """Whether what ends was unseen."""
        was = bool(self.tag)
        self.depth -= tag == self.tag
        if not self.depth:
            self.tag = ""
        return was

    def __bool__(self) -> bool:
        return bool(self.tag)


@dataclass(slots=True)
class _Open:
    """A table that is being read: its number, and the row, the cell and the caption it is in."""

    number: int
    facts: _Facts
    layout: Layout = field(default_factory=Layout)
    row: list[tuple[str, int, int]] | None = None
    text: list[str] | None = None
    wide: int = 1
    tall: int = 1
    heads: int = 0  # header cells of the row


class _Page:
    """What the parser tells its events to; `rows` wait as the numbers of their tables and their texts."""

    def __init__(self) -> None:
        self.tables: list[_Facts] = []
        self.rows: list[tuple[int, list[str]]] = []
        self._open: list[_Open] = []
        self._unseen = _Unseen()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._unseen.starts(tag, attributes):
            return
        if tag == "table":
            self._begin_table()
        elif self._open:
            self._start_inside(self._open[-1], tag, attributes)

    def end(self, tag: str) -> None:
        if self._unseen.ends(tag) or not self._open:
            return
        if tag == "table":
            table = self._open.pop()
            self._end_row(table)
            table.facts.spans = table.layout.spans
        elif tag == "tr":
            self._end_row(self._open[-1])
        elif tag in ("td", "th"):
            self._end_cell(self._open[-1])
        elif tag == "caption":
            self._open[-1].facts.caption = _words(self._open[-1].text or [])
            self._open[-1].text = None

    def data(self, text: str) -> None:
        if self._open and not self._unseen and self._open[-1].text is not None:
            self._open[-1].text.append(text)

    def comment(self, text: str) -> None:
        pass

    def close(self) -> None:
        while self._open:
            self.end("table")

    def _begin_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise Refused("html", problems.HTML_DEEP)
        for around in self._open:
            around.facts.is_layout = True
        facts = _Facts()
        self.tables.append(facts)
        self._open.append(_Open(len(self.tables) - 1, facts))

    def _start_inside(self, table: _Open, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tr":
            self._end_row(table)
            table.row, table.heads = [], 0
        elif tag in ("td", "th"):
            self._end_cell(table)
            table.row = [] if table.row is None else table.row
            table.wide, table.tall = _number(attributes, "colspan"), _number(attributes, "rowspan")
            table.text = []
            table.heads += tag == "th"
        elif tag == "caption":
            table.text = []
        elif tag in _BREAKS and table.text is not None:
            table.text.append(" ")
        elif tag == "input" and attributes.get("type", "").lower() in _FORM:
            table.facts.is_layout = True

    def _end_cell(self, table: _Open) -> None:
        if table.row is not None and table.text is not None:
            table.row.append((_words(table.text), table.wide, table.tall))
            table.text = None

    def _end_row(self, table: _Open) -> None:
        self._end_cell(table)
        if table.row is not None:
            texts, facts = table.layout.row(table.row), table.facts
            facts.rows += 1
            facts.width = max(facts.width, len(texts))
            if 1 < table.heads == len(table.row) and facts.headed[-1:] in ([], [facts.rows - 1]):
                facts.headed.append(facts.rows)
            table.row = None
            self.rows.append((table.number, texts))


def read_html(source: Source) -> Contents:
    """The tables of a page. Raises Refused where it has none."""
    told = source.tally()
    encoding = encoding_of(source, told)
    page = _Page()
    for _ in _rows(source.path, encoding, page):
        pass
    names = _names(page.tables)
    if not names:
        raise Refused("html", problems.IS_HTML)
    if len(names) > _MOST_TABLES:
        raise Refused("html", problems.HTML_MANY, count=len(names))
    tables: list[ReadTable] = []
    findings: tuple[Finding, ...] = ()
    for number, rows in itertools.groupby(_rows(source.path, encoding, _Page()), key=lambda row: row[0]):
        if number in names:
            tally = source.tally(names[number])
            facts = page.tables[number]
            sheet = Sheet(names[number], _numbered(rows), facts.spans, facts.headed)
            table = read_sheet(source, sheet, len(tables), tally)
            tables += [table] if table else []
            findings += tally.findings()
    if not tables:
        raise Refused("html", problems.IS_HTML)
    told.add(problems.HTML_TABLES, count=len(tables))
    return Contents(tuple(tables), told.findings() + findings, encoding)


def html_rows(path: Path, encoding: str, sheet: str) -> Iterator[Row]:
    """The rows of the table of a page that is a sheet. Raises KeyError where there is none."""
    page = _Page()
    for _ in _rows(path, encoding, page):
        pass
    wanted = next((number for number, name in _names(page.tables).items() if name == sheet), None)
    if wanted is None:
        raise KeyError(sheet)
    yield from _numbered(row for row in _rows(path, encoding, _Page()) if row[0] == wanted)


def _rows(path: Path, encoding: str, page: _Page) -> Iterator[tuple[int, list[str]]]:
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=True)
    for piece in utf8_pieces(path, encoding):
        try:
            parser.feed(piece)
        except etree.LxmlError:
            raise Refused("html", problems.IS_HTML) from None
        yield from page.rows
        page.rows.clear()
    try:
        parser.close()
    except etree.LxmlError:
        page.close()
    yield from page.rows


def _names(tables: list[_Facts]) -> dict[int, str]:
    """The numbers of the tables with data, with their names: their captions, else `Table 1` and so on."""
    data = [number for number, facts in enumerate(tables) if facts.is_data]
    captions = Counter(tables[number].caption for number in data)
    return {
        number: tables[number].caption[:80]
        if captions[tables[number].caption] == 1 and tables[number].caption
        else f"Table {nth}"
        for nth, number in enumerate(data, 1)
    }


def _numbered(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    return ((line, texts) for line, (_, texts) in enumerate(rows, 1))


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "").strip()
    return int(text[:6]) if text[:6].isdecimal() else 1


def _words(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
