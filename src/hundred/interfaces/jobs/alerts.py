"""Telling people by e-mail what their saved searches have found."""

import logging
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import QueryDict
from django.urls import reverse

from hundred.accounts.records import OPERATOR
from hundred.base.errors import HundredError
from hundred.base.time import now, say_day
from hundred.catalogue import actions, queries
from hundred.catalogue.records import DatasetRecord, SavedSearchRecord
from hundred.interfaces.datasetquery import question_of

_LOG = logging.getLogger(__name__)
_MOST_TOLD = 50  # datasets in one e-mail; its link leads to the others


def send_alerts() -> int:
    """Tell the owners of every saved search that is due, and return how many e-mails were sent.

    What cannot be sent now is tried again the next time. Where nothing new was found nothing is sent.
    """
    at = now()
    sent = 0
    for saved in queries.alerts_due(asker=OPERATOR, at=at):
        try:
            sent += _tell(saved)
        except (HundredError, OSError) as error:  # OSError: no way to the mail server
            _LOG.warning("The alert of saved search %s was not sent: %s", saved.id, error)
            continue
        actions.note_alert(by=OPERATOR, search=saved.id, until=at)
    return sent


def _tell(saved: SavedSearchRecord) -> bool:
    person = queries.person(asker=OPERATOR, person=saved.person)
    search = question_of(QueryDict(saved.asked)).search
    asked = replace(search, sort="updated", page=1, size=_MOST_TOLD, correct=False, wider=False, facets=False)
    found = queries.datasets(asker=person, search=asked).datasets
    new = [dataset for dataset in found if _is_new(dataset, saved.told_at)]
    if new:
        _message(saved, person.email, new).send()
    return bool(new)


def _is_new(dataset: DatasetRecord, told_at: datetime) -> bool:
    return dataset.updated_at is not None and dataset.updated_at > told_at


def _message(saved: SavedSearchRecord, email: str, new: list[DatasetRecord]) -> EmailMessage:
    site = settings.REGION.base_url.rstrip("/")
    stop = f"{site}{reverse('stop-alerts', args=[saved.stop_token])}"
    count = f"{len(new)} {'dataset' if len(new) == 1 else 'datasets'}"
    lines = [f"New or updated since {say_day(saved.told_at)}, for your saved search “{saved.title}”:", ""]
    for dataset in new:
        updated = f", updated {say_day(dataset.updated_at)}" if dataset.updated_at else ""
        lines += [
            dataset.title,
            f"{dataset.publisher.title}{updated}",
            f"{site}{reverse('dataset', args=[dataset.slug])}",
            "",
        ]
    lines += [
        f"All that it finds: {site}{reverse('search')}?{saved.asked}",
        f"To have no more of these e-mails: {stop}",
    ]
    return EmailMessage(
        subject=f"{settings.REGION.region_name} datastore: {count} for “{saved.title[:80]}”",
        body="\n".join(lines) + "\n",
        to=[email],
        # RFC 8058: a mail program's own button
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
