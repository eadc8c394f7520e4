"""The demo's time: 24 months to the end of March 2026, whatever the day it is made on."""

from datetime import date, timedelta

FIRST_YEAR = 2024
MONTHS = 24
AS_OF = date(2026, 3, 31)
# Files state when they were made; this is the only "now" there is.
MADE = date(2026, 4, 20)
MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def month(index: int) -> tuple[int, int]:
    """Year and month of the index-th month; 0 is April 2024."""
    return FIRST_YEAR + (index + 3) // 12, (index + 3) % 12 + 1


def month_index(day: date) -> int:
    """Which month a day falls in; 0 is April 2024."""
    return (day.year - FIRST_YEAR) * 12 + day.month - 4


def month_start(index: int) -> date:
    """The first day of the index-th month."""
    return date(*month(index), 1)


def working_days(index: int) -> list[date]:
    """Mondays to Fridays of the index-th month."""
    day, end = month_start(index), month_start(index + 1)
    days = []
    while day < end:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


def quarter_end(index: int) -> date:
    """The last day of the financial quarter that month `index` falls in."""
    return month_start((index // 3 + 1) * 3) - timedelta(days=1)
