"""Text of fixed width: told by the gaps that go down all of it, or by a ruler under its headings."""

import pytest
from reading_desk import Desk, aside_of, cells_of

from hundred.intake.formats.fixed import cells_at, fixed_cuts
from hundred.intake.reread import cells_by_column

GAPS = """\
Supplier        Paid        Amount
Oakapple Ltd    17/05/2027    1.50
Pear & Co       18/05/2027   12.75
Quince          18/05/2027  103.00
Ash and Sons    19/05/2027    9.99
"""
RULED = """\
Payments over £500

Supplier     Paid       Amount
------------ ---------- ------
Oakapple Ltd 17/05/2027   1.50
Pear & Co    18/05/2027  12.75
Quince       18/05/2027 103.00
"""


def headings(table) -> list[str]:
    return [column.original for column in table.columns]


def test_gaps_down_the_whole_text_part_its_columns(desk: Desk):
    reading = desk.read(GAPS, "spend.txt")
    (table,) = reading.tables
    assert (reading.file.kind, reading.file.encoding, reading.findings) == ("fixed", "utf-8", ())
    assert (headings(table), table.header_lines) == (["Supplier", "Paid", "Amount"], (1,))
    assert cells_of(table)[1:3] == [
        [3, "Pear & Co", "18/05/2027", "12.75"],
        [4, "Quince", "18/05/2027", "103.00"],
    ]


def test_a_ruler_parts_them_by_single_spaces_and_is_set_aside_as_it_stands(desk: Desk):
    (table,) = desk.read(RULED).tables
    assert (headings(table), table.header_lines) == (["Supplier", "Paid", "Amount"], (3, 4))
    assert cells_of(table)[0] == [5, "Oakapple Ltd", "17/05/2027", "1.50"]
    assert aside_of(table) == [
        (1, "preamble", "Payments over £500"),
        (2, "blank", ""),
        (3, "header", "Supplier     Paid       Amount"),
        (4, "header", "------------ ---------- ------"),
    ]


def test_in_another_encoding_and_with_other_line_ends_it_is_the_same(desk: Desk):
    text = GAPS.replace("Pear & Co", "Café & Co").replace("\n", "\r\n")
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        (table,) = desk.read(text.encode(encoding)).tables
        assert cells_of(table)[1] == [3, "Café & Co", "18/05/2027", "12.75"], encoding


def test_a_word_that_goes_on_into_the_next_column_is_told(desk: Desk):
    rows = "Oakapple Ltd    1.50\nPear & Co       2.75\n" * 12
    reading = desk.read(f"Supplier      Amount\n------------  ------\n{rows}Quince and Medlar Ltd  3.00\n")
    (finding,) = reading.findings
    assert (finding.code, finding.lines) == ("fixed-across", (27,))


def test_the_cells_of_a_line_are_found_again(desk: Desk):
    (table,) = desk.read(GAPS).tables
    found = cells_by_column("Quince          18/05/2027  103.00", GAPS.split("\n")[0], table.dialect)
    assert found == {"supplier": "Quince", "paid": "18/05/2027", "amount": "103.00"}


@pytest.mark.parametrize(
    "text",
    [
        "a,b   c\n" * 9,  # a delimiter parts it evenly
        "Dear Sir or Madam,\n  we write to you about the\n  payments of May, and\n  those of June.\n" * 3,
        "name:   Oakapple\n  town:   Leeds\n  paid:   1.50\n" * 4,  # no gap goes down all lines
        "one\ntwo\nthree\nfour\nfive\n",
        "a  b\nc  d\n",  # too few lines to be plain
        "* one thing\n* two things\n* three things\n* four things\n",
    ],
)
def test_what_is_not_plainly_of_fixed_width_is_left_alone(text: str):
    assert fixed_cuts(text) is None


def test_cells_together_are_the_line():
    line = " Pear & Co       18/05/2027   12.75"
    assert "".join(cells_at(line, (0, 17, 29))) == line
    assert cells_at("Pear", (0, 17, 29)) == ["Pear", "", ""]


def test_a_column_that_is_headed_may_be_all_but_empty(desk: Desk):
    lines = "01/02/2027  5    Garden bench\n" * 30 + "02/02/2027  17   Saw           late\n"
    table = desk.table("Day         Qty  Item          Remarks\n" + lines)
    assert [column.original for column in table.columns] == ["Day", "Qty", "Item", "Remarks"]
