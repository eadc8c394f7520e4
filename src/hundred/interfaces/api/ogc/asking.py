"""The parameters of a request for features as a question of the table."""

from collections.abc import Sequence

from django.http import HttpRequest

from hundred.base.errors import Invalid
from hundred.interfaces.api.ogc import cql
from hundred.interfaces.api.ogc.crs import WGS84, box_in_degrees, named
from hundred.interfaces.api.ogc.door import count_in, only
from hundred.lake.question import Filter, Query, condition
from hundred.lake.schema import Column

PARAMETERS = (
    "limit",
    "bbox",
    "bbox-crs",
    "datetime",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
    "sortby",
    "_after",
    "_before",
)
LIMIT, MOST = 100, 10_000
_DAYS = ("date", "datetime")


def question(request: HttpRequest, schema: Sequence[Column], place: Column) -> Query:
    """What a request for features asks. Raises Invalid with the parameter as its field."""
    columns = {column.name: column for column in schema if column.type.kind != "geometry"}
    only(request, (*PARAMETERS, *(name for name in columns if name not in PARAMETERS)))
    asked = request.GET
    conditions: list[Filter] = [
        condition(schema, name, "eq", [value])
        for name, values in asked.lists()
        if name in columns and name not in PARAMETERS
        for value in values
    ]
    if "bbox" in asked:
        edges = box(asked["bbox"], asked.get("bbox-crs", WGS84))
        conditions.append(condition(schema, place.name, "bbox", [",".join(map(repr, edges))]))
    if "datetime" in asked:
        conditions += _moment(schema, *interval(asked["datetime"]))
    if "filter" in asked:
        _check_language(request)
        conditions += cql.conditions(schema, asked["filter"])
    return Query(
        conditions=tuple(conditions),
        sort=_sort(asked.get("sortby", "")),
        limit=count_in(request, "limit", LIMIT, MOST),
        after=asked.get("_after", ""),
        before=asked.get("_before", ""),
    )


def box(text: str, crs: str) -> tuple[float, float, float, float]:
    """A bbox parameter in degrees: four edges, or six with heights, which places here do not have."""
    try:
        edges = [float(part) for part in text.split(",")]
    except ValueError:
        edges = []
    if len(edges) == 6:
        edges = [edges[0], edges[1], edges[3], edges[4]]
    if len(edges) != 4:
        raise Invalid(
            f"“{text[:60]}” is not a box.",
            "Write bbox=west,south,east,north: -1.6,53.7,-1.4,53.9.",
            field="bbox",
        )
    return box_in_degrees(edges, named(crs, field="bbox-crs"))


def interval(text: str) -> tuple[str, str]:
    """A datetime parameter as its ends, "" where it is open; an instant is both."""
    first, mark, last = text.partition("/")
    ends = tuple("" if end in ("", "..") else end for end in (first, last if mark else first))
    if ends == ("", ""):
        raise Invalid(
            f"“{text[:60]}” is not a time.", "Write 2027-05-04, or 2027-05-04/2027-05-31, or 2027-05-04/..",
            field="datetime",
        )  # fmt: skip
    return ends[0], ends[1]


def _moment(schema: Sequence[Column], first: str, last: str) -> list[Filter]:
    """Conditions on the table's first column of time; a table without one holds at any time."""
    column = next((column for column in schema if column.type.kind in _DAYS), None)
    if column is None:
        return []
    cut = 10 if column.type.kind == "date" else None
    ends = (("ge", first), ("le", last))
    return [
        condition(schema, column.name, operator, [text[:cut].removesuffix("Z")])
        for operator, text in ends
        if text
    ]


def _check_language(request: HttpRequest) -> None:
    if request.GET.get("filter-lang", "cql2-text") != "cql2-text":
        raise Invalid("The filter’s language is cql2-text.", "Leave filter-lang out.", field="filter-lang")
    if named(request.GET.get("filter-crs", WGS84), field="filter-crs") != WGS84:
        raise Invalid("Places in a filter are WGS 84.", f"Use {WGS84}.", field="filter-crs")


def _sort(text: str) -> tuple[tuple[str, bool], ...]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    return tuple((name.lstrip("+-"), name.startswith("-")) for name in names)
