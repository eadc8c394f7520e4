"""Contributions as those who decide on them see them."""

from hundred.accounts.records import Person
from hundred.community import policy
from hundred.community.queries.data_requests import records_of, whole
from hundred.community.queries.questions import question_record
from hundred.community.queries.reuses import records_of as reuse_records
from hundred.community.records import DataRequestRecord, QuestionRecord, ReuseRecord, Waiting

_MOST = 200


def waiting(*, asker: Person) -> tuple[Waiting, ...]:
    """What waits for the asker to look at it or to answer, the oldest first."""
    found = [*_questions(asker), *_requests(asker), *_reuses(asker)]
    return tuple(sorted(found, key=lambda each: each.made_at))


def decided_question(*, asker: Person, number: int) -> QuestionRecord:
    """A question the asker decides on, whatever its state. Raises NotFound."""
    return question_record(policy.own_question(asker, number))


def decided_request(*, asker: Person, number: int) -> DataRequestRecord:
    """A data request the asker decides on, whatever its state. Raises NotFound."""
    own = policy.own_request(asker, number)
    return records_of(asker, whole(asker, type(own).objects.filter(pk=own.pk)))[0]


def decided_reuse(*, asker: Person, number: int) -> ReuseRecord:
    """A reuse the asker decides on, whatever its state. Raises NotFound."""
    own = policy.own_reuse(asker, number)
    return reuse_records(asker, type(own).objects.filter(pk=own.pk))[0]


def _questions(asker: Person) -> list[Waiting]:
    found = policy.own_questions(asker).exclude(state="refused").filter(answer="")
    return [
        Waiting(
            kind="question",
            id=row.pk,
            todo="look" if row.state == "waiting" else "answer",
            title="Question",
            text=row.text,
            about=row.dataset.title,
            made_at=row.made_at,
        )
        for row in found.select_related("dataset").order_by("made_at")[:_MOST]
    ]


def _requests(asker: Person) -> list[Waiting]:
    found = policy.own_requests(asker).exclude(state="refused").filter(status="open")
    return [
        Waiting(
            kind="request",
            id=row.pk,
            todo="look" if row.state == "waiting" else "answer",
            title=row.title,
            text=row.text,
            about=row.publisher.title if row.publisher else "",
            made_at=row.made_at,
        )
        for row in found.select_related("publisher").order_by("made_at")[:_MOST]
    ]


def _reuses(asker: Person) -> list[Waiting]:
    found = policy.own_reuses(asker).filter(state="waiting").order_by("made_at")[:_MOST]
    return [Waiting("reuse", row.pk, "look", row.title, row.text, row.address, row.made_at) for row in found]
