"""Datasets: one, many, and the region's totals."""

from collections.abc import Sequence

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from hundred.accounts.records import Person
from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, DatasetFile, Publisher, Table, TableVersion
from hundred.catalogue.queries.publishers import as_record as publisher_record
from hundred.catalogue.queries.tables import table_records
from hundred.catalogue.records import (
    Coverage,
    DatasetList,
    DatasetRecord,
    DatasetSearch,
    FacetValue,
    RegionTotals,
)
from hundred.catalogue.search.finding import find
from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, THEMES


def dataset(*, asker: Person, slug: str) -> DatasetRecord:
    """One dataset with its tables. Raises NotFound where there is none the asker may see."""
    seen = policy.seen_dataset(asker, slug)
    return records_of(Dataset.objects.all(), [seen.pk])[seen.pk]


def datasets(*, asker: Person, search: DatasetSearch) -> DatasetList:
    """A page of the datasets that answer a search, with facets that tell what each choice would leave.

    Raises Unavailable while the search index is being built.
    """
    found = find(asker, search)
    records = records_of(policy.visible_datasets(asker), found.keys)
    matches = dict(zip(found.keys, found.matches, strict=False))
    return DatasetList(
        datasets=tuple(records.values()),
        total=found.total,
        page=found.page,
        pages=found.pages,
        facets=found.facets,
        matches=tuple(matches[key] for key in records if key in matches),
        full=found.full,
        meant=found.meant,
        corrected=found.corrected,
    )


def latest(*, asker: Person, limit: int = 6) -> tuple[DatasetRecord, ...]:
    """The datasets updated last."""
    published = policy.visible_datasets(asker).filter(updated_at__isnull=False)
    keys = list(published.order_by("-updated_at", "title").values_list("pk", flat=True)[:limit])
    return tuple(records_of(published, keys).values())


def themes(*, asker: Person) -> tuple[FacetValue, ...]:
    """How many datasets there are of each theme that has some."""
    visible = Dataset.objects.filter(pk__in=policy.visible_datasets(asker).values("pk"))
    counts = dict(visible.exclude(theme="").values_list("theme").annotate(Count("pk")))
    return tuple(
        FacetValue(theme, title, counts[theme], chosen=False)
        for theme, title in THEMES.items()
        if theme in counts
    )


def region_totals(*, asker: Person) -> RegionTotals:
    """How much the region's datastore holds, as far as the asker may see."""
    visible = policy.visible_datasets(asker)
    current = TableVersion.objects.filter(table__dataset__in=visible, number=F("table__current"))
    sums = current.aggregate(rows=Sum("rows"), bytes=Sum("bytes"), tables=Count("pk"))
    files = DatasetFile.objects.filter(dataset__in=visible, replaced_at__isnull=True)
    return RegionTotals(
        datasets=visible.values("pk").distinct().count(),
        publishers=Publisher.objects.filter(datasets__in=visible).distinct().count(),
        tables=sums["tables"],
        files=files.values("file").distinct().count(),
        rows=sums["rows"] or 0,
        bytes=sums["bytes"] or 0,
    )


def records_of(found: QuerySet[Dataset], keys: Sequence[int]) -> dict[int, DatasetRecord]:
    """The records of the datasets with these keys that are among those found, in the order of the keys."""
    files = Count("files", filter=Q(files__replaced_at__isnull=True), distinct=True)
    whole = (
        found.filter(pk__in=keys)
        .order_by()
        .select_related("publisher")
        .annotate(file_count=files)
        .prefetch_related(
            "shared_with",
            Prefetch("tables", Table.objects.filter(current__gt=0).order_by("id")),
            Prefetch(
                "tables__versions",
                TableVersion.objects.filter(number=F("table__current"))
                .select_related("contents")
                .defer("contents__values", "contents__places"),
            ),
        )
    )
    by_key = {dataset.pk: dataset for dataset in whole}
    return {key: _record(by_key[key], by_key[key].file_count) for key in keys if key in by_key}


def _record(dataset: Dataset, file_count: int) -> DatasetRecord:
    return DatasetRecord(
        slug=dataset.slug,
        title=dataset.title,
        description=dataset.description,
        publisher=publisher_record(dataset.publisher),
        licence=LICENCES[dataset.licence],
        theme=dataset.theme,
        theme_title=THEMES[dataset.theme],
        frequency=dataset.frequency,
        frequency_title=FREQUENCIES[dataset.frequency],
        tags=tuple(dataset.tags),
        access=dataset.access,
        access_title=ACCESS[dataset.access],
        shared_with=tuple(publisher.slug for publisher in dataset.shared_with.all()),
        created_at=dataset.created_at,
        updated_at=dataset.updated_at,
        tables=table_records(dataset.tables.all(), dataset.slug),
        file_count=file_count,
        covers=_coverage(dataset),
        uuid=str(dataset.uuid),
    )


def _coverage(dataset: Dataset) -> Coverage:
    """What the published tables cover, as it was read for the search."""
    versions = [version for table in dataset.tables.all() for version in table.versions.all()]
    found = [version.contents for version in versions if hasattr(version, "contents")]
    days = [(told.first_day, told.last_day) for told in found if told.first_day and told.last_day]
    boxes = [box for told in found if None not in (box := (told.west, told.south, told.east, told.north))]
    span = (min(first for first, _ in days), max(last for _, last in days)) if days else None
    if not boxes:
        return Coverage(span)
    west, south, east, north = zip(*boxes, strict=True)
    return Coverage(span, (min(west), min(south), max(east), max(north)))
