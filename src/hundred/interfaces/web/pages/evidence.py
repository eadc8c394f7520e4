"""What became of the lines of a file: the roles of some lines, and the row that one of them became."""

from dataclasses import dataclass

from hundred.catalogue.evidence import Record, Sheet
from hundred.intake import dialect_from
from hundred.intake.lines import RECORDS
from hundred.intake.reread import cells_by_column, cells_of_record
from hundred.interfaces.web.parts import RawLine
from hundred.interfaces.web.writing import cell, place
from hundred.lake.asides import Aside
from hundred.lake.lines import Line
from hundred.lake.schema import Column

_WANTED = {
    "integer": "a whole number",
    "decimal": "a number",
    "date": "a date",
    "datetime": "a date and time",
    "boolean": "yes or no",
    "geometry": "a place (WKT or GeoJSON in degrees)",
}


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


def raw_lines(sheet: Sheet, lines: list[Line], chosen: Record | None) -> tuple[RawLine, ...]:
    """Lines as the page shows them, each that is not a row with its role; the headings come first."""
    if not lines:
        return ()
    first, last = lines[0].number, lines[-1].number
    asides = {aside.line: aside for aside in sheet.asides(first, last)}
    starts = sorted({*sheet.row_starts(first, last), *asides})
    return tuple(
        RawLine(
            line.number,
            line.text + ("…" if line.is_cut else ""),
            chosen=chosen is not None and chosen.first <= line.number <= chosen.last,
            role=_role(line.number, asides, starts),
        )
        for line in [*_headings(sheet, first), *lines]
    )


def fields_of(sheet: Sheet, record: Record) -> tuple[Field, ...]:
    """The cells of the row that a record became: each as it stands in the file, and its value."""
    if record.row is None:
        return ()
    text = "\n".join(found.text for found in sheet.lines(record.first, record.last))
    return _fields(sheet, text, record.row.rows[0])


def _fields(sheet: Sheet, text: str, cells: tuple[object, ...]) -> tuple[Field, ...]:
    assert sheet.part is not None
    assert sheet.table is not None
    reading = sheet.part.reading
    dialect = dialect_from(reading.get("dialect"))
    published = {column["name"]: column["original"] for column in reading.get("columns", ())}
    if sheet.file.kind in RECORDS:
        raw = cells_of_record(text, published)
    else:
        raw = cells_by_column(text, _heading_text(sheet), dialect)
    return tuple(
        Field(
            heading=_made_from(column) if column.made_from else published.get(column.name, column.original),
            column=column.name,
            kind=column.type.kind,
            raw=None if column.made_from else raw.get(column.name),
            value=place(str(value or "")) if column.type.kind == "geometry" else cell(value),
        )
        for column, value in zip(sheet.table.schema, cells, strict=True)
    )


def _made_from(column: Column) -> str:
    return f"(made from {' and '.join(column.made_from)})"


def _headings(sheet: Sheet, before: int) -> list[Line]:
    """The line of headings, where it stands above the first line shown."""
    at = _heading_line(sheet)
    return sheet.lines(at, at) if 0 < at < before else []


def _heading_line(sheet: Sheet) -> int:
    lines = sheet.part.reading.get("header_lines", ()) if sheet.part else ()
    return int(lines[0]) if lines else 0


def _heading_text(sheet: Sheet) -> str:
    """The record of the headings; of a workbook's sheet the whole row, which other tables may share."""
    at = _heading_line(sheet)
    if at and sheet.part and not sheet.part.reading.get("dialect"):
        return next((line.text for line in sheet.lines(at, at)), "")
    return next((aside.text for aside in sheet.asides(at, at)), "") if at else ""


def _role(number: int, asides: dict[int, Aside], starts: list[int]) -> str:
    if aside := asides.get(number):
        return "headings" if aside.role == "header" else f"set aside: {aside.reason}"
    above = [start for start in starts if start <= number]
    if not starts or above[-1:] == [number]:
        return ""
    return f"goes on from line {above[-1]}" if above else ""
