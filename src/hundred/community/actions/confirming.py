"""Confirming an e-mail address by the link that was sent to it."""

from django.core import signing
from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import NotFound
from hundred.community.actions.notices import tell, tell_officers
from hundred.community.models import DataRequest, Question, Reuse, Vote
from hundred.community.vocabulary import CONFIRM_WITHIN

_SALT = "confirm-contribution"
_KINDS: dict[str, type[Question | DataRequest | Reuse | Vote]] = {
    "question": Question,
    "request": DataRequest,
    "reuse": Reuse,
    "vote": Vote,
}


def ask_to_confirm(email: str, kind: str, key: int) -> None:
    """Have a link sent that confirms the address of a new contribution or vote."""
    tell("confirm", [email], what=kind, token=signing.dumps([kind, key], salt=_SALT))


@transaction.atomic
def confirm(*, by: Person, token: str) -> str:
    """Confirm the address that a link was sent to, whoever follows it, and return what was confirmed:
    `question`, `request`, `reuse` or `vote`. Twice changes nothing.

    Raises NotFound where we made no such link, or it is too old.
    """
    gone = NotFound(
        "This link is too old, or not whole.", "Copy the whole of it, or send what you sent again."
    )
    try:
        kind, key = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature as error:
        raise gone from error
    found = _KINDS[kind].objects.filter(pk=key).first()
    if found is None:
        raise gone
    if isinstance(found, Vote):
        if not found.confirmed:
            Vote.objects.filter(pk=found.pk).update(confirmed=True)
            leave_row(by=by, action="vote", subject=f"data request {found.request_id}")
    elif found.state == "unconfirmed":
        found.state = "waiting"
        found.save(update_fields=["state"])
        leave_row(by=by, action=f"send {kind}", subject=str(found))
        tell_officers(kind, found)
    return str(kind)
