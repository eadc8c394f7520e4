"""Saved searches: a person's own, and those whose owners are to be told."""

from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Q

from hundred.accounts import policy as account_policy
from hundred.accounts.records import Person
from hundred.catalogue.models import SavedSearch
from hundred.catalogue.records import SavedSearchRecord
from hundred.catalogue.vocabulary import ALERTS

STOPPING = "stop-alerts"  # what the signatures of links in e-mails are for
_AFTER = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


def saved_searches(*, asker: Person) -> tuple[SavedSearchRecord, ...]:
    """The asker's own saved searches, by title."""
    return tuple(_record(saved) for saved in SavedSearch.objects.filter(account_id=asker.id or 0))


def alerts_due(*, asker: Person, at: datetime) -> tuple[SavedSearchRecord, ...]:
    """The saved searches whose owners were last told a day or a week ago, as they asked.

    For administrators only.
    """
    account_policy.require_administrator(asker)
    due = Q()
    for every, after in _AFTER.items():
        due |= Q(every=every, told_at__lte=at - after)
    found = SavedSearch.objects.filter(due, account__is_active=True)
    return tuple(_record(saved) for saved in found.order_by("told_at"))


def _record(saved: SavedSearch) -> SavedSearchRecord:
    return SavedSearchRecord(
        id=saved.pk,
        person=saved.account_id,
        title=saved.title,
        asked=saved.asked,
        every=saved.every,
        every_title=ALERTS[saved.every],
        told_at=saved.told_at,
        stop_token=signing.dumps(saved.pk, salt=STOPPING),
    )
