"""Every change to accounts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hundred.accounts import policy
from hundred.accounts.models import Account
from hundred.accounts.queries import as_person
from hundred.accounts.records import OPERATOR, Person, Role
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound


@transaction.atomic
def create_person(*, by: Person, email: str, name: str, role: Role, password: str | None = None) -> Person:
    """Make an account. Without a password the person sets one through “forgotten password”.

    Raises Invalid (field `email`, `name`, `role` or `password`) and Conflict where the address is taken.
    """
    policy.require_administrator(by)
    _check(email=email, name=name, role=role)
    if Account.objects.filter(email__iexact=email.strip()).exists():
        raise Conflict(f"There is already an account for {email}.", "Sign in with it, or reset its password.")
    account = Account(email=email.strip().lower(), name=name.strip(), role=role)
    _set_password(account, password)
    account.save()
    leave_row(by=by, action="create person", subject=account.email, role=role)
    return as_person(account)


def create_first_administrator(*, by: Person, email: str, name: str, password: str) -> Person:
    """Make the region's first administrator, from the one-time link; refused once there is one."""
    with transaction.atomic():
        if Account.objects.filter(role=Account.Role.ADMINISTRATOR).exists():
            raise NotAllowed(
                "This region already has an administrator.", "Sign in, or ask them for an account."
            )
        return create_person(by=OPERATOR, email=email, name=name, role="administrator", password=password)


@transaction.atomic
def change_person(*, by: Person, person: int, role: Role, active: bool) -> Person:
    """Give an account another role, or close or reopen it. The last administrator cannot step down."""
    policy.require_administrator(by)
    account = Account.objects.select_for_update().filter(pk=person).first()
    if account is None:
        raise NotFound("There is no such person.")
    others = Account.objects.filter(role=Account.Role.ADMINISTRATOR, is_active=True).exclude(pk=person)
    if not others.exists() and (role != "administrator" or not active):
        raise Conflict("A region needs at least one administrator.", "Make someone else administrator first.")
    _check(email=account.email, name=account.name, role=role)
    account.role, account.is_active = role, active
    account.save(update_fields=["role", "is_active"])
    leave_row(by=by, action="change person", subject=account.email, role=role, active=active)
    return as_person(account)


@transaction.atomic
def note_sign_in(*, by: Person) -> None:
    """Leave a row in the audit trail for a sign-in."""
    leave_row(by=by, action="sign in", subject=by.email)


@transaction.atomic
def note_new_password(*, by: Person) -> None:
    """Leave a row in the audit trail for a password that its owner set."""
    leave_row(by=by, action="set password", subject=by.email)


def _check(*, email: str, name: str, role: str) -> None:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Invalid(
            "Enter an e-mail address in the correct format, like name@example.com.", field="email"
        ) from error
    if not name.strip():
        raise Invalid("Enter a name.", field="name")
    if role not in Account.Role.values:
        raise Invalid(
            f"There is no role “{role}”.", f"Use one of: {', '.join(Account.Role.values)}.", field="role"
        )


def _set_password(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
        return
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    account.set_password(password)
