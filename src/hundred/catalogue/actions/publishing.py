"""Publishing: new versions of a dataset's tables, all of them or none.

The lake has written the parts and committed its snapshots before; here the pointers move. Readers see
the old versions until the transaction ends and the new ones after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict
from hundred.base.time import now
from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, DatasetFile, File, Part, Table, TableVersion
from hundred.catalogue.parts import parts_in
from hundred.catalogue.search.marks import mark
from hundred.lake.schema import Schema


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that joins a dataset, taking the place of the one that has its name."""

    sha256: str
    bytes: int
    name: str
    kind: str = ""
    encoding: str = ""
    came_from: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """The rows that a sheet of a file gives a table, written to the lake at `path`.

    `replaces` is the path of the part whose place it takes (the same rows, typed anew), if any.
    """

    sha256: str
    file_name: str
    sheet: str
    path: str
    rows: int
    bytes: int
    set_aside: int
    aside_path: str
    reading: dict[str, Any]
    occurrences_path: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """The next version of a table. `number` is the version it expects to make."""

    name: str
    title: str
    layout: str
    lake_name: str
    number: int
    schema: Schema
    snapshot: int
    parts: tuple[NewPart, ...] = ()
    ends: tuple[str, ...] = ()
    says: str = field(default="")


@transaction.atomic
def note_files(*, by: Person, files: Sequence[NewFile]) -> None:
    """Record bytes the lake has kept, so that a check of the lake knows them. Safe to repeat."""
    for new in files:
        File.objects.get_or_create(sha256=new.sha256, defaults={"bytes": new.bytes})


@transaction.atomic
def publish(*, by: Person, dataset: str, files: Sequence[NewFile], versions: Sequence[NewVersion]) -> None:
    """Publish new versions of a dataset's tables, made of the files given and those it has.

    A file of a name the dataset has replaces that file: its parts end with the version before. Raises
    Conflict where someone else published in between, and changes nothing.
    """
    found = policy.seen_dataset(by, dataset)
    policy.require_may_add_to(by, found.publisher.slug)
    arrived = {new.name: _take_in(found, new) for new in files}
    for version in versions:
        _publish_version(found, version, arrived)
    found.updated_at = now()
    found.save(update_fields=["updated_at"])
    mark(found.pk)
    leave_row(
        by=by,
        action="publish",
        subject=dataset,
        files=len(files),
        tables={version.name: version.number for version in versions},
    )


def _take_in(dataset: Dataset, new: NewFile) -> DatasetFile:
    file, _ = File.objects.get_or_create(sha256=new.sha256, defaults={"bytes": new.bytes})
    file.kind, file.encoding = new.kind, new.encoding
    file.save(update_fields=["kind", "encoding"])
    DatasetFile.objects.filter(dataset=dataset, name=new.name, replaced_at__isnull=True).update(
        replaced_at=now()
    )
    return DatasetFile.objects.create(
        dataset=dataset,
        file=file,
        name=new.name,
        came_from=new.came_from[:1000],
        container_id=new.container or None,
    )


def _publish_version(dataset: Dataset, new: NewVersion, arrived: dict[str, DatasetFile]) -> None:
    table, _ = Table.objects.get_or_create(
        dataset=dataset,
        layout=new.layout,
        defaults={"name": new.name, "title": new.title, "lake_name": new.lake_name},
    )
    if table.current != new.number - 1:
        raise Conflict(
            f"Version {table.current} of {table.name} was published while this one was being made.",
            "Run it again: it will build on the newer version.",
        )
    owners = {part.path: part.dataset_file for part in parts_in(table, table.current).defer("reading")}
    gone = [*new.ends, *(part.replaces for part in new.parts if part.replaces)]
    table.parts.filter(path__in=gone).update(until=new.number)
    Part.objects.bulk_create(
        Part(
            table=table,
            dataset_file=owners[part.replaces] if part.replaces else arrived[part.file_name],
            sheet=part.sheet,
            path=part.path,
            rows=part.rows,
            bytes=part.bytes,
            set_aside=part.set_aside,
            aside_path=part.aside_path,
            occurrences_path=part.occurrences_path,
            reading=part.reading,
            since=new.number,
        )
        for part in new.parts
    )
    _add_edition(table, new)
    table.current = new.number
    table.save(update_fields=["current"])


def _add_edition(table: Table, new: NewVersion) -> None:
    living = list(parts_in(table, new.number).defer("reading"))
    names = [part.dataset_file.name for part in living]
    TableVersion.objects.create(
        table=table,
        number=new.number,
        schema=[column.as_dict() for column in new.schema],
        rows=sum(part.rows for part in living),
        bytes=sum(part.bytes for part in living),
        set_aside=sum(part.set_aside for part in living),
        files=len(set(names)),
        first_file=names[0] if names else "",
        last_file=names[-1] if names else "",
        snapshot=new.snapshot,
        says=new.says,
    )
