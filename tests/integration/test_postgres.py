"""PostgreSQL instead of SQLite: the same commands, the same rows, the same check."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import programs, server

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(programs() is None, reason="install PostgreSQL (apt install postgresql) to run this"),
]

SPEND = "Date Paid,Supplier,Amount (£)\n" + "".join(
    f'{day:02d}/04/2026,Oakapple Ltd,"£1,{day:03d}.50"\n' for day in range(1, 29)
)


@pytest.fixture
def database() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture
def region(tmp_path: Path, database: str) -> Path:
    home = tmp_path / "region"
    hundred(home, database, "init", str(home), "--name", "Testshire")
    hundred(home, database, "publishers", "add", "Ambleford Borough Council", "--slug", "ambleford")
    (tmp_path / "april.csv").write_text(SPEND, "utf-8")
    (tmp_path / "may.csv").write_text(SPEND.replace("/04/", "/05/"), "utf-8")
    return home


def hundred(home: Path, database: str, *words: str) -> str:
    environment = {**os.environ, "HUNDRED_DATABASE_URL": database, "HUNDRED_HOME": str(home)}
    command = [sys.executable, "-m", "hundred", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_region_on_postgres_adds_answers_and_verifies(region: Path, database: str) -> None:
    for name in ("april.csv", "may.csv"):
        file = region.parent / name
        hundred(region, database, "add", str(file), "--publisher", "ambleford", "--dataset", "spend")
    asked = "SELECT count(*) AS rows, sum(amount) AS pounds FROM spend.spend"
    assert json.loads(hundred(region, database, "query", asked, "--format", "json")) == [
        {"rows": 56, "pounds": "56840.00"}
    ]
    found = json.loads(hundred(region, database, "search", "oakapple", "--json"))
    assert [dataset["dataset"] for dataset in found["datasets"]] == ["spend"]
    assert not (region / "hundred.sqlite3").exists()
    hundred(region, database, "verify")


_AS_AN_OFFICER = """
from pathlib import Path
from hundred.site.region import open_region
open_region(Path(r"{home}"))
from hundred.accounts.records import Person
from hundred.catalogue.queries import datasets, suggestions
from hundred.catalogue.records import DatasetSearch
officer = Person(None, "Olive", "", "reader", frozenset(["ambleford"]))
found = datasets(asker=officer, search=DatasetSearch(text="payments", publisher=("ambleford",)))
print(found.total, found.datasets[0].tags, suggestions(asker=officer, text="spen")[0].text)
"""


def test_an_officer_searches_on_postgres_as_on_sqlite(region: Path, database: str) -> None:
    about = ["--publisher", "ambleford", "--dataset", "spend-shared", "--title", "Spend on roads"]
    hundred(region, database, "add", str(region.parent / "april.csv"), *about, "--access", "closed")
    environment = {**os.environ, "HUNDRED_DATABASE_URL": database}
    command = [sys.executable, "-c", _AS_AN_OFFICER.format(home=region)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[0].endswith("() Spend on roads")


_EXACTLY = """
from pathlib import Path
from hundred.site.region import open_region
open_region(Path(r"{home}"))
from hundred.accounts.records import OPERATOR, Person
from hundred.catalogue import actions
from hundred.catalogue.conditions import All, Has, Is, Not, Says, When
from hundred.catalogue.queries import dataset, datasets_where, place_of_table
from hundred.catalogue.queries.exactly import Wanted
officer = Person(None, "Olive", "", "reader", frozenset(["ambleford"]))
made = actions.change_dataset(by=OPERATOR, dataset="spend-shared", tags=['caf\u00e9 "x"', "roads"])
for where in (
    Is("tag", 'caf\u00e9 "x"'), Is("tag", "roa", "start"), Has("tag"), Is("format", "csv"), Says("roads"),
    Is("publisher_uuid", made.publisher.uuid), Is("uuid", made.uuid), Not(Is("tag", "road")), When("updated"),
):
    found = datasets_where(asker=officer, wanted=Wanted(All((where,)), count=("tag", "format", "publisher")))
    assert (found.total, found.counts["format"]) == (1, {{"csv": 1}}), where
print(found.counts["tag"], place_of_table(asker=officer, name=made.tables[0].uuid))
"""


def test_exact_conditions_hold_on_postgres_as_on_sqlite(region: Path, database: str) -> None:
    about = ["--publisher", "ambleford", "--dataset", "spend-shared", "--title", "Spend on roads"]
    hundred(region, database, "add", str(region.parent / "april.csv"), *about, "--access", "closed")
    environment = {**os.environ, "HUNDRED_DATABASE_URL": database}
    command = [sys.executable, "-c", _EXACTLY.format(home=region)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == """{'café "x"': 1, 'roads': 1} ('spend-shared', 'spend_shared')"""
