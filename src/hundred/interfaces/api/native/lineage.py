"""From a row back to the line it came from."""

from dataclasses import dataclass

from django.conf import settings

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord, FileRecord, PartRecord, TableRecord
from hundred.lake.asides import Aside, asides_between
from hundred.lake.lines import Line, lines_around
from hundred.lake.rows import Page, TableData, row_at, rows_between

_FURTHEST = 1000  # lines a record is taken to span at most
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a sheet of a file."""

    file: str
    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file: its lines from `first` to `last`, and the row or the aside that it is."""

    first: int
    last: int
    lines: list[Line]
    row: Page | None
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The chain from a row to its line. `spans` are the versions that hold it, (first, last) each."""

    dataset: DatasetRecord
    table: TableRecord
    spans: tuple[tuple[int, int], ...]
    part: PartRecord
    file: FileRecord
    record: Record


def trace(*, asker: Person, dataset: str, table: str, place: Place) -> Lineage:
    """The chain of evidence of a line of a table. Raises NotFound where the table has no such line."""
    owner = catalogue.dataset(asker=asker, slug=dataset)
    newest = catalogue.table(asker=asker, dataset=dataset, name=table)
    gave = catalogue.parts_of_file(asker=asker, sha256=place.file, sheet=place.sheet)
    parts = [part for slug, part in gave if slug == dataset and part.table == table]
    if not parts:
        raise NotFound(
            f"No row of {newest.title} came from that file and sheet.",
            "Take `_file`, `_sheet` and `_line` from a row of this table.",
        )
    part = parts[0]
    version = newest.current if part.until is None else part.until - 1
    file = _file(asker, dataset, part)
    edition, data = catalogue.open_table(asker=asker, dataset=dataset, name=table, version=version)
    path = str(settings.LAKE.tables.absolute(part.path))
    own = TableData(data.schema, (path,) if part.rows else (), (part.rows,) if part.rows else ())
    return Lineage(owner, edition, _spans(parts, newest.current), part, file, _record(own, part, file, place))


def _file(asker: Person, dataset: str, part: PartRecord) -> FileRecord:
    own = [
        file
        for file in catalogue.file_appearances(asker=asker, sha256=part.sha256)
        if file.dataset == dataset and file.sha256 == part.sha256
    ]
    return next((file for file in own if file.name == part.file_name), own[0])


def _spans(parts: list[PartRecord], current: int) -> tuple[tuple[int, int], ...]:
    """The runs of versions that hold the parts, joined where one goes on from another."""
    spans: list[tuple[int, int]] = []
    for part in sorted(parts, key=lambda part: part.since):
        last = current if part.until is None else part.until - 1
        if spans and spans[-1][1] + 1 >= part.since:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((part.since, last))
    return tuple(spans)


def _record(table: TableData, part: PartRecord, file: FileRecord, place: Place) -> Record:
    """The record that the line belongs to: the nearest row or record set aside that starts there or above."""
    row = row_at(table, place.file, place.sheet, place.line)
    row_start = row.keys[0].line if row.keys else 0
    asides = _asides(part, max(row_start, place.line - _FURTHEST), place.line)
    first = max(row_start, asides[-1].line if asides else 0)
    last = _end(table, part, place, first)
    lines = lines_around(
        settings.LAKE.files.path(place.file),
        first,
        min(last, first + _MOST_SHOWN - 1),
        kind=file.kind,
        encoding=file.encoding,
        sheet=place.sheet,
    )
    if not first or not lines or (last == first + _FURTHEST and place.line > lines[-1].number):
        raise NotFound(
            f"The file has no record on line {place.line}.", "Take `_line` from a row of this table."
        )
    aside = asides[-1] if asides and asides[-1].line == first else None
    end = last if last < first + _FURTHEST else lines[-1].number
    return Record(first, end, lines, None if aside else row, aside)


def _end(table: TableData, part: PartRecord, place: Place, first: int) -> int:
    """The last line of the record: the one before the next record starts."""
    after, furthest = first + 1, first + _FURTHEST
    rows = rows_between(table, place.file, place.sheet, after, furthest, limit=1).keys
    starts = [row.line for row in rows] + [aside.line for aside in _asides(part, after, furthest, limit=1)]
    return min(starts) - 1 if starts else furthest


def _asides(part: PartRecord, first: int, last: int, *, limit: int = _FURTHEST + 1) -> list[Aside]:
    if not part.aside_path:
        return []
    return asides_between(settings.LAKE.tables.absolute(part.aside_path), first, last, limit=limit)
