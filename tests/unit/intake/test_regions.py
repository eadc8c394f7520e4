"""Further tables below the first: each is read as a table of its own, and no table is torn in two."""

import pytest
from reading_desk import Desk, aside_of, cells_of, codes

FIRST = "Supplier,Amount\nOakapple Ltd,1.50\nPear & Co,2.75\nQuince Ltd,3.00\n"
SECOND = "Ward,Trees,Benches\nQuay,12,3\nHill,30,1\n"


def shape(desk: Desk, text: str) -> list[tuple[int, ...]]:
    """Of each table: the lines of its headings, and its rows."""
    return [(*table.header_lines, table.rows) for table in desk.read(text).tables]


def test_a_second_table_below_a_blank_line_is_a_table_of_its_own(desk: Desk):
    reading = desk.read(f"{FIRST}\n{SECOND}", "may.csv")
    first, second = reading.tables
    assert ([c.name for c in first.columns], first.rows) == (["supplier", "amount"], 3)
    assert cells_of(second) == [[7, "Quay", "12", "3"], [8, "Hill", "30", "1"]]
    assert [(table.name, table.begins, table.until) for table in reading.tables] == [
        ("may", 1, 6),
        ("may (2)", 6, 0),
    ]
    (finding,) = reading.findings
    assert (finding.code, finding.lines, finding.count) == ("tables-below", (6,), 2)


def test_every_line_belongs_to_one_table_and_is_a_row_of_it_or_set_aside(desk: Desk):
    first, second = desk.read(
        f"List\n\n{FIRST}Total,7.25\n\nTrees by ward\n{SECOND}\nSource: survey\n"
    ).tables
    assert aside_of(first) == [
        (1, "preamble", "List"),
        (2, "blank", ""),
        (3, "header", "Supplier,Amount"),
        (8, "blank", ""),
        (7, "total", "Total,7.25"),
    ]
    assert aside_of(second) == [
        (9, "preamble", "Trees by ward"),
        (10, "header", "Ward,Trees,Benches"),
        (13, "blank", ""),
        (14, "note", "Source: survey"),
    ]
    assert (first.rows, first.set_aside, second.rows, second.set_aside) == (3, 5, 2, 4)


def test_a_title_above_the_second_table_is_its_name(desk: Desk):
    second = desk.read(f"{FIRST}\nTrees by ward\n{SECOND}").tables[1]
    assert (second.name, second.title, second.begins, second.header_lines) == ("Trees by ward",) * 2 + (
        6,
        (7,),
    )


def test_names_of_tables_are_distinct(desk: Desk):
    tables = desk.read(
        f"{FIRST}\nTrees\n{SECOND}\nTrees\nPark,Ponds,Oaks,Elms\nLow,1,2,3\nTop,4,5,6\n", "t.csv"
    ).tables
    assert [table.name for table in tables] == ["t", "Trees", "Trees (2)"]


def test_records_that_change_their_width_for_good_begin_a_table(desk: Desk):
    assert shape(desk, FIRST + SECOND) == [(1, 3), (5, 2)]


def test_a_wider_table_below_does_not_widen_the_first(desk: Desk):
    rows = "".join(f"{n},{n},{n},{n}\n" for n in range(40))
    first, second = desk.read(f"{FIRST}\nA one,B two,C three,D four\n{rows}").tables
    assert (len(first.columns), len(second.columns), second.rows) == (2, 4, 40)


def test_cells_padded_by_a_spreadsheet_change_nothing(desk: Desk):
    padded = FIRST.replace("\n", ",,\n") + ",,,\n" + SECOND.replace("\n", ",\n")
    assert shape(desk, padded) == [(1, 3), (6, 2)]


def test_lines_count_on_over_cells_of_several_lines(desk: Desk):
    first, second = desk.read(f'{FIRST}"Ash\n& Sons",4.00\n\n{SECOND}').tables
    assert (first.last_line, second.header_lines, second.first_line, second.last_line) == (5, (8,), 9, 10)


def test_each_table_is_typed_by_itself(desk: Desk):
    text = "When,Amount\n01/05/2027,1.50\n13/05/2027,2.75\n\nAmount,Where,What\nmuch,Quay,1\nlittle,Hill,2\n"
    tables = desk.read(text).tables
    assert [[d.type.kind for d in table.decisions()] for table in tables] == [
        ["date", "decimal"],
        ["text", "text", "integer"],
    ]


def test_tables_far_down_a_text_of_many_pieces_are_found(desk: Desk):
    rows = "".join(f"Supplier number {n},{n}.50\n" for n in range(120_000))
    first, second = desk.read(f"Supplier,Amount\n{rows}\n{SECOND}").tables
    assert (first.rows, second.rows, second.first_line) == (120_000, 2, 120_004)


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("Supplier,Amount\nAsh & Sons,4.00\nElm Ltd,5.00\n", id="the headings again"),
        pytest.param("SUPPLIER,Amount \nAsh & Sons,4.00\nElm Ltd,5.00\n", id="the headings in other letters"),
        pytest.param("Ash & Sons,4.00\nElm Ltd,5.00\nFir Ltd,6.00\n", id="rows"),
        pytest.param(
            "Ash & Sons,withheld\nElm Ltd,5.00\nFir Ltd,6.00\n", id="a row with a word for a figure"
        ),
        pytest.param(
            "Oakapple Ltd,see below\nElm Ltd,5.00\nFir Ltd,6.00\n", id="a row with a name known from above"
        ),
        pytest.param("Parks\nAsh & Sons,4.00\nElm Ltd,5.00\n", id="rows under a title"),
        pytest.param("Note: paid in May\nSource: the ledger\n", id="notes"),
        pytest.param("Ward,Trees,Benches\nQuay,12,3\n", id="one row only"),
        pytest.param("Total,7.25\nOf which VAT,1.20\nNet,6.05\n", id="totals"),
        pytest.param("Contact,Ada Bell\nRoom,Upper hall\nDesk,Left\n", id="words beside words"),
    ],
)
def test_what_goes_on_with_the_table_is_no_other_table(desk: Desk, below: str):
    assert len(desk.read(f"{FIRST}\n{below}").tables) == 1


def test_a_table_of_words_with_blank_lines_in_it_stays_whole(desk: Desk):
    people = (
        "Name,Town,Trade\nAda,Ness,Baker\nBo,Wick,Cooper\n\nCy,Fen,Smith\nDee,Ness,Baker\nEve,Wick,Smith\n"
    )
    assert shape(desk, people) == [(1, 5)]


def test_ragged_rows_are_no_other_table(desk: Desk):
    rows = "".join(f"Oak,{n},x\n" + f"Elm,{n},x,y\n" * (n % 3) for n in range(60))
    assert len(desk.read(f"Name,Number,Mark\n{rows}").tables) == 1


def test_a_table_above_without_headings_keeps_what_is_below(desk: Desk):
    assert (
        len(
            desk.read(
                "Oakapple Ltd,1.50\nPear & Co,2.75\n\nSupplier,Amount,Ward\nAsh,1,Quay\nElm,2,Hill\n"
            ).tables
        )
        == 1
    )


def test_one_table_with_many_headings_is_one_table(desk: Desk):
    parts = "".join(f"\nWard {n},Trees {n},Benches {n}\nQuay,12,3\nHill,30,1\n" for n in range(40))
    reading = desk.read(FIRST + parts)
    assert (len(reading.tables), "tables-below" in codes(reading)) == (1, False)
