"""Characters: whatever the encoding, the table says the same, and the file's page shows the same line."""

import codecs

import pytest
from reading_desk import Desk, cells_of, codes

from hundred.intake.decode import utf8_chunks
from hundred.intake.oddities import Oddities
from hundred.lake.lines import lines_around

TEXT = "name,what\nZoë’s Café,£1.50\nPlain,x\n"
ROWS = [[2, "Zoë’s Café", "£1.50"], [3, "Plain", "x"]]


def found(reading, code):
    (finding,) = [finding for finding in reading.findings if finding.code == code]
    return finding


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("mac-roman"), "mac-roman"),
        (codecs.BOM_UTF8 + TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-32-be"), "utf-32-be"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be"),
    ],
)
def test_a_table_says_the_same_in_every_encoding(desk: Desk, data: bytes, encoding: str):
    reading = desk.read(data)
    assert (reading.file.encoding, cells_of(reading.tables[0])) == (encoding, ROWS)
    lines = lines_around(desk.folder / "file", 1, 9, encoding=encoding)
    assert [line.text for line in lines] == TEXT.splitlines()


@pytest.mark.parametrize("page", ["cp437", "cp850"])
@pytest.mark.parametrize("text", ["Café,£1.50", "Müller,£2", "Amount (£),1", "£7.00,x", "SEÑOR,£1"])
def test_a_file_of_dos_is_told_by_what_its_bytes_stand_beside(desk: Desk, page: str, text: str):
    reading = desk.read(b"name,what\n" + text.encode(page) + b"\nPlain,x\n")
    assert cells_of(reading.tables[0])[0][1:] == text.split(",")
    assert codes(reading) == ["encoding-dos"]


@pytest.mark.parametrize(
    "text",
    [
        "£1m",
        "Value£",
        "(£'000)",
        "Smith\xa0Ltd",
        "5 µg/m³",
        "25°C",
        "BRAND™",
        "and so on…",
        "north–south",
        "tenants’",
        "“Hello”",
        "CÔTE",
        "École",
        "à la carte",
        "é",
        "NESTLÉ’S £5",
        "½ price",
    ],
)
def test_windows_is_believed_where_its_characters_make_sense(desk: Desk, text: str):
    reading = desk.read(b"name,what\nA," + text.encode("cp1252") + b"\n")
    assert (reading.file.encoding, cells_of(reading.tables[0])) == ("cp1252", [[2, "A", text]])


def test_pages_are_judged_by_all_of_a_file(desk: Desk):
    data = b"name,what\n" + b"A,plain\n" * 200_000 + "B,Café £5\nC,Café £6\n".encode("cp850")
    assert cells_of(desk.read(data).tables[0])[-1] == [200_003, "C", "Café £6"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([("Zoë £1", "utf-8"), ("Café’s £2", "cp1252"), ("Müller", "utf-8")], "1 line is in Windows-1252"),
        ([("Zoë £1", "cp1252"), ("Café’s £2", "utf-8"), ("Müller", "cp1252")], "1 line is in UTF-8"),
    ],
)
def test_lines_of_another_encoding_are_read_by_their_own(desk: Desk, lines, says):
    data = b"name,what\n" + b"".join(b"A," + text.encode(encoding) + b"\n" for text, encoding in lines)
    reading = desk.read(data)
    assert [row[2] for row in cells_of(reading.tables[0])] == [text for text, _ in lines]
    mixed = found(reading, "encoding-mixed")
    assert (reading.file.encoding, mixed.lines, mixed.examples) == ("utf-8", (3,), ("A,Café’s £2",))
    assert mixed.says.startswith(says)
    shown = lines_around(desk.folder / "file", 2, 9, encoding="utf-8")
    assert [line.text for line in shown] == [f"A,{text}" for text, _ in lines]


def test_a_line_may_hold_both(desk: Desk):
    reading = desk.read(b"name,what\n\xa35," + "£6 at Zoë’s".encode() + b"\n")
    assert cells_of(reading.tables[0]) == [[2, "£5", "£6 at Zoë’s"]]


@pytest.mark.parametrize(
    ("read_as", "times"), [("cp1252", 1), ("cp1252", 2), ("latin-1", 1), ("mac-roman", 1), ("cp437", 1)]
)
def test_garbled_characters_are_put_right_and_told(desk: Desk, read_as: str, times: int):
    garbled = "£5 for Zoë’s café"
    for _ in range(times):
        garbled = garbled.encode().decode(read_as)
    reading = desk.read(f"name,what\nA,plain\nB,{garbled}\n")
    assert cells_of(reading.tables[0])[1] == [3, "B", "£5 for Zoë’s café"]
    told = found(reading, "text-garbled")
    assert told.lines == (3,)
    assert "→ £5" in told.examples[0]


def test_text_garbled_before_it_was_saved_on_a_macintosh(desk: Desk):
    garbled = "Zoë’s café".encode().decode("cp1252").encode("mac-roman")
    reading = desk.read(b"name,what\nA," + garbled + b"\n")
    assert cells_of(reading.tables[0]) == [[2, "A", "Zoë’s café"]]
    assert codes(reading) == ["encoding-mac", "text-garbled"]


