"""Values as people write them: `£1,200.50`, `04/05/2027`, `May 2027`, `2027/28`, `yes`.

A day, a month, a quarter, a year or a financial year (April to March, as UK public bodies account) is a
`Period`; a column of days compares with a day as it stands, one of instants with the whole day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from hundred.base.errors import Invalid
from hundred.lake.schema import Column, Type

_YES, _NO = {"true", "yes", "y", "1"}, {"false", "no", "n", "0"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)|-?[Qq](?P<quarter>[1-4])|/(?P<next>\d\d|\d{4}))?"
    r"|[Qq](?P<q>[1-4]) (?P<q_year>\d{4})"
    r"|(?P<name>[A-Za-z]{3,9}) (?P<m_year>\d{4})"
)
_DAY_IN_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})")


@dataclass(frozen=True, slots=True)
class Period:
    """All days (or instants) from the first to the last, both included, and the words it was asked by."""

    first: date
    last: date
    words: str


Value = str | int | Decimal | date | datetime | bool | None


def parse(column: Column, text: str) -> Value | Period:
    """The value a person wrote, as the column's type. Raises `Invalid` with the column as its field."""
    try:
        return _parsed(column.type, text.strip() if column.type.kind != "text" else text)
    except (ValueError, InvalidOperation):
        raise Invalid(
            f"{text[:60]!r} is not {named(column.type)}.",
            f"{column.name} takes {_example(column.type)}.",
            field=column.name,
        ) from None


def named(kind: Type) -> str:
    """What a cell of the type is, in words."""
    return {
        "text": "text",
        "integer": "a whole number",
        "decimal": "a number",
        "date": "a date",
        "datetime": "a date and time",
        "boolean": "true or false",
        "geometry": "a place",
    }[kind.kind]


def _example(kind: Type) -> str:
    return {
        "text": "any text",
        "integer": "whole numbers such as 1200",
        "decimal": "numbers such as 1200.50",
        "date": "dates such as 2027-05-04, months such as 2027-05, years, or financial years such as 2027/28",
        "datetime": "instants such as 2027-05-04T15:07:00, days such as 2027-05-04, months or years",
        "boolean": "true or false",
        "geometry": "no values",
    }[kind.kind]


def _parsed(kind: Type, text: str) -> Value | Period:
    match kind.kind:
        case "text":
            return text
        case "integer":
            return _whole(text)
        case "decimal":
            return _amount(text)
        case "date":
            return _period(text) or _day(text)
        case "datetime":
            return _instants(text)
        case "boolean":
            if text.lower() not in _YES | _NO:
                raise ValueError(text)
            return text.lower() in _YES
        case "geometry":
            raise ValueError(text)


def _whole(text: str) -> int:
    number = int(text.replace(",", ""))
    if abs(number) >= 10**37:
        raise ValueError(text)
    return number


def _amount(text: str) -> Decimal:
    amount = Decimal(text.replace(",", "").replace("£", "").replace("−", "-"))
    if not amount.is_finite() or not -18 <= amount.adjusted() <= 37 or len(amount.as_tuple().digits) > 38:
        raise ValueError(text)
    return amount


def _instants(text: str) -> datetime | Period:
    """An instant, or all the instants of a day or of a longer period."""
    found = _period(text)
    if found is None and ":" in text:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo:  # columns hold what the file said, which names no zone
            raise ValueError(text)
        return instant
    if found is None:
        day = _day(text)
        found = Period(day, day, text)
    return Period(datetime.combine(found.first, time.min), datetime.combine(found.last, time.max), text)


def _period(text: str) -> Period | None:
    """The days of a year, a financial year, a quarter or a month; None where the text names none."""
    if not (found := _PERIOD.fullmatch(text)):
        return None
    got = found.groupdict()
    if got["name"]:
        return _months(int(got["m_year"]), _month(got["name"]), 1, text)
    if quarter := got["quarter"] or got["q"]:
        return _months(int(got["year"] or got["q_year"]), 3 * int(quarter) - 2, 3, text)
    year = int(got["year"])
    if got["month"]:
        return _months(year, int(got["month"]), 1, text)
    if got["next"]:
        if int(got["next"]) not in (year + 1, (year + 1) % 100):
            raise ValueError(text)
        return _months(year, 4, 12, text)
    return _months(year, 1, 12, text)


def _months(year: int, month: int, many: int, words: str) -> Period:
    """So many months from the first day of one."""
    later, last = divmod(month - 1 + many - 1, 12)
    end = date(year + later, last + 1, 1)
    return Period(date(year, month, 1), end.replace(day=monthrange(end.year, end.month)[1]), words)


def _day(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    if found := _DAY_IN_WORDS.fullmatch(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    return date.fromisoformat(text)


def _month(name: str) -> int:
    name = name.lower()
    return 1 + (_FULL.index(name) if name in _FULL else _MONTHS.index(name))
