"""Datasets: one, many, and the region's totals."""

from collections.abc import Iterable, Sequence
from math import ceil

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from hundred.accounts.records import Person
from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, DatasetFile, Publisher, Table, TableVersion
from hundred.catalogue.queries.publishers import as_record as publisher_record
from hundred.catalogue.queries.tables import table_records
from hundred.catalogue.records import (
    DatasetList,
    DatasetRecord,
    DatasetSearch,
    Facet,
    FacetValue,
    RegionTotals,
)
from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, THEMES

_SORTS = {
    "updated": (F("updated_at").desc(nulls_last=True), "title"),
    "title": ("title",),
    "newest": ("-created_at", "title"),
}


def dataset(*, asker: Person, slug: str) -> DatasetRecord:
    """One dataset with its tables. Raises NotFound where there is none the asker may see."""
    seen = policy.seen_dataset(asker, slug)
    return _records(Dataset.objects.filter(pk=seen.pk))[0]


def datasets(*, asker: Person, search: DatasetSearch) -> DatasetList:
    """A page of the datasets that answer a search, with facets that tell what each choice would leave."""
    visible = _with_text(policy.visible_datasets(asker), search.text)
    chosen = _narrow(visible, search)
    total = chosen.values("pk").distinct().count()
    pages = max(1, ceil(total / search.size))
    page = min(max(1, search.page), pages)
    order = _SORTS.get(search.sort, _SORTS["updated"])
    start = (page - 1) * search.size
    found = _records(chosen.order_by(*order)[start : start + search.size])
    return DatasetList(found, total, page, pages, _facets(visible, search))


def latest(*, asker: Person, limit: int = 6) -> tuple[DatasetRecord, ...]:
    """The datasets updated last."""
    published = policy.visible_datasets(asker).filter(updated_at__isnull=False)
    return _records(published.order_by("-updated_at", "title")[:limit])


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


def _with_text(datasets: QuerySet[Dataset], text: str) -> QuerySet[Dataset]:
    for word in text.split():
        datasets = datasets.filter(
            Q(title__icontains=word)
            | Q(description__icontains=word)
            | Q(tags__icontains=word)
            | Q(publisher__title__icontains=word)
        )
    return datasets


def _narrow(datasets: QuerySet[Dataset], search: DatasetSearch, *, but: str = "") -> QuerySet[Dataset]:
    chosen = {
        "publisher": Q(publisher__slug__in=search.publisher),
        "theme": Q(theme__in=search.theme),
        "licence": Q(licence__in=search.licence),
        "access": Q(access__in=search.access),
    }
    for name, condition in chosen.items():
        if name != but and getattr(search, name):
            datasets = datasets.filter(condition)
    return datasets


def _facets(visible: QuerySet[Dataset], search: DatasetSearch) -> tuple[Facet, ...]:
    publisher_titles = dict(Publisher.objects.values_list("slug", "title"))
    licence_titles = {key: licence.title for key, licence in LICENCES.items()}
    wanted = (
        ("publisher", "Publisher", "publisher__slug", publisher_titles),
        ("theme", "Theme", "theme", THEMES),
        ("licence", "Licence", "licence", licence_titles),
        ("access", "Access", "access", ACCESS),
    )
    facets = []
    for name, title, column, titles in wanted:
        left = _narrow(visible, search, but=name).order_by()
        counts = dict(left.values_list(column).annotate(n=Count("pk", distinct=True)))
        values = _facet_values(counts, titles, getattr(search, name))
        facets.append(Facet(name, title, values))
    return tuple(facets)


def _facet_values(
    counts: dict[str, int], titles: dict[str, str], chosen: Sequence[str]
) -> tuple[FacetValue, ...]:
    shown = [value for value in titles if counts.get(value) or value in chosen]
    shown.sort(key=lambda value: (-counts.get(value, 0), titles[value]))
    return tuple(FacetValue(v, titles[v], counts.get(v, 0), v in chosen) for v in shown)


def _records(found: QuerySet[Dataset] | Iterable[Dataset]) -> tuple[DatasetRecord, ...]:
    assert isinstance(found, QuerySet)
    files = Count("files", filter=Q(files__replaced_at__isnull=True), distinct=True)
    keys = list(found.values_list("pk", flat=True))
    whole = (
        Dataset.objects.filter(pk__in=keys)
        .select_related("publisher")
        .annotate(file_count=files)
        .prefetch_related(
            "shared_with",
            Prefetch("tables", Table.objects.filter(current__gt=0).order_by("id")),
            Prefetch("tables__versions", TableVersion.objects.filter(number=F("table__current"))),
        )
    )
    by_key = {dataset.pk: dataset for dataset in whole}
    return tuple(_record(by_key[key], by_key[key].file_count) for key in keys)


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
    )
