"""Instants as Solr writes them, with its sums: `2027-05-04T00:00:00Z`, `NOW-1DAY`, `NOW/DAY-6MONTHS`."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from hundred.interfaces.api.ckan.lucene import BadQuery

_STEP = re.compile(r"([+\-/])(\d{0,6})([A-Z]+)")
_UNITS = {
    "YEAR": "year", "MONTH": "month", "DAY": "day", "DATE": "day", "HOUR": "hour", "MINUTE": "minute",
    "SECOND": "second", "MILLI": "milli", "MILLISECOND": "milli",
}  # fmt: skip
_PARTS = ("year", "month", "day", "hour", "minute", "second")


def moment(text: str, now: datetime) -> datetime | None:
    """The instant of a range's bound, None for `*`. Raises BadQuery."""
    if text == "*":
        return None
    try:
        found, sums = _base(text, now)
        while sums:
            step = _STEP.match(sums)
            if step is None:
                raise ValueError(sums)
            found, sums = _moved(found, *step.groups()), sums[step.end() :]
    except (ValueError, OverflowError):
        raise BadQuery(
            f"“{text[:40]}” is not an instant.", "Write it like 2027-05-04T00:00:00Z or NOW-1DAY."
        ) from None
    return found


def _base(text: str, now: datetime) -> tuple[datetime, str]:
    if text.startswith("NOW"):
        return now, text[3:]
    written, _, sums = text.partition("Z")
    found = datetime.fromisoformat(written)
    return found if found.tzinfo else found.replace(tzinfo=UTC), sums


def _moved(at: datetime, sign: str, count: str, name: str) -> datetime:
    unit = _UNITS.get(name.removesuffix("S"), "")
    if not unit or (sign == "/") == bool(count):
        raise ValueError(name)
    if sign == "/":
        return _rounded(at, unit)
    steps = int(count) * (1 if sign == "+" else -1)
    if unit in ("year", "month"):
        months = at.year * 12 + at.month - 1 + steps * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
    return at + timedelta(**{"milliseconds" if unit == "milli" else f"{unit}s": steps})


def _rounded(at: datetime, unit: str) -> datetime:
    if unit == "milli":
        return at.replace(microsecond=at.microsecond // 1000 * 1000)
    known = _PARTS.index(unit)
    year, month, day = at.year, at.month if known >= 1 else 1, at.day if known >= 2 else 1
    hour, minute, second = (
        part if known >= place else 0 for place, part in ((3, at.hour), (4, at.minute), (5, at.second))
    )
    return datetime(year, month, day, hour, minute, second, tzinfo=at.tzinfo)
