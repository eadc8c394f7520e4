"""A value written in any form a column may have is read back as that value, to the penny and to the day."""

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hundred.intake import read, write_typed

SOME = settings(max_examples=10, deadline=None)

AMOUNTS = st.lists(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=1, max_size=8)
DAYS = st.lists(st.dates(datetime.date(1970, 1, 1), datetime.date(2068, 12, 31)), min_size=1, max_size=8)
PROOF = datetime.date(2024, 5, 31)  # its day cannot be a month


def read_back(cells: list[str], heading: str) -> list[object]:
    """The typed values of a column of these cells."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_text("\n".join([f"Name|{heading}", *(f"x|{cell}" for cell in cells), ""]), "utf-8")
        (table,) = read(path, name="file", into=Path(folder)).tables
        write_typed(table, table.decisions(), file="f" * 64, into=Path(folder, "typed"))
        return pq.read_table(Path(folder, "typed"))[table.columns[1].name].to_pylist()


def continental(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


MONEY = {
    "1234.50": str,
    "1,234.50": lambda amount: f"{amount:,.2f}",
    "£1,234.50": lambda amount: f"£{amount:,.2f}",
    "-£1,234.50": lambda amount: f"{'-' * (amount < 0)}£{abs(amount):,.2f}",
    "(1,234.50)": lambda amount: f"({abs(amount):,.2f})" if amount < 0 else f"{amount:,.2f}",
    "(£1,234.50)": lambda amount: f"(£{abs(amount):,.2f})" if amount < 0 else f"£{amount:,.2f}",
    "£(1,234.50)": lambda amount: f"£({abs(amount):,.2f})" if amount < 0 else f"£{amount:,.2f}",
    "1,234.50-": lambda amount: f"{abs(amount):,.2f}{'-' * (amount < 0)}",
    "1234.50CR": lambda amount: f"{abs(amount)}{'CR' if amount < 0 else 'DR'}",
    "−1 234.50": lambda amount: f"{amount:,.2f}".replace(",", "\u202f").replace("-", "−"),
    "1234.50 GBP": lambda amount: f"{amount} GBP",
    "1.234,50": continental,
    "€ 1.234,50": lambda amount: f"€ {continental(amount)}",
    "12.50%": lambda amount: f"{amount}%",
    "1.5E+3": lambda amount: f"{amount / 1000}E+3",
    "£1.23456k": lambda amount: f"{'-' * (amount < 0)}£{abs(amount) / 1000:f}k",
}


@pytest.mark.parametrize("form", MONEY)
@given(amounts=AMOUNTS)
@SOME
def test_money_is_read_back_to_the_penny(form, amounts):
    # a value of 1,000 and more with pence shows which way the marks are
    amounts = [Decimal("1234.56"), *amounts] if form != "1.5E+3" else [a for a in amounts if abs(a) < 10_000]
    assert read_back([MONEY[form](amount) for amount in amounts], "Amount") == amounts


DATES = {
    "yyyy-mm-dd": "%Y-%m-%d",
    "yyyy/mm/dd": "%Y/%m/%d",
    "yyyymmdd": "%Y%m%d",
    "dd/mm/yyyy": "%d/%m/%Y",
    "dd/mm/yy": "%d/%m/%y",
    "dd-mm-yyyy": "%d-%m-%Y",
    "dd.mm.yyyy": "%d.%m.%Y",
    "mm/dd/yyyy": "%m/%d/%Y",
    "dd-Mon-yy": "%d-%b-%y",
    "dd Month yyyy": "%d %B %Y",
    "Month dd, yyyy": "%B %d, %Y",
    "ddd dd Mon yyyy": "%a %d %b %Y",
    "dddd, dd Month yyyy": "%A, %d %B %Y",
    "dd/mm/yyyy hh:mm": "%d/%m/%Y 00:00",
    "yyyy-mm-ddThh:mm:ss": "%Y-%m-%dT00:00:00",
    "dd/mm/yyyy hh:mm am": "%d/%m/%Y 12:00 AM",
}


@pytest.mark.parametrize("form", DATES)
@given(days=DAYS)
@SOME
def test_a_date_is_read_back_to_the_day(form, days):
    days = [PROOF, *days]
    assert read_back([day.strftime(DATES[form]) for day in days], "Date paid") == days


@given(days=st.lists(st.dates(datetime.date(1955, 1, 1), datetime.date(2060, 1, 1)), min_size=1, max_size=8))
@SOME
def test_a_spreadsheets_count_of_days_is_read_back_to_the_day(days):
    cells = [str((day - datetime.date(1899, 12, 30)).days) for day in days]
    assert read_back(cells, "Date paid") == days


INSTANTS = {
    "yyyy-mm-ddThh:mm:ss": "%Y-%m-%dT%H:%M:%S",
    "yyyy-mm-dd hh:mm:ssZ": "%Y-%m-%d %H:%M:%SZ",
    "dd/mm/yyyy hh:mm:ss": "%d/%m/%Y %H:%M:%S",
    "dd/mm/yyyy hh:mm:ss am": "%d/%m/%Y %I:%M:%S %p",
    "dd Mon yyyy hh:mm:ss": "%d %b %Y %H:%M:%S",
}


@pytest.mark.parametrize("form", INSTANTS)
@given(
    times=st.lists(
        st.builds(
            datetime.datetime.combine,
            st.dates(datetime.date(1970, 1, 1), datetime.date(2068, 12, 31)),
            st.times().map(lambda time: time.replace(microsecond=0)),
        ),
        min_size=1,
        max_size=8,
    )
)
@SOME
def test_a_time_is_read_back_to_the_second(form, times):
    times = [datetime.datetime.combine(PROOF, datetime.time(13, 45, 1)), *times]
    assert read_back([time.strftime(INSTANTS[form]) for time in times], "Seen") == times
