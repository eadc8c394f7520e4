"""What is the same for everything that people send: who they are, and how long their texts may be."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hundred.accounts.records import Person
from hundred.base.errors import Conflict, Invalid
from hundred.community.models import DataRequest, Question, Reuse, Vote
from hundred.community.records import Sender
from hundred.community.vocabulary import LONGEST_NAME, LONGEST_TEXT

_SHORTEST = 10
_MOST_UNCONFIRMED = 3  # of one address: nobody's mailbox is filled through us


def signed(by: Person, sender: Sender) -> dict[str, Any]:
    """The fields that say who sent a contribution: it waits to be looked at where they are signed in, and for
    its address to be confirmed where they are not. Raises Invalid and Conflict."""
    name = " ".join(sender.name.split())
    if len(name) > LONGEST_NAME:
        raise Invalid(f"A name has at most {LONGEST_NAME} letters.", field="name")
    if by.id is not None:
        return {"account_id": by.id, "name": name, "email": by.email, "state": "waiting"}
    return {"name": name, "email": own_address(sender.email), "state": "unconfirmed"}


def own_address(text: str) -> str:
    """An e-mail address a stranger gives as their own. Raises Invalid, and Conflict where too much of it
    waits to be confirmed."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(
            "Enter an e-mail address in the correct format, like name@example.com.", field="email"
        ) from error
    waits = sum(
        model.objects.filter(email=email, state="unconfirmed").count()
        for model in (Question, DataRequest, Reuse)
    )
    if waits + Vote.objects.filter(email=email, confirmed=False).count() >= _MOST_UNCONFIRMED:
        raise Conflict(
            "We have sent this address some links that nobody has followed yet.",
            "Follow one of them, or sign in.",
        )
    return email


def sound(
    text: str, what: str, field: str = "text", *, longest: int = LONGEST_TEXT, least: int = _SHORTEST
) -> str:
    """A text of a sensible length. Raises Invalid with the field."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) < least:
        raise Invalid(f"Enter {what}.", field=field)
    if len(text) > longest:
        raise Invalid(f"Enter {what} of at most {longest:,} characters. This has {len(text):,}.", field=field)
    return text
