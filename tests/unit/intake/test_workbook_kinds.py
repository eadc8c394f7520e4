"""Workbooks with hidden sheets and merged headings, and workbooks of other programs."""

import zipfile
from pathlib import Path

import xlsxwriter
from reading_desk import cells_of

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