def test_a_dash_whose_first_garbled_character_was_dropped(desk: Desk):
    reading = desk.read("name,what\nA,Lot 1 \x80\x93 works\n")
    assert cells_of(reading.tables[0]) == [[2, "A", "Lot 1 – works"]]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("big5", "北京市的中文文本測試,城市名稱與說明"),
        ("cp1251", "Привет мир это проверка,Москва большой город на реке"),
    ],
)
def test_another_script_is_recognised_and_said_to_be_a_guess(desk: Desk, encoding: str, text: str):
    reading = desk.read(("name,what\n" + f"{text}\n" * 9).encode(encoding))
    assert cells_of(reading.tables[0])[0][1:] == text.split(",")
    assert (reading.file.encoding, codes(reading)) == (encoding, ["encoding-other"])
    (line,) = lines_around(desk.folder / "file", 2, 2, encoding=encoding)
    assert line.text == text


def test_characters_of_windows_taken_for_latin_1_are_put_right(desk: Desk):
    reading = desk.read("name,what\nB,it\x92s \x96 yes\n")
    assert cells_of(reading.tables[0]) == [[2, "B", "it’s – yes"]]
    assert found(reading, "text-garbled").count == 2


@pytest.mark.parametrize(
    "text",
    [
        "CHÂTEAU",
        "Llŷr Tŵr",
        "São",
        "IRMÃ",
        "Ångström",
        "naïve",
        "Â",
        "Ä",
        "15¬6",
        "√2",
        "Ελλάδα",
        "Привет",
        "日本",
    ],
)
def test_true_texts_are_left_alone(desk: Desk, text: str):
    reading = desk.read(f"name,what\n{text},{text} £5\n")
    assert cells_of(reading.tables[0]) == [[2, text, f"{text} £5"]]
    assert not reading.findings


def test_characters_lost_before_are_told(desk: Desk):
    reading = desk.read("name,what\nA,x\nCaf\ufffd,y\n")
    lost = found(reading, "characters-lost")
    assert (lost.lines, lost.examples, cells_of(reading.tables[0])[1][1]) == ((3,), ("Caf�",), "Caf�")


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 * 2 + b"name,what\nA,1\n",
        "ï»¿name,what\nA,1\n".encode(),
        codecs.BOM_UTF8 + b"name,what\n" + codecs.BOM_UTF8 + b"A,1\n",
        b"name,what\n" + "ï»¿A,1\n".encode(),
        "\ufeff\ufeffname,what\nA,1\n".encode("utf-16-le"),
    ],
)
def test_marks_of_order_are_left_out_wherever_files_were_joined(desk: Desk, data: bytes):
    reading = desk.read(data)
    assert [column.original for column in reading.tables[0].columns] == ["name", "what"]
    assert cells_of(reading.tables[0]) == [[2, "A", "1"]]
    assert codes(reading) == ["byte-order-mark"]
    shown = lines_around(desk.folder / "file", 1, 9, encoding=reading.file.encoding or "")
    assert [line.text for line in shown] == ["name,what", "A,1"]


def test_marks_made_for_printers_and_dos_are_left_out(desk: Desk):
    reading = desk.read(b"name,what\n\fA,1\nB,2\n\x1a")
    assert cells_of(reading.tables[0]) == [[2, "A", "1"], [3, "B", "2"]]
    assert found(reading, "page-marks").lines == (2, 4)


def test_control_characters_are_kept_and_told(desk: Desk):
    reading = desk.read(b"name,what\nA,x\x0by\n")
    assert cells_of(reading.tables[0]) == [[2, "A", "x\x0by"]]
    assert found(reading, "control-characters").lines == (2,)


def test_half_a_character_at_the_end_is_told(desk: Desk):
    reading = desk.read("name,what\nA,£1\n".encode("utf-16") + b"\0")
    assert cells_of(reading.tables[0]) == [[2, "A", "£1"]]
    assert codes(reading) == ["character-cut"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a,b\r\n1,2\r\n3,4\n", "Most lines end with CR LF, but 1 ends otherwise."),
        (b"a,b\n1,2\r3,4\n5,6\n", "Most lines end with LF, but 1 ends otherwise."),
        (b'a,b\r\n1,"x\ny"\r\n3,"x\nz"\r\n', ""),
        (b"a,b\r\n1,2\r\n", ""),
    ],
)
def test_mixed_line_ends_are_told_but_not_those_within_a_cell(desk: Desk, data: bytes, told: str):
    says = [finding.says for finding in desk.read(data).findings if finding.code == "line-ends-mixed"]
    assert says == ([told] if told else [])


def test_pieces_end_where_lines_do(desk: Desk):
    text = "name,what\r\n" + "A,£5 for Zoë’s café at the end of a piece\r\n" * 60_000
    path = desk.folder / "file"
    path.write_bytes(text.encode("cp1252"))
    chunks = list(utf8_chunks(path, "cp1252", Oddities()))
    assert b"".join(chunks).decode() == text
    assert len(chunks) > 1
    assert all(chunk.endswith(b"\r\n") for chunk in chunks)


def test_other_line_separators_end_no_line(desk: Desk):
    reading = desk.read("name,what\nA,x\u2028y\nB,z\u2029\n")
    assert cells_of(reading.tables[0]) == [[2, "A", "x\u2028y"], [3, "B", "z\u2029"]]


def test_no_break_spaces_are_kept_in_cells(desk: Desk):
    reading = desk.read("name,Net\u00ad Amount\u200b\nA\u00a0B,1\n")
    assert [column.name for column in reading.tables[0].columns] == ["name", "net_amount"]
    assert cells_of(reading.tables[0]) == [[2, "A\u00a0B", "1"]]


def test_a_small_letter_with_an_accent_may_begin_a_word(desk: Desk):
    reading = desk.read("Mot,£\nécole,1\nétat,2\nêtre,3\n".encode("cp1252"))
    assert [row[1] for row in cells_of(reading.tables[0])] == ["école", "état", "être"]
