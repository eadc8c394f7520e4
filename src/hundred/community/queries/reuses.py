"""What people made with datasets, as readers see it."""

from math import ceil

from django.db.models import Prefetch, QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy as catalogue_policy
from hundred.community import policy
from hundred.community.models import Picture, Reuse
from hundred.community.records import Place, ReuseList, ReuseRecord

_PAGE = 20


def reuses(*, asker: Person, page: int = 1) -> ReuseList:
    """A page of the reuses shown, the newest first. A page beyond the last is the last."""
    found = policy.visible_reuses(asker)
    total = found.count()
    pages = max(1, ceil(total / _PAGE))
    page = min(max(1, page), pages)
    return ReuseList(records_of(asker, found[(page - 1) * _PAGE : page * _PAGE]), total, page, pages)


def reuses_of(*, asker: Person, dataset: str, limit: int = 6) -> tuple[ReuseRecord, ...]:
    """The newest reuses shown of a dataset. Raises NotFound where the asker may not see it."""
    seen = catalogue_policy.seen_dataset(asker, dataset)
    return records_of(asker, policy.visible_reuses(asker).filter(datasets=seen)[:limit])


def reuse_picture(*, asker: Person, number: int) -> bytes:
    """The picture of a reuse that is shown, or that the asker decides on. Raises NotFound."""
    visible, own = policy.visible_reuses(asker), policy.own_reuses(asker)
    if visible.filter(pk=number).exists() or own.filter(pk=number).exists():
        found = Picture.objects.filter(reuse_id=number).first()
        if found is not None:
            return bytes(found.content)
    raise NotFound("There is no such picture.")


def records_of(asker: Person, found: QuerySet[Reuse]) -> tuple[ReuseRecord, ...]:
    """The records of reuses; of the datasets they are made with only those the asker may see."""
    seen = catalogue_policy.visible_datasets(asker).order_by("title")
    pictured = set(Picture.objects.filter(reuse__in=[row.pk for row in found]).values_list("pk", flat=True))
    rows = found.prefetch_related(Prefetch("datasets", seen))
    return tuple(
        ReuseRecord(
            id=row.pk,
            state=row.state,
            title=row.title,
            text=row.text,
            address=row.address,
            by=row.name,
            sent_at=row.made_at,
            datasets=tuple(Place(dataset.slug, dataset.title) for dataset in row.datasets.all()),
            has_picture=row.pk in pictured,
            because=row.because,
        )
        for row in rows
    )
