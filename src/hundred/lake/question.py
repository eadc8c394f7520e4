"""Questions of a table: conditions and queries as values, and their SQL.

Values are always bound; names are always quoted; files are always listed, never globbed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from hundred.base.errors import Invalid
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Type, column_named, quoted
from hundred.lake.tables import TableData

Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "contains", "starts", "in", "isnull", "notnull"]
Value = str | int | Decimal | date | datetime | bool | None
Cell = Value

_SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_TEXT_ONLY = ("contains", "starts")
_MOST_VALUES = 1000
_YES, _NO = {"true", "yes", "y", "1"}, {"false", "no", "n", "0"}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must satisfy, with values of the column's type. Make one from text with `condition`.

    `ne` is true of empty cells too, so `eq` and `ne` share out all rows. `contains` and `starts`
    ignore case. `in` takes any number of values, `isnull` and `notnull` none.
    """

    column: str
    operator: Operator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question for a page of rows.

    `sort` holds (column, descending) pairs; empty cells come last either way. `columns` are those
    to show, all of the schema's where empty. `after` and `before` are tokens from an earlier page.
    """

    conditions: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    columns: tuple[str, ...] = ()
    limit: int = 100
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values bound in it, in order."""

    text: str
    values: tuple[object, ...] = ()


def condition(schema: Sequence[Column], column: str, operator: str, texts: Sequence[str] = ()) -> Condition:
    """A condition from the words of an address or a form.

    Raises `Invalid`, with the column as its field, saying what is allowed.
    """
    found = column_to_ask(schema, column)
    if operator not in get_args(Operator):
        raise Invalid(
            f"{operator!r} is not a way to filter.",
            f"Use one of: {', '.join(get_args(Operator))}.",
            field=column,
        )
    if operator in _TEXT_ONLY and found.type.kind != "text":
        raise Invalid(
            f"{operator!r} is for text, and {column} holds {_named(found.type)}.",
            "Use eq, ne, lt, le, gt, ge or in.",
            field=column,
        )
    if found.type.kind == "geometry" and operator not in ("isnull", "notnull"):
        raise _no_order(found)
    least, most = {"in": (1, _MOST_VALUES), "isnull": (0, 0), "notnull": (0, 0)}.get(operator, (1, 1))
    if not least <= len(texts) <= most:
        takes = f"between {least} and {most}" if least != most else str(most) if most else "no"
        raise Invalid(f"{operator!r} takes {takes} value(s); {len(texts)} given.", field=column)
    return Condition(column, operator, tuple(parse(found, text) for text in texts))  # type: ignore[arg-type]


def parse(column: Column, text: str) -> Value:
    """The value a person wrote, as the column's type: `£1,200.50`, `2027-05-04` or `04/05/2027`, `yes`.

    Raises `Invalid` with the column as its field.
    """
    try:
        return _parsed(column.type, text.strip() if column.type.kind != "text" else text)
    except (ValueError, InvalidOperation):
        raise Invalid(
            f"{text[:60]!r} is not {_named(column.type)}.",
            f"{column.name} takes {_example(column.type)}.",
            field=column.name,
        ) from None


def column_to_ask(schema: Sequence[Column], name: str) -> Column:
    """The column of that name, provenance included. Raises `Invalid` naming the columns there are."""
    found = column_named((*schema, *PROVENANCE_COLUMNS), name)
    if found is None:
        names = ", ".join(column.name for column in schema[:40])
        raise Invalid(f"The table has no column {name[:60]!r}.", f"Its columns are: {names}.", field=name)
    return found


def column_to_compare(schema: Sequence[Column], name: str) -> Column:
    """The column of that name, whose cells can be put in order and grouped. Raises `Invalid`."""
    found = column_to_ask(schema, name)
    if found.type.kind == "geometry":
        raise _no_order(found)
    return found


def _no_order(column: Column) -> Invalid:
    return Invalid(
        f"{column.name} holds places, which have no order.",
        "Use isnull or notnull, or another column.",
        field=column.name,
    )


def source(table: TableData, paths: Sequence[str] | None = None) -> Sql:
    """The rows to select from: these parts of the table, all of them where None."""
    paths = table.paths if paths is None else paths
    if paths:
        return Sql("read_parquet(?)", (list(paths),))
    columns = (
        f"CAST(NULL AS {c.type.sql}) AS {quoted(c.name)}" for c in (*table.schema, *PROVENANCE_COLUMNS)
    )
    return Sql(f"(SELECT {', '.join(columns)} WHERE false)")


def where(schema: Sequence[Column], conditions: Sequence[Condition], *more: Sql) -> Sql:
    """The WHERE clause of all conditions and pieces together, empty where there are none."""
    pieces = [_condition_sql(column_to_ask(schema, c.column), c) for c in conditions]
    pieces += [piece for piece in more if piece.text]
    if not pieces:
        return Sql("")
    return Sql(
        "WHERE " + " AND ".join(f"({piece.text})" for piece in pieces),
        tuple(value for piece in pieces for value in piece.values),
    )


def bound(kind: Type, value: Value) -> Sql:
    """A value as the engine compares it with a column: in the column's own type where it fits exactly."""
    if isinstance(value, Decimal) and kind.kind == "decimal" and _fits(kind, value):
        return Sql(f"CAST(? AS {kind.sql})", (str(value),))
    return Sql("?", (value,))


def _condition_sql(column: Column, asked: Condition) -> Sql:
    name = quoted(column.name)
    if asked.operator in ("isnull", "notnull"):
        return Sql(f"{name} IS {'NOT ' if asked.operator == 'notnull' else ''}NULL")
    values = [bound(column.type, value) for value in asked.values]
    numbers = tuple(value for piece in values for value in piece.values)
    match asked.operator:
        case "eq":
            text = f"{name} = {values[0].text}"
        case "ne":
            text = f"{name} IS DISTINCT FROM {values[0].text}"
        case "in":
            text = f"{name} IN ({', '.join(piece.text for piece in values)})"
        case "contains":
            text = f"contains(lower({name}), lower(?))"
        case "starts":
            text = f"starts_with(lower({name}), lower(?))"
        case _:
            text = f"{name} {_SIGNS[asked.operator]} {values[0].text}"
    return Sql(text, numbers)


def _parsed(kind: Type, text: str) -> Value:
    match kind.kind:
        case "text":
            return text
        case "integer":
            number = int(text.replace(",", ""))
            if abs(number) >= 10**37:
                raise ValueError(text)
            return number
        case "decimal":
            amount = Decimal(text.replace(",", "").replace("£", "").replace("−", "-"))
            if (
                not amount.is_finite()
                or not -18 <= amount.adjusted() <= 37
                or len(amount.as_tuple().digits) > 38
            ):
                raise ValueError(text)
            return amount
        case "date":
            return _day(text)
        case "datetime":
            return (
                datetime.fromisoformat(text)
                if len(text) > 10
                else datetime.combine(_day(text), datetime.min.time())
            )
        case "boolean":
            if text.lower() not in _YES | _NO:
                raise ValueError(text)
            return text.lower() in _YES
        case "geometry":
            raise ValueError(text)


def _day(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def _fits(kind: Type, value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    digits = 38 if kind.scale > 4 else 18
    return isinstance(exponent, int) and -exponent <= kind.scale and value.adjusted() < digits - kind.scale


def _named(kind: Type) -> str:
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
        "date": "dates such as 2027-05-04",
        "datetime": "instants such as 2027-05-04T15:07:00",
        "boolean": "true or false",
        "geometry": "no values",
    }[kind.kind]
