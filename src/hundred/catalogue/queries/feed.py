"""The whole catalogue a page at a time, for programs that copy it, and how to tell that it has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import F, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from hundred.accounts import queries as accounts
from hundred.accounts.records import Person
from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, Publisher, Table, TableContents, TableVersion
from hundred.catalogue.queries.datasets import records_of
from hundred.catalogue.records import DatasetList, DatasetRecord

_AT_ONCE = 200
STEP = 5_000  # datasets in one part of the map: with their tables fewer than 50,000 addresses


@dataclass(frozen=True, slots=True)
class Address:
    """Something with a page: its short name, its dataset's where it is a table, and when it last changed."""

    slug: str
    dataset: str
    changed_at: datetime | None


def catalogue_page(
    *, asker: Person, page: int = 1, size: int = 50, since: datetime | None = None
) -> DatasetList:
    """A page of the catalogue in the order datasets came, so that a walk meets each once; those that were
    changed at `since` or later where it is given. A page beyond the last is empty."""
    visible = _visible(asker)
    if since is not None:
        visible = visible.filter(Q(updated_at__gte=since) | Q(created_at__gte=since))
    total = visible.count()
    start = (page - 1) * size
    keys = list(visible.order_by("pk").values_list("pk", flat=True)[start : start + size])
    found = tuple(records_of(Dataset.objects.filter(pk__in=keys), keys).values())
    return DatasetList(found, total, page, max(1, ceil(total / size)), ())


def every_dataset(*, asker: Person) -> Iterator[DatasetRecord]:
    """Every dataset the asker may see, in the order they came, read a few hundred at a time."""
    visible, last = _visible(asker).order_by("pk"), 0
    while keys := list(visible.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
        yield from records_of(Dataset.objects.filter(pk__in=keys), keys).values()
        last = keys[-1]


def datasets_with_places(*, asker: Person, page: int = 1, size: int = 100) -> DatasetList:
    """A page of the datasets that have a table with places, in the order datasets came."""
    # the column's kind stands in the schema's text; a column of that name is told apart by who reads on
    schema = Cast("schema", TextField())
    versions = TableVersion.objects.filter(number=F("table__current")).annotate(text=schema)
    having = versions.filter(text__contains='"geometry"', table__dataset__in=_visible(asker))
    found = Dataset.objects.filter(pk__in=having.values("table__dataset"))
    total, start = found.count(), (page - 1) * size
    keys = list(found.order_by("pk").values_list("pk", flat=True)[start : start + size])
    records = tuple(records_of(Dataset.objects.filter(pk__in=keys), keys).values())
    return DatasetList(records, total, page, max(1, ceil(total / size)), ())


def catalogue_changed_at(*, asker: Person) -> datetime | None:
    """When anything the asker may see was last published; None in an empty catalogue."""
    newest: datetime | None = _visible(asker).aggregate(
        newest=Max(Coalesce(F("updated_at"), F("created_at")))
    )["newest"]
    return newest


def catalogue_mark(*, asker: Person) -> str:
    """A mark that is another one after every change to the catalogue and to who may see what of it."""
    return f"{accounts.last_change(asker=asker)} {TableContents.objects.count()}"


def addresses(*, asker: Person, after: int = 0) -> tuple[Address, ...]:
    """The next datasets, each with its published tables, after a place in the order they came."""
    rows = _visible(asker).filter(pk__gt=after).order_by("pk")[:STEP]
    datasets = list(rows.values_list("pk", "slug", Coalesce(F("updated_at"), F("created_at"))))
    tables = Table.objects.filter(dataset__in=[pk for pk, _, _ in datasets], current__gt=0)
    names: dict[int, list[str]] = {}
    for dataset, name in tables.order_by("pk").values_list("dataset_id", "name"):
        names.setdefault(dataset, []).append(name)
    found = []
    for pk, slug, changed_at in datasets:
        found.append(Address(slug, "", changed_at))
        found += [Address(name, slug, changed_at) for name in names.get(pk, ())]
    return tuple(found)


def places_in_order(*, asker: Person) -> tuple[int, ...]:
    """The places from which `addresses` tells of all datasets, beginning with 0."""
    keys = list(_visible(asker).order_by("pk").values_list("pk", flat=True))
    return (0, *keys[STEP - 1 : len(keys) - 1 : STEP])


def publisher_addresses(*, asker: Person) -> tuple[Address, ...]:
    """The publishers of what the asker may see, with when they last published."""
    found = Publisher.objects.filter(datasets__in=_visible(asker)).annotate(
        changed=Max("datasets__updated_at", filter=Q(datasets__in=_visible(asker)))
    )
    return tuple(Address(slug, "", at) for slug, at in found.order_by("slug").values_list("slug", "changed"))


def _visible(asker: Person) -> QuerySet[Dataset]:
    """What the asker may see, without the joins that tell why."""
    return Dataset.objects.filter(pk__in=policy.visible_datasets(asker).values("pk"))
