"""XML Spreadsheet 2003, which programs write under the name of a workbook."""

import pytest
from reading_desk import Desk, aside_of, cells_of, codes

SS = "urn:schemas-microsoft-com:office:spreadsheet"


def workbook(sheets: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{SS}" xmlns:ss="{SS}" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{sheets}</Workbook>"
    )


def sheet(rows: str, name: str = "Spend", after: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{after}</Worksheet>'


def row(*cells: str, at: str = "") -> str:
    return f"<Row{at}>{''.join(cells)}</Row>"


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


HEADINGS = row(cell("Supplier"), cell("Paid"), cell("Amount"))


def test_its_sheets_are_read_with_days_numbers_and_gaps(desk: Desk):
    first = sheet(
        row(cell("Payments", more=' ss:MergeAcross="2"'))
        + HEADINGS.replace("<Row>", '<Row ss:Index="3">')
        + row(
            cell("A &amp; <B>B</B> Ltd"),
            cell("2027-05-17T00:00:00.000", "DateTime"),
            cell("0.30000000000000004", "Number"),
        )
        + row(cell("007"), cell("2.0", "Number", ' ss:Index="3"'))
    )
    second = sheet(
        row(cell("Term"), cell("Meaning")) + row(cell("a"), cell("1", "Boolean")), "Notes &amp; terms"
    )
    reading = desk.read(workbook(first + second), "spend.xls")
    spend, notes = reading.tables
    assert (reading.file.kind, spend.sheet, notes.sheet) == ("xml-spreadsheet", "Spend", "Notes & terms")
    assert cells_of(spend) == [[4, "A & B Ltd", "2027-05-17", "0.3"], [5, "007", "", "2"]]
    assert [(line, role) for line, role, _ in aside_of(spend)] == [(1, "preamble"), (3, "header")]
    assert cells_of(notes) == [[2, "a", "TRUE"]]


def test_hidden_sheets_failed_formulas_and_merged_cells_are_told(desk: Desk):
    rows = HEADINGS + row(cell("Acme", more=' ss:MergeDown="1"'), cell("x"), cell("1", "Number"))
    rows += row('<Cell ss:Index="2"/>', cell("#REF!", "Error"))
    after = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    reading = desk.read(workbook(sheet(rows, after=after)))
    (table,) = reading.tables
    assert cells_of(table)[1] == [3, "Acme", "", "#REF!"]
    assert codes(reading) == ["cells-merged", "formula-error", "sheet-hidden"]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BAD = {
    "a thousand million laughs": (
        workbook(sheet(row(cell("&a11;"))), f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>'),
        "xml-doctype",
    ),
    "cut short": (workbook(sheet(HEADINGS))[:-40], "workbook-corrupt"),
    "empty": (workbook(sheet("")), "workbook-empty"),
    "entities upon entities": (
        workbook(sheet(row(cell("&b;"))), '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
        "xml-doctype",
    ),
    "a file from elsewhere": (
        workbook(sheet(row(cell("&a;"))), '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "xml-doctype",
    ),
    "elements without end": (workbook(sheet(HEADINGS + "<a>" * 5_000)), "workbook-corrupt"),
    "a cell far to the right": (
        workbook(sheet(row(cell("a", more=' ss:Index="999999"')))),
        "columns-too-many",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_refused(desk: Desk, what: str):
    text, code = BAD[what]
    reading = desk.read(text)
    assert (reading.tables, codes(reading)) == ((), [code])
