"""What is no row though it stands among the rows: totals, notes, headings that come again."""

import pytest
from reading_desk import Desk, aside_of, cells_of

ROWS = "Acme,Paper,10.50\nBolt,Nails,20.00\nAcme,Pens,5.25\n"


def codes(reading) -> dict[str, int]:
    return {finding.code: finding.count for finding in reading.findings}


@pytest.mark.parametrize("label", ["Total", "TOTAL:", "Grand total", "Total spend", "Totals (£)"])
def test_a_total_that_adds_up_is_set_aside(desk: Desk, label):
    reading = desk.read(f"Supplier,What,Amount\n{ROWS}{label},,35.75\n")
    (table,) = reading.tables
    assert (table.rows, table.last_line) == (3, 4)
    assert aside_of(table)[-1] == (5, "total", f"{label},,35.75")
    assert codes(reading) == {"totals-set-aside": 1}


def test_a_total_that_does_not_add_up_stays_a_row_with_a_finding(desk: Desk):
    reading = desk.read(f"Supplier,What,Amount\n{ROWS}Total,,35.76\n")
    assert reading.tables[0].rows == 4
    assert codes(reading) == {"total-unproven": 1}


def test_a_supplier_called_total_is_a_supplier(desk: Desk):
    reading = desk.read("Supplier,What,Amount\nAcme,Fuel,7.00\nTotal Gas & Power,Gas,7.00\n")
    assert (reading.tables[0].rows, codes(reading)) == (2, {})


def test_sub_totals_and_the_grand_total_below_them_are_set_aside(desk: Desk):
    table = desk.table(
        f"Supplier,What,Amount\n{ROWS}Sub-total,,35.75\nCogs,Cogs,4.00\nCogs,Cogs,5.00\nSub-total,,9.00\n"
        "Grand total,,44.75\n"
    )
    assert [row[0] for row in cells_of(table)] == [2, 3, 4, 6, 7]
    assert [(line, role) for line, role, _ in aside_of(table)] == [
        (1, "header"),
        (5, "total"),
        (8, "total"),
        (9, "total"),
    ]


def test_a_number_alone_under_its_column_is_a_total_where_it_is_its_sum(desk: Desk):
    table = desk.table(f"Supplier,What,Amount,Ref\n{ROWS.replace(chr(10), ',x' + chr(10))},,35.75,\n")
    assert (table.rows, aside_of(table)[-1][:2]) == (3, (5, "total"))


def test_the_amount_of_a_row_with_a_cell_too_many_counts_towards_the_total(desk: Desk):
    table = desk.table(f"Supplier,What,Amount\n{ROWS}Dent,Doors,4.25,checked\nTotal,,40.00\n")
    assert [role for _, role, _ in aside_of(table)] == ["header", "ragged", "total"]


def test_notes_below_the_table_are_set_aside_and_are_no_short_rows(desk: Desk):
    reading = desk.read(
        f"Supplier,What,Amount\n{ROWS}\nThis list leaves out payments to people.\nSource: ledger\n"
    )
    (table,) = reading.tables
    assert aside_of(table)[1:] == [
        (5, "blank", ""),
        (6, "note", "This list leaves out payments to people."),
        (7, "note", "Source: ledger"),
    ]
    assert codes(reading) == {"notes-below": 2}


def test_a_table_of_nothing_but_sentences_keeps_them(desk: Desk):
    table = desk.table("What we did,By,When\nWe cleaned all of the parks,,\nWe mended all of the roads,,\n")
    assert table.rows == 2


def test_headings_that_come_again_are_no_rows(desk: Desk):
    table = desk.table(f"Supplier,What,Amount\n{ROWS}Supplier,What,Amount\n{ROWS}")
    assert (table.rows, table.header_lines) == (6, (1,))
    assert aside_of(table) == [(line, "header", "Supplier,What,Amount") for line in (1, 5)]


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        ("Supplier,Supplier,,Paid\nName,ID,Amount,on", ["Supplier Name", "Supplier ID", "Amount", "Paid on"]),
        (",,Amount,,\nName,Ref,Gross,VAT,Net", ["Name", "Ref", "Amount Gross", "Amount VAT", "Amount Net"]),
    ],
)
def test_headings_in_two_lines_are_joined(desk: Desk, head, headings):
    rest = ",12.50" * (len(headings) - 3)
    table = desk.table(f"{head}\n" + "".join(f"Acme {n},{n}{rest},3.50\n" for n in range(8)))
    assert [column.original for column in table.columns] == headings
    assert (table.header_lines, table.rows) == ((1, 2), 8)


