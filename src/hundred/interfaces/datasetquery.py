"""The language of addresses that search for datasets, the same for pages, feeds, e-mails and the API.

    ?q=bins&publisher=aldergate&theme=environment&since=2024-04&until=2025&within=-2.3,53.4,-2.1,53.6

A day may be given as its month or its year: `since` then means the first day of it, `until` the last.
`within` is west, south, east and north in degrees of WGS 84, as GeoJSON's `bbox` has them.
"""

import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.http import QueryDict

from hundred.base.errors import Invalid
from hundred.catalogue.records import DatasetSearch, Facet
from hundred.catalogue.vocabulary import FRESHNESS

Box = tuple[float, float, float, float]
T = TypeVar("T")

SORTS = {"relevance": "Best match", "updated": "Last updated", "title": "Title", "newest": "Newest here"}
FACETS = ("publisher", "theme", "place", "updated", "licence", "format", "access")
AREA_AND_TIME = ("since", "until", "within")
_MOST_CHOICES = 50  # of one facet that an address may choose

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


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks for: the search, and what of it could not be understood, by field."""

    search: DatasetSearch
    problems: dict[str, str]


def question_of(asked: QueryDict) -> Question:
    """The search that an address asks for. What cannot be understood is left out, and said at its field."""
    problems: dict[str, str] = {}

    def read(reader: Callable[[str], T], name: str) -> T | None:
        try:
            return reader(asked.get(name, ""))
        except Invalid as problem:
            problems[name] = f"{problem.says} {problem.fix}"
            return None

    page, sort = asked.get("page", "1"), asked.get("sort", "")
    chosen: dict[str, Any] = {
        name: tuple(dict.fromkeys(asked.getlist(name)))[:_MOST_CHOICES] for name in FACETS
    }
    chosen["updated"] = tuple(value for value in chosen["updated"] if value in FRESHNESS)
    found = DatasetSearch(
        text=asked.get("q", "").strip()[:200],
        **chosen,
        within=read(within, "within"),
        since=read(since, "since"),
        until=read(until, "until"),
        sort=sort if sort in SORTS else "relevance",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        correct="exact" not in asked,
    )
    return Question(found, problems)


def asked_for(asked: QueryDict) -> str:
    """The parameters that make the search, in an order of their own: the same for the same search, whatever
    the order in which they came and whatever came with them."""
    words = QueryDict(mutable=True)
    for name in ("q", *FACETS, *AREA_AND_TIME):
        for value in sorted({value.strip() for value in asked.getlist(name)} - {""}):
            words.appendlist(name, value)
    return words.urlencode()


def said(asked: QueryDict, facets: Iterable[Facet]) -> str:
    """A search in a few words, as titles of feeds and e-mails have it; `facets` are those of its answer."""
    search = question_of(asked).search
    chosen = [value.title for facet in facets for value in facet.values if value.chosen]
    rest = [
        f"since {asked['since']}" if search.since else "",
        f"until {asked['until']}" if search.until else "",
        "in an area of the map" if search.within else "",
    ]
    words = [f"“{search.text}”" if search.text else "all datasets", *chosen, *filter(None, rest)]
    return ", ".join(words)
