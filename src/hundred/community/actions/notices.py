"""E-mails to be sent: writing them down in the transaction of what they tell of, and what became of them."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from hundred.accounts.records import OPERATOR, Person
from hundred.base.time import now
from hundred.catalogue import queries as catalogue
from hundred.community.models import Contribution, DataRequest, Notice, Question, Reuse

_FIRST_WAIT = timedelta(minutes=5)  # after a failure; each further one waits twice as long
_MOST_TRIES = 8  # about ten hours


def tell(kind: str, emails: list[str], **about: Any) -> None:
    """Have an e-mail of this kind sent to each of these addresses."""
    Notice.objects.bulk_create(
        Notice(kind=kind, email=email, about=about) for email in dict.fromkeys(emails) if email
    )


def tell_officers(kind: str, found: Contribution) -> None:
    """Tell those who decide on a contribution that it waits: its publishers' officers, else the data team."""
    publishers = _publishers_of(found)
    active = [person for person in catalogue.officers(asker=OPERATOR) if person.active]
    officers = [person.email for person in active if publishers & person.publishers]
    team = [person.email for person in active if person.role == "data-team"]
    tell("waiting", officers or team, what=kind, id=found.pk, title=title_of(found))


def title_of(found: Contribution) -> str:
    """What a contribution is called in an e-mail: its title, or the dataset it asks about."""
    if isinstance(found, Question):
        return found.dataset.title
    assert isinstance(found, DataRequest | Reuse)
    return found.title


@transaction.atomic
def note_sent(*, by: Person, notice: int) -> None:
    """Forget an e-mail that is sent, and with it the address it went to."""
    Notice.objects.filter(pk=notice).delete()


@transaction.atomic
def note_not_sent(*, by: Person, notice: int) -> None:
    """Have an e-mail tried again later, or given up where it was tried for long enough."""
    found = Notice.objects.filter(pk=notice).first()
    if found is None:
        return
    if found.tries + 1 >= _MOST_TRIES:
        found.delete()
        return
    found.next_at = now() + _FIRST_WAIT * 2**found.tries
    found.tries += 1
    found.save(update_fields=["tries", "next_at"])


def _publishers_of(found: Contribution) -> set[str]:
    if isinstance(found, Question):
        return {found.dataset.publisher.slug}
    if isinstance(found, Reuse):
        return set(found.datasets.values_list("publisher__slug", flat=True))
    publisher = found.publisher if isinstance(found, DataRequest) else None
    return {publisher.slug} if publisher else set()
