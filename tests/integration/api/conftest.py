"""A small region behind the API, loaded once for all these tests, which only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lasting import client_of, lasting_region

from api.region import Loaded, load


@pytest.fixture(scope="package")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """Two publishers with three datasets: an open one in two versions, a closed one and a shared one."""
    with lasting_region(django_db_blocker, tmp_path_factory.mktemp("region")) as home:
        yield load(home)


@pytest.fixture
def api(loaded: Loaded) -> Client:
    """Anyone's client."""
    return Client()


@pytest.fixture
def signed_in(loaded: Loaded) -> Any:
    """A client of one of the people: `team`, `officer` (of Birchley), `partner` (of Aldergate), `reader`."""

    def signed_in(who: str) -> Client:
        return client_of(loaded.people[who])

    return signed_in
