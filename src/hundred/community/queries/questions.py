"""Questions on datasets, as readers see them."""

from hundred.accounts.records import Person
from hundred.catalogue import policy as catalogue_policy
from hundred.community import policy
from hundred.community.models import Question
from hundred.community.records import Place, QuestionRecord

_MOST = 200  # on one page; a dataset with more has become a forum


def questions(*, asker: Person, dataset: str, limit: int = _MOST) -> tuple[QuestionRecord, ...]:
    """The questions shown on a dataset, the newest first. Raises NotFound where the asker may not see it."""
    seen = catalogue_policy.seen_dataset(asker, dataset)
    found = policy.visible_questions(asker).filter(dataset=seen).select_related("dataset__publisher")
    return tuple(question_record(question) for question in found[:limit])


def question_record(question: Question) -> QuestionRecord:
    """The record of a question."""
    dataset = question.dataset
    return QuestionRecord(
        id=question.pk,
        state=question.state,
        text=question.text,
        by=question.name,
        asked_at=question.made_at,
        dataset=Place(dataset.slug, dataset.title),
        publisher=Place(dataset.publisher.slug, dataset.publisher.title),
        answer=question.answer,
        answered_at=question.answered_at,
        because=question.because,
    )
