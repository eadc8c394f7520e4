"""The region of mixed access, made once for all these tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from access.region import Mixed, load
from hundred.accounts.models import Account
from hundred.lake.home import Lake


@dataclass
class Askers:
    """A client for each kind of asker."""

    region: Mixed
    made: dict[str, Client] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Client:
        if name not in self.made:
            self.made[name] = self.fresh(name)
        return self.made[name]

    def fresh(self, name: str) -> Client:
        """Another client of the asker, to sign out from for example."""
        client = Client()
        if name != "anyone":
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            client.force_login(Account.objects.get(pk=self.region.accounts[name]), backend=backend)
        return client


@pytest.fixture(scope="package")
def mixed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mixed]:
    home = tmp_path_factory.mktemp("region")
    lake = Lake(home / "lake", f"sqlite:///{home / 'iceberg.sqlite3'}")
    with override_settings(LAKE=lake), django_db_blocker.unblock(), transaction.atomic():
        yield load(home)
        transaction.set_rollback(True)


@pytest.fixture
def askers(mixed: Mixed, db: None) -> Askers:
    cache.clear()
    return Askers(mixed)