def test_more_than_a_handful_of_cells_beyond_the_headings_get_a_column(desk: Desk):
    lines = [f"Acme,{number}.50" + (",checked" if number % 4 == 0 else "") for number in range(40)]
    reading = desk.read("Supplier,Amount\n" + "\n".join(lines) + "\n")
    (table,) = reading.tables
    assert (table.rows, [column.name for column in table.columns]) == (40, ["supplier", "amount", "column_3"])
    assert cells_of(table)[4] == [6, "Acme", "4.50", "checked"]
    assert codes(reading) == {"columns-without-heading-added": 10, "heading-empty": 1}


@pytest.mark.parametrize(
    ("page", "text"), [("cp437", "£1,234.50"), ("cp850", "£7.00"), ("cp1252", "£7.00"), ("cp1252", "Zoë’s")]
)
def test_the_code_page_is_told_by_its_bytes(desk: Desk, page, text):
    reading = desk.read(f'Name,What,Paid\nA,B,"{text}"\nC,D,"{text}"\n'.encode(page))
    assert cells_of(reading.tables[0])[0][3] == text
    assert (reading.file.encoding == "cp1252") == (page == "cp1252")


@pytest.mark.parametrize(
    "rows",
    [
        "A,10\nB,20\nLibraries Total,5\nC,1\n,36\n",  # a row that only sounds like a total counts as a row
        "A,10.25\nB,20.50\nC,100.14\n,130.9\n",  # the total is written with a decimal less than the rows
    ],
)
def test_a_last_number_alone_is_a_total_though_its_rows_are_odd(desk: Desk, rows):
    table = desk.table(f"name,amount\n{rows}")
    assert aside_of(table)[-1][:2] == (rows.count("\n") + 1, "total")


def test_a_last_number_alone_that_is_no_sum_stays_a_row(desk: Desk):
    assert desk.table("name,amount\nA,10.25\nB,20.50\nC,100.14\n,130.8\n").rows == 4


def test_a_total_counts_a_sparse_row_above_it_and_a_blank_line_changes_nothing(desk: Desk):
    reading = desk.read(
        "Payments over £500\n\nSupplier,Department,Amount,Paid\nOakapple Ltd,Housing,1.50,17/05/2027\n"
        "Pear & Co,Parks,2.75,18/05/2027\n\nQuince Ltd,Roads,3.00\nTotal,,7.25,\nSource: the ledger\n"
    )
    assert aside_of(reading.tables[0])[-2:] == [
        (8, "total", "Total,,7.25,"),
        (9, "note", "Source: the ledger"),
    ]
    assert codes(reading) == {"totals-set-aside": 1, "notes-below": 1, "rows-short": 1}


def test_numbered_notes_below_a_blank_line_are_notes(desk: Desk):
    table = desk.table(
        "name;1990;2000;2010\n" + "A;1;2;3\n" * 3 + "\n*****\nFootnotes\n*****\n\n"
        '"1.";"Until 1992 only the west."\n"2.";"At 31.12."\n\nSource:\n"Register, Association"\n'
        "  Partners:;From 1999 they are counted apart\n"
    )
    assert [line for line, role, _ in aside_of(table) if role == "note"] == [6, 7, 8, 10, 11, 13, 14, 15]
    assert table.rows == 3


def test_a_short_row_below_a_blank_line_is_no_note(desk: Desk):
    assert desk.table(f"Supplier,What,Amount\n{ROWS}\nAcme,Pens\nSource: ledger\n").rows == 4


def test_a_column_of_its_own_heading_is_a_column_of_rows(desk: Desk):
    assert desk.table("foo\n" + "foo\n" * 10).rows == 10
