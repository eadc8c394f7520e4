"""Asking about a dataset, and answering."""

from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.time import now
from hundred.catalogue import policy as catalogue_policy
from hundred.community import policy
from hundred.community.actions.confirming import ask_to_confirm
from hundred.community.actions.notices import tell, tell_officers
from hundred.community.actions.sending import signed, sound
from hundred.community.models import Question
from hundred.community.records import Sender


@transaction.atomic
def ask_question(*, by: Person, dataset: str, text: str, sender: Sender) -> str:
    """Ask about a dataset. Returns where the question stands: `waiting` for its officers to look at it, or
    `unconfirmed` until the asker follows the link that is sent to them.

    Raises NotFound, Invalid with the field, and Conflict.
    """
    seen = catalogue_policy.seen_dataset(by, dataset)
    question = Question.objects.create(
        dataset_id=seen.pk, text=sound(text, "your question"), **signed(by, sender)
    )
    if question.state == "unconfirmed":
        ask_to_confirm(question.email, "question", question.pk)
    else:
        leave_row(by=by, action="send question", subject=str(question), dataset=dataset)
        tell_officers("question", question)
    return question.state


@transaction.atomic
def answer_question(*, by: Person, question: int, answer: str) -> None:
    """Answer a question, which shows both; the asker is told, and their address forgotten. Answering again
    changes the answer. Raises NotFound and Invalid."""
    found = policy.own_question(by, question)
    found.answer, found.answered_at = sound(answer, "your answer", "answer", least=2), now()
    found.state, found.because = "shown", ""
    told, found.email = found.email, ""
    found.save()
    tell("answered", [told], title=found.dataset.title, dataset=found.dataset.slug, answer=found.answer)
    leave_row(by=by, action="answer question", subject=str(found), dataset=found.dataset.slug)
