"""One council's sixty months exactly as published: one consistent table, every pound accounted for."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from conformance.real_files import SHARED, needs, typed_rows

FOLDER = "spend/hyndburn"
pytestmark = needs(FOLDER)
MONTHS = sorted((SHARED / FOLDER).glob("*.csv"))

HEADINGS = {"Payment date": "date", "HBC ref no": "reference", "Name": "supplier", "Net Amount(£)": "amount"}
SERIAL = "1572256936948_1908.csv"  # its dates are a spreadsheet's numbers of days

# The last cell of a line: an amount in quotes, or without. Found in the bytes, without our reader.
_AMOUNT = re.compile(
    rb',\s*(?:"\s*(?P<sign>[-(]*)(?P<figure>[\d,]*(?:\.\d+)?)\s*(?P<end>[)-]?)\s*"'
    rb"|(?P<bare_sign>[-(]*)(?P<bare>\d*(?:\.\d+)?)(?P<bare_end>[)-]?)\s*)[,\s]*$"
)


def amounts(path: Path) -> list[Decimal]:
    """Every line's amount, straight from the bytes: each line but the first has one at its end."""
    found = []
    for line in re.split(rb"\r\n|\r|\n", path.read_bytes())[1:]:
        if not line.strip(b", \t"):
            continue
        parts = _AMOUNT.search(line)
        assert parts, line
        figure = (parts["figure"] or parts["bare"]).replace(b",", b"").decode()
        signs = b"".join(
            part or b"" for name, part in parts.groupdict().items() if name.endswith(("sign", "end"))
        )
        found.append(-Decimal(figure) if signs.strip() else Decimal(figure))
    return found


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hyndburn")
    return {path.name: typed_rows(path, folder) for path in MONTHS}


def test_there_are_sixty_months():
    assert len(MONTHS) == 60


def test_every_pound_of_every_line_is_accounted_for(months):
    for path in MONTHS:
        table, rows = months[path.name]
        (column,) = [column.name for column in table.columns if column.original == "Net Amount(£)"]
        assert [row[column] for row in rows] == amounts(path), path.name


def test_every_month_has_the_same_columns_under_the_same_headings(months):
    for name, (table, _) in months.items():
        originals = [column.original for column in table.columns]
        assert originals[1:] == [
            "Account Detail",
            "Description",
            *list(HEADINGS)[1:3],
            "Payment date",
            "Net Amount(£)",
        ], name
        assert table.header_lines == (1,), name
    first = {table.columns[0].original for table, _ in months.values()}
    assert first == {"Service Cost Centre", "+"}  # one month's first heading was typed over


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_month_has_the_same_types(months, heading):
    types = {
        (name, type(row[column.name]).__name__)
        for name, (table, rows) in months.items()
        for column in table.columns
        if column.original == heading
        for row in rows
        if row[column.name] is not None
    }
    kinds = {kind for _, kind in types}
    assert kinds == {{"date": "date", "amount": "Decimal"}.get(HEADINGS[heading], "str")}


def test_days_written_as_a_spreadsheet_counts_them_are_days(months):
    table, rows = months[SERIAL]
    (column,) = [column.name for column in table.columns if column.original == "Payment date"]
    assert {f"{row[column]:%Y-%m}" for row in rows} <= {"2019-07", "2019-08"}
