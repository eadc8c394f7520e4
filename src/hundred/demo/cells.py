"""A payment's fields as cells: which there are, and the styles days and money are written in."""

from collections.abc import Callable
from datetime import date

from hundred.demo.calendar import LONG_MONTH_NAMES, MONTH_NAMES, month_index, quarter_end
from hundred.demo.categories import words_of
from hundred.demo.layouts import Layout
from hundred.demo.payments import Payment
from hundred.demo.region import PublisherSpec

# A cell is text in a text file; a workbook also holds days and numbers.
Cell = str | date | float
Write = Callable[[Payment], Cell]

# The fields of the spend standard (docs/reference/demo-truth.md), the rest being of this publisher only.
STANDARD = frozenset((
    "publisher", "publisher_code", "payment_date", "amount", "amount_gross", "irrecoverable_vat",
    "beneficiary", "beneficiary_id", "company_number", "charity_number", "department", "service",
    "purpose", "category", "category_code", "transaction_number", "merchant_category", "card",
    "contract_reference",
))  # fmt: skip
MONEY_FIELDS = frozenset(("amount", "amount_gross", "vat", "irrecoverable_vat"))
DATE_FIELDS = frozenset(("payment_date", "effective_date"))


def _mixed(day: date) -> str:
    """Most days one way, some of them as two other clerks write them."""
    match day.day % 9:
        case 4:
            return f"{day.day} {LONG_MONTH_NAMES[day.month - 1]} {day.year}"
        case 7:
            return f"{day.day:02d}-{MONTH_NAMES[day.month - 1]}-{day.year % 100:02d}"
        case _:
            return f"{day.day:02d}/{day.month:02d}/{day.year}"


DATES: dict[str, Callable[[date], str]] = {
    "yyyy-mm-dd": date.isoformat,
    "yyyy-mm-ddT00:00:00": lambda day: f"{day.isoformat()}T00:00:00",
    "dd/mm/yyyy": lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}",
    "dd-Mon-yy": lambda day: f"{day.day:02d}-{MONTH_NAMES[day.month - 1]}-{day.year % 100:02d}",
    "d Month yyyy": lambda day: f"{day.day} {LONG_MONTH_NAMES[day.month - 1]} {day.year}",
    "mixed": _mixed,
}


def plain_money(pence: int) -> str:
    """`1234.50`, `-1234.50`."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def _thousands(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def _trailing(pence: int) -> str:
    return plain_money(abs(pence)) + ("-" if pence < 0 else "")


def _brackets(pence: int) -> str:
    return f"(£{_thousands(-pence)})" if pence < 0 else f"£{_thousands(pence)}"


def _pounds(pence: int) -> str:
    return f"-£{_thousands(-pence)}" if pence < 0 else f"£{_thousands(pence)}"


MONEY: dict[str, Callable[[int], str]] = {
    "plain": plain_money,
    "thousands": _thousands,
    "trailing minus": _trailing,
    "pounds, brackets": _brackets,
    "pounds, minus": _pounds,
}

_PENCE: dict[str, Callable[[Payment], int]] = {
    "amount": lambda payment: payment.net,
    "amount_gross": lambda payment: payment.net + payment.vat + payment.irrecoverable,
    "vat": lambda payment: payment.vat + payment.irrecoverable,
    "irrecoverable_vat": lambda payment: payment.irrecoverable,
}


def writer_of(name: str, layout: Layout, publisher: PublisherSpec, *, typed: bool = False) -> Write:
    """How a layout writes a field; `typed` gives a workbook's days and numbers instead of text."""
    if name in MONEY_FIELDS:
        pence = _PENCE[name]
        if typed:
            return lambda payment: pence(payment) / 100
        money = MONEY[layout.money]
        return lambda payment: money(pence(payment))
    if name in DATE_FIELDS:
        day_of = _paid if name == "payment_date" else _effective
        if typed:
            return day_of
        say = DATES[layout.dates]
        return lambda payment: say(day_of(payment))
    return _text_of(name, layout, publisher)


def _paid(payment: Payment) -> date:
    return payment.day


def _effective(payment: Payment) -> date:
    return quarter_end(month_index(payment.day))


def _text_of(name: str, layout: Layout, publisher: PublisherSpec) -> Write:
    fixed = {
        "publisher": publisher.title,
        "publisher_code": publisher.gss_code,
        "publisher_uri": f"{publisher.homepage}/id",
    }
    if name in fixed:
        return lambda _payment: fixed[name]
    if name == "beneficiary":
        return lambda payment: layout.redacted if payment.redacted else payment.spelling.text
    if name in ("beneficiary_id", "company_number", "charity_number"):
        known = _TEXT[name]
        return lambda payment: layout.nothing if payment.redacted else known(payment) or layout.nothing
    if name == "category_code" and publisher.kind == "combined-authority":
        return lambda payment: payment.category.cpv
    if name == "category_code" and layout.id.startswith("tolbury"):
        return lambda payment: payment.category.proclass
    if name == "category":
        words = words_of(publisher.slug)
        return lambda payment: words[payment.category.slug]
    return _TEXT[name]


_TEXT: dict[str, Callable[[Payment], str]] = {
    "beneficiary_id": lambda payment: payment.supplier_id,
    "company_number": lambda payment: payment.supplier.company_number,
    "charity_number": lambda payment: payment.supplier.charity_number,
    "vat_number": lambda payment: "" if payment.redacted else payment.supplier.vat_number,
    "department": lambda payment: payment.category.department,
    "service": lambda payment: payment.category.service,
    "purpose": lambda payment: payment.purpose,
    # A ledger's own code, with the leading zeros that spreadsheets like to eat.
    "category_code": lambda payment: f"00{payment.category.proclass[:3]}",
    "cost_centre": lambda payment: f"0{payment.category.cpv[2:7]}",
    "transaction_number": lambda payment: payment.transaction,
    "invoice": lambda payment: payment.invoice,
    "contract_reference": lambda payment: payment.contract,
    "capital": lambda payment: "Capital" if payment.capital else "Revenue",
    "card": lambda payment: "GPC" if payment.transaction.startswith("C") else "None",
    "merchant_category": lambda payment: payment.category.trade[0].upper() + " NOT ELSEWHERE CLASSIFIED",
}
