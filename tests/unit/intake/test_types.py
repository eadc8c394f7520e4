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
        (["123.45CR", "£10.00 DR", "5.00 cr"], "decimal", [Decimal("-123.45"), 10, -5]),
        (["£(1,234.50)", "(£2)", "£-3", "-£4", "−5", "+6.50"], "decimal", [
            Decimal("-1234.50"), -2, -3, -4, -5, Decimal("6.50")]),
        (["GBP 1,234.50", "12.25 GBP", "£1 234 567.00"], "decimal", [
            Decimal("1234.50"), Decimal("12.25"), 1234567]),
        (["1\u00a0234,50", "12,25"], "decimal", [Decimal("1234.50"), Decimal("12.25")]),
        (["1.234,56", "12,5", "1.234", "7", "€ 8,00-"], "decimal", [
            Decimal("1234.56"), Decimal("12.5"), 1234, 7, -8]),
        (["1,234.567", "1.234"], "decimal", [Decimal("1234.567"), Decimal("1.234")]),
        (["1.5E+03", "2e-3", "12"], "decimal", [1500, Decimal("0.002"), 12]),
        (["£1.2m", "£500k", "-£3bn"], "decimal", [1_200_000, 500_000, -3_000_000_000]),
        (["12.5%", "-3 %", "100%"], "decimal", [Decimal("12.5"), -3, 100]),
        (["May 4, 2027", "4th May 2027", "Tue 4 May 2027", "1 Sept 27"], "date", [
            on("2027-05-04"), on("2027-05-04"), on("2027-05-04"), on("2027-09-01")]),
        (["04/05/2027 1:30 PM", "13/05/2027 11:05:09 am"], "datetime", [
            at("2027-05-04T13:30:00"), at("2027-05-13T11:05:09")]),
        (["2027-05-04T10:00:00.250+01:00", "2027-05-05T10:00:00Z"], "datetime", [
            at("2027-05-04T10:00:00.250"), at("2027-05-05T10:00:00")]),
        (["✓", "✗", ""], "boolean", [True, False, None]),
        (["T", "F", "t"], "boolean", [True, False, True]),
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
        ["£1.2m", "£3"],  # millions or pounds: nobody knows
        ["12%", "0.12"],  # hundredths or not
        ["5m", "10m"],  # metres, as like as not
        ["F", "M"],
        ["500CR", "600DR"],
        ["20-45-67", "20-45-68"],  # sort codes
        ["10.1.2", "10.1.13"],
        ["1,234.56", "1.234,56"],  # one way or the other, but not both
    ],
)
def test_what_is_no_type_of_ours_stays_text_to_the_letter(desk, cells):
    typed, found, findings = column(desk, cells)
    assert (found, typed, findings) == ("text", [cell or None for cell in cells], ())


@pytest.mark.parametrize("word", ["N/A", "n/a", "-", "–", ".", "Nil", "NULL", "none", "TBC", "Not available"])
def test_words_for_nothing_are_null_in_a_typed_column_and_kept_in_text(desk, word):
    assert column(desk, ["1", word])[:2] == ([1, None], "integer")
    assert column(desk, ["one", word])[:2] == (["one", word], "text")


@pytest.mark.parametrize(
    ("word", "sort"),
    [
        ("N/A", "missing"), ("-", "missing"), ("nil", "missing"), (".", "missing"), ("(blank)", "missing"),
        ("REDACTED", "withheld"), ("Redacted - Personal Data", "withheld"), ("[withheld]", "withheld"),
        ("xxxxxx", "withheld"), ("*", "withheld"), ("Personal data", "withheld"),
        ("Commercially sensitive", "withheld"),
        ("#REF!", "errors"), ("#N/A", "errors"), ("#DIV/0!", "errors"), ("########", "errors"),
        ("TBC", "unknown"), ("unknown", "unknown"), ("To be confirmed", "unknown"),
    ],
)  # fmt: skip
def test_words_for_what_is_missing_are_counted_by_why_it_is(desk, word, sort):
    (thing, _) = desk.table(f"Thing,Name\n1,a\n{word},b\n").columns
    counted = {name: getattr(thing.evidence, name) for name in ("missing", "withheld", "errors", "unknown")}
    assert counted == {**dict.fromkeys(counted, 0), sort: 1}


@pytest.mark.parametrize(
    "name", ["Unknown Pleasures Ltd", "None of the above", "Nil Desperandum", "Xerox", "X"]
)
def test_names_that_start_like_such_words_are_names(desk, name):
    (thing, _) = desk.table(f"Thing,Name\n{name},b\n").columns
    assert thing.evidence.values == 1


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


def test_figures_are_yes_and_no_only_where_the_heading_asks(desk):
    assert column(desk, ["1", "0"], "Is active")[:2] == ([True, False], "boolean")
    assert column(desk, ["1", "0"], "Capital?")[:2] == ([True, False], "boolean")
    assert column(desk, ["1", "0"], "Children")[:2] == ([1, 0], "integer")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Invoice no", "text"),
        ("SupplierID", "text"),
        ("Total number", "integer"),
        ("No of visits", "integer"),
    ],
)
def test_digits_of_one_width_are_codes_where_the_heading_says_so(desk, heading, kind):
    assert column(desk, ["105953420", "106334951"], heading)[1] == kind


