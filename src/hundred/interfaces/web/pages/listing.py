"""Datasets as the lists of several pages show them."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from hundred.base.time import say_day
from hundred.catalogue.records import DatasetList, DatasetRecord, RelatedRecord
from hundred.interfaces.web.parts import Item, Link
from hundred.interfaces.web.writing import plural

_SUMMARY_LETTERS = 220


def items(datasets: Iterable[DatasetRecord]) -> tuple[Item, ...]:
    """One entry per dataset, in the order given."""
    return tuple(
        Item(
            title=dataset.title,
            href=reverse("dataset", args=[dataset.slug]),
            publisher=publisher_link(dataset),
            summary=shortened(dataset.description),
            access=dataset.access,
            facts=_facts(dataset),
        )
        for dataset in datasets
    )


def found_items(found: DatasetList) -> tuple[Item, ...]:
    """The entries of a search, each with why it was found."""
    entries = items(found.datasets)
    if not found.matches:
        return entries
    return tuple(replace(entry, match=match) for entry, match in zip(entries, found.matches, strict=True))


def related_items(found: Iterable[RelatedRecord]) -> tuple[Item, ...]:
    """Datasets related to another, each with why."""
    return tuple(
        Item(
            title=each.dataset.title,
            href=reverse("dataset", args=[each.dataset.slug]),
            publisher=publisher_link(each.dataset),
            summary=". ".join(each.because) + ".",
            access=each.dataset.access,
        )
        for each in found
    )


def publisher_link(dataset: DatasetRecord) -> Link:
    """A dataset's publisher, leading to its page."""
    return Link(dataset.publisher.title, reverse("publisher", args=[dataset.publisher.slug]))


def shortened(text: str, letters: int = _SUMMARY_LETTERS) -> str:
    """The beginning of a text, cut between words where it is longer than so many letters."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    return text[:letters].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _facts(dataset: DatasetRecord) -> tuple[str, ...]:
    if dataset.updated_at is None:
        return ("Nothing published yet",)
    tables = (plural(len(dataset.tables), "table"),) if len(dataset.tables) > 1 else ()
    return (plural(dataset.rows, "row"), *tables, f"Updated {say_day(dataset.updated_at)}")
