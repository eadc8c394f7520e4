"""HTML: the tables of a page, as they are saved under the names of workbooks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_desk import Desk, aside_of, cells_of, codes

from hundred.intake import read


def headings(table) -> list[str]:
    return [column.original for column in table.columns]


def test_a_table_saved_as_a_workbook_is_read(desk: Desk):
    page = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><style>td { color: red }</style>
    <body><table><tr><td>Supplier</td><td>Paid</td><td>Amount</td></tr>
    <tr><td>Ash &amp; Sons<br>Ltd</td><td>17/05/2027</td><td x:num="1234.5">&pound;1,234.50</td></tr>
    <tr><td>Acme</td><td>18/05/2027</td><td>2.00</td></tr></table></body></html>"""
    reading = desk.read(page, "spend.xls")
    (table,) = reading.tables
    assert (reading.file.kind, codes(reading)) == ("html", ["html-tables"])
    assert (headings(table), table.sheet) == (["Supplier", "Paid", "Amount"], "Table 1")
    assert cells_of(table) == [
        [2, "Ash & Sons Ltd", "17/05/2027", "£1,234.50"],
        [3, "Acme", "18/05/2027", "2.00"],
    ]


def test_every_table_with_data_is_read_under_its_caption(desk: Desk):
    page = (
        "<table><caption>Net <b>spend</b></caption><tr><th>a<th>b<tr><td>1<td>2</table>"
        "<table><tr><td>menu</table>"
        "<table><tr><th>c<th>d<tr><td>3<td>4</table>"
    )
    reading = desk.read(f"<!doctype html>{page}")
    assert [(table.sheet, cells_of(table)) for table in reading.tables] == [
        ("Net spend", [[2, "1", "2"]]),
        ("Table 2", [[2, "3", "4"]]),
    ]


def test_header_cells_are_headings_even_if_they_look_like_figures(desk: Desk):
    (table,) = desk.read("<table><tr><th>2023<th>2024<tr><td>1<td>2<tr><td>3<td>4</table>").tables
    assert (headings(table), table.header_lines, table.rows) == (["2023", "2024"], (1,), 2)


def test_headings_of_two_rows_over_columns_and_rows_are_joined(desk: Desk):
    (table,) = desk.read(
        "<table><tr><th rowspan=2>Supplier<th colspan=2>Amount<tr><th>Net<th>VAT"
        "<tr><td>Acme<td>1.00<td>0.20</table>"
    ).tables
    assert (headings(table), table.header_lines) == (["Supplier", "Amount Net", "Amount VAT"], (1, 2))
    assert cells_of(table) == [[3, "Acme", "1.00", "0.20"]]


def test_a_title_over_the_table_stands_above_the_headings(desk: Desk):
    (table,) = desk.read(
        "<table><tr><td colspan=2>Payments over £500<tr><td>Supplier<td>Amount<tr><td>Acme<td>1</table>"
    ).tables
    assert (headings(table), table.header_lines) == (["Supplier", "Amount"], (2,))
    assert aside_of(table)[0] == (1, "preamble", "Payments over £500")


def test_text_over_several_rows_is_repeated_but_an_amount_counts_once(desk: Desk):
    reading = desk.read(
        "<table><tr><th>Council<th>Supplier<th>Amount"
        "<tr><td rowspan=2>Bury<td>Acme<td rowspan=2>10.00<tr><td>Ash<tr><td>Leeds<td>Elm<td>5.00</table>"
    )
    (table,) = reading.tables
    assert cells_of(table) == [
        [2, "Bury", "Acme", "10.00"],
        [3, "Bury", "Ash", ""],
        [4, "Leeds", "Elm", "5.00"],
    ]
    assert codes(reading) == ["html-tables", "cells-merged", "amounts-merged"]


def test_tables_that_arrange_other_tables_are_none(desk: Desk):
    (table,) = desk.read(
        "<table><tr><td>menu<td><table><tr><th>a<th>b<tr><td>1<td>2</table><tr><td>foot<td>note</table>"
    ).tables
    assert cells_of(table) == [[2, "1", "2"]]


def test_what_a_reader_of_the_page_does_not_see_is_no_text(desk: Desk):
    (table,) = desk.read(
        "<table><tr><th>a<th>b<tr><td><script>x</script>1<span style='display: none'>0<span>0</span></span>"
        "<td>2<style>y</style></table>"
    ).tables
    assert cells_of(table) == [[2, "1", "2"]]


def test_totals_and_notes_are_set_aside_as_in_a_workbook(desk: Desk):
    rows = "".join(f"<tr><td>Supplier {n}<td>{n}.00" for n in range(1, 6))
    (table,) = desk.read(f"<table><tr><th>Supplier<th>Amount{rows}<tr><td>Total<td>15.00</table>").tables
    assert (table.rows, aside_of(table)[-1][:2]) == (5, (7, "total"))


def test_a_page_in_another_encoding_is_read_by_its_bytes(desk: Desk):
    page = "<meta charset='utf-8'><table><tr><th>Café<th>£<tr><td>a<td>1</table>"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        (table,) = desk.read(page.encode(encoding)).tables
        assert headings(table) == ["Café", "£"], encoding


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "<table><tr><td>User name<td><input type=text><tr><td>Password<td><input type=password></table>",
        "<table><tr><td>Error 404</table>",
        "<table><tr><td>one column<tr><td>of words</table>",
        "<table></table>",
        "<html><frameset><frame src='sheet001.htm'></frameset></html>",
    ],
)
def test_a_page_without_a_table_of_data_is_refused(desk: Desk, page: str):
    reading = desk.read(page)
    assert (reading.tables, codes(reading)) == ((), ["file-is-html"])


HOSTILE = {
    "tables without end": ("<table><tr><td>" * 50_000, "html-too-deep"),
    "elements without end": ("<table><tr><td>" + "<b>" * 100_000, "file-is-html"),
    "a cell over a million columns": (
        "<table><tr>" + "<td colspan=1000000>a" * 50 + "<tr><td>1<td>2</table>",
        "columns-too-many",
    ),
    "entities upon entities": (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><table><tr><td>&b;</table>',
        "file-is-html",
    ),
    "NULs and broken tags": ("<table\0<tr<td></table></table></td><<<>", "file-is-html"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_pages_are_refused(desk: Desk, what: str):
    page, code = HOSTILE[what]
    assert codes(desk.read(page)) == [code]


def test_a_cell_over_all_rows_reaches_no_further_than_the_table(desk: Desk):
    (table,) = desk.read("<table><tr><th>a<th>b<tr><td rowspan=65534>x<td>1<tr><td>2<tr><td>3</table>").tables
    assert cells_of(table) == [[2, "x", "1"], [3, "x", "2"], [4, "x", "3"]]


TAGS = st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "<th>", "</td>", "<td colspan=3 rowspan=2>", "a", "1"]
)


@settings(max_examples=30, deadline=None)  # each reads a file
@given(st.lists(TAGS, max_size=60))
def test_any_jumble_of_tags_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, tags: list[str]):
    folder = tmp_path_factory.mktemp("html")
    (folder / "file").write_text("<table>" + "".join(tags))
    reading = read(folder / "file", name="file", into=folder)
    assert reading.tables or codes(reading) == ["file-is-html"]
