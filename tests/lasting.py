"""A region that many tests read: made once, and taken down after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client, override_settings

from hundred.accounts.models import Account
from hundred.lake.home import Lake

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def lasting_region(database: Any, home: Path) -> Iterator[Path]:
    """The home of a region whose records and lake last as long as the block. `database` is
    `django_db_blocker`; the fixture that uses this asks for `django_db_setup`, too."""
    lake = Lake(home / "lake", f"sqlite:///{home / 'iceberg.sqlite3'}")
    with override_settings(LAKE=lake), database.unblock(), transaction.atomic():
        yield home
        transaction.set_rollback(True)


def client_of(person: int | None, **how: Any) -> Client:
    """A browser in which the person with this key is signed in; anyone's where there is none."""
    client = Client(**how)
    if person is not None:
        client.force_login(Account.objects.get(pk=person), backend=BACKEND)
    return client