def test_among_codes_a_word_is_another_code_and_not_lost(desk):
    cells = [*map(str, range(1000, 1200)), "COUNCIL WIDE"]
    typed, kind, findings = column(desk, cells, "Service code")
    assert (typed, kind, findings) == (cells, "text", ())


def test_days_counted_by_a_spreadsheet_are_dates_where_the_heading_says_so(desk):
    typed, kind, (finding,) = column(desk, ["46524", "17/05/2027"], "Date paid")
    assert (typed, kind) == ([on("2027-05-17"), on("2027-05-17")], "date")
    assert (finding.code, finding.count, finding.examples) == ("date-as-number", 1, ("46524",))
    assert column(desk, ["46524", "46525"], "Visits")[:2] == ([46524, 46525], "integer")


def test_eight_digits_are_dates_where_the_heading_says_so(desk):
    assert column(desk, ["20270517", "20270601"], "Payment Date")[:2] == (
        [on("2027-05-17"), on("2027-06-01")],
        "date",
    )
    assert column(desk, ["20270517", "20270601"], "Amount")[1] == "integer"


@pytest.mark.parametrize("day", ["31/02/2027", "00/00/0000", "1900-01-00", "30/13/2027", "0000-00-00"])
def test_a_day_no_calendar_has_is_a_bad_cell_among_dates(desk, day):
    dates = [f"{number:02}/05/2027" for number in range(1, 29)]
    typed, kind, (finding,) = column(desk, [*dates, day], "Paid")
    assert (kind, typed[-1], finding.code) == ("date", None, "cell-not-date")
    assert (finding.examples, finding.lines) == ((day,), (30,))


def test_dates_of_no_day_at_all_do_not_stop_a_column_from_being_dates(desk):
    typed, kind, (finding,) = column(desk, ["17/05/2027", "00/00/0000", "00/00/0000"], "Closed")
    assert (typed, kind, finding.count) == ([on("2027-05-17"), None, None], "date", 2)


def test_the_marks_of_numbers_are_said_to_be_assumed_where_nothing_proves_them(desk):
    typed, _, (finding,) = column(desk, ["1.234", "12.500"], "Tonnes")
    assert (typed, finding.code) == ([Decimal("1.234"), Decimal("12.500")], "number-marks-assumed")
    assert column(desk, ["1.234", "0.500"], "Tonnes")[2] == ()
    assert column(desk, ["1.234", "53.799"], "Latitude")[2] == ()


def test_a_number_a_spreadsheet_rounded_is_no_number(desk):
    cells = ["1.23E+11", *(f"12345678{number}" for number in range(1000, 1030))]
    typed, kind, (finding,) = column(desk, cells, "Balance")
    assert (kind, typed[0], typed[1], finding.code) == ("integer", None, 123456781000, "number-rounded")
    assert column(desk, ["1.23E+11", "4"])[:2] == (["1.23E+11", "4"], "text")


def test_errors_of_a_spreadsheet_are_told_with_their_lines(desk):
    typed, _, (finding,) = column(desk, ["1", "#REF!", "#N/A"], "Amount")
    assert (typed, finding.code, finding.lines) == ([1, None, None], "cell-error", (3, 4))
    assert finding.examples == ("#REF!", "#N/A")


def test_what_is_withheld_is_kept_as_text_and_counted(desk):
    typed, kind, (finding,) = column(desk, ["Oakapple Ltd", "REDACTED"], "Supplier")
    assert (typed, kind) == (["Oakapple Ltd", "REDACTED"], "text")
    assert (finding.code, finding.severity, finding.count) == ("cells-withheld", "info", 1)


def test_the_order_of_days_follows_the_other_dates_of_the_table(desk):
    values, _, findings = desk.typed("Paid,Due\n02/01/2024,02/25/2024\n03/04/2024,03/26/2024\n")
    assert (values["paid"], findings) == ([on("2024-02-01"), on("2024-03-04")], ())


def test_the_order_of_days_follows_the_month_that_all_of_a_file_is_in(desk):
    days = [2, 5, 5, 6, 9, 12]
    day_first, _, nothing = column(desk, [f"{day:02}/04/2024" for day in days], "Paid")
    month_first, _, (finding,) = column(desk, [f"04/{day:02}/2024" for day in days], "Paid")
    assert day_first == month_first == [on(f"2024-04-{day:02}") for day in days]
    assert (nothing, finding.code) == ((), "date-month-first-assumed")


@pytest.mark.parametrize("day", ["01", "05"])
def test_a_series_by_month_is_not_taken_for_the_days_of_one(desk, day):
    cells = [f"{day}/{month:02}/2024" for month in range(1, 13)]
    typed, _, (finding,) = column(desk, cells, "Paid")
    assert (typed[2], finding.code) == (on(f"2024-03-{day}"), "date-order-assumed")


def test_an_order_of_day_and_month_that_nothing_proves_is_said_to_be_assumed(desk):
    typed, kind, (finding,) = column(desk, ["01/02/2024", "03/04/2024"])
    assert (typed, kind) == ([on("2024-02-01"), on("2024-04-03")], "date")
    assert (finding.code, finding.severity) == ("date-order-assumed", "info")


def test_the_rows_of_a_large_table_stay_in_the_order_of_their_lines(desk):
    # without asking for it, the engine's threads swap whole stretches of rows
    lines = "".join(f"name {number % 90},£{number},0{number}\n" for number in range(400_000))
    values, _, _ = desk.typed(f"name,amount,code\n{lines}")
    assert values["_line"] == list(range(2, 400_002))
