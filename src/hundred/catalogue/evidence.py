"""The chain of evidence at its finest: from a line of a file to its record, and to the row that became."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """A sheet of a file ("" for a text file), and the part of a table that its rows are, where it has any.

    `others` are those of the sheet's other parts, where several tables stand in it.
    """

    file: FileRecord
    name: str
    part: PartRecord | None = None
    table: TableRecord | None = None
    data: TableData | None = None
    others: tuple["Sheet", ...] = ()

    def lines(self, first: int, last: int) -> list[Line]:
        """The lines there are from `first` to `last`, as they stand in the file."""
        path = settings.LAKE.files.path(self.file.sha256)
        kind, encoding = self.file.kind, self.file.encoding or "utf-8"
        return lines_of(path, first, last, kind=kind, encoding=encoding, sheet=self.name)

    def asides(self, first: int, last: int, *, limit: int = FURTHEST + 1) -> list[Aside]:
        """What was set aside on these lines, and is a row of no table."""
        own = self._own_asides(first, last, limit)
        if not self.others:
            return own
        found = {
            aside.line: aside for other in self.others for aside in other.asides(first, last, limit=limit)
        }
        found |= {aside.line: aside for aside in own}
        for line in self.row_starts(first, last, limit=limit):
            found.pop(line, None)
        return [found[line] for line in sorted(found)]

    def _own_asides(self, first: int, last: int, limit: int) -> list[Aside]:
        if self.part is None or not self.part.aside_path:
            return []
        return asides_between(settings.LAKE.tables.absolute(self.part.aside_path), first, last, limit=limit)

    def row_starts(self, first: int, last: int, *, limit: int = FURTHEST + 1) -> list[int]:
        """Those of these lines on which a row starts."""
        if self.data is None:
            return []
        found = rows_between(self.data, self.file.sha256, self.name, first, last, limit=limit)
        lines = {key.line for key in found.keys}
        return sorted(lines.union(*(other.row_starts(first, last, limit=limit) for other in self.others)))


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file, from line `first` to `last`: the row that it is, or the reason why it is none."""

    first: int
    last: int
    row: Page | None = None
    aside: Aside | None = None


def sheet_of(*, asker: Person, file: FileRecord, name: str, line: int = 0) -> Sheet:
    """The sheet of a file with the table its rows went to, a published one first.

    Where it holds several tables, it is the one in which the line stands, and has the others.
    """
    gave = queries.parts_of_file(asker=asker, sha256=file.sha256, sheet=name)
    if not gave:
        return Sheet(file, name)
    dataset, newest = next(((d, p) for d, p in gave if d == file.dataset), gave[0])
    of_now = [p for d, p in gave if d == dataset and (p.until is None) == (newest.until is None)]
    each = {(part.begins, part.table): part for part in reversed(of_now)}
    sheets = [sheet_with(asker=asker, file=file, dataset=dataset, part=part) for part in each.values()]
    own = _standing_at(line, sheets)
    return replace(own, others=tuple(other for other in sheets if other is not own))


def _standing_at(line: int, sheets: Sequence[Sheet]) -> Sheet:
    """The sheet with the part in which a line stands; of parts beside each other one with a row on it."""
    here = parts_at([sheet.part for sheet in sheets if sheet.part], line) if len(sheets) > 1 else []
    near = [sheet for sheet in sheets if sheet.part in here] or sheets
    return next((sheet for sheet in near if len(near) > 1 and sheet.row_starts(line, line)), near[0])


def parts_at(parts: Sequence[PartRecord], line: int) -> list[PartRecord]:
    """Those of a sheet's parts in which a line stands: of the last that begin on it or above."""
    begins = max((part.begins for part in parts if part.begins <= line), default=1)
    return [part for part in parts if part.begins == begins]


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
