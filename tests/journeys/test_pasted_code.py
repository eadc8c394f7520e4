"""The code that a table's page offers, pasted as it stands and really run against a served region."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, findall, search

import duckdb
import httpx
import pytest
from journey import hundred, need_assets, serving

pd = pytest.importorskip("pandas", reason="an environment from before the lock file named it")
pyogrio = pytest.importorskip("pyogrio", reason="an environment from before the lock file named it")
pytestmark = pytest.mark.slow

FILES = {
    "payments": "Payment date,To,Net amount,Reference\n01/04/2027,Tern & Sons,1250.00,0001\n"
    "12/04/2027,Dyke Ltd,845.10,0002\n30/04/2027,Tern & Sons,-75.25,0003\n",
    "sites": "Site,Hectares,Latitude,Longitude\nHigh Moss,12.5,53.80,-1.55\nMill Quay,0.5,53.70,-1.60\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need_assets()
    folder = tmp_path_factory.mktemp("pasted")
    home = folder / "region"
    hundred("init", str(home), "--name", "Wold")
    hundred("--home", str(home), "publishers", "add", "Ambleford Council", "--slug", "ambleford")
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text)
        about = ["--publisher", "ambleford", "--dataset", f"ambleford-{name}"]
        hundred("--home", str(home), "add", str(folder / f"{name}.csv"), *about)
    with serving(home) as region:
        yield region.address


def code(address: str, name: str, program: str) -> str:
    """What a reader copies: the text of that program's code on the table's page."""
    page = httpx.get(f"{address}/datasets/ambleford-{name}/tables/ambleford_{name}").raise_for_status().text
    for title, text in findall(r"<summary>([^<]*)</summary>.*?<code>(.*?)</code>", page, DOTALL):
        if title == program:
            return unescape(text)
    raise AssertionError(f"no code for {program}")


def run(code: str, folder: Path) -> str:
    return subprocess.run(
        ["sh", "-ec", code], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_python_reads_exact_amounts_days_and_references(address: str) -> None:
    pasted = (
        code(address, "payments", "Python")
        + "\nprint(rows.dtypes, list(rows['reference']))\nprint(rows['net_amount'].sum())"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", pasted], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("2019.85")
    assert "decimal128" in done.stdout
    assert "0001" in done.stdout


def test_sql_is_answered_by_duckdb(address: str, tmp_path: Path) -> None:
    fetch, _, question = code(address, "payments", "SQL, with DuckDB").partition("\n")
    run(fetch, tmp_path)
    asked = search(r"duckdb -c '(.*)'$", question)
    assert asked
    here = asked[1].replace("ambleford_payments.parquet", f"{tmp_path}/ambleford_payments.parquet")
    assert [(who, str(total)) for who, total in duckdb.connect().execute(here).fetchall()] == [
        ("Tern & Sons", "1174.75"),
        ("Dyke Ltd", "845.10"),
    ]


def test_sql_is_answered_by_the_region_itself(address: str, tmp_path: Path) -> None:
    told = run(code(address, "payments", "SQL, asked here"), tmp_path)
    assert told.splitlines()[1:] == ['"Tern & Sons",1174.75', '"Dyke Ltd",845.10']


def test_qgis_s_library_opens_a_layer_and_a_table(address: str) -> None:
    sites = pyogrio.raw.read(_source(code(address, "sites", "QGIS")))
    assert sites[0]["geometry_type"] == "Point"
    assert len(sites[2]) == 2
    payments = pyogrio.raw.read(_source(code(address, "payments", "QGIS")), read_geometry=False)
    assert list(payments[0]["fields"])[:4] == ["payment_date", "to", "net_amount", "reference"]


def test_r_reads_the_columns_it_names_from_an_address_that_answers(address: str, tmp_path: Path) -> None:
    pasted = code(address, "payments", "R")
    if shutil.which("Rscript"):
        assert "0001" in run(f"Rscript -e '{pasted}'", tmp_path)
    address_in_it = search(r'read\.csv\("([^"]+)"', pasted)
    assert address_in_it
    columns = set(pd.read_csv(address_in_it[1]).columns)
    named = set(findall(r"`(\w+)` = ", pasted))
    assert named == {"payment_date", "to", "reference"}
    assert named <= columns


def test_excel_asks_for_columns_that_its_address_has(address: str) -> None:
    pasted = code(address, "payments", "Excel")
    source = search(r'Web\.Contents\("([^"]+)"\)', pasted)
    assert source
    named = findall(r'\{"(\w+)", ([\w. ]+)\}', pasted)
    assert [name for name, _ in named] == [
        name for name in pd.read_csv(source[1]).columns if not name.startswith("_")
    ]
    assert dict(named)["net_amount"] == "type number"


def _source(pasted: str) -> str:
    found = search(r'addVectorLayer\("([^"]+)"', pasted)
    assert found
    return found[1]
