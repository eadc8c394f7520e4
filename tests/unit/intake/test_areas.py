"""Several tables in one sheet, below or beside each other; and what only looks like them."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter

from hundred.intake.formats.areas import areas_of
from hundred.intake.reader import read
from hundred.intake.reading import Reading

PAID = [["Supplier", "Amount"], *([f"Supplier {n}", f"{n}.50"] for n in range(1, 7))]
WARDS = [["Ward", "Trees", "Surveyed"], *([f"Ward {n}", str(n * 7), f"{n:02}/05/2027"] for n in range(1, 4))]


def beside(*blocks: list[list[str]], gap: int = 1) -> list[list[str]]:
    """Blocks next to each other, with empty columns between them."""
    rows = []
    for place in range(max(map(len, blocks))):
        row: list[str] = []
        for block in blocks:
            row += [""] * gap if row else []
            row += block[place] if place < len(block) else [""] * len(block[0])
        rows.append(row)
    return rows


def numbered(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    width = max(map(len, rows))
    return [(line, row + [""] * (width - len(row))) for line, row in enumerate(rows, 1)]


def areas(rows: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    return [(a.top, a.bottom, a.left, a.right, a.title) for a in areas_of(numbered(rows))]


def read_sheet(folder: Path, rows: list[list[str]]) -> Reading:
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Spend")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write(line, column, cell)
    return read(path, name="book.xlsx", into=folder)


def rows_of(reading: Reading, number: int) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in pq.read_table(reading.tables[number].cells).to_pylist()]


def test_a_sheet_with_one_table_is_one_area() -> None:
    assert areas(PAID) == [(1, 0, 0, 0, "")]


def test_a_table_below_another_begins_with_its_title() -> None:
    assert areas([*PAID, [""], ["Trees"], *WARDS]) == [(1, 9, 0, 0, ""), (9, 0, 0, 0, "Trees")]


def test_tables_beside_each_other_are_told_by_the_empty_column_between_them() -> None:
    assert areas(beside(PAID, WARDS)) == [(1, 0, 0, 3, ""), (1, 0, 3, 0, "")]


def test_each_of_three_tables_beside_each_other_has_its_title() -> None:
    titled = [
        ["Payments"] + [""] * 8,
        [""],
        *beside(PAID, WARDS, [["Park", "Area"], ["Quay", "2"], ["Hill", "5"]]),
    ]
    titled[0][3], titled[0][7] = "Trees", "Parks"
    assert areas(titled) == [(1, 0, 0, 3, "Payments"), (1, 0, 3, 7, "Trees"), (1, 0, 7, 0, "Parks")]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            beside(PAID, [["Ward", "Trees"], *([f"Ward {n}", "7"] for n in range(1, 7))]), id="as long"
        ),
        pytest.param(
            beside(PAID, [["Supplier", "Amount"], ["Ash", "1"], ["Elm", "2"]]), id="the same headings"
        ),
        pytest.param(beside(PAID, [["Notes"], ["Source: the ledger"], ["Unaudited"]]), id="notes"),
        pytest.param(
            beside(PAID, [["", ""], ["Total", "27.00"], ["Mean", "4.50"]]), id="sums without headings"
        ),
        pytest.param(beside(PAID, [["Ward", "Trees"], ["Quay", "7"], ["", ""], ["Hill", "9"]]), id="gaps"),
    ],
)
def test_columns_set_apart_that_may_belong_to_the_table_stay_with_it(rows: list[list[str]]) -> None:
    assert areas(rows) == [(1, 0, 0, 0, "")]


def test_tables_beside_each_other_are_read_with_their_own_rows_and_lines(tmp_path: Path) -> None:
    reading = read_sheet(tmp_path, beside(PAID, WARDS))
    assert [[column.original for column in table.columns] for table in reading.tables] == [PAID[0], WARDS[0]]
    assert [(table.rows, table.first_line, table.last_line) for table in reading.tables] == [
        (6, 2, 7),
        (3, 2, 4),
    ]
    assert rows_of(reading, 1)[0] == (2, "Ward 1", "7", "01/05/2027")
    assert [finding.code for finding in reading.findings] == ["tables-beside"]
    for table in reading.tables:  # every line has its role in each
        assert table.rows + table.set_aside == 7


def test_tables_below_each_other_are_read_with_their_own_rows_and_lines(tmp_path: Path) -> None:
    reading = read_sheet(tmp_path, [*PAID, [""], ["Trees"], *WARDS])
    assert [(table.name, table.begins, table.until) for table in reading.tables] == [
        ("Spend", 1, 9),
        ("Trees", 9, 0),
    ]
    assert [(table.rows, table.first_line, table.header_lines) for table in reading.tables] == [
        (6, 2, (1,)),
        (3, 11, (10,)),
    ]
    assert rows_of(reading, 1)[-1] == (13, "Ward 3", "21", "03/05/2027")
    assert [finding.code for finding in reading.findings] == ["tables-below"]
