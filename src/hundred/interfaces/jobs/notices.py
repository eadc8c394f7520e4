"""Sending the e-mails that the community's actions wrote down, in words and with addresses."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from hundred.accounts.records import OPERATOR
from hundred.community import actions, queries
from hundred.community.records import NoticeRecord
from hundred.community.vocabulary import STATUSES

_LOG = logging.getLogger(__name__)
_WHAT = {"question": "question", "request": "data request", "vote": "vote", "reuse": "reuse"}
_DECIDE = {"question": "decide-question", "request": "decide-request", "reuse": "decide-reuse"}

About = dict[str, Any]
Words = tuple[str, list[str]]  # the subject, and paragraphs


def send_notices() -> int:
    """Send what waits, and return how many were sent. What cannot be sent now is tried again later."""
    sent = 0
    for notice in queries.notices(asker=OPERATOR):
        try:
            _message(notice).send()
        except Exception as error:  # noqa: BLE001  no mail server, or no words: it keeps no other from being sent
            _LOG.warning("Notice %s was not sent: %s", notice.id, error)
            actions.note_not_sent(by=OPERATOR, notice=notice.id)
        else:
            actions.note_sent(by=OPERATOR, notice=notice.id)
            sent += 1
    return sent


def _message(notice: NoticeRecord) -> EmailMessage:
    subject, paragraphs = _WORDS[notice.kind](notice.about)
    return EmailMessage(
        subject=" ".join(f"{settings.REGION.region_name} datastore: {subject}".split()),
        body="\n\n".join([*paragraphs, _FOOT]) + "\n",
        to=[notice.email],
    )


_FOOT = "We keep your address only until this matter is settled, and give it to nobody."


def _confirm(about: About) -> Words:
    what = _WHAT[about["what"]]
    # none of the words that came with it: else anyone could have us send theirs to anybody
    return f"confirm your {what}", [
        f"Someone, we hope you, sent us a {what} with this e-mail address.",
        f"If it was you, confirm it within seven days:\n{_at('confirm', about['token'])}",
        "If it was not, do nothing: what nobody confirms is deleted, with the address.",
    ]


def _waiting(about: About) -> Words:
    what = _WHAT[about["what"]]
    return f"a {what} waits for you", [
        f"A {what} came in: {about['title']}",
        f"Look at it, and answer it or say why it is not shown:\n{_at(_DECIDE[about['what']], about['id'])}",
    ]


def _shown(about: About) -> Words:
    what = _WHAT[about["what"]]
    return f"your {what} is shown", [f"Your {what} is shown now: {about['title']}", _where(about)]


def _refused(about: About) -> Words:
    what = _WHAT[about["what"]]
    return f"your {what} is not shown", [
        f"Your {what} is not shown: {about['title']}",
        f"Why: {about['because']}",
        "You are welcome to send it again, changed.",
    ]


def _answered(about: About) -> Words:
    return "your question is answered", [
        f"Your question on {about['title']} is answered:",
        about["answer"],
        _at("questions", about["dataset"]),
    ]


def _replied(about: About) -> Words:
    status = STATUSES[about["status"]].lower()
    return f"{status}: {about['title']}", [
        f"The data you wanted, {about['title']}, is now marked as {status}.",
        *([about["reply"]] if about["reply"] else []),
        _at("data-request", about["id"]),
    ]


def _where(about: About) -> str:
    if about["what"] == "question":
        return _at("questions", about["dataset"])
    return _at("data-request" if about["what"] == "request" else "reuses", *_number(about))


def _number(about: About) -> list[int]:
    return [about["id"]] if about["what"] == "request" else []


def _at(name: str, *parts: object) -> str:
    return f"{settings.REGION.base_url.rstrip('/')}{reverse(name, args=list(parts))}"


_WORDS: dict[str, Callable[[About], Words]] = {
    "confirm": _confirm,
    "waiting": _waiting,
    "shown": _shown,
    "refused": _refused,
    "answered": _answered,
    "replied": _replied,
}
