"""Telling people by e-mail what is new in what they follow: one e-mail for all of it."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import QueryDict
from django.urls import reverse

from hundred.accounts.records import OPERATOR, Person
from hundred.base.errors import HundredError, NotFound
from hundred.base.time import now, say_day
from hundred.catalogue import actions, queries
from hundred.catalogue.records import DatasetRecord, DueFollows, FollowRecord, VersionRecord
from hundred.community import queries as community
from hundred.interfaces.datasetquery import question_of

_LOG = logging.getLogger(__name__)
_MOST_TOLD = 50  # datasets or versions of one follow; its link leads to the others


@dataclass(frozen=True, slots=True)
class _News:
    """What is new of one follow: how many things, and the lines that tell it."""

    follow: FollowRecord
    count: int
    lines: tuple[str, ...]


def send_digests() -> int:
    """Tell everyone who is due of what is new in all they follow, and return how many e-mails were sent.

    What cannot be sent now is tried again the next time. Where nothing is new nothing is sent.
    """
    at = now()
    sent = 0
    for due in queries.follows_due(asker=OPERATOR, at=at):
        try:
            sent += _tell(due)
        except (HundredError, OSError) as error:  # OSError: no way to the mail server
            _LOG.warning("The digest of person %s was not sent: %s", due.person, error)
            continue
        actions.note_told(by=OPERATOR, follows=[follow.id for follow in due.follows], until=at)
    return sent


def _tell(due: DueFollows) -> bool:
    person = queries.person(asker=OPERATOR, person=due.person)
    news = [found for follow in due.follows if (found := _news(person, follow)).count]
    if news:
        _message(due, person.email, news).send()
    return bool(news)


def _news(person: Person, follow: FollowRecord) -> _News:
    if follow.dataset:
        return _news_of_dataset(person, follow)
    search = question_of(QueryDict(follow.asked)).search
    asked = replace(search, sort="updated", page=1, size=_MOST_TOLD, correct=False, wider=False, facets=False)
    found = queries.datasets(asker=person, search=asked).datasets
    new = [dataset for dataset in found if _is_new(dataset, follow.told_at)]
    lines = [line for dataset in new for line in (*_told(dataset), "")]
    return _News(
        follow, len(new), (*lines, f"All that it finds: {_site()}{reverse('search')}?{follow.asked}")
    )


def _news_of_dataset(person: Person, follow: FollowRecord) -> _News:
    try:
        dataset = queries.dataset(asker=person, slug=follow.dataset)
    except NotFound:  # closed meanwhile, to this person
        return _News(follow, 0, ())
    versions = queries.versions(asker=person, dataset=follow.dataset)
    new = [version for version in versions if version.published_at > follow.told_at]
    said = [_told_version(version) for version in new[:_MOST_TOLD]]
    asked = community.questions(asker=person, dataset=follow.dataset)
    answered = [each for each in asked if each.answered_at and each.answered_at > follow.told_at]
    if answered:
        page = f"{_site()}{reverse('questions', args=[follow.dataset])}"
        count = "1 question" if len(answered) == 1 else f"{len(answered)} questions"
        said.append(f"{count} answered: {page}")
    return _News(follow, len(new) + len(answered), (*_told(dataset), *said))


def _told_version(version: VersionRecord) -> str:
    day = say_day(version.published_at)
    return f"Version {version.number} of {version.table}, {day}. {version.says}".rstrip()


def _is_new(dataset: DatasetRecord, told_at: datetime) -> bool:
    return dataset.updated_at is not None and dataset.updated_at > told_at


def _told(dataset: DatasetRecord) -> tuple[str, ...]:
    updated = f", updated {say_day(dataset.updated_at)}" if dataset.updated_at else ""
    address = f"{_site()}{reverse('dataset', args=[dataset.slug])}"
    return dataset.title, f"{dataset.publisher.title}{updated}", address


def _message(due: DueFollows, email: str, news: list[_News]) -> EmailMessage:
    lines = ["What is new in what you follow:"]
    for each in news:
        stop = f"{_site()}{reverse('stop-following', args=[each.follow.stop_token])}"
        lines += ["", f"# {each.follow.title}, since {say_day(each.follow.told_at)}", "", *each.lines]
        lines += [f"To have no more e-mails of this: {stop}"]
    stop = f"{_site()}{reverse('stop-following', args=[due.stop_token])}"
    lines += ["", f"To have no more of any of these e-mails: {stop}"]
    about = f"“{news[0].follow.title[:80]}”" if len(news) == 1 else f"{len(news)} things you follow"
    return EmailMessage(
        subject=f"{settings.REGION.region_name} datastore: what is new in {about}",
        body="\n".join(lines) + "\n",
        to=[email],
        # RFC 8058: a mail program's own button
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _site() -> str:
    address: str = settings.REGION.base_url
    return address.rstrip("/")
