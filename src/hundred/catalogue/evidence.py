"""The chain of evidence at its finest: from a line of a file to its record, and to the row that became."""

from dataclasses import dataclass

from django.conf import settings

from hundred.accounts.records import Person
from hundred.catalogue import queries
from hundred.catalogue.records import FileRecord, PartRecord, TableRecord
from hundred.intake.lines import lines_of
from hundred.lake.asides import Aside, asides_between
from hundred.lake.lines import Line
from hundred.lake.rows import Page, TableData, row_at, rows_between
from hundred.lake.tables import Part as LakePart

FURTHEST = 1000  # lines a record is taken to span at most


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file ("" for a text file), and the part of a table that its rows are, where it has any."""

    file: FileRecord
    name: str
    part: PartRecord | None = None
    table: TableRecord | None = None
    data: TableData | None = None

    def lines(self, first: int, last: int) -> list[Line]:
        """The lines there are from `first` to `last`, as they stand in the file."""
        path = settings.LAKE.files.path(self.file.sha256)
        kind, encoding = self.file.kind, self.file.encoding or "utf-8"
        return lines_of(path, first, last, kind=kind, encoding=encoding, sheet=self.name)

    def asides(self, first: int, last: int, *, limit: int = FURTHEST + 1) -> list[Aside]:
        """What was set aside on these lines."""
        if self.part is None or not self.part.aside_path:
            return []
        return asides_between(settings.LAKE.tables.absolute(self.part.aside_path), first, last, limit=limit)

    def row_starts(self, first: int, last: int, *, limit: int = FURTHEST + 1) -> list[int]:
        """Those of these lines on which a row starts."""
        if self.data is None:
            return []
        found = rows_between(self.data, self.file.sha256, self.name, first, last, limit=limit)
        return [key.line for key in found.keys]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file, from line `first` to `last`: the row that it is, or the reason why it is none."""

    first: int
    last: int
    row: Page | None = None
    aside: Aside | None = None


def sheet_of(*, asker: Person, file: FileRecord, name: str) -> Sheet:
    """The sheet of a file with the table its rows went to, a published one first."""
    gave = queries.parts_of_file(asker=asker, sha256=file.sha256, sheet=name)
    if not gave:
        return Sheet(file, name)
    dataset, part = next(((d, p) for d, p in gave if d == file.dataset), gave[0])
    return sheet_with(asker=asker, file=file, dataset=dataset, part=part)


def sheet_with(*, asker: Person, file: FileRecord, dataset: str, part: PartRecord) -> Sheet:
    """The sheet that a part was read from, with the newest version of its table that holds the part."""
    version = 0 if part.until is None else part.until - 1
    table, data = queries.open_table(asker=asker, dataset=dataset, name=part.table, version=version)
    own = settings.LAKE.tables.data(data.schema, (LakePart(part.path, part.rows),))
    return Sheet(file, part.sheet, part, table, own)


def record_at(sheet: Sheet, line: int) -> Record | None:
    """The record a line belongs to: the nearest that starts on it or above. None where there is none."""
    if sheet.data is None:
        return None
    row = row_at(sheet.data, sheet.file.sha256, sheet.name, line)
    row_start = row.keys[0].line if row.keys else 0
    asides = sheet.asides(max(row_start, line - FURTHEST), line)
    first = max(row_start, asides[-1].line if asides else 0)
    last = _last_line(sheet, first) if first else 0
    if not first or line > last:
        return None
    if asides and asides[-1].line == first:
        return Record(first, last, aside=asides[-1])
    return Record(first, last, row=row)


def _last_line(sheet: Sheet, first: int) -> int:
    """The last line of the record that starts on `first`: the one before the next, or the file's last."""
    beyond = first + FURTHEST
    starts = sheet.row_starts(first + 1, beyond, limit=1)
    starts += [aside.line for aside in sheet.asides(first + 1, beyond, limit=1)]
    if starts:
        return min(starts) - 1
    return max((line.number for line in sheet.lines(first, beyond)), default=0)
