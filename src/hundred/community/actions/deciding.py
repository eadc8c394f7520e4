"""Showing what people sent, or not."""

from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Invalid
from hundred.community import policy
from hundred.community.actions.data_requests import count_asker
from hundred.community.actions.notices import tell, title_of
from hundred.community.models import Contribution, DataRequest, Question, Reuse

_LONGEST = 500


@transaction.atomic
def decide_question(*, by: Person, question: int, show: bool, because: str = "") -> None:
    """Show a question, to be answered later, or refuse it for a reason that only its asker is told.

    Raises NotFound and Invalid.
    """
    _decide(by, "question", policy.own_question(by, question), show, because)


@transaction.atomic
def decide_request(*, by: Person, request: int, show: bool, because: str = "") -> None:
    """Show a data request, or refuse it for a reason that only its asker is told.

    Raises NotFound and Invalid.
    """
    found = policy.own_request(by, request)
    _decide(by, "request", found, show, because)


@transaction.atomic
def decide_reuse(*, by: Person, reuse: int, show: bool, because: str = "") -> None:
    """Show what someone made, or refuse it for a reason that only its sender is told.

    Raises NotFound and Invalid.
    """
    _decide(by, "reuse", policy.own_reuse(by, reuse), show, because)


def _decide(by: Person, kind: str, found: "Question | DataRequest | Reuse", show: bool, because: str) -> None:
    because = because.strip()
    if not show and not because:
        raise Invalid("Say why it is not shown.", field="because")
    if len(because) > _LONGEST:
        raise Invalid(f"Use at most {_LONGEST} characters.", field="because")
    found.state, found.because = ("shown", "") if show else ("refused", because)
    _tell_sender(kind, found)
    if isinstance(found, DataRequest) and show:
        count_asker(found)
    if not show or isinstance(found, Reuse):  # there is nothing more to tell
        found.email = ""
    found.save(update_fields=["state", "because", "email"])
    leave_row(by=by, action=f"{'show' if show else 'refuse'} {kind}", subject=str(found), because=because)


def _tell_sender(kind: str, found: Contribution) -> None:
    dataset = found.dataset.slug if isinstance(found, Question) else ""
    about = {"what": kind, "id": found.pk, "title": title_of(found), "dataset": dataset}
    tell(found.state, [found.email], **about, because=found.because)
