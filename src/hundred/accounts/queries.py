"""Every reading of accounts."""

from django.db.models import Max
from django.utils.crypto import salted_hmac

from hundred.accounts import policy
from hundred.accounts.models import Account, AuditEntry
from hundred.accounts.records import AuditLine, Person


def as_person(account: Account) -> Person:
    """The record of an account, without its publishers (the catalogue adds them)."""
    return Person(account.pk, account.name, account.email, account.role, active=account.is_active)  # type: ignore[arg-type] # the field's choices are the literals of Role


def has_administrator(*, asker: Person) -> bool:
    """Whether the region has an administrator yet. Anyone may ask: the welcome page does."""
    return Account.objects.filter(role=Account.Role.ADMINISTRATOR).exists()


def person_by_id(*, asker: Person, person: int) -> Person | None:
    """The active person with this id, None where there is none. For sign-in, so anyone may ask."""
    account = Account.objects.filter(pk=person, is_active=True).first()
    return as_person(account) if account else None


def people(*, asker: Person) -> tuple[Person, ...]:
    """Everyone with an account, by name. Administrators only."""
    policy.require_administrator(asker)
    return tuple(as_person(account) for account in Account.objects.order_by("name", "email"))


def last_change(*, asker: Person) -> str:
    """A mark that is another one after every change to the region, and says nothing else.

    Anyone may ask: it is made with the region's secret, so that nobody can count what others do.
    """
    last = AuditEntry.objects.aggregate(last=Max("id"))["last"]
    return salted_hmac("hundred.accounts.last_change", str(last)).hexdigest()


def audit_trail(
    *, asker: Person, subject: str = "", before: int | None = None, limit: int = 100
) -> tuple[tuple[int, AuditLine], ...]:
    """The newest rows of the audit trail with their numbers, those older than `before` where given."""
    policy.require_data_team(asker)
    entries = AuditEntry.objects.order_by("-id")
    if subject:
        entries = entries.filter(subject__icontains=subject)
    if before is not None:
        entries = entries.filter(id__lt=before)
    return tuple(
        (entry.pk, AuditLine(entry.at, entry.by, entry.action, entry.subject, entry.detail))
        for entry in entries[:limit]
    )
