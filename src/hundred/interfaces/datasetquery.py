"""The words that narrow a search of datasets by time and by area, the same for pages and APIs.

    ?since=2024-04&until=2025&within=-2.3,53.4,-2.1,53.6

A day may be given as its month or its year: `since` then means the first day of it, `until` the last.
`within` is west, south, east and north in degrees of WGS 84, as GeoJSON's `bbox` has them.
"""

import math
import re
from calendar import monthrange
from datetime import date

from hundred.base.errors import Invalid

Box = tuple[float, float, float, float]

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_EDGES = (("west", 180), ("south", 90), ("east", 180), ("north", 90))


def since(text: str) -> date | None:
    """The first day that a text such as `2024`, `2024-04` or `2024-04-01` means; None for none given.

    Raises Invalid with the field.
    """
    year, month, day = _parts(text, "since")
    return _day(text, "since", year, month or 1, day or 1) if year else None


def until(text: str) -> date | None:
    """The last day that such a text means. Raises Invalid with the field."""
    year, month, day = _parts(text, "until")
    if not year:
        return None
    month = month or 12
    return _day(text, "until", year, month, day or (monthrange(year, month)[1] if 1 <= month <= 12 else 1))


def within(text: str) -> Box | None:
    """The area of a text such as `-2.3,53.4,-2.1,53.6`; None for none. Raises Invalid with the field."""
    if not text.strip():
        return None
    numbers = [_degrees(part) for part in text.split(",")]
    ends = zip(numbers, _EDGES, strict=False)
    if len(numbers) != 4 or not all(abs(number) <= most for number, (_, most) in ends):
        raise Invalid(
            f"“{text[:60]}” is not an area.",
            "Give west, south, east and north in degrees, such as -2.3,53.4,-2.1,53.6.",
            field="within",
        )
    west, south, east, north = numbers
    if west > east or south > north:
        raise Invalid(
            "The area ends before it begins.",
            "Give west before east and south before north: -2.3,53.4,-2.1,53.6.",
            field="within",
        )
    return west, south, east, north


def _parts(text: str, field: str) -> tuple[int, int, int]:
    if not text.strip():
        return 0, 0, 0
    found = _DAY.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise _no_day(text, field)
    year, month, day = (int(part or 0) for part in found.groups())
    return year, month, day


def _day(text: str, field: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_day(text, field) from error


def _no_day(text: str, field: str) -> Invalid:
    return Invalid(
        f"“{text[:20]}” is not a day, a month or a year.",
        "Write it as 2024, 2024-04 or 2024-04-01.",
        field=field,
    )


def _degrees(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return math.inf
    return number if math.isfinite(number) else math.inf
