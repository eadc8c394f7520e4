"""Saved searches: keeping them, being told of them, and having enough of them."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hundred.base.time import now
from hundred.catalogue.models import SavedSearch
from hundred.catalogue.queries.searches import STOPPING
from hundred.catalogue.vocabulary import ALERTS

_MOST = 100  # for each person


@transaction.atomic
def save_search(*, by: Person, asked: str, title: str, every: str) -> None:
    """Keep a search, given as the parameters of its address, and tell the person of what it finds from now
    on. Saving the same one again changes its title and how often.

    Raises NotAllowed for someone who is not signed in, Invalid with the field, and Conflict where the person
    has too many.
    """
    if by.id is None:
        raise NotAllowed("Sign in to save a search.", "Anyone may follow its feed.")
    if every not in ALERTS:
        raise Invalid(f"There is no “{every[:20]}”.", f"Use one of: {', '.join(ALERTS)}.", field="every")
    if len(asked) > 2000:
        raise Invalid("This search is too long to save.", "Narrow it by fewer choices.", field="asked")
    own = SavedSearch.objects.filter(account_id=by.id)
    if not own.filter(asked=asked).exists() and own.count() >= _MOST:
        raise Conflict(f"You have {_MOST} saved searches.", "Remove one first.")
    saved, _ = SavedSearch.objects.update_or_create(
        account_id=by.id,
        asked=asked,
        defaults={"title": title[:200], "every": every},
        create_defaults={"title": title[:200], "every": every, "told_at": now()},
    )
    leave_row(by=by, action="save search", subject=saved.title, every=every)


@transaction.atomic
def forget_search(*, by: Person, search: int) -> None:
    """Remove one of the person's own saved searches. Raises NotFound."""
    found = SavedSearch.objects.filter(pk=search, account_id=by.id or 0).first()
    if found is None:
        raise NotFound("You have no such saved search.")
    leave_row(by=by, action="forget search", subject=found.title)
    found.delete()


@transaction.atomic
def stop_alerts(*, by: Person, token: str) -> None:
    """Remove the saved search that an e-mail's link names, whoever follows it. Twice changes nothing.

    Raises NotFound where we made no such link.
    """
    try:
        key = signing.loads(token, salt=STOPPING)
    except signing.BadSignature as error:
        raise NotFound("This link is not one of ours, or not whole.", "Copy the whole of it.") from error
    found = SavedSearch.objects.filter(pk=key).first()
    if found is not None:
        leave_row(by=by, action="stop alerts", subject=found.title)
        found.delete()


@transaction.atomic
def note_alert(*, by: Person, search: int, until: datetime) -> None:
    """Remember up to when the owner of a saved search has been told what it found."""
    SavedSearch.objects.filter(pk=search).update(told_at=until)
