"""What type a column gets, from all of its cells, and what becomes of each cell."""

from datetime import date, datetime
from decimal import Decimal

import pytest

on, at = date.fromisoformat, datetime.fromisoformat


def column(desk, cells, heading="Thing"):
    """The typed values, kind and findings of one column, beside a column of names."""
    lines = "".join(f'"{cell}",name {number}\n' for number, cell in enumerate(cells))
    values, kinds, findings = desk.typed(f"{heading},Name\n{lines}")
    name = next(iter(values))
    return values[name], kinds[name], findings


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "-20", "300"], "integer", [1, -20, 300]),
        (["1,234", "12", "1,234,567"], "integer", [1234, 12, 1234567]),
        (["1.5", "2", "-.25"], "decimal", [Decimal("1.50"), Decimal("2.00"), Decimal("-0.25")]),
        (["£1,234.50", "(£2.00)", "3.10-", "-£4.00", "£ 5"], "decimal", [
            1234.5, -2, Decimal("-3.10"), -4, 5]),
        (["£500", "£20"], "decimal", [500, 20]),
        (["01/02/2024", "25/02/2024"], "date", [on("2024-02-01"), on("2024-02-25")]),
        (["02/25/2024", "01/02/2024"], "date", [on("2024-02-25"), on("2024-01-02")]),
        (["1/2/24", "13-04-2024", "5.6.2024"], "date", [
            on("2024-02-01"), on("2024-04-13"), on("2024-06-05")]),
        (["2024-02-29", "2024/03/01"], "date", [on("2024-02-29"), on("2024-03-01")]),
        (["1 Jan 2024", "02-Feb-24", "3 March 2024"], "date", [
            on("2024-01-01"), on("2024-02-02"), on("2024-03-03")]),
        (["2024-01-01T10:30", "2024-01-02T11:00:05"], "datetime", [
            at("2024-01-01T10:30:00"), at("2024-01-02T11:00:05")]),
        (["13/01/2024 09:05", "14/01/2024"], "datetime", [
            at("2024-01-13T09:05:00"), at("2024-01-14T00:00:00")]),
        (["13/01/2024 00:00", "14/01/2024 00:00:00"], "date", [on("2024-01-13"), on("2024-01-14")]),
        (["Yes", "no", "YES"], "boolean", [True, False, True]),
        (["TRUE", "FALSE", ""], "boolean", [True, False, None]),
        ([" 7 ", "8\u00a0", "9"], "integer", [7, 8, 9]),
        (["12345678901234567.25", "1.50"], "decimal", [Decimal("12345678901234567.25"), Decimal("1.5")]),
    ],
)  # fmt: skip
def test_cells_get_the_type_they_share(desk, cells, kind, values):
    typed, found, findings = column(desk, cells)
    assert (found, typed, findings) == (kind, values, ())


@pytest.mark.parametrize(
    "cells",
    [
        ["007", "123", "456"],  # a code: its zeros mean something
        ["1234567890123456789", "1"],  # more digits than a whole number keeps
        ["+44 113 496 0000", "+441134960001"],
        ["31/02/2024", "01/01/2024"],  # no such day
        ["1", "two"],
        [*map(str, range(100)), "A12"],  # beside a code, numbers are codes
        ["", ""],
        ["N/A", "-"],
    ],
)
def test_what_is_no_type_of_ours_stays_text_to_the_letter(desk, cells):
    typed, found, findings = column(desk, cells)
    assert (found, typed, findings) == ("text", [cell or None for cell in cells], ())


@pytest.mark.parametrize("word", ["N/A", "n/a", "-", "–", "Nil", "NULL", "none", "#N/A", "Not available"])
def test_words_for_nothing_are_null_in_a_typed_column_and_kept_in_text(desk, word):
    assert column(desk, ["1", word])[:2] == ([1, None], "integer")
    assert column(desk, ["one", word])[:2] == (["one", word], "text")


def test_one_leading_zero_anywhere_in_the_file_makes_a_column_a_code(desk):
    cells = [str(number) for number in range(1, 5000)] + ["0042"]
    assert column(desk, cells)[1] == "text"


def test_a_column_of_numbers_stays_one_when_a_cell_in_a_hundred_is_not(desk):
    cells = [f"{number}.50" for number in range(200)]
    cells[40] = "see note"
    typed, kind, findings = column(desk, cells, heading="Net Amount")
    (finding,) = findings
    assert kind == "decimal"
    assert typed[39:42] == [Decimal("39.50"), None, Decimal("41.50")]
    assert (finding.code, finding.column, finding.line, finding.count) == (
        "cell-not-decimal",
        "net_amount",
        42,
        1,
    )
    assert (finding.lines, finding.examples) == ((42,), ("see note",))


def test_with_fewer_than_twenty_values_every_one_must_agree(desk):
    assert column(desk, ["1"] * 18 + ["x"])[1] == "text"


def test_only_lines_with_more_than_a_hundredth_strange_cells_make_it_text(desk):
    assert column(desk, ["1"] * 198 + ["x"] * 2)[1] == "integer"
    assert column(desk, ["1"] * 197 + ["x"] * 3)[1] == "text"


def test_the_findings_name_no_more_than_twenty_lines(desk):
    _, _, (finding,) = column(desk, ["1"] * 3000 + ["x"] * 30)
    assert (finding.count, len(finding.lines), len(finding.examples)) == (30, 20, 5)


def test_a_column_may_be_called_anything(desk):
    headings = ["cell", "x", "place", "times", "shape", "select", "Order by", "_line", "rows"]
    values, kinds, _ = desk.typed(",".join(headings) + "\n" + ",".join("1" for _ in headings) + "\n")
    assert list(kinds) == ["cell", "x", "place", "times", "shape", "select", "order_by", "line", "rows"]
    assert [values[name] for name in kinds] == [[1]] * len(headings)
    assert set(kinds.values()) == {"integer"}


def test_a_table_may_have_hundreds_of_columns(desk):
    headings = ",".join(f"Year {number}" for number in range(1200))
    values, kinds, _ = desk.typed(f"{headings}\n" + ",".join(str(number) for number in range(1200)) + "\n")
    assert (values["year_1199"], set(kinds.values())) == ([1199], {"integer"})


def test_an_order_of_day_and_month_that_nothing_proves_is_said_to_be_assumed(desk):
    typed, kind, (finding,) = column(desk, ["01/02/2024", "03/04/2024"])
    assert (typed, kind) == ([on("2024-02-01"), on("2024-04-03")], "date")
    assert (finding.code, finding.severity) == ("date-order-assumed", "info")


def test_the_rows_of_a_large_table_stay_in_the_order_of_their_lines(desk):
    # without asking for it, the engine's threads swap whole stretches of rows
    lines = "".join(f"name {number % 90},£{number},0{number}\n" for number in range(400_000))
    values, _, _ = desk.typed(f"name,amount,code\n{lines}")
    assert values["_line"] == list(range(2, 400_002))
