"""Columns of invented payments, as long as wanted."""

from datetime import date, timedelta
from decimal import Decimal

NAMES = (
    "Oakapple Ltd",
    "Medlar & Sons Limited",
    "Quince Care CIC",
    "Damson Housing Association",
    "Sloe Transport",
)
TEAMS = ("Highways", "Adult social care", "Libraries")
WHAT = ("Road salt for the winter", "Care at home in March", "New books and maps")


def days(count: int, start: date = date(2026, 4, 1)) -> list[date]:
    return [start + timedelta(days=number % 28) for number in range(count)]


def pounds(count: int, more: str = "0.37") -> list[Decimal]:
    return [Decimal(100 + number * 13) + Decimal(more) for number in range(count)]


def names(count: int) -> list[str]:
    return [f"{number} {NAMES[number % 5]}" if number >= 25 else NAMES[number % 5] for number in range(count)]


def teams(count: int) -> list[str]:
    return [TEAMS[number % len(TEAMS)] for number in range(count)]


def what(count: int) -> list[str]:
    return [WHAT[number % len(WHAT)] for number in range(count)]


def numbers(count: int, start: int = 1_600_000) -> list[int]:
    return [start + number for number in range(count)]
