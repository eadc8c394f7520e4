"""Rows by their number in a table version's natural order, for protocols that count and skip rows.

A row's number, `_id`, begins with 1 and is the same for as long as the version. Keyset pages
(`hundred.lake.rows`) cost the same at any depth; these do so only without conditions and without a sort.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate

import pyarrow as pa

from hundred.base.errors import Invalid
from hundred.lake.conditions import Sql, source, where
from hundred.lake.engine import reading
from hundred.lake.question import AnyOf, Condition, Filter, check_number, column_to_compare
from hundred.lake.rows import count
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Schema, Type, quoted, shown
from hundred.lake.tables import TableData

NUMBER = Column("_id", Type("integer"))

_BATCH = 10_000
_DEEPEST = 10**15


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows that satisfy every condition, sorted by (column, descending) pairs and then by number; `skip` of
    them left out, and at most `most` told (all where None). `columns` are to be shown, in this order; with
    `distinct`, rows that are the same in all of them come once, sorted by them."""

    columns: Schema
    conditions: tuple[Filter, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    skip: int = 0
    most: int | None = 100
    distinct: bool = False


def columns_of(schema: Schema) -> Schema:
    """The columns that can be asked for: the number first, then the table's, then `_file _sheet _line`."""
    return (NUMBER, *schema, *PROVENANCE_COLUMNS)


def total(table: TableData, asked: Asked) -> int:
    """How many rows there are in all. Raises as `rows`."""
    if not asked.distinct and not any(map(_of_numbers, asked.conditions)):
        return count(table, asked.conditions)
    found = _select(table, asked)
    with reading() as engine:
        answer = engine.execute(f"SELECT count(*) FROM ({found.text})", list(found.values)).fetchone()
    return int(answer[0]) if answer else 0


@contextmanager
def rows(
    table: TableData, asked: Asked, *, seconds: float | None = None
) -> Iterator[Iterator[pa.RecordBatch]]:
    """The rows, batch by batch, while the context is open; places as GeoJSON.

    Raises `Invalid` for columns that cannot be sorted by and too many conditions; `Unavailable` as `reading`
    does, with `seconds` for the whole.
    """
    check_number(asked.conditions)
    if not 0 <= asked.skip <= _DEEPEST:
        raise Invalid("There are not so many rows to skip.", field="offset")
    found = _page(table, asked)
    with reading(seconds=seconds) as engine:
        yield iter(engine.sql(found.text, params=list(found.values)).to_arrow_reader(_BATCH))


def _of_numbers(asked: Filter) -> bool:
    if isinstance(asked, AnyOf):
        return any(map(_of_numbers, asked.conditions))
    return isinstance(asked, Condition) and asked.column == NUMBER.name


def _page(table: TableData, asked: Asked) -> Sql:
    """Without a sort the engine keeps the order of a list of files and of the rows in each, skips whole
    stretches of them, and stops when it has enough."""
    if not (asked.conditions or asked.sort or asked.distinct):
        return _stretch(table, asked)
    found = _select(table, asked)
    order = f"ORDER BY {_order(table, asked)}" if asked.sort or asked.distinct else ""
    return Sql(f"{found.text} {order} {_cut(asked.most, asked.skip)}", found.values)


def _stretch(table: TableData, asked: Asked) -> Sql:
    """Rows that follow each other, from the parts that hold them alone."""
    last = table.rows if asked.most is None else min(table.rows, asked.skip + asked.most)
    ends = list(accumulate(table.counts))
    first_part, last_part = bisect_right(ends, asked.skip), bisect_right(ends, max(last - 1, 0))
    some = slice(first_part, last_part + 1) if last > asked.skip else slice(0, 0)
    before = ends[first_part - 1] if 0 < first_part <= len(ends) else 0
    found = _select(TableData(table.schema, table.paths[some], table.counts[some]), asked, before)
    return Sql(f"{found.text} {_cut(asked.most, asked.skip - before)}", found.values)


def _cut(most: int | None, skip: int) -> str:
    return f"LIMIT {'ALL' if most is None else most} OFFSET {skip}"


def _select(table: TableData, asked: Asked, before: int = 0) -> Sql:
    """The rows that satisfy the conditions, `before` of the table's standing before its first part here."""
    numbered = _numbered(table, before)
    which = where(columns_of(table.schema), asked.conditions)
    cells = ", ".join(f"{shown(column)} AS {quoted(column.name)}" for column in asked.columns)
    distinct = "DISTINCT " if asked.distinct else ""
    return Sql(
        f"SELECT {distinct}{cells} FROM {numbered.text} {which.text}", (*numbered.values, *which.values)
    )


def _numbered(table: TableData, before: int) -> Sql:
    number = quoted(NUMBER.name)
    rows = source(table)
    if not table.paths:
        return Sql(f"(SELECT CAST(NULL AS BIGINT) AS {number}, * FROM {rows.text}) AS numbered")
    listed = ", ".join(map(str, accumulate(table.counts[:-1], initial=before)))
    begins = f"CAST([{listed}] AS BIGINT[])[CAST(file_index AS BIGINT) + 1]"
    told = f"({begins} + CAST(file_row_number AS BIGINT) + 1)"
    return Sql(f"(SELECT {told} AS {number}, * FROM {rows.text}) AS numbered", rows.values)


def _order(table: TableData, asked: Asked) -> str:
    known = columns_of(table.schema)
    pairs = [(column_to_compare(known, name).name, down) for name, down in asked.sort]
    if asked.distinct:
        names = [column.name for column in asked.columns]
        strays = [name for name, _ in pairs if name not in names]
        if strays:
            raise Invalid(
                f"Distinct rows cannot be sorted by {strays[0]}.", "Name it in fields too.", field="sort"
            )
        pairs += [(name, False) for name in names if name not in dict(pairs)]
    elif NUMBER.name not in dict(pairs):
        pairs.append((NUMBER.name, False))
    return ", ".join(f"{quoted(name)} {'DESC' if down else 'ASC'} NULLS LAST" for name, down in pairs)
