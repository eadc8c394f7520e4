"""Forms that anyone may send: a trap for programs that fill in everything, and a limit for each client.

No puzzle of another site's, and nothing that people have to do.
"""

import time
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from hundred.accounts.records import Person
from hundred.community.records import Sender
from hundred.interfaces.clients import client_of
from hundred.interfaces.guard import asker_of
from hundred.interfaces.web import errors
from hundred.interfaces.web.forms import Form, form_of

TRAP = "leave_empty"  # a field that people neither see nor reach
_MOST, _WITHIN = 10, 60 * 60  # forms of one client, seconds


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer to a client that has sent too many forms, None for the others."""
    person = asker_of(request)
    if person.is_data_team or person.publishers:
        return None
    hour = int(time.time() // _WITHIN)
    key = f"forms-{hour}-{sha256(client_of(request).encode()).hexdigest()}"
    sent = cache.get(key, 0) + 1
    cache.set(key, sent, _WITHIN)
    return errors.too_many(request, _WITHIN // 60) if sent > _MOST else None


def is_trapped(request: HttpRequest) -> bool:
    """Whether a program filled in the form. It is told that all went well, and nothing is kept."""
    return bool(request.POST.get(TRAP))


def empty_form(asker: Person, **values: str) -> Form:
    """The form before it is filled in: the name of someone who is signed in stands there already."""
    return form_of(name=asker.name if asker.signed_in else "", **values)


def sender_of(form: Form) -> Sender:
    """Who sends the form, as they say."""
    return Sender(form.value("name"), form.value("email"))


def thanks(state: str, what: str, who: str) -> str:
    """What to say to someone who has sent something: `what` they sent and `who` looks at it."""
    if state == "unconfirmed":
        return (
            f"Check your e-mail: follow the link we have sent you, and {who} will look at {what}. "
            "The link works for seven days."
        )
    return f"Thank you. {who[:1].upper()}{who[1:]} will look at {what} before it is shown here."
