"""Questions of a table as values: what a row must satisfy, which rows to show, in which order.

Nothing here knows an address, a protocol or SQL: each door puts its own words into these records
(`hundred.interfaces.rowquery` those of our addresses), and `hundred.lake.conditions` says them in SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from hundred.base.errors import Invalid
from hundred.lake import shapes
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Kind, column_named
from hundred.lake.shapes import Area
from hundred.lake.values import Period, Value, named, parse

__all__ = [
    "KINDS",
    "OPPOSITES",
    "AnyOf",
    "Cell",
    "Condition",
    "Filter",
    "Operator",
    "Query",
    "Search",
    "Value",
    "any_of",
    "column_to_ask",
    "column_to_compare",
    "condition",
    "operators_for",
    "place_column",
    "search",
]

Operator = Literal[
    "eq", "ne", "lt", "le", "gt", "ge", "between", "notbetween", "contains", "notcontains", "starts",
    "notstarts", "ends", "notends", "in", "notin", "isnull", "notnull", "bbox", "notbbox", "within",
    "notwithin", "intersects", "notintersects",
]  # fmt: skip
Cell = Value

# An operator and the one that is true of all other rows, empty cells among them.
OPPOSITES: dict[Operator, Operator] = {
    "ne": "eq",
    "notbetween": "between",
    "notcontains": "contains",
    "notstarts": "starts",
    "notends": "ends",
    "notin": "in",
    "notnull": "isnull",
    "notbbox": "bbox",
    "notwithin": "within",
    "notintersects": "intersects",
}

_ORDERED: tuple[Kind, ...] = ("text", "integer", "decimal", "date", "datetime", "boolean")
_NO_VALUES: tuple[Operator, ...] = ("isnull", "notnull")
KINDS: dict[Operator, tuple[Kind, ...]] = {
    **dict.fromkeys(("contains", "starts", "ends"), ("text",)),
    **dict.fromkeys(("bbox", "within", "intersects"), ("geometry",)),
    "isnull": (*_ORDERED, "geometry"),
}  # of columns that an operator takes; those in order where it is not named
_MOST_VALUES = 1000
_MOST_CONDITIONS = 100
_MOST_WORDS, _LONGEST_SEARCH = 10, 200


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must satisfy, with values of the column's type. Make one from text with `condition`.

    An operator and its opposite (`OPPOSITES`) share out all rows: `ne` is true of empty cells too. Texts are
    looked for in any case, and compared as they stand. `in` takes any number of values, `between` two, both
    included, `isnull` and `notnull` none. A `Period` stands for all its days: `le` one reaches to its end.
    """

    column: str
    operator: Operator
    values: tuple[Value | Period | Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Words that must all occur in the row's columns of text, each in any of them; case and accents are
    ignored."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these must hold. As every operator has an opposite, rows of any rule whatever can be
    asked for by several of these that must all hold."""

    conditions: tuple[Condition | Search, ...]


Filter = Condition | Search | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """A question for a page of rows.

    Every one of `conditions` must hold. `sort` holds (column, descending) pairs; empty cells come last
    either way. `columns` are those to show, all of the schema's where empty. `after` and `before` are tokens
    from an earlier page.
    """

    conditions: tuple[Filter, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    columns: tuple[str, ...] = ()
    limit: int = 100
    after: str = ""
    before: str = ""


def condition(schema: Sequence[Column], column: str, operator: str, texts: Sequence[str] = ()) -> Condition:
    """A condition from the words of an address or a form.

    Raises `Invalid`, with the column as its field, saying what is allowed.
    """
    found = column_to_ask(schema, column)
    if operator not in get_args(Operator):
        raise Invalid(
            f"{operator[:60]!r} is not a way to filter.",
            f"Use one of: {', '.join(operators_for(found.type.kind))}.",
            field=column,
        )
    known: Operator = operator  # type: ignore[assignment] # checked above
    if known not in operators_for(found.type.kind):
        if found.type.kind == "geometry":
            raise _no_order(found)
        kinds = KINDS[OPPOSITES.get(known, known)]
        raise Invalid(
            f"{known!r} is for {'places' if kinds == ('geometry',) else 'text'}, and {column} holds "
            f"{named(found.type)}.",
            f"Use one of: {', '.join(operators_for(found.type.kind))}.",
            field=column,
        )
    least, most = _how_many(OPPOSITES.get(known, known))
    if not least <= len(texts) <= most:
        takes = f"between {least} and {most}" if least != most else str(most) if most else "no"
        raise Invalid(f"{known!r} takes {takes} value(s); {len(texts)} given.", field=column)
    return Condition(column, known, tuple(_value(found, known, text) for text in texts))


def search(schema: Sequence[Column], text: str, *, field: str = "") -> Search:
    """The words to look for in a table's columns of text. Raises `Invalid`."""
    if not any(column.type.kind == "text" for column in schema):
        raise Invalid("This table has no text to search.", "Filter a column instead.", field=field)
    words = tuple(text.split())
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST_SEARCH:
        raise Invalid(
            f"A search takes 1 to {_MOST_WORDS} words of at most {_LONGEST_SEARCH} letters in all.",
            "Leave some out, or filter a column instead.",
            field=field,
        )
    return Search(words)


def any_of(conditions: Sequence[Condition | Search]) -> Filter:
    """Conditions of which one must hold."""
    return conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))


