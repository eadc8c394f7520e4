"""A dataset as the index holds it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import F, Prefetch
from tantivy import Document

from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, DatasetFile, Table, TableContents, TableVersion
from hundred.catalogue.search import fields
from hundred.catalogue.search.analysis import spaced
from hundred.catalogue.search.contents import contents_of
from hundred.catalogue.search.places import place_titles
from hundred.catalogue.vocabulary import THEMES

_BATCH = 500
_MOST_LETTERS = 20_000  # of a description; more of it would drown the rest
_EPOCH = date(1970, 1, 1).toordinal()


def documents(keys: Collection[int] | None = None) -> Iterator[Document]:
    """The documents of the datasets with these keys, of all for None, a few hundred at a time."""
    titles = place_titles()
    datasets = Dataset.objects.all() if keys is None else Dataset.objects.filter(pk__in=keys)
    for dataset in _whole(datasets).iterator(chunk_size=_BATCH):
        yield _document(dataset, titles)


def days(day: date) -> int:
    """A day as a number: days since 1970."""
    return day.toordinal() - _EPOCH


def instant(moment: datetime) -> int:
    """A moment as a number: milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def _whole(datasets: Any) -> Any:
    return (
        datasets.order_by("pk")
        .select_related("publisher")
        .prefetch_related(
            "shared_with",
            Prefetch("tables", Table.objects.filter(current__gt=0).order_by("id")),
            Prefetch(
                "tables__versions",
                TableVersion.objects.filter(number=F("table__current")).select_related("contents"),
            ),
            Prefetch("files", DatasetFile.objects.filter(replaced_at__isnull=True).select_related("file")),
        )
    )


def _document(dataset: Dataset, places: dict[str, str]) -> Document:
    versions = [(table, version) for table in dataset.tables.all() for version in table.versions.all()]
    contents = [contents_of(table, version) for table, version in versions]
    columns = [column for _, version in versions for column in version.schema]
    codes = _codes(dataset, contents, places)
    names = _distinct(
        [table.title for table, _ in versions]
        + [text for column in columns for text in _column_words(column)]
    )
    tags = [*dataset.tags, THEMES[dataset.theme]] if dataset.theme != "other" else list(dataset.tags)
    publisher = dataset.publisher
    given: dict[str, Any] = {
        fields.KEY: dataset.pk,
        "title": dataset.title,
        "description": dataset.description[:_MOST_LETTERS],
        "publisher_title": publisher.title,
        "tags": tags,
        "columns": names,
        "places": [places[code] for code in codes],
        "values": _distinct(value for found in contents for value in found.values),
        fields.WORDS: [dataset.title, dataset.description[:_MOST_LETTERS], publisher.title, *tags, *names],
        fields.HEAD: [dataset.title, publisher.title],
        "publisher": publisher.slug,
        "theme": dataset.theme,
        "place": codes,
        "licence": dataset.licence,
        "format": sorted({file.file.kind for file in dataset.files.all() if file.file.kind}),
        "access": dataset.access,
        fields.SEEN_BY: policy.audience(dataset),
        fields.TITLE_ORDER: dataset.title.casefold(),
        fields.CREATED: instant(dataset.created_at),
        **_extent(contents),
    }
    if dataset.updated_at is not None:
        given[fields.UPDATED] = instant(dataset.updated_at)
    return Document.from_dict(given, fields.schema())


def _column_words(column: dict[str, Any]) -> tuple[str, ...]:
    return spaced(column["name"]), column.get("original", "")


def _codes(dataset: Dataset, contents: list[TableContents], places: dict[str, str]) -> list[str]:
    own = [dataset.publisher.gss_code] if dataset.publisher.gss_code in places else []
    return _distinct([*own, *(code for found in contents for code in found.places if code in places)])


def _extent(contents: list[TableContents]) -> dict[str, int | float]:
    found: dict[str, int | float] = {}
    spans = [(c.first_day, c.last_day) for c in contents if c.first_day and c.last_day]
    if spans:
        found[fields.FIRST_DAY] = days(min(first for first, _ in spans))
        found[fields.LAST_DAY] = days(max(last for _, last in spans))
    boxes = [box for c in contents if None not in (box := (c.west, c.south, c.east, c.north))]
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        ends = (min(west), min(south), max(east), max(north))
        found |= dict(zip(fields.EDGES, ends, strict=True))
    return found


def _distinct(texts: Iterable[str]) -> list[str]:
    return list({text.casefold(): text for text in texts if text}.values())
