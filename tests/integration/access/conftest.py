"""The region of mixed access, made once for all these tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from lasting import client_of, lasting_region

from access.region import Mixed, load


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
        return client_of(None if name == "anyone" else self.region.accounts[name])


@pytest.fixture(scope="package")
def mixed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mixed]:
    with lasting_region(django_db_blocker, tmp_path_factory.mktemp("region")) as home:
        yield load(home)


@pytest.fixture
def askers(mixed: Mixed, db: None) -> Askers:
    cache.clear()
    return Askers(mixed)
