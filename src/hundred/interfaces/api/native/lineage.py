"""From a row back to the line it came from."""

from dataclasses import dataclass

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.evidence import Record, parts_at, record_at, sheet_with
from hundred.catalogue.records import DatasetRecord, FileRecord, PartRecord, TableRecord
from hundred.lake.lines import Line

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a sheet of a file."""

    file: str
    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The chain from a row to its line. `spans` are the versions that hold it, (first, last) each, and
    `lines` its lines as they stand in the file."""

    dataset: DatasetRecord
    table: TableRecord
    spans: tuple[tuple[int, int], ...]
    part: PartRecord
    file: FileRecord
    record: Record
    lines: list[Line]


def trace(*, asker: Person, dataset: str, table: str, place: Place) -> Lineage:
    """The chain of evidence of a line of a table. Raises NotFound where the table has no such line."""
    owner = catalogue.dataset(asker=asker, slug=dataset)
    newest = catalogue.table(asker=asker, dataset=dataset, name=table)
    gave = catalogue.parts_of_file(asker=asker, sha256=place.file, sheet=place.sheet)
    parts = parts_at([part for slug, part in gave if slug == dataset and part.table == table], place.line)
    if not parts:
        raise NotFound(
            f"No row of {newest.title} came from that file and sheet.",
            "Take `_file`, `_sheet` and `_line` from a row of this table.",
        )
    part = parts[0]
    file = _file(asker, dataset, part)
    sheet = sheet_with(asker=asker, file=file, dataset=dataset, part=part)
    record = record_at(sheet, place.line)
    if record is None or sheet.table is None:
        raise NotFound(
            f"The file has no record on line {place.line}.", "Take `_line` from a row of this table."
        )
    lines = sheet.lines(record.first, min(record.last, record.first + _MOST_SHOWN - 1))
    return Lineage(owner, sheet.table, _spans(parts, newest.current), part, file, record, lines)


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
