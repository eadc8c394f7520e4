"""`hundred read`: JSON and CSV as the design has them, and a report that a person can act on."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hundred.interfaces.cli.answers import _AHEAD
from hundred.interfaces.cli.app import run
from hundred.interfaces.cli.site import Site
from hundred.site.settings import write_settings

ROWS = "".join(f"Oakapple Ltd,Housing,{n}.50,{n:02}/05/2027\n" for n in range(1, 25))
SPEND = f"Payments over £500\n\nSupplier,Service,Amount,Paid\n{ROWS}Pear & Co,Parks,2.7S,25/05/2027\n\n"


def nothing(*args: object, **options: object) -> Any:
    """For doors that `read` does not open."""


Read = Callable[..., int]


@pytest.fixture
def read() -> Read:
    """Runs `hundred read` in this process, without a region; files are read in another."""
    site = Site(nothing, nothing, nothing, write_settings)
    return lambda *words: run(["read", *map(str, words)], site)


@pytest.fixture
def spend(tmp_path: Path) -> Path:
    path = tmp_path / "may.csv"
    path.write_bytes(SPEND.encode("cp1252"))
    return path


def test_json_has_the_keys_of_the_design_in_their_order(
    read: Read, spend: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(spend, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["file", "tables", "findings"]
    assert {**answer["file"], "sha256": len(answer["file"]["sha256"])} == {
        "name": "may.csv",
        "sha256": 64,
        "bytes": len(SPEND.encode("cp1252")),
        "kind": "csv",
        "encoding": "cp1252",
    }
    assert list(answer["file"]) == ["name", "sha256", "bytes", "kind", "encoding"]
    (table,) = answer["tables"]
    assert list(table) == [
        "name",
        "sheet",
        "dialect",
        "header_lines",
        "first_line",
        "last_line",
        "rows",
        "columns",
        "set_aside",
    ]
    assert table["dialect"] == {"delimiter": ",", "quote": '"', "escape": None}
    assert (table["sheet"], table["header_lines"], table["rows"]) == (None, [3], 25)
    assert (table["first_line"], table["last_line"]) == (4, 28)
    amount = table["columns"][2]
    assert list(amount) == ["name", "original", "type", "format", "nulls", "example"]
    assert (amount["name"], amount["original"], amount["type"], amount["nulls"]) == (
        "amount",
        "Amount",
        "decimal",
        1,
    )
    assert table["set_aside"] == [
        {"line": 1, "role": "preamble", "text": "Payments over £500"},
        {"line": 2, "role": "blank", "text": ""},
        {"line": 3, "role": "header", "text": "Supplier,Service,Amount,Paid"},
        {"line": 29, "role": "blank", "text": ""},
    ]
    findings = {finding["code"]: finding for finding in answer["findings"]}
    assert set(findings) == {"encoding-windows", "cell-not-decimal"}
    misfit = findings["cell-not-decimal"]
    assert list(misfit)[:6] == ["code", "severity", "line", "column", "says", "fix"]
    assert (misfit["severity"], misfit["line"], misfit["column"]) == ("warning", 28, "amount")
    assert misfit["examples"] == ["2.7S"]


def test_several_files_make_an_array_and_one_that_is_refused_makes_exit_3(
    read: Read, spend: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.csv").write_bytes(b"%PDF-1.7")
    with zipfile.ZipFile(tmp_path / "older.zip", "w") as archive:
        archive.writestr("april.csv", "Supplier,Amount\nOakapple Ltd,1\n")
        archive.writestr("../escape.csv", "Supplier,Amount\nOakapple Ltd,1\n")
    assert read(tmp_path, "--json") == 3
    answers = json.loads(capsys.readouterr().out)
    assert {answer["file"]["name"]: [f["code"] for f in answer["findings"]] for answer in answers} == {
        "april.csv": [],
        "../escape.csv": ["zip-path-unsafe"],
        "letter.csv": ["file-is-pdf"],
        "may.csv": ["encoding-windows", "cell-not-decimal"],
    }


def test_a_folder_is_an_array_even_of_one_file_or_none(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(tmp_path, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    (tmp_path / "a.csv").write_bytes(b"Name,Age\nAda,36\n")
    assert read(tmp_path, "--json") == 0
    assert [answer["file"]["name"] for answer in json.loads(capsys.readouterr().out)] == ["a.csv"]


def test_csv_is_the_cells_as_text_under_their_headings(
    read: Read, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes('Name;"Says ""hello"""\r\nCafé;"one\ntwo"\r\n007;\r\n'.encode())
    assert read(path, "--csv") == 0
    assert capfdbinary.readouterr().out == (
        '"Name","Says ""hello"""\r\n"Café","one\ntwo"\r\n"007",\r\n'.encode()
    )


