"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): every sheet with something in it is a table."""

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.formats.areas import read_areas
from hundred.intake.formats.formula_errors import FormulaError, formula_errors
from hundred.intake.formats.sheet import Row, Sheet, Span
from hundred.intake.formats.source import Contents, Source
from hundred.intake.reading import ReadTable
from hundred.intake.tally import Tally

Errors = dict[int, list[FormulaError]]

_DIGITS = 15  # what Excel keeps of a number
_DURATION = re.compile(r"PT(\d+)H(\d{1,2})M(\d{1,2})(?:[.,]0*)?S")
_NEARLY = datetime.timedelta(milliseconds=1)  # how far a time kept as a fraction of a day may be off


def read_workbook(source: Source) -> Contents:
    """The tables of a workbook, of most sheets with something in them one. Raises Refused."""
    kind = source.sniffed.kind
    here = source.into / f"source.{kind}"  # the library believes in names
    here.symlink_to(source.path.resolve())
    try:
        book = CalamineWorkbook.from_path(str(here))
    except PasswordError:
        raise problems.Refused(kind, problems.PASSWORD) from None
    except CalamineError:
        raise problems.Refused(kind, problems.CORRUPT) from None
    finally:
        here.unlink()
    errors = _errors(source.path, kind)
    tables: list[ReadTable] = []
    findings: list[Finding] = []
    for facts in book.sheets_metadata:
        tally = source.tally(facts.name)
        found: list[ReadTable] = []
        if facts.typ != SheetTypeEnum.WorkSheet:
            tally.add(problems.SHEET_NO_CELLS)
        else:
            try:
                sheet = _sheet(book, facts.name, errors.get(facts.name, {}))
                found = read_areas(source, sheet, len(tables), tally)
            except CalamineError:
                raise problems.Refused(kind, problems.CORRUPT) from None
            hidden = facts.visible != SheetVisibleEnum.Visible
            _tell(tally, found, errors.get(facts.name, {}), hidden=hidden)
        tables += found
        findings.extend(tally.findings())
    if not tables:
        raise problems.Refused(kind, problems.NO_SHEETS)
    return Contents(tuple(tables), tuple(findings))


def workbook_rows(path: Path, kind: str, sheet: str) -> Iterator[Row]:
    """The rows of a workbook's sheet by their number. Raises KeyError where there is no such sheet and
    ValueError where the workbook cannot be opened."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        yield from _rows(book.get_sheet_by_name(sheet), _errors(path, kind).get(sheet, {}))
    except WorksheetNotFound:
        raise KeyError(sheet) from None
    except CalamineError as error:
        raise ValueError(str(error)) from error


def cell_text(value: object) -> str:
    """A workbook's cell as one would type it: days as ISO dates, whole numbers without a point.

    A duration is hours, minutes and seconds, however many hours they are: `36:30:00`.
    """
    match value:
        case str():
            return _hours(value) if value.startswith("PT") else value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 10**_DIGITS:
            return f"{value:.0f}"
        case float():
            text = f"{value:.{_DIGITS}g}"
            return f"{Decimal(text):f}" if "e" in text else text
        case datetime.datetime():
            return _to_the_second(value).isoformat(sep=" ")
        case datetime.date():
            return value.isoformat()
        case datetime.time():
            return _to_the_second(datetime.datetime.combine(datetime.date.min, value)).time().isoformat()
        case datetime.timedelta():
            return _duration(value)
        case None:
            return ""
        case _:
            return str(value)


def _to_the_second(time: datetime.datetime) -> datetime.datetime:
    """A time as it was meant, where the fraction of a day it is kept as is a little off."""
    over = datetime.timedelta(microseconds=time.microsecond)
    if over < _NEARLY:
        return time - over
    short = datetime.timedelta(seconds=1) - over
    return time + short if short < _NEARLY and time.year < datetime.MAXYEAR else time


def _hours(text: str) -> str:
    """A duration as OpenDocument writes it (`PT36H30M00S`), in hours, minutes and seconds."""
    found = _DURATION.fullmatch(text)
    return f"{found[1]:0>2}:{found[2]:0>2}:{found[3]:0>2}" if found else text


def _duration(length: datetime.timedelta) -> str:
    seconds = round(abs(length).total_seconds())
    sign = "-" if length < datetime.timedelta(0) else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _errors(path: Path, kind: str) -> dict[str, Errors]:
    """The formulas that failed, by sheet and row; the library shows their cells as empty."""
    found: dict[str, Errors] = {}
    for sheet, errors in formula_errors(path, kind).items():
        for error in errors:
            found.setdefault(sheet, {}).setdefault(error.line, []).append(error)
    return found


def _tell(tally: Tally, found: Sequence[ReadTable], errors: Errors, *, hidden: bool) -> None:
    if hidden and found:
        tally.add(problems.SHEET_HIDDEN)
    for error in itertools.chain.from_iterable(errors.values()):
        tally.add(problems.FORMULA_ERROR, lines=(error.line,), examples=(error.text,), column=error.letters)
    if not found:
        tally.add(problems.SHEET_EMPTY)


def _sheet(book: CalamineWorkbook, name: str, errors: Errors) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    merged = tuple(
        Span(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, _rows(sheet, errors), merged)


def _rows(sheet: CalamineSheet, errors: Errors) -> Iterator[Row]:
    _, first_column = sheet.start or (0, 0)
    ahead = [""] * first_column
    for line, values in enumerate(sheet.iter_rows(), 1):
        cells = [*ahead, *map(cell_text, values)]
        for error in errors.get(line, ()):
            if error.place < len(cells) and not cells[error.place]:
                cells[error.place] = error.text
        yield line, cells
