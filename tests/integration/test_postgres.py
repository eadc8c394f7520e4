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


@pytest.fixture(scope="module")
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
    assert not (region / "hundred.sqlite3").exists()
    hundred(region, database, "verify")
