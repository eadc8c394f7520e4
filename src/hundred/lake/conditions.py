"""Conditions as SQL. Values are always bound, names always quoted, files always listed, never globbed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from hundred.lake.question import OPPOSITES, AnyOf, Condition, Filter, Search, column_to_ask
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Type, quoted
from hundred.lake.shapes import Area
from hundred.lake.tables import TableData
from hundred.lake.values import Period, Value

_SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_POINT_BYTES = 21  # of a point in well-known binary: whether it is in a box, its own box tells


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values bound in it, in order."""

    text: str
    values: tuple[object, ...] = ()


def source(table: TableData, paths: Sequence[str] | None = None) -> Sql:
    """The rows to select from: these parts of the table, all of them where None."""
    paths = table.paths if paths is None else paths
    if paths:
        return Sql("read_parquet(?)", (list(paths),))
    columns = (
        f"CAST(NULL AS {c.type.sql}) AS {quoted(c.name)}" for c in (*table.schema, *PROVENANCE_COLUMNS)
    )
    return Sql(f"(SELECT {', '.join(columns)} WHERE false)")


def where(schema: Sequence[Column], conditions: Sequence[Filter], *more: Sql) -> Sql:
    """The WHERE clause of all conditions and pieces together, empty where there are none."""
    pieces = [_filter(schema, asked) for asked in conditions]
    pieces += [piece for piece in more if piece.text]
    if not pieces:
        return Sql("")
    joined = _joined(" AND ", pieces)
    return Sql(f"WHERE {joined.text}", joined.values)


def bound(kind: Type, value: object) -> Sql:
    """A value as the engine compares it with a column: in the column's own type where it fits exactly."""
    if isinstance(value, Decimal) and kind.kind == "decimal" and _fits(kind, value):
        return Sql(f"CAST(? AS {kind.sql})", (str(value),))
    return Sql("?", (value,))


def _filter(schema: Sequence[Column], asked: Filter) -> Sql:
    if isinstance(asked, AnyOf):
        return _joined(" OR ", [_filter(schema, one) for one in asked.conditions])
    if isinstance(asked, Search):
        return _search(schema, asked)
    column = column_to_ask(schema, asked.column)
    if asked.operator == "ne" and not isinstance(asked.values[0], Period):
        value = bound(column.type, asked.values[0])
        return Sql(f"{quoted(column.name)} IS DISTINCT FROM {value.text}", value.values)
    if asked.operator == "notnull":
        return Sql(f"{quoted(column.name)} IS NOT NULL")
    if asked.operator in OPPOSITES:
        denied = _condition(column, Condition(column.name, OPPOSITES[asked.operator], asked.values))
        return Sql(f"({denied.text}) IS NOT TRUE", denied.values)
    return _condition(column, asked)


def _condition(column: Column, asked: Condition) -> Sql:
    name = quoted(column.name)
    match asked.operator, asked.values:
        case "isnull", ():
            return Sql(f"{name} IS NULL")
        case ("bbox" | "within" | "intersects") as how, (Area() as area,):
            return _place(name, how, area)
        case "in", values:
            return _one_of(column, values)
        case "between", (first, last):
            return _joined(" AND ", [_compared(column, "ge", first), _compared(column, "le", last)])
        case ("contains" | "starts" | "ends") as how, (text,):
            function = {"contains": "contains", "starts": "starts_with", "ends": "ends_with"}[how]
            return Sql(f"{function}(lower({name}), lower(?))", (text,))
        case how, (value,):
            return _compared(column, how, value)
    raise AssertionError(asked)  # `condition` makes no others


def _compared(column: Column, how: str, value: Value | Period | Area) -> Sql:
    """A cell against a value; before, in or after all of a period."""
    name = quoted(column.name)
    if not isinstance(value, Period):
        piece = bound(column.type, value)
        return Sql(f"{name} {_SIGNS.get(how, '=')} {piece.text}", piece.values)
    if how == "eq":
        return Sql(f"{name} BETWEEN ? AND ?", (value.first, value.last))
    return Sql(f"{name} {_SIGNS[how]} ?", (value.first if how in ("lt", "ge") else value.last,))


def _one_of(column: Column, values: Iterable[Value | Period | Area]) -> Sql:
    periods = [_compared(column, "eq", value) for value in values if isinstance(value, Period)]
    single = [bound(column.type, value) for value in values if not isinstance(value, Period)]
    if single:
        listed = ", ".join(piece.text for piece in single)
        bindings = tuple(chain.from_iterable(piece.values for piece in single))
        periods.append(Sql(f"{quoted(column.name)} IN ({listed})", bindings))
    return _joined(" OR ", periods)


def _place(name: str, how: str, area: Area) -> Sql:
    """First the boxes, which the engine compares fast; then the shapes, of those rows whose boxes meet."""
    exact = f"hundred_{'within' if how == 'within' else 'intersects'}(ST_AsWKB({name}), ?)"
    if area.is_box:
        exact = f"(octet_length(ST_AsWKB({name})) = {_POINT_BYTES} OR {exact})"
    return Sql(f"{name} && ST_GeomFromWKB(?) AND {exact}", (area.wkb, area.wkb))


def _search(schema: Sequence[Column], asked: Search) -> Sql:
    names = [quoted(column.name) for column in schema if column.type.kind == "text"]
    words = []
    for word in asked.words:
        found = " OR ".join(
            f"contains(strip_accents(lower({name})), strip_accents(lower(?)))" for name in names
        )
        words.append(Sql(found, (word,) * len(names)))
    return _joined(" AND ", words)


def _joined(sign: str, pieces: Sequence[Sql]) -> Sql:
    if len(pieces) == 1:
        return Sql(f"({pieces[0].text})", pieces[0].values)
    return Sql(
        f"({sign.join(f'({piece.text})' for piece in pieces)})",
        tuple(chain.from_iterable(piece.values for piece in pieces)),
    )


def _fits(kind: Type, value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    digits = 38 if kind.scale > 4 else 18
    return isinstance(exponent, int) and -exponent <= kind.scale and value.adjusted() < digits - kind.scale
