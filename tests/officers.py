"""A small region with people in it, for tests of the pages that need an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lasting import client_of

from hundred.accounts import actions as accounts
from hundred.accounts.records import OPERATOR, Person
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.lake.home import Lake
from hundred.stewardship import actions
from hundred.stewardship.records import RunRecord

PASSWORD = "three wooden boats"

ROWS = 200  # of APRIL, with one amount that is no number: on line 5
APRIL = "\n".join(
    ["Ambleford Borough Council,,", "Date Paid,Supplier,Amount"]
    + [
        f"{n % 30 + 1:02}/04/2026,Oakapple Ltd,{'see note' if n == 2 else f'{n * 10}.50'}"
        for n in range(ROWS)
    ]
).encode()
MAY = b"Date Paid,Supplier,Amount\n01/05/2026,Oakapple Ltd,7.00\n"
NOT_A_TABLE = b"<!DOCTYPE html><html><body>Page not found</body></html>"


@dataclass(frozen=True)
class People:
    """One of each role; the officer is one of `ambleford`'s."""

    administrator: Person
    team: Person
    officer: Person
    reader: Person


def furnish(settings: Any, folder: Path) -> People:
    """A lake of its own in `folder`, two publishers with a dataset each (`spend` of ambleford,
    `incidents` of the fire authority, which is closed), and people."""
    settings.LAKE = Lake(folder / "home" / "lake", f"sqlite:///{folder / 'iceberg.sqlite3'}")
    settings.FILE_UPLOAD_TEMP_DIR = str(settings.LAKE.scratch)
    publish = catalogue_actions.create_publisher
    publish(by=OPERATOR, title="Ambleford Borough Council", slug="ambleford")
    publish(by=OPERATOR, title="Wold Fire and Rescue", slug="fire", kind="fire")
    dataset = catalogue_actions.create_dataset
    dataset(by=OPERATOR, publisher="ambleford", title="Spend", slug="spend", theme="spending")
    dataset(by=OPERATOR, publisher="fire", title="Incidents", slug="incidents", access="closed")
    return People(
        administrator=_person("Ada Wren", "ada@wold.example", "administrator"),
        team=_person("Tam Hollis", "tam@wold.example", "data-team"),
        officer=_person("Olu Marsh", "olu@ambleford.example", "reader", ["ambleford"]),
        reader=_person("Rae Finch", "rae@wold.example", "reader"),
    )


def _person(name: str, email: str, role: Any, publishers: Sequence[str] = ()) -> Person:
    made = accounts.create_person(by=OPERATOR, name=name, email=email, role=role, password=PASSWORD)
    assert made.id is not None
    for slug in publishers:
        catalogue_actions.make_officer(by=OPERATOR, person=made.id, publisher=slug)
    return catalogue.person(asker=OPERATOR, person=made.id)


def signed_in(person: Person, **how: Any) -> Client:
    """A browser in which the person is signed in."""
    return client_of(person.id, **how)


def send(client: Client, slug: str = "spend", *, same_name: str = "replace", **files: bytes) -> Any:
    """Send files given as stem=content (`april` for april.csv) to a dataset, as its form does."""
    sent = [SimpleUploadedFile(f"{stem}.csv", content) for stem, content in files.items()]
    return client.post(f"/datasets/{slug}/add", {"files": sent, "same_name": same_name})


def finish(answer: Any) -> RunRecord:
    """Work on the run that an answer leads to, as the job runner does."""
    return actions.work_as_its_owner(by=OPERATOR, run=answer.headers["Location"].rpartition("/")[2])
