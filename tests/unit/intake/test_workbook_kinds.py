"""Workbooks with hidden sheets and merged headings, and workbooks of other programs."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from reading_desk import cells_of
from workbooks_by_hand import Cell, Rows, xls, xlsb

from hundred.intake import Reading, read

ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def read_file(path: Path) -> Reading:
    return read(path, name=path.name, into=path.parent)


def test_a_hidden_sheet_is_read_and_flagged(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Spend", "Notes"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Supplier", "Amount"])
            sheet.write_row(1, 0, ["Acme", 10.5])
        sheet.hide()
    reading = read_file(path)
    assert [table.sheet for table in reading.tables] == ["Spend", "Notes"]
    assert [(finding.code, finding.sheet) for finding in reading.findings] == [("sheet-hidden", "Notes")]


def test_a_merged_heading_belongs_to_all_its_columns_but_a_title_to_none(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Spend")
        sheet.merge_range(0, 0, 0, 3, "Payments to suppliers")
        sheet.merge_range(1, 0, 2, 0, "Supplier")
        sheet.merge_range(1, 2, 1, 3, "Amount")
        sheet.write(1, 1, "Date")
        sheet.write_row(2, 1, ["paid", "Net", "VAT"])
        for row in range(3, 9):
            sheet.write_row(row, 0, [f"Acme {row}", f"{row}/04/2024", row + 0.5, 1.25])
    (table,) = read_file(path).tables
    assert [column.original for column in table.columns] == [
        "Supplier",
        "Date paid",
        "Amount Net",
        "Amount VAT",
    ]
    assert (table.header_lines, table.rows) == ((2, 3), 6)


def test_formulas_that_failed_are_found_in_their_sheet(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Fine").write_row(0, 0, ["Supplier", "Amount"])
        sheet = book.add_worksheet("Q1 & Q2")
        sheet.write_row(0, 0, ["Supplier", "Amount"])
        for row, result in ((1, 5), (2, "#REF!"), (3, "#DIV/0!"), (4, "#N/A")):
            sheet.write(row, 0, "Acme")
            sheet.write_formula(row, 1, "=1/A1", value=result)
    (finding,) = [finding for finding in read_file(path).findings if finding.code == "formula-error"]
    assert (finding.sheet, finding.column, finding.lines) == ("Q1 & Q2", "B", (3, 4, 5))
    assert finding.examples == ("#REF!", "#DIV/0!", "#N/A")


def test_an_ods_workbook_is_read_with_its_days_numbers_and_repeated_rows(tmp_path: Path):
    def cell(kind: str, text: str, value: str = "") -> str:
        return (
            f'<table:table-cell office:value-type="{kind}" {value}><text:p>{text}</text:p></table:table-cell>'
        )

    rows = (
        cell("string", "Supplier") + cell("string", "Paid") + cell("string", "Amount"),
        cell("string", "Acme")
        + cell("date", "4 May 2024", 'office:date-value="2024-05-04"')
        + cell("float", "£1,234.50", 'office:value="1234.5"'),
    )
    written = f"<table:table-row>{rows[0]}</table:table-row>"
    written += f'<table:table-row table:number-rows-repeated="2">{rows[1]}</table:table-row>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="Spend">{written}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    reading = read_file(path)
    assert reading.file.kind == "ods"
    assert cells_of(reading.tables[0]) == [
        [2, "Acme", "2024-05-04", "1234.5"],
        [3, "Acme", "2024-05-04", "1234.5"],
    ]


ROWS: list[list[Cell]] = [["Supplier", "Amount"], ["Acme", 1.5], ["007", 2.0], ["Ash", b"#REF!"]]


@pytest.mark.parametrize(("make", "kind", "failed"), [(xlsb, "xlsb", "#REF!"), (xls, "xls", "")])
def test_binary_workbooks_are_read_whatever_their_name(
    make: Callable[[dict[str, Rows]], bytes], kind: str, failed: str, tmp_path: Path
):
    path = tmp_path / "book.ods"
    path.write_bytes(make({"Spend": ROWS, "Cards": ROWS}))
    reading = read_file(path)
    assert (reading.file.kind, [table.sheet for table in reading.tables]) == (kind, ["Spend", "Cards"])
    assert cells_of(reading.tables[0]) == [[2, "Acme", "1.5"], [3, "007", "2"], [4, "Ash", failed]]
    found = [(finding.code, finding.sheet, finding.column, finding.lines) for finding in reading.findings]
    assert found == ([("formula-error", name, "B", (4,)) for name in ("Spend", "Cards")] if failed else [])


@pytest.mark.parametrize("make", [xlsb, xls])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_binary_workbooks_cut_short_are_refused(
    make: Callable[[dict[str, Rows]], bytes], share: float, tmp_path: Path
):
    data = make({"Spend": ROWS * 400})
    path = tmp_path / "book"
    path.write_bytes(data[: int(len(data) * share)])
    reading = read_file(path)
    assert (reading.tables, [finding.severity for finding in reading.findings]) == ((), ["error"])


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234.5000000000002, "General", "1234.5"),
        (7, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (0.0000001, "General", "0.0000001"),
        (0.25, "0%", "0.25"),
        (46159, "dd/mm/yyyy", "2026-05-17"),
        (46159.5, "dd/mm/yyyy hh:mm", "2026-05-17 12:00:00"),
        (0.4, "hh:mm", "09:36:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (61, "d mmm yyyy", "1900-03-01"),
        (True, "General", "TRUE"),
        ("007", "General", "007"),
        ("PTA 5", "General", "PTA 5"),
    ],
)
def test_a_cell_is_what_one_would_type(value: Any, form: str, text: str, tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Spend")
        sheet.write_row(0, 0, ["Reference", "Value"])
        sheet.write(1, 0, "A1")
        style = book.add_format({"num_format": form})
        (sheet.write_string if isinstance(value, str) else sheet.write)(1, 1, value, style)
    (table,) = read_file(path).tables
    assert cells_of(table) == [[2, "A1", text]]


def test_text_merged_down_is_repeated_but_an_amount_counts_once(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        plain = book.add_format()
        sheet = book.add_worksheet("Spend")
        sheet.write_row(0, 0, ["Service", "Supplier", "Amount"])
        sheet.merge_range(1, 0, 3, 0, "Parks", plain)
        sheet.merge_range(1, 2, 2, 2, 10.5, plain)
        for row, name in enumerate(["Acme", "Ash", "Elm", "Fir"], 1):
            sheet.write(row, 1, name)
        sheet.write_row(3, 2, [3])
        sheet.write_row(4, 0, ["Roads", "Fir", 4])
    reading = read_file(path)
    (table,) = reading.tables
    assert cells_of(table) == [
        [2, "Parks", "Acme", "10.5"],
        [3, "Parks", "Ash", ""],
        [4, "Parks", "Elm", "3"],
        [5, "Roads", "Fir", "4"],
    ]
    assert [(finding.code, finding.lines) for finding in reading.findings] == [
        ("cells-merged", (3, 4)),
        ("amounts-merged", (3,)),
    ]


def test_headings_merged_down_over_several_rows_are_one_block(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        plain = book.add_format()
        sheet = book.add_worksheet("Spend")
        sheet.merge_range(0, 0, 0, 3, "Payments over £500", plain)
        sheet.merge_range(1, 0, 3, 0, "Supplier", plain)
        sheet.merge_range(1, 1, 1, 3, "Amount", plain)
        sheet.merge_range(2, 1, 3, 1, "Net", plain)
        sheet.merge_range(2, 2, 2, 3, "VAT", plain)
        sheet.write_row(3, 2, ["standard", "reduced"])
        for row in range(4, 8):
            sheet.write_row(row, 0, [f"Acme {row}", row, 0.5, 0.25])
    (table,) = read_file(path).tables
    assert table.header_lines == (2, 3, 4)
    assert [column.original for column in table.columns] == [
        "Supplier",
        "Amount Net",
        "Amount VAT standard",
        "Amount VAT reduced",
    ]
    assert table.rows + table.set_aside == 8


def test_a_table_far_below_blank_rows_is_found_and_no_row_lost(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Spend")
        sheet.write_row(400, 0, ["Supplier", "Amount"])
        for row in range(401, 801):
            sheet.write_row(row, 0, [f"Acme {row}", row])
    (table,) = read_file(path).tables
    assert (table.header_lines, table.rows, table.set_aside) == ((401,), 400, 401)


def test_the_strict_form_of_xlsx_is_read(tmp_path: Path):
    path, strict = tmp_path / "book.xlsx", tmp_path / "strict.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Spend").add_table(
            0, 0, 1, 1, {"data": [["Acme", 1.5]], "columns": [{"header": "Supplier"}, {"header": "Amount"}]}
        )
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            new.writestr(
                name, data.replace(b"officeDocument/2006/relationships", b"officeDocument/relationships")
            )
    (table,) = read_file(strict).tables
    assert cells_of(table) == [[2, "Acme", "1.5"]]


def test_macros_make_an_xlsm(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Spend").write_row(0, 0, ["Supplier", "Amount"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    assert read_file(path).file.kind == "xlsm"
