"""Rows added up: groups of equal values with counts, sums, averages, least and greatest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from hundred.base.errors import Invalid
from hundred.lake.conditions import source, where
from hundred.lake.engine import reading
from hundred.lake.question import Cell, Filter, column_to_compare
from hundred.lake.schema import Column, quoted
from hundred.lake.tables import TableData

Function = Literal["sum", "avg", "min", "max", "distinct"]

MOST_GROUPS = 10_000
_NUMBERS_ONLY = ("sum", "avg")
_SQL = {"distinct": "count(DISTINCT {})"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What to work out for each group: a function of a column."""

    function: Function
    column: str

    @property
    def name(self) -> str:
        return f"{self.function}_{self.column}"


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of rows, those with the most first by what they are sorted by.

    `names` are those of the grouping columns, then `rows`, then of each measure, in the order of the
    values in `groups`. Sums of decimals are exact. `more` says that there are groups beyond the limit.
    """

    names: tuple[str, ...]
    groups: list[tuple[Cell, ...]]
    more: bool


def measure(schema: Sequence[Column], function: str, column: str) -> Measure:
    """A measure from the words of an address. Raises `Invalid`, with the column as its field."""
    found = column_to_compare(schema, column)
    if function not in get_args(Function):
        allowed = ", ".join(get_args(Function))
        raise Invalid(f"{function!r} is not a way to add up.", f"Use one of: {allowed}.", field=function)
    if function in _NUMBERS_ONLY and found.type.kind not in ("integer", "decimal"):
        raise Invalid(f"{column} holds no numbers to {function}.", field=column)
    return Measure(function, column)  # type: ignore[arg-type] # checked above


def group(
    table: TableData,
    by: Sequence[str],
    measures: Sequence[Measure] = (),
    conditions: Sequence[Filter] = (),
    *,
    limit: int = 100,
) -> Groups:
    """The rows that satisfy the conditions, grouped by the values of up to three columns.

    Groups come with the largest first measure first (most rows where there is none). Raises `Invalid`
    for unknown columns and limits out of bounds; `Unavailable` as `reading` does.
    """
    if not 1 <= len(by) <= 3:
        raise Invalid("Group by one to three columns.", field="_by")
    if not 1 <= limit <= MOST_GROUPS:
        raise Invalid(f"Between 1 and {MOST_GROUPS:,} groups can be asked for.", field="_limit")
    columns = [quoted(column_to_compare(table.schema, name).name) for name in by]
    values = ["count(*)", *(_sql(asked) for asked in measures)]
    rows, which = source(table), where(table.schema, conditions)
    order = len(by) + (2 if measures else 1)
    sql = (
        f"SELECT {', '.join([*columns, *values])} FROM {rows.text} {which.text}"
        f" GROUP BY {', '.join(columns)} ORDER BY {order} DESC NULLS LAST, {', '.join(columns)} LIMIT ?"
    )
    with reading() as engine:
        found = engine.execute(sql, [*rows.values, *which.values, limit + 1]).fetchall()
    names = (*by, "rows", *(asked.name for asked in measures))
    return Groups(names, found[:limit], more=len(found) > limit)


def _sql(asked: Measure) -> str:
    return _SQL.get(asked.function, asked.function + "({})").format(quoted(asked.column))
