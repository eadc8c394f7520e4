"""Findings on the pages: one task however many files show it, and every line of them to take away."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from officers import People, finish, furnish, send, signed_in

from hundred.accounts.records import OPERATOR
from hundred.catalogue import actions as catalogue_actions
from hundred.stewardship import queries as stewardship

pytestmark = pytest.mark.django_db

GOOD = "".join(f"{n % 28 + 1:02}/04/2027,Supplier {n},{n}.50\n" for n in range(4_000))
BAD = "".join(f"{n % 28 + 1:02}/04/2027,Supplier {n},see note {n}\n" for n in range(30))
APRIL = f"Date,Supplier,Amount\n{GOOD}{BAD}30/04/2027,=cmd|x!A0,=1+1\n".encode()
MAY = f"Date,Supplier,Amount\n{GOOD}01/05/2027,Supplier 3,see note\n02/05/2027,Supplier 4\n".encode()
NOT_A_TABLE = b"%PDF-1.7"


@pytest.fixture(autouse=True)
def people(settings: Any, tmp_path: Any) -> People:
    return furnish(settings, tmp_path)


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


@pytest.fixture
def run(officer: Client) -> str:
    """The address of a run with three files, of which one is refused."""
    answer = send(officer, april=APRIL, may=MAY, page=NOT_A_TABLE)
    finish(answer)
    return str(answer.headers["Location"])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"].startswith("text/csv")
    written = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_what_two_files_share_is_one_task_on_the_run_and_on_the_dataset(officer: Client, run: str) -> None:
    for page in (text(officer.get(run)), text(officer.get("/datasets/spend"))):
        assert page.count("holds a number") - page.count('hidden">: The column') == 1
        assert "32 cells are not." in page
        assert "32 cells in 2 files" in page
        assert "and 21 more" in page, "april.csv has more lines than are shown"


def test_the_csv_of_a_dataset_has_every_line_and_each_link_opens_it(officer: Client, run: str) -> None:
    found = rows(Client().get("/datasets/spend/findings.csv"))
    assert list(found[0]) == (
        ["code", "severity", "file", "sheet", "line", "column", "text", "says", "fix", "link"]
    )
    cells = [row for row in found if row["code"] == "cell-not-decimal"]
    assert [int(row["line"]) for row in cells] == [*range(4_002, 4_033), 4_002]
    assert [row["file"] for row in cells] == ["april.csv"] * 31 + ["may.csv"]
    assert cells[0]["text"] == "see note 0"
    assert cells[30]["text"] == "'=1+1", "no spreadsheet program runs a stranger’s text"
    assert {row["column"] for row in cells} == {"amount"}
    (short,) = (row for row in found if row["code"] == "rows-short")
    assert (short["file"], short["line"]) == ("may.csv", "4003")
    assert short["text"] == "02/05/2027,Supplier 4", "the line as it stands"
    for row in (cells[17], short):
        assert row["link"].startswith("http://testserver/files/")
        assert row["link"].endswith(f"#L{row['line']}")
        page = text(Client().get(row["link"].removeprefix("http://testserver")))
        assert f'id="L{row["line"]}" value="{row["line"]}" class=" hd-lines__chosen"' in page


def test_the_csv_of_a_run_tells_of_refused_files_too(officer: Client, run: str) -> None:
    found = rows(officer.get(f"{run}/findings.csv"))
    assert len([row for row in found if row["code"] == "cell-not-decimal"]) == 32
    (refused,) = (row for row in found if row["code"] == "file-is-pdf")
    assert (refused["severity"], refused["file"], refused["line"], refused["link"]) == (
        "error",
        "page.csv",
        "",
        "",
    )


def test_findings_of_a_closed_dataset_are_for_those_who_may_see_it(
    officer: Client, run: str, people: People
) -> None:
    catalogue_actions.change_dataset(by=OPERATOR, dataset="spend", access="closed")
    assert Client().get("/datasets/spend/findings.csv").status_code == 404
    assert officer.get("/datasets/spend/findings.csv").status_code == 200


def test_a_run_s_findings_are_for_those_who_may_add(run: str, people: People) -> None:
    assert Client().get(f"{run}/findings.csv").status_code == 302
    assert signed_in(people.reader).get(f"{run}/findings.csv").status_code == 403


def test_nothing_lies_in_the_lake_that_no_record_names(run: str, settings: Any) -> None:
    from hundred.catalogue.queries import everything_published
    from hundred.lake.verify import verify

    whole = everything_published(asker=OPERATOR)
    report = verify(settings.LAKE, published=whole.parts, known_files=whole.files, known_beside=whole.beside)
    assert [f.code for f in report.findings if f.code != "leftover"] == []
    assert len(whole.beside) == 4, "two files have lines set aside, and lines that findings concern"
    assert stewardship.findings(asker=OPERATOR, dataset="spend")


def test_a_finding_ends_when_a_later_file_widens_its_column(officer: Client) -> None:
    """April's amounts are numbers but one; in May they are words, so April's word is wrong no more."""
    good = "".join(f"Supplier {n},{n}.50\n" for n in range(1_000))
    finish(send(officer, april=f"Supplier,Amount\n{good}Supplier 7,see note\n".encode()))
    found = stewardship.findings(asker=OPERATOR, dataset="spend")
    assert [finding.code for _, finding in found] == ["cell-not-decimal"]
    words = "".join(f"Supplier {n},about {n}\n" for n in range(2_000))
    second = send(officer, may=f"Supplier,Amount\n{words}".encode())
    finish(second)
    assert stewardship.findings(asker=OPERATOR, dataset="spend") == ()
    assert rows(Client().get("/datasets/spend/findings.csv")) == []
    assert "Nothing to report" in text(officer.get(second.headers["Location"]))
