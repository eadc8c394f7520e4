"""What a column holds, in numbers: its commonest values, its gaps, its least and greatest."""

from collections.abc import Sequence
from dataclasses import dataclass

from hundred.lake.conditions import source, where
from hundred.lake.engine import reading
from hundred.lake.question import Cell, Filter, column_to_compare
from hundred.lake.schema import Column, quoted
from hundred.lake.tables import TableData


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value (None for an empty cell) and how many rows hold it."""

    value: Cell
    rows: int


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column in numbers. `distinct` is an estimate, within a few per cent; the others are exact.

    Places have no least and no greatest.
    """

    column: Column
    nulls: int
    distinct: int
    least: Cell
    greatest: Cell


def top_values(
    table: TableData, column: str, conditions: Sequence[Filter] = (), *, limit: int = 20
) -> list[ValueCount]:
    """The commonest values of a column among the rows that satisfy the conditions, commonest first."""
    name = quoted(column_to_compare(table.schema, column).name)
    rows, which = source(table), where(table.schema, conditions)
    sql = f"SELECT {name}, count(*) FROM {rows.text} {which.text} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    with reading() as engine:
        answer = engine.execute(sql, [*rows.values, *which.values, limit]).fetchall()
    return [ValueCount(value, held) for value, held in answer]


def profile(table: TableData, conditions: Sequence[Filter] = ()) -> list[ColumnProfile]:
    """Every column in numbers, in one pass over the rows that satisfy the conditions."""
    if not table.schema:
        return []
    asked = ", ".join(_asked(column) for column in table.schema)
    rows, which = source(table), where(table.schema, conditions)
    with reading() as engine:
        sql = f"SELECT {asked} FROM {rows.text} {which.text}"
        answer = engine.execute(sql, [*rows.values, *which.values]).fetchone()
    assert answer is not None
    return [ColumnProfile(column, *answer[4 * n : 4 * n + 4]) for n, column in enumerate(table.schema)]


def _asked(column: Column) -> str:
    name = quoted(column.name)
    ends = "NULL, NULL" if column.type.kind == "geometry" else f"min({name}), max({name})"
    return f"count(*) - count({name}), approx_count_distinct({name}), {ends}"
