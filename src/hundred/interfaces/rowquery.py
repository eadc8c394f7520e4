"""The row filter language of addresses, one for pages, downloads and the API.

    ?net_amount__ge=1000&supplier_name__contains=ltd&_sort=-net_amount,payment_date&_limit=50&_after=…

A parameter `column` or `column__operator` is a condition; conditions add up. Operators are those of
`hundred.lake.question` (`eq ne lt le gt ge contains starts in isnull notnull`); `in` takes values
separated by commas, `isnull` and `notnull` none. Parameters that begin with `_` rule the answer:
`_sort`, `_columns`, `_limit`, `_after`, `_before`.
"""

from collections.abc import Iterable, Mapping, Sequence

from hundred.base.errors import Invalid
from hundred.lake.question import Condition, Query, condition
from hundred.lake.schema import Schema

RULES = ("_sort", "_columns", "_limit", "_after", "_before")

OPERATOR_TITLES = {
    "eq": "is",
    "ne": "is not",
    "contains": "contains",
    "starts": "starts with",
    "lt": "is less than",
    "le": "is at most",
    "gt": "is more than",
    "ge": "is at least",
    "in": "is one of",
    "isnull": "is empty",
    "notnull": "is not empty",
}
OPERATORS = tuple(OPERATOR_TITLES)


def row_query(
    schema: Schema,
    pairs: Iterable[tuple[str, str]],
    *,
    limit: int = 100,
    most: int = 1000,
    also: Sequence[str] = (),
) -> Query:
    """The query that the parameters of an address ask for; names in `also` are passed over.

    Raises Invalid, with the parameter as its field, for unknown columns, operators and rules, and bad values.
    """
    conditions, rules = [], {}
    for name, value in pairs:
        if name in also:
            continue
        if name.startswith("_") and name.split("__")[0] not in ("_file", "_sheet", "_line"):
            if name not in RULES:
                raise Invalid(
                    f"There is no parameter {name}.", f"Use one of: {', '.join((*RULES, *also))}.", field=name
                )
            rules[name] = value
        else:
            conditions.append(_condition(schema, name, value))
    return Query(
        conditions=tuple(conditions),
        sort=_sort(rules),
        columns=tuple(filter(None, rules.get("_columns", "").split(","))),
        limit=_limit(rules, limit, most),
        after=rules.get("_after", ""),
        before=rules.get("_before", ""),
    )


def parameter(asked: Condition) -> str:
    """The name of the parameter that asks for a condition."""
    return asked.column if asked.operator == "eq" else f"{asked.column}__{asked.operator}"


def _condition(schema: Schema, name: str, value: str) -> Condition:
    column, mark, operator = name.rpartition("__")
    known = {found.name for found in schema}
    if name in known or not mark:
        column, operator = name, "eq"
    if operator not in OPERATORS:
        raise Invalid(
            f"{operator[:60]!r} is not a way to filter.", f"Use one of: {', '.join(OPERATORS)}.", field=column
        )
    values = {"isnull": [], "notnull": [], "in": value.split(",")}.get(operator, [value])
    return condition(schema, column, operator, values)


def _sort(rules: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    named = [part for part in rules.get("_sort", "").split(",") if part]
    return tuple((part.removeprefix("-"), part.startswith("-")) for part in named)


def _limit(rules: Mapping[str, str], default: int, most: int) -> int:
    text = rules.get("_limit", str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise Invalid(f"_limit must be a whole number from 1 to {most:,}, not “{text[:20]}”.", field="_limit")
    return int(text)
