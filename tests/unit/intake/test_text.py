"""Text files: their lines, their frame, their dialect, their encoding."""

import json

import pytest
from reading_desk import Desk, aside_of, cells_of, codes

from hundred.intake import Dialect, Reading
from hundred.intake.report import as_json


def names(table):
    return [column.name for column in table.columns]


def test_every_row_carries_the_physical_line_it_starts_on(desk: Desk):
    table = desk.table('name,note\nA,"two\nlines"\n\nB,plain\r\nC,"three\r\nmore\rlines"\nD,end')
    assert cells_of(table) == [
        [2, "A", "two\nlines"],
        [5, "B", "plain"],
        [6, "C", "three\r\nmore\rlines"],
        [9, "D", "end"],
    ]
    assert aside_of(table) == [(1, "header", "name,note"), (4, "blank", "")]
    assert (table.first_line, table.last_line, table.rows, table.set_aside) == (2, 9, 4, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_of_three_ways(desk: Desk, end):
    assert cells_of(desk.table(end.join(["name,amount", "A,1", "B,2"]))) == [[2, "A", "1"], [3, "B", "2"]]


def test_a_large_file_has_the_lines_of_a_small_one(desk: Desk):
    count = 200_000  # several pieces of the reader
    table = desk.table(
        "name,note\n" + "".join(f'{n},"a ""quoted"" note\nof two lines"\n' for n in range(count))
    )
    cells = cells_of(table)
    assert len(cells) == count
    assert cells[-1] == [2 * count, str(count - 1), 'a "quoted" note\nof two lines']
    assert [row[0] for row in cells] == list(range(2, 2 * count + 2, 2))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_lines_alike(desk: Desk, delimiter):
    lines = [["Supplier", "Amount", "Purpose"], ["A, B; C", "1", "x"], ["D", "2", "this, that; other"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    table = desk.table(quoted)
    assert table.dialect == Dialect(delimiter)
    assert cells_of(table) == [[2, *lines[1]], [3, *lines[2]]]


def test_titles_and_blank_lines_above_the_headings_are_set_aside(desk: Desk):
    table = desk.table("Payments over £500,,\nApril 2024,,\n,,\nSupplier,Paid,Amount\nA,01/04/2024,1.00\n")
    assert names(table) == ["supplier", "paid", "amount"]
    assert [(line, role) for line, role, _ in aside_of(table)] == [
        (1, "preamble"),
        (2, "preamble"),
        (3, "blank"),
        (4, "header"),
    ]
    assert table.header_lines == (4,)


def test_a_table_without_headings_is_named_by_position(desk: Desk):
    reading = desk.read("A,2024-04-01,1.00\nB,2024-04-02,2.00\nC,2024-04-03,3.00\n")
    (table,) = reading.tables
    assert names(table) == ["column_1", "column_2", "column_3"]
    assert (table.rows, codes(reading)) == (3, ["header-missing"])


def test_years_may_be_headings(desk: Desk):
    assert names(desk.table("Area,2022,2023\nNorth,10,11\nSouth,12,13\n")) == ["area", "2022", "2023"]


def test_headings_become_names_and_are_kept_as_published(desk: Desk):
    reading = desk.read(
        '"Net Amount (£)",Amount,amount,"Supplier\nName",,_file,\n1,2,3,A,x,y,\n4,5,6,B,x,y,\n'
    )
    (table,) = reading.tables
    assert names(table) == ["net_amount", "amount", "amount_2", "supplier_name", "column_5", "file"]
    assert [column.original for column in table.columns][0:4:3] == ["Net Amount (£)", "Supplier Name"]
    assert codes(reading) == ["heading-empty", "columns-empty", "heading-repeated"]


def test_short_rows_are_kept_and_long_ones_only_if_nothing_is_beyond_the_last_column(desk: Desk):
    reading = desk.read("a,b,c\n1,2,3\n4,5\n6,7,8,,\n9,10,11,extra\n12,13,14\n")
    (table,) = reading.tables
    assert cells_of(table) == [
        [2, "1", "2", "3"],
        [3, "4", "5", ""],
        [4, "6", "7", "8"],
        [6, "12", "13", "14"],
    ]
    assert aside_of(table)[-1] == (5, "ragged", "9,10,11,extra")
    assert {finding.code: finding.line for finding in reading.findings} == {"rows-short": 3, "rows-long": 5}


def test_stray_quotes_are_characters_and_are_said(desk: Desk):
    reading = desk.read('name,size\nA 5" pipe,"3" wide"\n"open,4\nB,5\nC,6\n')
    assert cells_of(reading.tables[0]) == [
        [2, 'A 5" pipe', '3" wide'],
        [3, '"open', "4"],
        [4, "B", "5"],
        [5, "C", "6"],
    ]
    assert {finding.code: finding.lines for finding in reading.findings} == {
        "quotes-stray": (2,),
        "quotes-unclosed": (3,),
    }


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("café £1".encode(), "utf-8"),
        ("café £1".encode("utf-8-sig"), "utf-8-sig"),
        (b"\xef\xbb\xbf" * 2 + "café £1".encode(), "utf-8-sig"),
        ("café £1".encode("utf-16"), "utf-16-le"),
        ("café £1".encode("utf-16-le"), "utf-16-le"),
        ("café £1".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found_and_the_characters_are_right(desk: Desk, data, encoding):
    text = "name,what\nA,{}\n"
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    marked = b"\xef\xbb\xbf\xef\xbb\xbf" if data.count(b"\xef\xbb\xbf") == 2 else b""
    if encoding == "utf-8-sig":
        marked = marked or b"\xef\xbb\xbf"
    elif data.startswith(b"\xff\xfe"):
        marked = b"\xff\xfe"
    reading = desk.read(marked + text.format("café £1").encode(codec))
    assert cells_of(reading.tables[0]) == [[2, "A", "café £1"]]
    assert (reading.file.encoding, names(reading.tables[0])) == (encoding, ["name", "what"])


def test_windows_quotes_and_bytes_without_a_character_in_a_late_piece(desk: Desk):
    lines = b"name,what\n" + b"A,plain\n" * 700_000 + b"B,it\x92s \x80\xa35 \x81\n"
    reading = desk.read(lines)
    assert cells_of(reading.tables[0])[-1] == [700_002, "B", "it’s €£5 \x81"]
    assert {finding.code: finding.count for finding in reading.findings} == {
        "encoding-windows": 1,
        "bytes-undefined": 1,
    }


def test_a_reading_survives_json_and_reports_as_the_command_line_shows_it(desk: Desk):
    reading = desk.read("Supplier,Paid\nA,13/04/2024\nB,\n")
    assert Reading.from_dict(json.loads(json.dumps(reading.as_dict()))) == reading
    (table,) = json.loads("".join(as_json(reading)))["tables"]
    assert table["columns"][1] == {
        "name": "paid",
        "original": "Paid",
        "type": "date",
        "format": "dd/mm/yyyy",
        "nulls": 1,
        "example": "13/04/2024",
    }
    assert table["set_aside"] == [{"line": 1, "role": "header", "text": "Supplier,Paid"}]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Code,Options,Parts\n" + "AK-1,bench|5|blue,5|AK\n" * 30, ["Code", "Options", "Parts"]),
        ("Code,Facts\n" + 'AK-1,"{""a"": 1, ""b"": [""5"", ""x; y""]}"\n' * 30, ["Code", "Facts"]),
        ("Remark\n" + "AK-1; late\nnone\n" * 20, ["Remark"]),
    ],
)
def test_a_mark_within_cells_that_the_headings_have_not_got_is_no_delimiter(desk: Desk, text, headings):
    assert [column.original for column in desk.table(text).columns] == headings


def test_a_comma_and_a_space_delimit_where_they_explain_every_record(desk: Desk):
    table = desk.table(
        "Day, Item, Note\n" + '01/02/2027, "Rake, long", \n' * 3 + '02/02/2027, Saw, "a, b, c, d"\n'
    )
    assert (table.dialect.delimiter, cells_of(table)[0]) == (", ", [2, "01/02/2027", "Rake, long", ""])


def test_cells_that_begin_with_spaces_keep_them_where_a_comma_explains_every_record(desk: Desk):
    table = desk.table('Day,Item,Cost\n01/02/2027,Rake,"£1,234.50"\n01/02/2027, Saw , 5\n')
    assert cells_of(table)[1] == [3, "01/02/2027", " Saw ", " 5"]


def test_spaces_delimit_where_quotes_keep_words_together_in_every_record(desk: Desk):
    table = desk.table("Day Item Note\n" + '01/02/2027 "Rake, long" \n02/02/2027 Saw "Blue one"\n' * 3)
    assert (table.dialect.delimiter, cells_of(table)[0]) == (" ", [2, "01/02/2027", "Rake, long", ""])


def test_a_title_of_as_many_words_as_there_are_columns_makes_no_delimiter_of_blanks(desk: Desk):
    rows = ["13/01/2020;Tern & Sons;0.00;00000", "13/01/2020;Dyke, Drain; and Ditch;0.00;00000"]
    quoted = ['"' + row.replace(";0", '";"0').replace("2020;", '2020";"') + '"' for row in rows]
    title, headings = "Payments over £500, 2027", '"Day";"Supplier";"Net amount (£)";"Reference"'
    table = desk.table("\n".join([title, headings, *quoted, quoted[0]]))
    assert (table.dialect, table.header_lines, table.rows) == (Dialect(";"), (2,), 3)


def test_apostrophes_enclose_cells_with_delimiters_and_apostrophes_in_them(desk: Desk):
    table = desk.table("a,b,c\n" + "1,2,'the town's own, oiled'\n" * 20 + "1,2,Men's boots\n" * 20)
    assert [row[3] for row in cells_of(table)[19:21]] == ["the town's own, oiled", "Men's boots"]


def test_apostrophes_of_words_enclose_nothing(desk: Desk):
    table = desk.table("a,b\n" + "Men's boots,'tis\n" * 20)
    assert (table.dialect.quote, cells_of(table)[0]) == ('"', [2, "Men's boots", "'tis"])


@pytest.mark.parametrize("title", ["# it's a comment!", "Spend 2024"])
def test_a_title_above_two_columns_is_no_heading(desk: Desk, title):
    table = desk.table(f"{title}\nid,name\n1,english\n2,x\n")
    assert (table.header_lines, table.rows) == ((2,), 2)


def test_a_third_line_of_headings_says_what_the_figures_are(desk: Desk):
    table = desk.table(",Sale,Sale\nDay,Time,Quantity\n,,number\n" + "01/02/2027,00:15,3\n" * 20)
    assert [column.original for column in table.columns] == ["Day", "Sale Time", "Sale Quantity number"]
    assert (table.header_lines, table.rows) == ((1, 2, 3), 20)


def test_an_empty_heading_too_many_is_a_slip(desk: Desk):
    table = desk.table("a,,b,c\n" + "x,2,3\n" * 20)
    assert [column.original for column in table.columns] == ["a", "b", "c"]
    kept = desk.table("a,,b,c\n" + "x,1,2,3\n" * 20)
    assert [column.original for column in kept.columns] == ["a", "", "b", "c"]


def test_headings_lose_quotes_of_another_kind_than_the_rows_have(desk: Desk):
    table = desk.table("'Day','Item'\n" + '1,"Rake, long"\n' * 20)
    assert [column.original for column in table.columns] == ["Day", "Item"]


def test_the_separators_of_ascii_part_cells(desk: Desk):
    table = desk.table("a\x1fb\n" + "1\x1f2\n" * 50)
    assert (table.dialect.delimiter, table.rows) == ("\x1f", 50)
