"""Pounds without floats, and how we write them."""

from decimal import Decimal


def say_pounds(amount: Decimal | int) -> str:
    """An amount in pounds and pence: `£1,234.56`, `−£5.00` for a credit."""
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(Decimal(amount)):,.2f}"