def check_number(conditions: Sequence[Filter]) -> None:
    """Raises `Invalid` where there are more conditions than one question may have."""
    many = sum(len(one.conditions) if isinstance(one, AnyOf) else 1 for one in conditions)
    if many > _MOST_CONDITIONS:
        raise Invalid(f"A question takes at most {_MOST_CONDITIONS} conditions; {many} given.")


def operators_for(kind: Kind) -> tuple[Operator, ...]:
    """The ways to filter columns of this kind."""
    return tuple(
        operator
        for operator in get_args(Operator)
        if kind in KINDS.get(OPPOSITES.get(operator, operator), _ORDERED)
    )


def column_to_ask(schema: Sequence[Column], name: str) -> Column:
    """The column of that name, provenance included. Raises `Invalid` naming the columns there are."""
    found = column_named((*schema, *PROVENANCE_COLUMNS), name)
    if found is None:
        names = [column.name for column in schema]
        near = get_close_matches(name[:60].lower(), names, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise Invalid(
            f"The table has no column {name[:60]!r}.",
            f"{hint}Its columns are: {', '.join(names[:40])}.",
            field=name[:60],
        )
    return found


def column_to_compare(schema: Sequence[Column], name: str) -> Column:
    """The column of that name, whose cells can be put in order and grouped. Raises `Invalid`."""
    found = column_to_ask(schema, name)
    if found.type.kind == "geometry":
        raise _no_order(found)
    return found


def place_column(schema: Sequence[Column], *, field: str = "") -> Column:
    """The table's first column of places. Raises `Invalid` where it has none."""
    found = next((column for column in schema if column.type.kind == "geometry"), None)
    if found is None:
        raise Invalid("This table has no places.", "Filter another column.", field=field)
    return found


def _how_many(operator: Operator) -> tuple[int, int]:
    """The least and the greatest number of values an operator takes."""
    match operator:
        case "in":
            return 1, _MOST_VALUES
        case "between":
            return 2, 2
        case "isnull":
            return 0, 0
    return 1, 1


def _value(column: Column, operator: Operator, text: str) -> Value | Period | Area:
    if column.type.kind != "geometry":
        return parse(column, text)
    if OPPOSITES.get(operator, operator) == "bbox":
        return shapes.box(text, field=column.name)
    return shapes.area(text, field=column.name)


def _no_order(column: Column) -> Invalid:
    return Invalid(
        f"{column.name} holds places, which have no order.",
        f"Use one of: {', '.join(operators_for('geometry'))}; or another column.",
        field=column.name,
    )
