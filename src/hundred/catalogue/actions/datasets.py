"""Datasets: making them and changing what is said of them."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid
from hundred.base.identifiers import slug as slug_of
from hundred.catalogue import policy
from hundred.catalogue.models import Dataset, Publisher
from hundred.catalogue.queries.datasets import dataset as dataset_record
from hundred.catalogue.queries.publishers import publisher as publisher_record
from hundred.catalogue.records import DatasetRecord
from hundred.catalogue.search.marks import mark
from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, THEMES

_CHOICES: dict[str, Collection[str]] = {
    "licence": LICENCES,
    "access": ACCESS,
    "theme": THEMES,
    "frequency": FREQUENCIES,
}


@transaction.atomic
def create_dataset(
    *,
    by: Person,
    publisher: str,
    title: str,
    slug: str = "",
    description: str = "",
    licence: str = "OGL-UK-3.0",
    theme: str = "other",
    frequency: str = "",
    access: str = "open",
    shared_with: Sequence[str] = (),
    tags: Sequence[str] = (),
) -> DatasetRecord:
    """Make an empty dataset of a publisher.

    Raises NotFound for an unknown publisher (suggesting some), NotAllowed, Invalid with the field, and
    Conflict where the slug is taken.
    """
    publisher_record(asker=by, slug=publisher)
    policy.require_may_add_to(by, publisher)
    slug = slug_of(slug or f"{publisher}-{title}")
    if not title.strip() or not slug:
        raise Invalid("Enter a title.", field="title")
    values = {"licence": licence, "access": access, "theme": theme, "frequency": frequency}
    _check_choices(values)
    if Dataset.objects.filter(slug=slug).exists():
        raise Conflict(f"There is already a dataset “{slug}”.", "Add to it, or choose another short name.")
    dataset = Dataset.objects.create(
        slug=slug,
        title=title.strip(),
        description=description.strip(),
        publisher=Publisher.objects.get(slug=publisher),
        tags=sorted({tag.strip().lower() for tag in tags if tag.strip()}),
        **values,
    )
    _share(dataset, shared_with)
    mark(dataset.pk)
    leave_row(by=by, action="create dataset", subject=slug, publisher=publisher, access=access)
    return dataset_record(asker=by, slug=slug)


@transaction.atomic
def change_dataset(
    *, by: Person, dataset: str, shared_with: Sequence[str] | None = None, **changes: Any
) -> DatasetRecord:
    """Change any of a dataset's title, description, licence, theme, frequency, access and tags."""
    found = policy.seen_dataset(by, dataset)
    policy.require_may_add_to(by, found.publisher.slug)
    unknown = set(changes) - {"title", "description", "tags", *_CHOICES}
    if unknown:
        raise Invalid(f"A dataset has no {sorted(unknown)[0]}.", field=sorted(unknown)[0])
    _check_choices({name: value for name, value in changes.items() if name in _CHOICES})
    if "title" in changes and not changes["title"].strip():
        raise Invalid("Enter a title.", field="title")
    for name, value in changes.items():
        setattr(found, name, value)
    found.save(update_fields=list(changes))
    if shared_with is not None:
        _share(found, shared_with)
    mark(found.pk)
    leave_row(by=by, action="change dataset", subject=dataset, **changes)
    return dataset_record(asker=by, slug=dataset)


def _check_choices(values: dict[str, str]) -> None:
    for name, value in values.items():
        allowed = _CHOICES[name]
        if value not in allowed:
            names = ", ".join(key for key in allowed if key)
            raise Invalid(f"There is no {name} “{value}”.", f"Use one of: {names}.", field=name)


def _share(dataset: Dataset, slugs: Sequence[str]) -> None:
    found = list(Publisher.objects.filter(slug__in=slugs))
    missing = set(slugs) - {publisher.slug for publisher in found}
    if missing:
        raise Invalid(f"There is no publisher “{sorted(missing)[0]}” to share with.", field="shared_with")
    dataset.shared_with.set(found)
