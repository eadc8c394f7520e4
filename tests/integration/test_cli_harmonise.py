"""`hundred harmonise`: files in the shape of a standard, for people and for programs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

APRIL = (
    "Ambleford Borough Council,,,\n"
    "Date Paid,Supplier,Net Amount (£),Directorate\n"
    + "".join(f'{day:02}/04/2026,Oakapple {day} Ltd,"1,{day:03}.50",Highways\n' for day in range(1, 29))
    + "29/04/2026,Medlar & Sons,,Libraries\n"
)
MAY = APRIL.replace("/04/", "/05/").replace("DatePaid", "Date paid")
LANES = "Lane,Width\n1,2.5\n2,2.5\n"


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hundred", "harmonise", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def april(tmp_path: Path) -> Path:
    path = tmp_path / "spend-2026-04.csv"
    path.write_text(APRIL)
    return path


def answer(*words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return found


def test_a_program_learns_the_mapping_the_rows_and_the_totals(april: Path) -> None:
    found = answer(april, "--standard", "spend", "--publisher", "Leeds City Council")
    (table,) = found["tables"]
    assert found["standard"] == "spend/1"
    columns = {match["field"]: match["column"] for match in table["mapping"]}
    assert columns == {
        "payment_date": "Date Paid",
        "amount": "Net Amount (£)",
        "beneficiary": "Supplier",
        "department": "Directorate",
    }
    assert table["mapping"][0]["because"][0] == "The heading “Date Paid” says so."
    assert len(table["layout"]) == 64
    assert (table["rows_in"], table["rows_out"], table["questions"]) == (29, 28, [])
    assert table["set_aside"] == [{"file": april.name, "sheet": "", "line": 31, "why": "It has no amount."}]
    assert table["total_in"] == table["total_out"] == "28420.00"
    assert "rows-without-amount" in [finding["code"] for finding in found["findings"]]


def test_the_rows_are_written_with_their_lines_and_the_changes_beside_them(
    april: Path, tmp_path: Path
) -> None:
    into = tmp_path / "out.parquet"
    done = run(april, "--standard", "spend", "--publisher", "Leeds City Council", "--out", into)
    assert done.returncode == 0, done.stderr
    rows = pq.read_table(into).to_pylist()
    assert (rows[0]["publisher"], rows[0]["publisher_code"]) == ("Leeds City Council", "E08000035")
    assert (rows[0]["_line"], str(rows[0]["amount"]), rows[0]["party_kind"]) == (3, "1001.50", "company")
    assert pq.read_table(tmp_path / "out.changes.parquet").column_names[-3:] == ["raw", "value", "rule"]
    assert "29 rows in, 28 out, 1 set aside; £28,420.00 in, £28,420.00 out." in done.stdout


def test_files_of_one_layout_are_one_table(april: Path, tmp_path: Path) -> None:
    (tmp_path / "spend-2026-05.csv").write_text(MAY)
    (table,) = answer(tmp_path)["tables"]
    assert table["files"] == ["spend-2026-04.csv", "spend-2026-05.csv"]
    assert (table["standard"], table["rows_in"], table["rows_out"]) == ("spend/1", 58, 56)


def test_what_is_not_sure_is_asked_and_nothing_is_written(tmp_path: Path) -> None:
    path, into = tmp_path / "spend.csv", tmp_path / "out.parquet"
    path.write_text(APRIL.replace("Date Paid", "Posting date").replace("Directorate", "Document date"))
    path.write_text(
        "\n".join(line.replace(",Highways", ",02/04/2026") for line in path.read_text().split("\n"))
    )
    done = run(path, "--standard", "spend", "--out", into)
    assert done.returncode == 3
    assert "Which column is the date of payment?" in done.stdout
    assert not into.exists()
    (table,) = answer(path, "--standard", "spend")["tables"]
    (question,) = table["questions"]
    assert set(question["candidates"]) == {"Posting date", "Document date"}


def test_what_answers_no_standard_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lanes.csv"
    path.write_text(LANES)
    done = run(path)
    assert done.returncode == 3
    assert "no standard" in done.stdout


def test_wrong_use_is_told_what_to_do(april: Path) -> None:
    done = run(april, "--standard", "spnd")
    assert done.returncode == 2
    assert "There is no standard “spnd”." in done.stderr
    assert "contracts" in done.stderr
    assert run("https://example.org/spend.csv").returncode == 2
