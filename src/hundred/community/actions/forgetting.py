"""Keeping people's addresses no longer than they are needed."""

from django.db import transaction

from hundred.accounts.records import Person
from hundred.base.time import now
from hundred.community.models import DataRequest, Question, Reuse, Vote
from hundred.community.vocabulary import CONFIRM_WITHIN, FORGET_AFTER


@transaction.atomic
def forget_addresses(*, by: Person) -> None:
    """Delete what nobody confirmed in time, and remove addresses that were kept for long enough. Safe to
    repeat, and leaves no row: it is done every few minutes."""
    unconfirmed, old = now() - CONFIRM_WITHIN, now() - FORGET_AFTER
    for model in (Question, DataRequest, Reuse):
        model.objects.filter(state="unconfirmed", made_at__lt=unconfirmed).delete()
        model.objects.filter(made_at__lt=old).exclude(email="").update(email="")
    Vote.objects.filter(confirmed=False, made_at__lt=unconfirmed).delete()
    Vote.objects.filter(made_at__lt=old).exclude(email="").update(email="")
