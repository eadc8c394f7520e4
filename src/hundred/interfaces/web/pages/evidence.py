"""What became of the lines of a file: the roles of some lines, and the row that one of them became."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hundred.accounts.records import Person
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import FileRecord, PartRecord, TableRecord
from hundred.intake import Dialect
from hundred.intake.reread import cells_by_column
from hundred.interfaces.web.parts import RawLine
from hundred.interfaces.web.writing import cell
from hundred.lake.asides import Aside, asides_between
from hundred.lake.lines import Line, lines_around
from hundred.lake.rows import RowKey, TableData, row_at, rows_between
from hundred.lake.tables import Part as LakePart

_FURTHEST = 1000  # lines a record is taken to span at most
_WANTED = {
    "integer": "a whole number",
    "decimal": "a number",
    "date": "a date",
    "datetime": "a date and time",
    "boolean": "yes or no",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet of a file, and the part of a table that its rows are; None where it gave no rows."""

    file: FileRecord
    sheet: str
    part: PartRecord | None
    table: TableRecord | None
    data: TableData | None

    @property
    def path(self) -> Path:
        return Path(settings.LAKE.files.path(self.file.sha256))

    @property
    def is_published(self) -> bool:
        """Whether its rows are in the table's published version."""
        return self.part is not None and self.part.until is None

    def lines(self, first: int, last: int) -> list[Line]:
        """The lines there are from `first` to `last`."""
        kind, encoding = self.file.kind, self.file.encoding or "utf-8"
        return lines_around(self.path, first, last, kind=kind, encoding=encoding, sheet=self.sheet)

    def asides(self, first: int, last: int) -> list[Aside]:
        """What was set aside on these lines."""
        if self.part is None or not self.part.aside_path:
            return []
        return asides_between(settings.LAKE.tables.absolute(self.part.aside_path), first, last)

    def row_lines(self, first: int, last: int) -> list[int]:
        """The lines on which rows start."""
        if self.data is None:
            return []
        keys = rows_between(self.data, self.file.sha256, self.sheet, first, last, limit=last - first + 1).keys
        return [key.line for key in keys]


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a row: the heading as published, the raw text, the value it became, and its column."""

    heading: str
    column: str
    kind: str
    raw: str | None
    value: str

    @property
    def wanted(self) -> str:
        """What a cell of this column should be: `a number`."""
        return _WANTED.get(self.kind, "text")


@dataclass(frozen=True, slots=True)
class Record:
    """The record a line belongs to, from line `first` to `last`: a row's fields, or why it is no row."""

    first: int
    last: int
    fields: tuple[Field, ...] = ()
    aside: Aside | None = None


def source_of(asker: Person, file: FileRecord, sheet: str) -> Source:
    """The sheet of a file with the table its rows went to, the published one first."""
    gave = catalogue.parts_of_file(asker=asker, sha256=file.sha256, sheet=sheet)
    if not gave:
        return Source(file, sheet, None, None, None)
    dataset, part = next(((d, p) for d, p in gave if d == file.dataset), gave[0])
    version = 0 if part.until is None else part.until - 1
    table, data = catalogue.open_table(asker=asker, dataset=dataset, name=part.table, version=version)
    own = settings.LAKE.tables.data(data.schema, (LakePart(part.path, part.rows),))
    return Source(file, sheet, part, table, own)


def raw_lines(source: Source, lines: list[Line], chosen: Record | None) -> tuple[RawLine, ...]:
    """Lines as the page shows them, each that is not a row with its role; the headings come first."""
    if not lines:
        return ()
    first, last = lines[0].number, lines[-1].number
    asides = {aside.line: aside for aside in source.asides(first, last)}
    starts = sorted({*source.row_lines(first, last), *asides})
    return tuple(
        RawLine(
            line.number,
            line.text + ("…" if line.is_cut else ""),
            chosen=chosen is not None and chosen.first <= line.number <= chosen.last,
            role=_role(line.number, asides, starts),
        )
        for line in [*_headings(source, first), *lines]
    )


def record_at(source: Source, line: int) -> Record | None:
    """The record that a line belongs to, None where the file gave no table or the line lies outside it."""
    if source.data is None:
        return None
    row = row_at(source.data, source.file.sha256, source.sheet, line)
    start = row.keys[0].line if row.keys else 0
    asides = source.asides(max(start, line - _FURTHEST), line)
    first = max(start, asides[-1].line if asides else 0)
    if not first:
        return None
    last = _last_line(source, first)
    if asides and asides[-1].line == first:
        return Record(first, last, aside=asides[-1])
    text = "\n".join(found.text for found in source.lines(first, last))
    return Record(first, last, _fields(source, text, row.rows[0], row.keys[0]))


def _last_line(source: Source, first: int) -> int:
    """The last line of the record that starts on `first`: the one before the next record starts."""
    beyond = first + _FURTHEST
    assert source.data is not None
    rows = rows_between(source.data, source.file.sha256, source.sheet, first + 1, beyond, limit=1).keys
    starts = [key.line for key in rows] + [aside.line for aside in source.asides(first + 1, beyond)[:1]]
    if starts:
        return min(starts) - 1
    return max((line.number for line in source.lines(first, beyond)), default=first)


def _fields(source: Source, text: str, cells: tuple[object, ...], key: RowKey) -> tuple[Field, ...]:
    assert source.part is not None
    assert source.table is not None
    reading = source.part.reading
    dialect = Dialect(**reading["dialect"]) if reading.get("dialect") else None
    raw = cells_by_column(text, _heading_text(source), dialect)
    published = {column["name"]: column["original"] for column in reading.get("columns", ())}
    return tuple(
        Field(
            heading=published.get(column.name, column.original),
            column=column.name,
            kind=column.type.kind,
            raw=raw.get(column.name),
            value=cell(value),
        )
        for column, value in zip(source.table.schema, cells, strict=True)
    )


def _headings(source: Source, before: int) -> list[Line]:
    """The line of headings, where it stands above the first line shown."""
    at = _heading_line(source)
    return source.lines(at, at) if 0 < at < before else []


def _heading_line(source: Source) -> int:
    lines = source.part.reading.get("header_lines", ()) if source.part else ()
    return int(lines[0]) if lines else 0


def _heading_text(source: Source) -> str:
    at = _heading_line(source)
    return next((aside.text for aside in source.asides(at, at)), "") if at else ""


def _role(number: int, asides: dict[int, Aside], starts: list[int]) -> str:
    if aside := asides.get(number):
        return "headings" if aside.role == "header" else f"set aside: {aside.reason}"
    above = [start for start in starts if start <= number]
    if not starts or above[-1:] == [number]:
        return ""
    return f"goes on from line {above[-1]}" if above else ""
