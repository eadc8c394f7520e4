"""What the API's tests ask about: a small region with an open, a closed and a shared dataset."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from jsonschema import Draft202012Validator

from hundred.accounts.actions import create_person
from hundred.accounts.records import OPERATOR, Role
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.interfaces.api.native.urls import document
from hundred.stewardship import actions as stewardship_actions
from hundred.stewardship.records import Incoming

API = "/api/v1"
ROWS = f"{API}/datasets/aldergate-spend/tables/aldergate_spend/rows"

HEADINGS = "Paid,Supplier,Net Amount,Reference\n"
# a preamble, a cell over two lines, a blank line, a code with leading zeros, an empty amount
APRIL = (
    "Aldergate Council: payments\n"
    + HEADINGS
    + '01/04/2027,"Ash Tree\nServices Ltd",1250.50,00017\n\n02/04/2027,Café Birch,,00018\n'
    + "".join(f"{1 + n % 28:02d}/04/2027,Cedar Ltd,{n}.10,{n:05d}\n" for n in range(100, 125))
)
MAY = HEADINGS + "".join(f"{1 + n % 28:02d}/05/2027,Damson plc,-{n}.99,{n:05d}\n" for n in range(200, 220))


@dataclass(frozen=True)
class Loaded:
    """The hashes of the files by name, and the people by what they are."""

    files: dict[str, str]
    people: dict[str, int]


def check_shape(answer: Any, name: str) -> None:
    """Fail unless the answer has the shape of that name in the API's own description."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document()["components"]}
    Draft202012Validator(schema).validate(answer)


def load(home: Path) -> Loaded:
    for slug, title in (("aldergate", "Aldergate Council"), ("birchley", "Birchley Council")):
        catalogue_actions.create_publisher(by=OPERATOR, title=title, slug=slug)
    for slug, theme, access, shared in (
        ("aldergate-spend", "spending", "open", ()),
        ("birchley-contracts", "contracts", "closed", ()),
        ("birchley-assets", "property", "shared", ("aldergate",)),
    ):
        publisher, title = slug.split("-")
        catalogue_actions.create_dataset(
            by=OPERATOR,
            publisher=publisher,
            title=title.title(),
            slug=slug,
            theme=theme,
            access=access,
            shared_with=shared,
        )
    (home / "spend.csv").write_bytes(APRIL.encode("cp1252"))
    _add("aldergate-spend", home / "spend.csv")
    with ZipFile(home / "may.zip", "w") as archive:
        archive.writestr("spend-may.csv", MAY)
    _add("aldergate-spend", home / "may.zip")
    (home / "contracts.csv").write_text("Title,Value\nRoad repairs,125000.00\nPlay areas,8000.50\n")
    _add("birchley-contracts", home / "contracts.csv")
    _write_workbook(home / "assets.xlsx")
    _add("birchley-assets", home / "assets.xlsx")
    return Loaded(_files(), _people())


def _add(dataset: str, path: Path) -> None:
    run = stewardship_actions.receive(
        by=OPERATOR, dataset=dataset, incoming=[Incoming(path, path.name, "sent by its officer")]
    )
    done = stewardship_actions.work(by=OPERATOR, run=run.id)
    assert done.state == "done", done.says


def _write_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Land")
        sheet.write_row("A1", ["UPRN", "Name", "Hectares"])
        for row, name in enumerate(("Hill field", "Depot", "Old library"), 1):
            sheet.write_row(row, 0, [f"0{row}", name, row + 0.5])


def _files() -> dict[str, str]:
    found = [
        file
        for dataset in ("aldergate-spend", "birchley-contracts", "birchley-assets")
        for file in catalogue.dataset_files(asker=OPERATOR, dataset=dataset)
    ]
    zips = {"may.zip": next(file.container for file in found if file.container)}
    return {file.name: file.sha256 for file in found} | zips


def _people() -> dict[str, int]:
    people = {}
    roles: dict[str, Role] = {
        "team": "data-team",
        "officer": "reader",
        "partner": "reader",
        "reader": "reader",
    }
    for who, role in roles.items():
        person = create_person(by=OPERATOR, email=f"{who}@example.org", name=who, role=role)
        people[who] = person.id or 0
    catalogue_actions.make_officer(by=OPERATOR, person=people["officer"], publisher="birchley")
    catalogue_actions.make_officer(by=OPERATOR, person=people["partner"], publisher="aldergate")
    return people
