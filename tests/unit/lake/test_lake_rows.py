"""Questions of rows: what each filter means, what a page is, how a line leads to its row."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from payments_table import PAYMENTS

from hundred.base.errors import Invalid, Unavailable
from hundred.lake.home import Lake
from hundred.lake.rows import Condition, Query, TableData, condition, count, page, row_at, rows_between

A, B = "a" * 64, "b" * 64


@pytest.fixture
def table(lake: Lake, make_part: Any, payments: list[tuple[Any, ...]]) -> TableData:
    """Seven payments on lines 2 to 8 of one file, three of them on lines 5, 7 and 12 of another."""
    parts = [make_part(payments), make_part(payments[:3], file=B, lines=[5, 7, 12])]
    return lake.tables.data(PAYMENTS, parts)


def lines_where(table: TableData, column: str, operator: str, *texts: str) -> list[int]:
    """The lines of the first file that satisfy a condition; `count` must agree with the rows."""
    asked = condition(table.schema, column, operator, texts)
    found = page(table, Query(conditions=(asked,)))
    assert count(table, [asked]) == len(found.keys)
    return [key.line for key in found.keys if key.file == A]


@pytest.mark.parametrize(
    ("column", "operator", "texts", "lines"),
    [
        ("supplier", "eq", ["Oakapple Ltd"], [2]),
        ("supplier", "ne", ["Oakapple Ltd"], [3, 4, 5, 6, 7, 8]),  # an empty cell is not Oakapple either
        ("supplier", "eq", [""], [7]),
        ("supplier", "contains", ["OAKAPPLE"], [2, 5]),
        ("supplier", "contains", ["ñandÚ c"], [8]),
        ("supplier", "contains", ["%"], []),
        ("supplier", "starts", ['the "q'], [4]),
        ("supplier", "in", ["Oakapple Ltd", "Brindle & Sons", "Nobody"], [2, 3]),
        ("supplier", "isnull", [], [6]),
        ("supplier", "notnull", [], [2, 3, 4, 5, 7, 8]),
        ("amount", "eq", ["£1,200"], [2, 5]),
        ("amount", "eq", ["0.010"], [6]),
        ("amount", "gt", ["0.005"], [2, 5, 6, 7, 8]),  # not rounded to 0.01 first
        ("amount", "lt", ["0"], [3]),
        ("amount", "le", ["-35.10"], [3]),
        ("amount", "ge", ["99999999999999.99"], [7]),
        ("amount", "lt", ["1" + "0" * 30], [2, 3, 5, 6, 7, 8]),  # more than the column could hold
        ("paid", "eq", ["2026-04-01"], [2, 3, 7, 8]),
        ("paid", "lt", ["01/04/2026"], [4]),
        ("number", "in", ["1", "7"], [2, 8]),
        ("number", "ne", ["1"], [3, 4, 5, 6, 7, 8]),
        ("number", "lt", ["1" + "0" * 30], [2, 3, 4, 5, 7, 8]),
        ("keyed_at", "isnull", [], [3]),
        ("keyed_at", "eq", ["2026-04-02T09:30:00"], [2, 4, 5, 6, 7, 8]),
        ("keyed_at", "ge", ["2026-04-02"], [2, 4, 5, 6, 7, 8]),
        ("redacted", "eq", ["yes"], [3, 6, 7, 8]),
        ("redacted", "ne", ["true"], [2, 4, 5]),
        ("_line", "ge", ["7"], [7, 8]),
        ("_file", "eq", [B], []),
    ],
)
def test_filters(
    table: TableData, column: str, operator: str, texts: Sequence[str], lines: list[int]
) -> None:
    assert lines_where(table, column, operator, *texts) == lines


@pytest.mark.parametrize(
    ("column", "operator", "texts", "says"),
    [
        (
            "suplier",
            "eq",
            ["x"],
            "no column 'suplier'. Did you mean supplier? Its columns are: supplier, amount",
        ),
        ("supplier", "like", ["x"], "Use one of: eq, ne"),
        ("amount", "contains", ["1"], "'contains' is for text, and amount holds a number"),
        ("amount", "eq", ["lots"], "'lots' is not a number. amount takes numbers such as 1200.50"),
        ("amount", "eq", ["NaN"], "not a number"),
        ("amount", "eq", ["1e999999"], "not a number"),
        ("paid", "eq", ["31/02/2026"], "not a date"),
        ("number", "eq", ["1.5"], "not a whole number"),
        ("number", "eq", ["9" * 5000], "not a whole number"),
        ("redacted", "eq", ["perhaps"], "not true or false"),
        ("supplier", "eq", [], "takes 1 value"),
        ("supplier", "in", [], "between 1 and 1000"),
        ("supplier", "isnull", ["x"], "takes no value"),
    ],
)
def test_a_filter_that_cannot_be_says_what_can(
    column: str, operator: str, texts: list[str], says: str
) -> None:
    with pytest.raises(Invalid) as caught:
        condition(PAYMENTS, column, operator, texts)
    assert says in str(caught.value)
    assert caught.value.field == column


def test_values_are_never_sql(table: TableData) -> None:
    """A name holding a quote finds the row that holds it; one holding a statement finds nothing."""
    assert lines_where(table, "supplier", "eq", 'The "Quill", Ltd') == [4]
    assert lines_where(table, "supplier", "eq", "' OR true --") == []
    with pytest.raises(Invalid):
        page(table, Query(sort=(('supplier" --', False),)))


def test_conditions_together_must_all_hold(table: TableData) -> None:
    both = (
        condition(PAYMENTS, "amount", "eq", ["1200"]),
        condition(PAYMENTS, "supplier", "eq", ["Oakapple Ltd"]),
    )
    found = page(table, Query(conditions=both))
    assert [(key.file, key.line) for key in found.keys] == [(A, 2), (B, 5)]
    assert count(table, both) == 2


def test_a_page_shows_the_columns_asked_for_in_their_order(table: TableData) -> None:
    found = page(table, Query(columns=("number", "supplier", "_line"), limit=2))
    assert [column.name for column in found.columns] == ["number", "supplier", "_line"]
    assert found.rows == [(1, "Oakapple Ltd", 2), (2, "Brindle & Sons", 3)]


def test_cells_come_back_exact(table: TableData, payments: list[tuple[Any, ...]]) -> None:
    assert page(table, Query()).rows == payments + payments[:3]


def test_empty_cells_sort_last_either_way(table: TableData) -> None:
    up = page(table, Query(sort=(("amount", False),), columns=("amount",))).rows
    down = page(table, Query(sort=(("amount", True),), columns=("amount",))).rows
    assert [up[0], up[-2:]] == [(Decimal("-35.10"),), [(None,), (None,)]]
    assert [down[0], down[-2:]] == [(Decimal("99999999999999.99"),), [(None,), (None,)]]


def test_the_first_page_has_no_previous_and_the_last_no_next(table: TableData) -> None:
    first = page(table, Query(limit=6))
    last = page(table, Query(limit=6, after=first.next))
    assert (bool(first.previous), bool(first.next)) == (False, True)
    assert (bool(last.previous), bool(last.next)) == (True, False)
    assert page(table, Query(limit=6, before=last.previous)).keys == first.keys
    whole = page(table, Query(limit=10))
    assert (whole.previous, whole.next) == ("", "")


@pytest.mark.parametrize("sort", [(), (("amount", True),)])
@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-4], lambda t: "x" + t, lambda t: t + "é", lambda t: "e30", lambda t: "W10"]
)
def test_a_tampered_token_is_refused(table: TableData, sort: Any, spoil: Any) -> None:
    token = page(table, Query(sort=sort, limit=2)).next
    with pytest.raises(Invalid, match="first page"):
        page(table, Query(sort=sort, after=spoil(token)))


def test_a_token_of_another_sort_is_refused(table: TableData) -> None:
    token = page(table, Query(sort=(("amount", True),), limit=2)).next
    for other in ((), (("amount", False),), (("paid", True),), (("amount", True), ("paid", True))):
        with pytest.raises(Invalid, match="first page"):
            page(table, Query(sort=other, after=token))


def test_a_walk_goes_on_when_a_version_adds_a_part(
    lake: Lake, make_part: Any, payments: list[tuple[Any, ...]]
) -> None:
    """The token names the part, not its place in the list: a file added in front repeats nothing."""
    first, second = make_part(payments), make_part(payments, file=B)
    token = page(lake.tables.data(PAYMENTS, [first]), Query(limit=4)).next
    newer = lake.tables.data(PAYMENTS, [second, first])
    assert [key.line for key in page(newer, Query(limit=4, after=token)).keys] == [6, 7, 8]
    with pytest.raises(Invalid, match="The table has changed"):
        page(lake.tables.data(PAYMENTS, [second]), Query(after=token))


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_page_has_bounds(table: TableData, limit: int) -> None:
    with pytest.raises(Invalid, match="between 1 and 10,000"):
        page(table, Query(limit=limit))


def test_an_empty_table_answers(lake: Lake) -> None:
    empty = lake.tables.data(PAYMENTS, [])
    asked = Query(sort=(("amount", True),), conditions=(Condition("number", "eq", (1,)),))
    for query in (Query(), asked):
        assert page(empty, query).rows == []
    assert count(empty) == count(empty, asked.conditions) == 0
    assert row_at(empty, A, "", 1).rows == []


@pytest.mark.parametrize(("line", "starts"), [(5, 5), (6, 5), (7, 7), (11, 7), (12, 12), (900, 12)])
def test_a_line_leads_to_the_row_that_starts_there_or_last_before(
    table: TableData, line: int, starts: int
) -> None:
    assert [key.line for key in row_at(table, B, "", line).keys] == [starts]


def test_a_line_before_the_first_record_leads_nowhere(table: TableData) -> None:
    assert row_at(table, B, "", 4).rows == []
    assert row_at(table, B, "Sheet1", 5).rows == []
    assert row_at(table, "c" * 64, "", 5).rows == []


def test_rows_between_lines(table: TableData) -> None:
    assert [key.line for key in rows_between(table, B, "", 6, 12).keys] == [7, 12]
    assert [key.line for key in rows_between(table, A, "", 1, 99, limit=2).keys] == [2, 3]


def test_a_fingerprint_tells_rows_apart_and_survives_a_move(
    lake: Lake, make_part: Any, payments: list[Any]
) -> None:
    one, two = make_part(payments), make_part(payments)
    both = lake.tables.data(PAYMENTS, [one, two])
    moved = TableData(PAYMENTS, tuple(path.replace("lake", "moved") for path in both.paths), both.counts)
    assert moved.fingerprint == both.fingerprint
    assert (
        len({lake.tables.data(PAYMENTS, parts).fingerprint for parts in ([], [one], [one, two], [two, one])})
        == 4
    )


def test_a_missing_part_says_run_verify(table: TableData, lake: Lake) -> None:
    gone = TableData(PAYMENTS, (str(lake.tables.root / "x/y/data/gone.parquet"),), (5,))
    with pytest.raises(Unavailable, match="hundred verify"):
        page(gone, Query())


def test_a_folder_named_like_a_pattern_is_only_a_name(tmp_path: Any, table: TableData) -> None:
    odd = tmp_path / "home [1] * ? {a,b} 'x'"
    odd.mkdir()
    copied = odd / "part.parquet"
    copied.write_bytes(Path(table.paths[0]).read_bytes())
    assert len(page(TableData(PAYMENTS, (str(copied),), (7,)), Query()).rows) == 7
    assert len(page(TableData(PAYMENTS, (str(copied),), (7,)), Query(sort=(("paid", True),))).rows) == 7


def test_a_token_stays_short_however_long_the_cell(lake: Lake, make_part: Any, payments: list[Any]) -> None:
    """A long text is left out of the address and found again in its row; if that row is gone, we say so."""
    rows = [("x" * 50_000 + str(nth), *payments[0][1:]) for nth in range(4)]
    parts = [make_part(rows)]
    first = page(lake.tables.data(PAYMENTS, parts), Query(sort=(("supplier", True),), limit=2))
    assert len(first.next) < 600
    asked = Query(sort=(("supplier", True),), limit=2, after=first.next)
    assert [key.line for key in page(lake.tables.data(PAYMENTS, parts), asked).keys] == [3, 2]
    with pytest.raises(Invalid, match="first page"):
        page(lake.tables.data(PAYMENTS, [make_part(rows, file=B)]), asked)
