"""Who may see and change what in the catalogue. Every query and action asks here, nowhere else."""

from django.db.models import Q, QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotAllowed, NotFound
from hundred.catalogue.models import Dataset

EVERYONE = "*"  # no publisher's slug


def visible_datasets(asker: Person) -> QuerySet[Dataset]:
    """The datasets this person may see: open ones, their own publishers', those shared with them, or all."""
    if asker.is_data_team:
        return Dataset.objects.all()
    if not asker.publishers:
        return Dataset.objects.filter(access="open")
    own = Q(publisher__slug__in=asker.publishers)
    shared = Q(access="shared", shared_with__slug__in=asker.publishers)
    return Dataset.objects.filter(Q(access="open") | own | shared).distinct()


def audience(dataset: Dataset) -> list[str]:
    """Who may know of a dataset besides the region's data team: `EVERYONE`, or publishers by their slugs.

    The same rule as `visible_datasets`, seen from the dataset; what is kept outside the database (the
    search index) keeps this beside it.
    """
    if dataset.access == "open":
        return [EVERYONE]
    shared = [publisher.slug for publisher in dataset.shared_with.all()] if dataset.access == "shared" else []
    return sorted({dataset.publisher.slug, *shared})


def audiences_of(asker: Person) -> list[str] | None:
    """The audiences this person belongs to; None for those who see everything."""
    return None if asker.is_data_team else [EVERYONE, *sorted(asker.publishers)]


def seen_dataset(asker: Person, slug: str) -> Dataset:
    """The dataset of that slug; NotFound where there is none or the asker may not know of it."""
    dataset = visible_datasets(asker).select_related("publisher").filter(slug=slug).first()
    if dataset is None:
        raise NotFound(f"There is no dataset “{slug}” that you may see.", "Search for it, or sign in.")
    return dataset


def may_add_to(by: Person, publisher: str) -> bool:
    """Whether the person may publish for this publisher."""
    return by.is_data_team or publisher in by.publishers


def require_may_add_to(by: Person, publisher: str) -> None:
    """Raise NotAllowed unless the person may publish for this publisher."""
    if not may_add_to(by, publisher):
        raise NotAllowed(
            "You may add data only for a publisher you are an officer of.",
            "Ask an administrator to make you one of its officers.",
        )
