"""A small region behind the API, loaded once for all these tests, which only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from api.region import Loaded, load
from hundred.accounts.models import Account
from hundred.lake.home import Lake


@pytest.fixture(scope="package")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """Two publishers with three datasets: an open one in two versions, a closed one and a shared one."""
    home = tmp_path_factory.mktemp("region")
    lake = Lake(home / "lake", f"sqlite:///{home / 'iceberg.sqlite3'}")
    with override_settings(LAKE=lake), django_db_blocker.unblock(), transaction.atomic():
        yield load(home)
        transaction.set_rollback(True)


@pytest.fixture
def api(loaded: Loaded) -> Client:
    """Anyone's client."""
    return Client()


@pytest.fixture
def signed_in(loaded: Loaded) -> Any:
    """A client of one of the people: `team`, `officer` (of Birchley), `partner` (of Aldergate), `reader`."""

    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(pk=loaded.people[who]),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return signed_in
