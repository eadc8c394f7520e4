"""Following: a search or a dataset, being told of it, and having enough of it."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction

from hundred.accounts.records import Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hundred.base.time import now
from hundred.catalogue import policy
from hundred.catalogue.models import Follow
from hundred.catalogue.queries.follows import STOPPING, STOPPING_ALL
from hundred.catalogue.vocabulary import DIGESTS

_MOST = 100  # for each person


@transaction.atomic
def follow_search(*, by: Person, asked: str, title: str, every: str) -> None:
    """Tell the person of what a search, given as the parameters of its address, finds from now on. Following
    the same one again changes its title and how often.

    Raises NotAllowed for someone who is not signed in, Invalid with the field, and Conflict where the person
    follows too much.
    """
    if len(asked) > 2000:
        raise Invalid("This search is too long to follow.", "Narrow it by fewer choices.", field="asked")
    _follow(by, title, every, asked=asked, dataset_id=None)


@transaction.atomic
def follow_dataset(*, by: Person, dataset: str, every: str) -> None:
    """Tell the person of new versions of a dataset. Raises as `follow_search`, and NotFound."""
    found = policy.seen_dataset(by, dataset)
    _follow(by, found.title, every, asked="", dataset_id=found.pk)


@transaction.atomic
def unfollow(*, by: Person, follow: int) -> None:
    """End one of the person's own follows. Raises NotFound."""
    found = Follow.objects.filter(pk=follow, account_id=by.id or 0).first()
    if found is None:
        raise NotFound("You follow no such thing.")
    leave_row(by=by, action="unfollow", subject=found.title)
    found.delete()


@transaction.atomic
def stop_following(*, by: Person, token: str) -> None:
    """End the follow that an e-mail's link names, or all of its person's, whoever follows the link. Twice
    changes nothing.

    Raises NotFound where we made no such link.
    """
    found = Follow.objects.filter(**_named(token))
    for each in found:
        leave_row(by=by, action="stop following", subject=each.title)
    found.delete()


@transaction.atomic
def note_told(*, by: Person, follows: list[int], until: datetime) -> None:
    """Remember up to when the people behind these follows have been told."""
    Follow.objects.filter(pk__in=follows).update(told_at=until)


def _follow(by: Person, title: str, every: str, **what: Any) -> None:
    if by.id is None:
        raise NotAllowed("Sign in to get e-mails.", "Anyone may follow the feed.")
    if every not in DIGESTS:
        raise Invalid(f"There is no “{every[:20]}”.", f"Use one of: {', '.join(DIGESTS)}.", field="every")
    own = Follow.objects.filter(account_id=by.id)
    if not own.filter(**what).exists() and own.count() >= _MOST:
        raise Conflict(f"You follow {_MOST} things already.", "Unfollow one first.")
    made, _ = Follow.objects.update_or_create(
        account_id=by.id,
        **what,
        defaults={"title": title[:200], "every": every},
        create_defaults={"title": title[:200], "every": every, "told_at": now()},
    )
    leave_row(by=by, action="follow", subject=made.title, every=every)


def _named(token: str) -> dict[str, int]:
    for salt, field in ((STOPPING, "pk"), (STOPPING_ALL, "account_id")):
        try:
            return {field: int(signing.loads(token, salt=salt))}
        except signing.BadSignature:
            continue
    raise NotFound("This link is not one of ours, or not whole.", "Copy the whole of it.")
