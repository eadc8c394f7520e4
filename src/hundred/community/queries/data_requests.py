"""Data requests, as readers see them."""

from math import ceil

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy as catalogue_policy
from hundred.community import policy
from hundred.community.models import DataRequest, Vote
from hundred.community.records import DataRequestList, DataRequestRecord, Place
from hundred.community.vocabulary import STATUSES

_PAGE = 20


def data_requests(*, asker: Person, status: str = "", page: int = 1) -> DataRequestList:
    """A page of the data requests shown, those most wanted first. A page beyond the last is the last."""
    visible = policy.visible_requests(asker)
    counts = dict(visible.order_by().values_list("status").annotate(Count("pk")))
    found = visible.filter(status=status) if status in STATUSES else visible
    total = counts.get(status, 0) if status in STATUSES else sum(counts.values())
    pages = max(1, ceil(total / _PAGE))
    page = min(max(1, page), pages)
    shown = whole(asker, found)[(page - 1) * _PAGE : page * _PAGE]
    return DataRequestList(records_of(asker, shown), page, pages, counts)


def data_request(*, asker: Person, number: int) -> DataRequestRecord:
    """One data request that is shown. Raises NotFound."""
    found = records_of(asker, whole(asker, policy.visible_requests(asker).filter(pk=number)))
    if not found:
        raise NotFound("There is no such data request.", "The list of data requests has them all.")
    return found[0]


def request_addresses(*, asker: Person) -> tuple[int, ...]:
    """The numbers of all data requests shown, for maps of the site."""
    return tuple(policy.visible_requests(asker).order_by("pk").values_list("pk", flat=True)[:40_000])


def whole(asker: Person, found: QuerySet[DataRequest]) -> QuerySet[DataRequest]:
    """The same data requests, those most wanted first, with what their records need."""
    own = Vote.objects.filter(request=OuterRef("pk"), account_id=asker.id or 0)
    return (
        found.select_related("publisher", "dataset")
        .annotate(count=Count("votes", filter=Q(votes__confirmed=True)), own=Exists(own))
        .order_by("-count", "-made_at", "-id")
    )


def records_of(asker: Person, found: QuerySet[DataRequest]) -> tuple[DataRequestRecord, ...]:
    """The records of data requests made `whole`; of a dataset the asker may not see nothing is told."""
    rows = list(found)
    named = {row.dataset_id for row in rows if row.dataset_id}
    seen = catalogue_policy.visible_datasets(asker).filter(pk__in=named)
    datasets = {key: Place(slug, title) for key, slug, title in seen.values_list("pk", "slug", "title")}
    return tuple(_record(row, datasets.get(row.dataset_id or 0)) for row in rows)


def _record(row: "DataRequest", dataset: Place | None) -> DataRequestRecord:
    counted: dict[str, int] = vars(row)  # what `whole` added
    return DataRequestRecord(
        id=row.pk,
        state=row.state,
        title=row.title,
        text=row.text,
        by=row.name,
        asked_at=row.made_at,
        publisher=Place(row.publisher.slug, row.publisher.title) if row.publisher else None,
        status=row.status,
        status_title=STATUSES[row.status],
        reply=row.reply,
        replied_at=row.replied_at,
        dataset=dataset,
        votes=counted["count"],
        voted=bool(counted["own"]),
        because=row.because,
    )
