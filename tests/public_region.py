"""A small region for tests of the public pages: made once, then only read."""

from pathlib import Path

from region_names import GRANTS, PARKS, SPEND

from hundred.accounts import actions as accounts
from hundred.accounts.records import OPERATOR, Person
from hundred.catalogue import actions as catalogue
from hundred.catalogue import queries
from hundred.stewardship import actions
from hundred.stewardship.records import Incoming

SPEND_FILES = {
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
        "30/05/2027,<b>Bold</b> Care CIC,none,0007\n"
    ).encode(),
}
JUNE = {
    "spend-2027-06.csv": b"Payment date,Supplier,Net amount,Reference\r\n"
    b"11/06/2027,Heron Homes,15000.00,0006\r\n"
}
GRANTS_FILE = {"grants.csv": b"Awarded,To,Pounds\n2027-04-02,Lapwing Trust,10000\n"}
PARKS_FILE = {"parks.csv": b"Park;Hectares;Open\nHigh Moss;12.5;yes\nLow Moss;3.25;no\n"}


def load(folder: Path) -> Person:
    """Publishers, datasets and files, in the lake of the settings. Returns an officer of estuary."""
    for slug in ("estuary", "moorland"):
        gss_code = {"estuary": "E08099101", "moorland": "E08099102"}[slug]
        catalogue.create_publisher(
            by=OPERATOR,
            title=f"{slug.title()} Council",
            slug=slug,
            gss_code=gss_code,
            email=f"data@{slug}.example",
        )
    _describe(SPEND, "estuary", "Payments to suppliers", theme="spending")
    _describe(GRANTS, "estuary", "Grants awarded", access="closed")
    _describe(PARKS, "moorland", "Parks", access="shared", shared_with=("estuary",), theme="leisure")
    for slug, files in (
        (SPEND, SPEND_FILES),
        (SPEND, JUNE),
        (GRANTS, GRANTS_FILE),
        (PARKS, PARKS_FILE),
    ):
        add(folder, slug, files)
    email = "olive@testshire.example"
    olive = accounts.create_person(by=OPERATOR, email=email, name="Olive", role="reader")
    assert olive.id is not None
    catalogue.make_officer(by=OPERATOR, person=olive.id, publisher="estuary")
    return queries.person(asker=OPERATOR, person=olive.id)


def add(folder: Path, slug: str, files: dict[str, bytes]) -> None:
    """Add files to a dataset, and see them published."""
    incoming = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        incoming.append(Incoming(path, name, "a test"))
    run = actions.receive(by=OPERATOR, dataset=slug, incoming=incoming)
    done = actions.work(by=OPERATOR, run=run.id)
    assert done.state == "done", done.says


def _describe(slug: str, publisher: str, title: str, **about: object) -> None:
    catalogue.create_dataset(by=OPERATOR, publisher=publisher, title=title, slug=slug, **about)  # type: ignore[arg-type]
