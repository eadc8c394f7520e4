"""Walking pages, either way, meets every row once and in order, whatever the sort and the filter."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hundred.lake.keyset import read_token, write_token
from hundred.lake.rows import Condition, Query, TableData, count, page
from hundred.lake.schema import TEXT, Column, Schema, Type

SCHEMA: Schema = (
    Column("name", TEXT),
    Column("amount", Type("decimal", 2)),
    Column("rate", Type("decimal", 6)),
    Column("day", Type("date")),
    Column("at", Type("datetime")),
    Column("number", Type("integer")),
    Column("flag", Type("boolean")),
)
ARROW = [
    pa.string(),
    pa.decimal128(18, 2),
    pa.decimal128(38, 6),
    pa.date32(),
    pa.timestamp("us"),
    pa.int64(),
    pa.bool_(),
]
EPOCH = datetime.fromisoformat("1970-01-01")

# Few distinct values, so that ties and empty cells are common; extremes, so that tokens must be exact.
ROW = st.tuples(
    st.sampled_from([None, "", "a", "A", "é", "a\nb", "\x00", "😀", "z" * 50, "z" * 300, "z" * 299 + "é"]),
    st.sampled_from([None, Decimal("-0.01"), Decimal("0.00"), Decimal("9999999999999999.99")]),
    st.sampled_from([None, Decimal("0.000001"), Decimal("-" + "9" * 32 + ".999999")]),
    st.sampled_from([None, date(1, 1, 1), date(2026, 4, 1), date(9999, 12, 31)]),
    st.sampled_from([None, EPOCH, EPOCH + timedelta(microseconds=1), EPOCH - timedelta(days=9000)]),
    st.sampled_from([None, 0, -(2**63), 2**63 - 1]),
    st.sampled_from([None, True, False]),
)
PARTS = st.lists(st.lists(ROW, max_size=12), max_size=4)
SORTS = st.lists(
    st.tuples(st.sampled_from([*(column.name for column in SCHEMA), "_line", "_file"]), st.booleans()),
    max_size=3,
    unique_by=lambda pair: pair[0],
).map(tuple)
FILTERS = st.sampled_from(
    [
        (),
        (Condition("flag", "eq", (True,)),),
        (Condition("name", "notnull"),),
        (Condition("number", "ne", (0,)), Condition("day", "ge", (date(2026, 4, 1),))),
    ]
)


def table_of(
    folder: Path, parts: Sequence[Sequence[tuple[Any, ...]]]
) -> tuple[TableData, list[dict[str, Any]]]:
    """The parts as files, in row groups of five; and their rows as plain records, in natural order."""
    names = [column.name for column in SCHEMA]
    paths, counts, records = [], [], []
    for nth, rows in enumerate(parts):
        if not rows:
            continue
        path = folder / f"{nth}.parquet"
        # Files come in an order that is not the order of their hashes, and lines have gaps.
        where = [
            {"_file": f"{9 - nth}" * 64, "_sheet": "", "_line": 3 * line + 2} for line in range(len(rows))
        ]
        columns = {name: pa.array([row[at] for row in rows], ARROW[at]) for at, name in enumerate(names)}
        for name in ("_file", "_sheet", "_line"):
            columns[name] = pa.array([place[name] for place in where])
        pq.write_table(pa.table(columns), path, row_group_size=5)
        paths.append(str(path))
        counts.append(len(rows))
        records += [
            dict(zip(names, row, strict=True)) | place for row, place in zip(rows, where, strict=True)
        ]
    return TableData(SCHEMA, tuple(paths), tuple(counts)), records


def holds(record: dict[str, Any], asked: Condition) -> bool:
    value = record[asked.column]
    match asked.operator:
        case "eq":
            return bool(value is not None and value == asked.values[0])
        case "ne":
            return bool(value is None or value != asked.values[0])
        case "ge":
            return bool(value is not None and value >= asked.values[0])
    return value is not None


def expected(records: list[dict[str, Any]], query: Query) -> list[tuple[str, int]]:
    """The same question answered by Python: a stable sort by each column, last to first."""
    rows = [record for record in records if all(holds(record, asked) for asked in query.conditions)]
    if query.sort:
        rows.sort(key=lambda r: (r["_file"], r["_sheet"], r["_line"]))
    for name, descending in reversed(query.sort):
        filled = [row for row in rows if row[name] is not None]
        filled.sort(
            key=lambda r: r[name].encode() if isinstance(r[name], str) else r[name], reverse=descending
        )
        rows = filled + [row for row in rows if row[name] is None]
    return [(row["_file"], row["_line"]) for row in rows]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    numbers = itertools.count()

    def make() -> Path:
        made = tmp_path_factory.mktemp("parts") / str(next(numbers))
        made.mkdir()
        return made

    return make


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(parts=PARTS, sort=SORTS, conditions=FILTERS, limit=st.integers(1, 9))
def test_every_row_once_in_order_both_ways(
    folder: Any, parts: Any, sort: Any, conditions: Any, limit: int
) -> None:
    table, records = table_of(folder(), parts)
    query = Query(conditions, sort, ("name",), limit)
    right = expected(records, query)
    assert count(table, conditions) == len(right)

    forwards, pages, after = [], [], ""
    while True:
        found = page(table, Query(conditions, sort, ("name",), limit, after=after))
        pages.append(found.keys)
        forwards += [(key.file, key.line) for key in found.keys]
        assert len(found.keys) == limit or not found.next
        if not found.next:
            break
        after = found.next
    assert forwards == right

    for earlier in reversed(pages[:-1]):
        found = page(table, Query(conditions, sort, ("name",), limit, before=found.previous))
        assert found.keys == earlier
    assert found.previous == ""


@given(
    st.tuples(
        st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15),
        st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20),
        st.dates(),
        st.datetimes(),
        st.integers(-(2**63), 2**63 - 1),
        st.booleans(),
    )
)
def test_a_token_carries_its_values_exactly(values: tuple[Any, ...]) -> None:
    kinds = [column.type for column in SCHEMA]
    read = read_token(write_token(["x"], values), ["x"], kinds)
    assert [(type(value), value) for value in read] == [(type(value), value) for value in values]
    assert str(read[1]) == str(values[1])
