"""Tables as Iceberg, with other processes, moved homes and accidents: always exactly the parts on record."""

import itertools
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hundred.base.errors import Invalid, NotFound
from hundred.lake.home import Lake
from hundred.lake.rows import Query, count, page
from hundred.lake.schema import TEXT, Column, Schema, Type
from hundred.lake.tables import Part

TABLE = "ambleford_spend.payments"
SCHEMA: Schema = (Column("supplier", TEXT), Column("amount", Type("decimal", 2)))


def lake_at(home: Path) -> Lake:
    return Lake(home / "lake", f"sqlite:///{home / 'region.sqlite3'}")


def part_of(lake: Lake, rows: int, *, table: str = TABLE, schema: Schema = SCHEMA, file: str = "a") -> Part:
    kinds = {"text": pa.string(), "decimal": pa.decimal128(18, 2), "date": pa.date32()}
    columns = {column.name: pa.array([None] * rows, kinds[column.type.kind]) for column in schema}
    where = {
        "_file": [file * 64] * rows,
        "_sheet": [""] * rows,
        "_line": pa.array(range(2, rows + 2), pa.int64()),
    }
    path = lake.tables.new_part(table)
    pq.write_table(pa.table({**columns, **where}), path)
    return Part(lake.tables.relative(path), rows)


def as_another_engine(lake: Lake, table: str = TABLE) -> tuple[set[str], int, list[str]]:
    """Files, rows and columns as an Iceberg reader that knows only the metadata's address finds them."""
    from pyiceberg.table import StaticTable

    found = StaticTable.from_metadata(lake.tables.external(table).metadata_location)
    files = {task.file.file_path for task in found.scan().plan_files()}
    return files, found.scan().to_arrow().num_rows, [field.name for field in found.schema().fields]


def paths(lake: Lake, parts: Sequence[Part]) -> set[str]:
    return {str(lake.tables.absolute(part.path)) for part in parts}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    (tmp_path / "home").mkdir()
    return lake_at(tmp_path / "home")


def test_append_replace_and_empty_are_seen_by_other_engines(lake: Lake) -> None:
    one, two, three = (part_of(lake, rows) for rows in (3, 4, 5))
    head = None
    for parts in ([one], [one, two], [three, two], []):
        head = lake.tables.commit(TABLE, SCHEMA, parts, base=head)
        files, rows, columns = as_another_engine(lake)
        assert files == paths(lake, parts)
        assert rows == sum(part.rows for part in parts)
        assert columns == ["supplier", "amount", "_file", "_sheet", "_line"]
        assert lake.tables.external(TABLE).snapshot == head
    assert all(lake.tables.absolute(part.path).is_file() for part in (one, two, three))


def test_committing_the_same_parts_again_changes_nothing(lake: Lake) -> None:
    """So does a caller who crashed between our commit and its own."""
    parts = [part_of(lake, 3)]
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=None)
    assert lake.tables.commit(TABLE, SCHEMA, parts, base=None) == head


def test_a_head_that_is_not_ours_is_brought_in_line(lake: Lake) -> None:
    one, two, three = (part_of(lake, rows) for rows in (3, 4, 5))
    ours = lake.tables.commit(TABLE, SCHEMA, [one], base=None)
    lake.tables.commit(TABLE, SCHEMA, [one, two], base=ours)  # whose caller crashed and forgot it
    lake.tables.commit(TABLE, SCHEMA, [one, three], base=ours)
    assert as_another_engine(lake)[0] == paths(lake, [one, three])


def test_a_new_column_keeps_the_table_and_a_changed_type_makes_it_again(lake: Lake) -> None:
    wider = (*SCHEMA, Column("paid", Type("date")))
    changed = (Column("supplier", TEXT), Column("amount", TEXT))
    one, two, three = part_of(lake, 3), part_of(lake, 2, schema=wider), part_of(lake, 4, schema=changed)
    head = lake.tables.commit(TABLE, SCHEMA, [one], base=None)
    head = lake.tables.commit(TABLE, wider, [one, two], base=head)
    assert as_another_engine(lake)[1] == 5
    lake.tables.commit(TABLE, changed, [three], base=head)
    files, rows, columns = as_another_engine(lake)
    assert (files, rows) == (paths(lake, [three]), 4)
    assert "paid" not in columns


def test_a_part_of_other_columns_is_refused_and_the_table_stays(lake: Lake) -> None:
    one = part_of(lake, 3)
    other = part_of(lake, 3, schema=(Column("supplier", TEXT), Column("amount", TEXT)))
    head = lake.tables.commit(TABLE, SCHEMA, [one], base=None)
    with pytest.raises(Invalid, match="does not hold the columns"):
        lake.tables.commit(TABLE, SCHEMA, [one, other], base=head)
    assert as_another_engine(lake)[0] == paths(lake, [one])


@pytest.mark.parametrize("accident", ["entry", "metadata"])
def test_a_lost_entry_or_lost_metadata_heals(lake: Lake, accident: str) -> None:
    parts = [part_of(lake, 3)]
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=None)
    if accident == "entry":
        lake.tables.drop(TABLE)
        with pytest.raises(NotFound):
            lake.tables.external(TABLE)
    else:
        shutil.rmtree(lake.tables.folder(TABLE) / "metadata")
    parts.append(part_of(lake, 2))
    lake.tables.commit(TABLE, SCHEMA, parts, base=head)
    assert as_another_engine(lake)[:2] == (paths(lake, parts), 5)


