"""Files: where they belong, and what became of their lines."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy
from hundred.catalogue.models import DatasetFile, Part
from hundred.catalogue.queries.tables import part_record
from hundred.catalogue.records import FileRecord, PartRecord


def dataset_files(*, asker: Person, dataset: str, replaced: bool = False) -> tuple[FileRecord, ...]:
    """A dataset's files by name, with those that newer files replaced where asked."""
    seen = policy.seen_dataset(asker, dataset)
    files = DatasetFile.objects.filter(dataset=seen)
    if not replaced:
        files = files.filter(replaced_at__isnull=True)
    return _records(files.order_by("name", "-came_at"))


def file_appearances(*, asker: Person, sha256: str) -> tuple[FileRecord, ...]:
    """The datasets a file belongs to, as far as the asker may see. Raises NotFound where there is none."""
    visible = policy.visible_datasets(asker)
    mine = DatasetFile.objects.filter(dataset__in=visible)
    found = _records(
        mine.filter(Q(file_id=sha256) | Q(container_id=sha256)).order_by("replaced_at", "came_at")
    )
    if not found:
        raise NotFound(f"There is no file {sha256[:12]}… that you may see.", "Check the address, or sign in.")
    return found


def parts_of_file(
    *, asker: Person, sha256: str, sheet: str | None = None
) -> tuple[tuple[str, PartRecord], ...]:
    """What a file gave which tables: pairs of dataset and part, published parts first."""
    parts = Part.objects.filter(
        dataset_file__file_id=sha256, table__dataset__in=policy.visible_datasets(asker)
    ).select_related("table__dataset", "dataset_file")
    if sheet is not None:
        parts = parts.filter(sheet=sheet)
    ordered = sorted(parts, key=lambda part: (part.until is not None, -part.pk))
    return tuple((part.table.dataset.slug, part_record(part, part.table.name)) for part in ordered)


def current_parts(*, asker: Person, dataset: str) -> tuple[PartRecord, ...]:
    """Every part of a dataset's published tables: for each file, its rows and what was set aside."""
    seen = policy.seen_dataset(asker, dataset)
    parts = Part.objects.filter(table__dataset=seen, until__isnull=True).select_related(
        "table", "dataset_file"
    )
    return tuple(part_record(part, part.table.name) for part in parts.order_by("dataset_file__name", "id"))


def files_of(*, asker: Person, datasets: Iterable[str]) -> dict[str, tuple[FileRecord, ...]]:
    """The files of several datasets by name, by the slug of each; nothing for those the asker may not see."""
    seen = policy.visible_datasets(asker).filter(slug__in=list(datasets))
    files = DatasetFile.objects.filter(dataset__in=seen, replaced_at__isnull=True)
    found: dict[str, list[FileRecord]] = {}
    for record in _records(files.order_by("name", "-came_at")):
        found.setdefault(record.dataset, []).append(record)
    return {slug: tuple(records) for slug, records in found.items()}


def _records(files: QuerySet[DatasetFile]) -> tuple[FileRecord, ...]:
    living = Q(parts__until__isnull=True)
    files = files.select_related("file", "dataset").annotate(
        row_count=Sum("parts__rows", filter=living), aside_count=Sum("parts__set_aside", filter=living)
    )
    return tuple(
        FileRecord(
            sha256=found.file_id,
            name=found.name,
            dataset=found.dataset.slug,
            dataset_title=found.dataset.title,
            bytes=found.file.bytes,
            kind=found.file.kind,
            encoding=found.file.encoding,
            came_from=found.came_from,
            container=found.container_id or "",
            came_at=found.came_at,
            replaced_at=found.replaced_at,
            rows=found.row_count or 0,
            set_aside=found.aside_count or 0,
            uuid=str(found.uuid),
        )
        for found in files
    )
