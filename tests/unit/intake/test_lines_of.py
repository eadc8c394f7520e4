"""The lines of files of every kind: what a page shows where a row's line is followed."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from hundred.base.errors import NotFound, Unavailable
from hundred.intake import read
from hundred.intake.lines import lines_of
from hundred.intake.reread import cells_of_record


def shown(path: Path, first: int, last: int) -> dict[int, str]:
    """The lines of the file's first table, as the reader says how to look at it."""
    folder = path.parent / "read"
    folder.mkdir()
    reading = read(path, name=path.name, into=folder)
    table, facts = reading.tables[0], reading.file
    found = lines_of(
        path, first, last, kind=facts.kind, encoding=facts.encoding or "utf-8", sheet=table.sheet
    )
    return {line.number: line.text for line in found}


def kept(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def test_rows_of_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write("A1", "not this one")
        sheet = book.add_worksheet("Payments")
        sheet.write_row("B2", ["Supplier", "Amount"])
        sheet.write_row("B3", ["Aldergate Ltd", 12.5])
        sheet.write_formula("C4", "=1/0", None, "#DIV/0!")
    found = lines_of(path, 1, 9, kind="xlsx", encoding="utf-8", sheet="Payments")
    assert [(line.number, line.text) for line in found] == [
        (1, ""),
        (2, "\tSupplier\tAmount"),
        (3, "\tAldergate Ltd\t12.5"),
        (4, "\t\t#DIV/0!"),
    ]
    with pytest.raises(NotFound, match="no sheet “Cards”"):
        lines_of(path, 1, 2, kind="xlsx", encoding="utf-8", sheet="Cards")


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "xml-spreadsheet", "json"])
def test_a_broken_file_says_what_to_do(kind: str, tmp_path: Path) -> None:
    path = kept(tmp_path, "file", "PK\x03\x04 broken")
    with pytest.raises(Unavailable, match="hundred verify"):
        lines_of(path, 1, 2, kind=kind, encoding="utf-8", sheet="Payments")


def test_a_json_record_that_starts_on_its_own_line_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = kept(
        tmp_path,
        "a.json",
        '{"data": [\n  {"Supplier": "Acme",\n   "Amount": 1.50\n  }, {"Supplier": "B"}\n]}',
    )
    assert shown(path, 2, 4) == {
        2: '  {"Supplier": "Acme",',
        3: '   "Amount": 1.50',
        4: '  }, {"Supplier": "B"}',
    }


def test_json_records_that_share_a_line_are_the_lines_of_their_list(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.json", '{"data":[{"Supplier":"Acme"},{"Supplier":"Ash & Sons"}]}')
    assert shown(path, 2, 9) == {2: '{"Supplier":"Ash & Sons"}'}


def test_a_row_of_columns_in_json_is_shown_as_an_object(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.json", '{"Supplier": ["Acme", "Ash"], "Amount": [1.50, null]}')
    assert shown(path, 1, 9) == {
        1: '{"Supplier":"Acme","Amount":1.50}',
        2: '{"Supplier":"Ash","Amount":""}',
    }


def test_a_parquet_row_is_shown_as_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"Supplier": ["Acme", "Ash"], "Amount": [1.5, None]}), path)
    assert shown(path, 2, 9) == {2: '{"Supplier":"Ash","Amount":""}'}


def test_a_row_of_a_page_is_shown_as_its_cells(tmp_path: Path) -> None:
    page = "<table><tr><td>menu</table><table><tr><th>Supplier<th>Amount<tr><td>Acme<td>1.50</table>"
    assert shown(kept(tmp_path, "a.xls", page), 1, 9) == {1: "Supplier\tAmount", 2: "Acme\t1.50"}


COLUMNS = {"supplier": "Supplier", "address_postcode": "address.postcode"}


@pytest.mark.parametrize(
    "text",
    [
        '{"Supplier": "Acme", "address": {"postcode": "M1 1AA"}}',
        '  }, {"Supplier": "Acme",\n "address": {"postcode": "M1 1AA"}\n},',
        '{"title": "x", "data": [{"address": {"postcode": "M1 1AA"}, "Supplier": "Acme"}',
        '["Acme", "M1 1AA"]',
        json.dumps({"Supplier": "Acme", "address.postcode": "M1 1AA"}),
    ],
)
def test_the_cells_of_a_record_are_found_in_the_lines_it_stands_on(text: str) -> None:
    assert cells_of_record(text, COLUMNS) == {"supplier": "Acme", "address_postcode": "M1 1AA"}


def test_lines_without_a_record_give_no_cells() -> None:
    assert cells_of_record('"Supplier": 1', COLUMNS) == {}