def test_a_moved_home_reads_at_once_and_commits_again(lake: Lake, tmp_path: Path) -> None:
    parts = [part_of(lake, 3)]
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=None)
    (tmp_path / "home").rename(tmp_path / "moved house")
    moved = lake_at(tmp_path / "moved house")
    assert len(page(moved.tables.data(SCHEMA, parts), Query()).rows) == 3
    parts.append(part_of(moved, 2))
    moved.tables.commit(TABLE, SCHEMA, parts, base=head)
    files, rows, _ = as_another_engine(moved)
    assert (files, rows) == (paths(moved, parts), 5)
    assert all("moved house" in file for file in files)


def test_a_copied_home_never_writes_into_the_first(lake: Lake, tmp_path: Path) -> None:
    parts = [part_of(lake, 3)]
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=None)
    shutil.copytree(tmp_path / "home", tmp_path / "copy")
    before = sorted((tmp_path / "home").rglob("*"))
    copy = lake_at(tmp_path / "copy")
    copy.tables.commit(TABLE, SCHEMA, parts, base=head)
    assert sorted((tmp_path / "home").rglob("*")) == before
    assert all("/copy/" in file for file in as_another_engine(copy)[0])


def test_a_missing_part_is_refused(lake: Lake) -> None:
    with pytest.raises(NotFound, match="missing from the lake"):
        lake.tables.commit(TABLE, SCHEMA, [Part("ambleford_spend/payments/data/gone.parquet", 1)], base=None)


@pytest.mark.parametrize("name", ["payments", "a.b.c", "../x.y", "A.b", "a.b c", 'a."b"', ""])
def test_a_table_has_a_plain_name_of_two_words(lake: Lake, name: str) -> None:
    with pytest.raises(Invalid, match="two words"):
        lake.tables.new_part(name)


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from test_lake_publishing import SCHEMA, lake_at, part_of
lake, me = lake_at(Path(sys.argv[1])), sys.argv[2]
head, parts, shared = None, [], "shared_spend.payments"
for turn in range(5):
    parts.append(part_of(lake, 2, table=f"publisher_{me}.payments"))
    head = lake.tables.commit(f"publisher_{me}.payments", SCHEMA, parts, base=head)
    lake.tables.commit(shared, SCHEMA, [part_of(lake, 1, table=shared, file=me)], base=None)
"""


@pytest.mark.slow
def test_four_processes_commit_at_once(tmp_path: Path) -> None:
    """To tables of their own nothing is lost; to a shared one the last wins, and never a mixture."""
    home = tmp_path / "home"
    home.mkdir()
    words = [str(Path(__file__).parent), *sys.path]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(home), str(me), *words]) for me in range(4)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    lake = lake_at(home)
    for me in range(4):
        assert as_another_engine(lake, f"publisher_{me}.payments")[1] == 10
    assert as_another_engine(lake, "shared_spend.payments")[1] == 1


COMMITTER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_lake_publishing import SCHEMA, TABLE, lake_at, part_of
lake = lake_at(Path(sys.argv[1]))
parts = [part_of(lake, 1)]
lake.tables.commit(TABLE, SCHEMA, parts, base=None)
print("ready", flush=True)
while True:
    parts = [part_of(lake, len(parts)), *parts][:5]
    lake.tables.commit(TABLE, SCHEMA, parts, base=None)
"""


@pytest.mark.slow
def test_a_commit_killed_at_any_moment_is_healed_by_the_next(lake: Lake, tmp_path: Path) -> None:
    dice, parts = random.Random(7), [part_of(lake, 3), part_of(lake, 4)]
    folders = [str(Path(__file__).parent), *sys.path]
    for _ in range(4):
        words = [sys.executable, "-c", COMMITTER, str(tmp_path / "home"), *folders]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as committer:
            assert committer.stdout is not None
            assert committer.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0, 0.15))
            committer.kill()
        lake.tables.commit(TABLE, SCHEMA, parts, base=None)
        files, rows, _ = as_another_engine(lake)
        assert (files, rows) == (paths(lake, parts), 7)


def test_readers_see_the_old_version_or_the_new(lake: Lake) -> None:
    """A reader's version is a list of immutable parts, so a publication beside it changes nothing it sees."""
    versions: list[Any] = [lake.tables.data(SCHEMA, [part_of(lake, 100)])]
    stop = threading.Event()

    def publish() -> None:
        head, kept = None, [Part(lake.tables.relative(Path(versions[0].paths[0])), 100)]
        for turn in range(6):
            kept = [part_of(lake, 100 + turn), *kept][:3]
            head = lake.tables.commit(TABLE, SCHEMA, kept, base=head)
            versions.append(lake.tables.data(SCHEMA, kept))
        stop.set()

    def read() -> int:
        asked = 0
        while not stop.is_set() or not asked:
            version = versions[-1]
            keys = list(itertools.chain.from_iterable(walk(version)))
            assert len(keys) == version.rows == count(version)
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        pool.submit(publish).result(timeout=120)
        assert all(reader.result(timeout=60) >= 1 for reader in readers)


def walk(version: Any) -> Any:
    after = ""
    while True:
        found = page(version, Query(limit=90, after=after))
        yield found.keys
        if not (after := found.next):
            return
