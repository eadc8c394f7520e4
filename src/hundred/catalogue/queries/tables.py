"""Tables, their versions, and the way to their rows."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy
from hundred.catalogue.models import Part, Table, TableVersion
from hundred.catalogue.parts import lake_parts, parts_in
from hundred.catalogue.records import LayoutRecord, PartRecord, TableRecord, VersionRecord
from hundred.lake.rows import TableData
from hundred.lake.schema import Column


def table_records(tables: Iterable[Table], dataset_slug: str) -> tuple[TableRecord, ...]:
    """The records of a dataset's tables in their current versions; tables never published are left out."""
    found = []
    for table in tables:
        version = next((v for v in table.versions.all() if v.number == table.current), None)
        if version is not None:
            found.append(_record(table, version, dataset_slug))
    return tuple(found)


def table(*, asker: Person, dataset: str, name: str, version: int = 0) -> TableRecord:
    """One table in one of its versions, the published one for 0. Raises NotFound."""
    found, edition = _find(asker, dataset, name, version)
    return _record(found, edition, dataset)


def versions(*, asker: Person, dataset: str) -> tuple[VersionRecord, ...]:
    """Every version of a dataset's tables, the newest first."""
    seen = policy.seen_dataset(asker, dataset)
    found = TableVersion.objects.filter(table__dataset=seen).select_related("table")
    return tuple(
        VersionRecord(
            table=version.table.name,
            number=version.number,
            rows=version.rows,
            bytes=version.bytes,
            set_aside=version.set_aside,
            says=version.says,
            published_at=version.published_at,
            is_current=version.number == version.table.current,
        )
        for version in found.order_by("-published_at", "-id")
    )


def parts(*, asker: Person, dataset: str, name: str, version: int = 0) -> tuple[PartRecord, ...]:
    """What each sheet of each file gave this version of a table, in order."""
    found, edition = _find(asker, dataset, name, version)
    return tuple(part_record(part, found.name) for part in parts_in(found, edition.number))


def layouts(*, asker: Person, dataset: str) -> tuple[LayoutRecord, ...]:
    """The layouts a dataset's tables have, for whoever is about to add to them."""
    seen = policy.seen_dataset(asker, dataset)
    editions = TableVersion.objects.filter(table__dataset=seen, number=F("table__current")).select_related(
        "table"
    )
    return tuple(
        LayoutRecord(
            layout=edition.table.layout,
            name=edition.table.name,
            title=edition.table.title,
            lake_name=edition.table.lake_name,
            number=edition.number,
            snapshot=edition.snapshot,
            schema=tuple(Column.from_dict(column) for column in edition.schema),
        )
        for edition in editions.order_by("table_id")
    )


def open_table(*, asker: Person, dataset: str, name: str, version: int = 0) -> tuple[TableRecord, TableData]:
    """A table and the way to its rows, for `hundred.lake.rows`. Raises NotFound."""
    found, edition = _find(asker, dataset, name, version)
    schema = tuple(Column.from_dict(column) for column in edition.schema)
    files = lake_parts(found, edition.number)
    return _record(found, edition, dataset), settings.LAKE.tables.data(schema, files)


def part_record(part: Part, table_name: str) -> PartRecord:
    """The record of a part."""
    return PartRecord(
        table=table_name,
        sha256=part.dataset_file.file_id,
        file_name=part.dataset_file.name,
        sheet=part.sheet,
        path=part.path,
        rows=part.rows,
        set_aside=part.set_aside,
        aside_path=part.aside_path,
        occurrences_path=part.occurrences_path,
        reading=part.reading,
        since=part.since,
        until=part.until,
    )


def _find(asker: Person, dataset: str, name: str, version: int) -> tuple[Table, TableVersion]:
    seen = policy.seen_dataset(asker, dataset)
    found = seen.tables.filter(name=name, current__gt=0).first()
    if found is None:
        names = ", ".join(seen.tables.filter(current__gt=0).values_list("name", flat=True))
        hint = f"Its tables are: {names}." if names else "It has no table yet."
        raise NotFound(f"There is no table “{name}” in {seen.title}.", hint)
    edition = found.versions.filter(number=version or found.current).first()
    if edition is None:
        raise NotFound(f"There is no version {version} of this table.", f"The newest is {found.current}.")
    return found, edition


def _record(table: Table, version: TableVersion, dataset_slug: str) -> TableRecord:
    return TableRecord(
        dataset=dataset_slug,
        name=table.name,
        title=table.title,
        lake_name=table.lake_name,
        version=version.number,
        current=table.current,
        schema=tuple(Column.from_dict(column) for column in version.schema),
        rows=version.rows,
        bytes=version.bytes,
        set_aside=version.set_aside,
        files=version.files,
        first_file=version.first_file,
        last_file=version.last_file,
        published_at=version.published_at,
        uuid=str(table.uuid),
    )
