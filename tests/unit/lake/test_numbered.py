"""Rows by their number, across the parts of a table."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundred.base.errors import Invalid
from hundred.lake.numbered import Asked, columns_of, rows, total
from hundred.lake.question import condition
from hundred.lake.schema import TEXT, Column, Type
from hundred.lake.tables import TableData

SCHEMA = (Column("name", TEXT), Column("number", Type("integer")))
KNOWN = columns_of(SCHEMA)
COUNTS = (3, 1, 4)
NAMES = ["a", "b", None, "b", "c", "a", "d", "e"]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> TableData:
    folder, paths, at = tmp_path_factory.mktemp("parts"), [], 0
    for nth, count in enumerate(COUNTS):
        paths.append(str(part(folder / f"{nth}.parquet", range(at, at + count))))
        at += count
    return TableData(SCHEMA, tuple(paths), COUNTS)


def part(path: Path, places: range) -> Path:
    many = len(places)
    cells = {
        "name": pa.array([NAMES[at] for at in places], pa.string()),
        "number": pa.array([100 - at for at in places], pa.int64()),
        "_file": ["f"] * many,
        "_sheet": [""] * many,
        "_line": pa.array(range(2, 2 + many), pa.int64()),
    }
    pq.write_table(pa.table(cells), path, row_group_size=2)
    return path


def found(table: TableData, asked: Asked) -> list[tuple[Any, ...]]:
    with rows(table, asked) as batches:
        return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


def test_a_rows_number_counts_on_from_part_to_part(table: TableData) -> None:
    everything = found(table, Asked(KNOWN[:2], most=None))
    assert everything == list(enumerate(NAMES, start=1))
    assert total(table, Asked(KNOWN[:2], skip=5)) == 8


@given(skip=st.integers(0, 12), most=st.integers(0, 12))
def test_any_stretch_is_that_of_the_whole(table: TableData, skip: int, most: int) -> None:
    asked = Asked(KNOWN[:1], skip=skip, most=most)
    numbers = [number for (number,) in found(table, asked)]
    assert numbers == list(range(1, 9))[skip : skip + most]


def test_rows_of_large_parts_keep_their_order_on_every_core(tmp_path: Path) -> None:
    many, paths = 70_000, [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    cells = {"number": pa.array(range(many), pa.int64()), "name": pa.array(["x"] * many)}
    where = {"_file": ["f"] * many, "_sheet": [""] * many, "_line": pa.array(range(many), pa.int64())}
    for path in paths:
        pq.write_table(pa.table(cells | where), path, row_group_size=5_000)
    large = TableData(SCHEMA, tuple(map(str, paths)), (many, many))
    odd = (condition(KNOWN, "number", "ne", ["3"]),)
    everything = list(range(1, 2 * many + 1))
    others = [number for number in everything if (number - 1) % many != 3]
    for conditions, numbers in ((), everything), (odd, others):
        assert [n for (n,) in found(large, Asked(KNOWN[:1], conditions, most=None))] == numbers
        some = found(large, Asked(KNOWN[:1], conditions, skip=99_990, most=30))
        assert [n for (n,) in some] == numbers[99_990:100_020]


def test_conditions_may_ask_for_the_number_too(table: TableData) -> None:
    asked = Asked(KNOWN[:2], (condition(KNOWN, "_id", "in", ["4", "2", "99"]),), skip=1)
    assert found(table, asked) == [(4, "b")]
    assert total(table, asked) == 2


def test_a_sort_has_empty_cells_last_and_then_the_number(table: TableData) -> None:
    asked = Asked(KNOWN[:2], sort=(("name", True),), most=4)
    assert found(table, asked) == [(8, "e"), (7, "d"), (5, "c"), (2, "b")]
    assert found(table, Asked(KNOWN[:1], sort=(("name", False),), skip=7)) == [(3,)]


def test_distinct_rows_come_once_in_their_own_order(table: TableData) -> None:
    asked = Asked(SCHEMA[:1], distinct=True, most=3)
    assert found(table, asked) == [("a",), ("b",), ("c",)]
    assert total(table, asked) == 6
    with pytest.raises(Invalid):
        found(table, Asked(SCHEMA[:1], distinct=True, sort=(("number", False),)))


def test_a_table_without_rows_has_none() -> None:
    empty = TableData(SCHEMA, (), ())
    assert found(empty, Asked(KNOWN)) == []
    assert found(empty, Asked(KNOWN, (condition(KNOWN, "_id", "eq", ["1"]),), skip=3)) == []
    assert total(empty, Asked(KNOWN)) == 0
