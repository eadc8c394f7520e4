"""Workbooks: every sheet, days as days, numbers as they were typed."""

import datetime
from pathlib import Path

import xlsxwriter
from reading_desk import aside_of, cells_of

from hundred.intake import decide, read


def test_every_sheet_is_read_with_its_rows_days_and_numbers(tmp_path: Path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Spend")
        sheet.write(1, 1, "Payments over £500")
        sheet.write_row(3, 1, ["Supplier", "Paid", "Amount", "Code"])
        for row, amount in ((4, 0.1 + 0.2), (5, 7.0), (7, -1234.5)):
            sheet.write(row, 1, f"Supplier {row}")
            sheet.write_datetime(row, 2, datetime.datetime(2024, 4, row), day)  # noqa: DTZ001
            sheet.write(row, 3, amount)
            sheet.write_string(row, 4, f"00{row}")
        book.add_worksheet("Nothing")
        book.add_worksheet("Notes").write_row(0, 0, ["Term", "Meaning"])
    reading = read(path, name="book.xlsx", into=tmp_path)
    spend, notes = reading.tables
    assert [spend.sheet, notes.sheet] == ["Spend", "Notes"]
    assert cells_of(spend) == [
        [5, "Supplier 4", "2024-04-04", "0.3", "004"],
        [6, "Supplier 5", "2024-04-05", "7", "005"],
        [8, "Supplier 7", "2024-04-07", "-1234.5", "007"],
    ]
    assert [(line, role) for line, role, _ in aside_of(spend)] == [
        (1, "blank"),
        (2, "preamble"),
        (3, "blank"),
        (4, "header"),
        (7, "blank"),
    ]
    assert [decide(column.evidence).type.kind for column in spend.columns] == [
        "text",
        "date",
        "decimal",
        "text",
    ]
    assert [(finding.code, finding.sheet) for finding in reading.findings] == [
        ("columns-empty", "Spend"),
        ("sheet-empty", "Nothing"),
        ("no-rows", "Notes"),
    ]
