"""A small region behind the doors of the standards, loaded once for all these tests, which only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lasting import client_of, lasting_region
from public_region import add, load

from hundred.accounts.records import OPERATOR, Person
from hundred.catalogue import actions as catalogue
from hundred.catalogue.search.indexer import catch_up

BASE = "http://testserver"
SITES = "moorland-sites"  # open, with places
SITES_FILE = {
    "sites.csv": (
        b"Site,Opened,Hectares,Kind,Latitude,Longitude\n"
        b"High Moss,2019-05-01,12.5,park,53.80,-1.55\n"
        b"Low Moss,2020-06-12,3.25,park,53.81,-1.54\n"
        b"Mill Quay,2021-07-30,0.5,quay,53.70,-1.60\n"
        b"The Depot,,1.75,depot,53.75,-1.30\n"
        b"Old Common,2018-01-09,40,park,,\n"
    )
}


@pytest.fixture(scope="package")
def officer_of_estuary(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """The region of `public_region` (an open, a closed and a shared dataset) and an open one of places."""
    with lasting_region(django_db_blocker, tmp_path_factory.mktemp("region")) as home:
        person = load(home)
        catalogue.create_dataset(
            by=OPERATOR,
            publisher="moorland",
            title="Sites & <places>",
            slug=SITES,
            description="Where the council’s sites are.\n\nOne row a site.",
            theme="environment",
            frequency="monthly",
            tags=("parks", "open space"),
        )
        add(home, SITES, SITES_FILE)
        catch_up()  # the search reads what the rows cover
        yield person


@pytest.fixture
def door(officer_of_estuary: Person) -> Client:
    """Anyone's client."""
    return Client()


@pytest.fixture
def officer(officer_of_estuary: Person) -> Client:
    """The client of an officer of estuary, who may see its closed dataset and the one shared with it."""
    return client_of(officer_of_estuary.id)
