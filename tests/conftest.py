"""A small region for tests: its people, its publishers and three small datasets of messy files."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings as DjangoSettings
from region_names import GRANTS, PARKS, SPEND

from hundred.accounts.records import OPERATOR, Person
from hundred.lake.home import Lake
from hundred.site.settings import Settings

# The same examples each time, so that a change is judged by itself.
# `--hypothesis-profile=default` looks for new ones.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-file", action="store_true", help="read every published file, not a sample of them"
    )


PASSWORD = "correct-horse-battery"

_SPEND_FILES = {
    "spend-2027-04.csv": (
        "Estuary Council: payments over £500\n"
        "\n"
        "Payment date,Supplier,Net amount,Reference\n"
        '01/04/2027,Tern & Sons,"1,250.00",0001\n'
        '12/04/2027,"Dyke, Drain and Ditch Ltd",£845.10,0002\n'
        "30/04/2027,Redacted,-75.00,0003\n"
        ',Total,"2,020.10",\n'
    ).encode("cp1252"),
    "spend-2027-05.csv": (
        "Payment date,Supplier,Net amount,Reference\n"
        "03/05/2027,Tern & Sons,990.00,0004\n"
        '28/05/2027,"Café Curlew\n(catering)",512.75,0005\n'
    ).encode(),
    "spend-2027-06.csv": (
        "\ufeffPayment date,Supplier,Net amount,Reference\r\n11/06/2027,Heron Homes,15000.00,0006\r\n"
    ).encode(),
}
_GRANTS_FILE = b"Awarded,To,Pounds\n2027-04-02,Lapwing Trust,10000\n2027-05-09,Friends of the Fen,2500\n"
_PARKS_FILE = b"Park;Hectares;Open\nHigh Moss;12.5;yes\nLow Moss;3.25;no\nMoss Side;;yes\n"


@dataclass(frozen=True, slots=True)
class People:
    """One person of each kind. The officer is estuary's."""

    administrator: Person
    data_team: Person
    officer: Person
    reader: Person


@pytest.fixture
def region(db: None, settings: DjangoSettings, tmp_path: Path) -> Settings:
    """A region in a temporary home, its lake within it. Its settings, as Django sees them too."""
    home = tmp_path / "region"
    (home / "lake" / "scratch").mkdir(parents=True)
    settings.REGION = replace(settings.REGION, home=home)
    settings.LAKE = Lake(home / "lake", f"sqlite:///{home / 'iceberg.sqlite3'}")
    settings.FILE_UPLOAD_TEMP_DIR = str(home / "lake" / "scratch")
    return settings.REGION


@pytest.fixture
def publishers(region: Settings) -> None:
    """Two publishers: estuary and moorland."""
    from hundred.catalogue import actions

    actions.create_publisher(by=OPERATOR, title="Estuary Council", slug="estuary", gss_code="E08099101")
    actions.create_publisher(by=OPERATOR, title="Moorland Council", slug="moorland", gss_code="E08099102")


@pytest.fixture
def people(publishers: None) -> People:
    """Accounts that sign in with PASSWORD."""
    from hundred.accounts import actions
    from hundred.catalogue import actions as catalogue
    from hundred.catalogue import queries

    def account(name: str, role: str) -> Person:
        return actions.create_person(
            by=OPERATOR,
            email=f"{name}@testshire.example",
            name=name.title(),
            role=role,  # type: ignore[arg-type] # the literals below
            password=PASSWORD,
        )

    officer = account("olive", "reader")
    assert officer.id is not None
    catalogue.make_officer(by=OPERATOR, person=officer.id, publisher="estuary")
    return People(
        administrator=account("ada", "administrator"),
        data_team=account("dan", "data-team"),
        officer=queries.person(asker=OPERATOR, person=officer.id),
        reader=account("rita", "reader"),
    )


@pytest.fixture
def described(publishers: None) -> None:
    """The same datasets as `loaded`, with nothing in them yet."""
    from hundred.catalogue import actions

    for slug, publisher, title, about in (
        (SPEND, "estuary", "Payments to suppliers", {}),
        (GRANTS, "estuary", "Grants awarded", {"access": "closed"}),
        (PARKS, "moorland", "Parks", {"access": "shared", "shared_with": ("estuary",)}),
    ):
        actions.create_dataset(by=OPERATOR, publisher=publisher, title=title, slug=slug, **about)  # type: ignore[arg-type]


@pytest.fixture
def loaded(publishers: None, tmp_path: Path) -> None:
    """SPEND (open), GRANTS (closed) and PARKS (shared with estuary), published from messy files."""
    _add(tmp_path, SPEND, "estuary", "Payments to suppliers", _SPEND_FILES, theme="spending")
    _add(tmp_path, GRANTS, "estuary", "Grants awarded", {"grants.csv": _GRANTS_FILE}, access="closed")
    _add(
        tmp_path,
        PARKS,
        "moorland",
        "Parks",
        {"parks.csv": _PARKS_FILE},
        access="shared",
        shared_with=("estuary",),
        theme="leisure",
    )


def _add(
    folder: Path, slug: str, publisher: str, title: str, files: dict[str, bytes], **about: object
) -> None:
    from hundred.catalogue import actions as catalogue
    from hundred.stewardship import actions
    from hundred.stewardship.records import Incoming

    catalogue.create_dataset(by=OPERATOR, publisher=publisher, title=title, slug=slug, **about)  # type: ignore[arg-type]
    incoming = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        incoming.append(Incoming(path, name, "a test"))
    run = actions.receive(by=OPERATOR, dataset=slug, incoming=incoming)
    done = actions.work(by=OPERATOR, run=run.id)
    assert done.state == "done", done.says