def test_csv_takes_the_largest_table_or_the_one_of_a_number_counted_over_all_files(
    read: Read, spend: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.csv").write_bytes(b"Name,Age\nAda,36\n")
    assert read(tmp_path, "--csv") == 0
    assert capfdbinary.readouterr().out.startswith(b'"Supplier","Service"')
    assert read(tmp_path, "--csv", "--table", 1) == 0
    assert capfdbinary.readouterr().out == b'"Name","Age"\r\n"Ada","36"\r\n'
    assert read(tmp_path, "--csv", "--table", 3) == 2
    assert b"There is no table 3." in capfdbinary.readouterr().err


def test_csv_of_what_is_no_table_says_why_and_exits_with_3(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.csv").write_bytes(b"%PDF-1.7")
    assert read(tmp_path / "letter.csv", "--csv") == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "a PDF document" in told.err


def test_a_person_is_told_what_the_file_is_and_what_to_do(
    read: Read, spend: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(spend) == 0
    told = capsys.readouterr().out
    for words in (
        "Text with commas between cells, in Windows-1252",
        "25 rows on lines 4 to 28, headings on line 3",
        "2 blank lines (lines 2 and 29)",
        "1. warning: The column “Amount” holds a number, but 1 cell is not.",
        "Correct these cells and publish the file again.",
        "Line 28 – for example “2.7S”",
    ):
        assert words in told


def test_what_many_files_have_in_common_is_told_once(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for month in range(1, 7):
        (tmp_path / f"2027-{month:02}.csv").write_text(SPEND.replace("£", ""))
    assert read(tmp_path) == 0
    told = capsys.readouterr().out
    assert "2027-04.csv: 25 rows" in told
    assert told.count("holds a number") == 1
    assert "but 6 cells are not." in told
    assert "2027-01.csv, line 28; 2027-02.csv, line 28; 2027-03.csv, line 28 and 3 more files" in told
    assert "6 files read: 150 rows, 1 task." in told


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(
    read: Read,
    spend: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "april.csv").write_text("Supplier,Amount\nOakapple Ltd,1\n")
    opened = Path.open

    def refusing(path: Path, *args: Any, **options: Any) -> io.IOBase:
        if path.name == "april.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)
    assert read(tmp_path, "--json") == 3
    april, may = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in april["findings"]] == ["file-not-opened"]
    assert may["tables"][0]["rows"] == 25


def test_an_address_is_not_a_file(read: Read, capsys: pytest.CaptureFixture[str]) -> None:
    assert read("https://example.org/may.csv") == 2
    assert "hundred add" in capsys.readouterr().err


@pytest.mark.slow
def test_hundreds_of_files_are_read_by_a_few_processes_and_leave_nothing_behind(
    read: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, scratch = tmp_path / "data", tmp_path / "scratch"
    data.mkdir()
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    for number in range(300):
        (data / f"{number:03}.csv").write_text(f"Supplier,Amount\nOakapple Ltd,{number}\n")
    most: list[int] = []
    forget = "hundred.interfaces.cli.answers.shutil.rmtree"
    from shutil import rmtree

    def counting(path: str | Path, **options: Any) -> None:
        most.append(len(list(Path(path).parent.iterdir())))
        rmtree(path, **options)

    monkeypatch.setattr(forget, counting)
    assert read(data, "--json") == 0
    answers = json.loads(capsys.readouterr().out)
    assert [answer["file"]["name"] for answer in answers] == [f"{number:03}.csv" for number in range(300)]
    ahead = _AHEAD + 3  # beside them: the one that is told, the one to come, and the folder for archives
    assert max(most) <= ahead, "the cells of a file are gone once it is told"
    assert list(scratch.iterdir()) == []
