"""Follows: a person's own, and those whose people are to be told."""

from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Q

from hundred.accounts import policy as account_policy
from hundred.accounts.records import Person
from hundred.catalogue.models import Follow
from hundred.catalogue.records import DueFollows, FollowRecord
from hundred.catalogue.vocabulary import DIGESTS

STOPPING, STOPPING_ALL = (
    "stop-following",
    "stop-following-all",
)  # what the signatures of e-mails' links are for
_AFTER = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


def follows(*, asker: Person) -> tuple[FollowRecord, ...]:
    """What the asker follows, by title."""
    own = Follow.objects.filter(account_id=asker.id or 0).select_related("dataset")
    return tuple(_record(each) for each in own)


def follow_of(*, asker: Person, dataset: str) -> FollowRecord | None:
    """The asker's own follow of a dataset, None where they do not follow it."""
    own = Follow.objects.filter(account_id=asker.id or 0, dataset__slug=dataset).select_related("dataset")
    return next((_record(each) for each in own), None)


def follows_due(*, asker: Person, at: datetime) -> tuple[DueFollows, ...]:
    """The people who are to be told now, each with all they are to be told of, so that one e-mail tells it.

    Where one of a person's daily follows is due, all of them are; so are the weekly ones. For administrators
    only.
    """
    account_policy.require_administrator(asker)
    due = Q()
    for every, after in _AFTER.items():
        people = Follow.objects.filter(every=every, told_at__lte=at - after).values("account_id")
        due |= Q(every=every, account_id__in=people)
    found = Follow.objects.filter(due, account__is_active=True).select_related("dataset")
    people_follows: dict[int, list[FollowRecord]] = {}
    for each in found.order_by("account_id", "title", "id"):
        people_follows.setdefault(each.account_id, []).append(_record(each))
    return tuple(
        DueFollows(person, tuple(theirs), signing.dumps(person, salt=STOPPING_ALL))
        for person, theirs in people_follows.items()
    )


def _record(follow: Follow) -> FollowRecord:
    return FollowRecord(
        id=follow.pk,
        title=follow.title,
        asked=follow.asked,
        dataset=follow.dataset.slug if follow.dataset else "",
        every=follow.every,
        every_title=DIGESTS[follow.every],
        told_at=follow.told_at,
        stop_token=signing.dumps(follow.pk, salt=STOPPING),
    )
