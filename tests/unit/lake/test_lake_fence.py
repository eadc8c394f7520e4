"""The fence as a stranger meets it: answers, limits, and what an engine let loose could still not do."""

import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from payments_table import PAYMENTS

from hundred.base.errors import Unavailable
from hundred.lake import fenced
from hundred.lake.answers import as_arrow, as_csv, as_parquet, rows_as_json
from hundred.lake.fence import Answer, Fence, FenceLimits, Granted, OverLimit
from hundred.lake.home import Lake
from hundred.lake.sql import select_all
from hundred.lake.statement import BadSql, Named
from hundred.lake.tables import Part, TableData
from hundred.lake.turns import Busy, TooMany, Turns

NAME = ("ambleford_spend", "payments")
LIMITS = FenceLimits(memory_mb=300, seconds=3, rows=1_000, answer_mb=2, at_once=2)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")


@pytest.fixture(scope="module")
def fence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fence]:
    fence = Fence(LIMITS, tmp_path_factory.mktemp("fence"))
    yield fence
    fence.close()


@pytest.fixture
def table(lake: Lake, make_part: Callable[..., Part], payments: list[tuple[Any, ...]]) -> TableData:
    return lake.tables.data(PAYMENTS, [make_part(payments)])


Ask = Callable[..., Answer]


@pytest.fixture
def ask(fence: Fence, table: TableData) -> Ask:
    """Ask with the one table that may be seen."""

    def grant(named: Sequence[Named]) -> list[Granted]:
        return [Granted(one.path, table) for one in named if one.path == NAME]

    return lambda sql, **more: fence.ask(sql, grant, client="ash", **more)


def test_a_question_is_answered_with_typed_rows(ask: Ask) -> None:
    answer = ask("SELECT supplier, amount, paid, _line FROM ambleford_spend.payments ORDER BY _line LIMIT 2")
    assert [(column.name, column.type, column.kind) for column in answer.columns] == [
        ("supplier", "VARCHAR", "text"),
        ("amount", "DECIMAL(18,2)", "decimal"),
        ("paid", "DATE", "date"),
        ("_line", "BIGINT", "integer"),
    ]
    assert answer.table.to_pylist() == [
        {"supplier": "Oakapple Ltd", "amount": Decimal("1200.00"), "paid": date(2026, 4, 1), "_line": 2},
        {"supplier": "Brindle & Sons", "amount": Decimal("-35.10"), "paid": date(2026, 4, 1), "_line": 3},
    ]
    assert not answer.more


def test_a_table_is_described_and_summarised(ask: Ask) -> None:
    described = ask("DESCRIBE ambleford_spend.payments").table
    assert described.column("column_name").to_pylist()[:2] == ["supplier", "amount"]
    assert ask("SUMMARIZE ambleford_spend.payments").table.num_rows == len(PAYMENTS) + 3


def test_no_row_is_an_answer_too(ask: Ask) -> None:
    answer = ask("SELECT supplier FROM ambleford_spend.payments WHERE false")
    assert answer.table.num_rows == 0
    assert answer.table.column_names == ["supplier"]


def test_names_used_twice_are_told_apart(ask: Ask) -> None:
    answer = ask("SELECT 1 AS a, 2 AS A, 3 AS a_2")
    assert answer.table.column_names == ["a", "A_2", "a_2_2"]


def test_every_type_comes_as_one_that_programs_read(ask: Ask) -> None:
    answer = ask(
        "SELECT [1, 2] AS list, {'a': 'b'} AS struct, INTERVAL 1 DAY AS span, 'x'::BLOB AS blob, "
        "12::HUGEINT AS whole, 0.5::DOUBLE AS float, NULL AS nothing, uuid() AS id, TIME '12:30' AS time, "
        "TIMESTAMPTZ '2027-07-01 12:00:00+00' AS instant, 'a'::ENUM('a') AS enum"
    )
    kinds = {column.name: column.kind for column in answer.columns}
    assert kinds == {
        **dict.fromkeys(("list", "struct"), "json"),
        **dict.fromkeys(("span", "blob", "nothing", "id", "time", "enum"), "text"),
        "whole": "integer",
        "float": "float",
        "instant": "datetime",
    }
    (row,) = answer.table.to_pylist()
    assert row["struct"] == '{"a":"b"}'
    assert row["instant"] == datetime.fromisoformat("2027-07-01T13:00")  # as clocks in the region showed it


def test_places_come_as_text_or_as_geojson(ask: Ask) -> None:
    sql = 'SELECT ST_GeomFromGeoJSON(\'{"type": "Point", "coordinates": [-1.5, 53.8]}\') AS place'
    assert ask(sql).table.to_pylist() == [{"place": "POINT (-1.5 53.8)"}]
    as_geojson = ask(sql, places="geojson")
    assert '"coordinates":[-1.5,53.8]' in rows_as_json(as_geojson).replace(" ", "")


def test_an_answer_is_cut_at_its_limit_and_says_so(ask: Ask) -> None:
    assert ask("SELECT * FROM range(1000)").more is False
    answer = ask("SELECT * FROM range(1001)")
    assert (answer.table.num_rows, answer.more) == (1_000, True)
    fewer = ask("SELECT * FROM range(5) ORDER BY 1 DESC", rows=2)
    assert (fewer.table.to_pylist(), fewer.more) == ([{"range": 4}, {"range": 3}], True)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELECT supplir FROM ambleford_spend.payments", '"supplir" not found in FROM clause (letter 8)'),
        ("SELECT 1,\n  supplir FROM ambleford_spend.payments", "(line 2, letter 3)"),
        (
            "SELECT * FROM ambleford_spend.grants",
            "no table ambleford_spend.grants that you may see (letter 15)",
        ),
        ("SELECT * FROM sqlite_master", "There is no table sqlite_master that you may see"),
        ("SELECT supplier + 1 FROM ambleford_spend.payments", "No function matches"),
        ("SELECT CAST(supplier AS DATE) FROM ambleford_spend.payments", "invalid date field format"),
        ("SELECT FROM", "syntax error"),
        ("CREATE TABLE x (a INT)", "Only SELECT can be asked here"),
        ("SELECT read_text('/etc/passwd')", "There is no function read_text here (letter 8)"),
        ("SELECT 'a\0b'", "NUL character (letter 10)"),
        ("SELECT '\ud800'", "Letter 9 of the question is half a character"),
        ("SELECT '" + "x" * 20_000 + "'", "may have 20,000 letters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(ask: Ask, sql: str, says: str) -> None:
    with pytest.raises(BadSql) as wrong:
        ask(sql)
    assert says in wrong.value.says
    assert wrong.value.field == "sql"


def test_a_misspelt_column_is_guessed(ask: Ask) -> None:
    with pytest.raises(BadSql) as wrong:
        ask("SELECT supplir FROM ambleford_spend.payments")
    assert wrong.value.fix.startswith("Did you mean supplier")


def test_errors_of_the_data_name_no_file(ask: Ask, table: TableData) -> None:
    with pytest.raises(BadSql) as wrong:
        ask("SELECT CAST(supplier AS INT) FROM ambleford_spend.payments WHERE supplier <> ''")
    assert "/" not in wrong.value.says


@linux_only
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT len(range(1000000000))",
        "SELECT length(repeat('x', 2000000000))",
        "SELECT length(lpad('x', 2000000000, 'y'))",
        "SELECT count(*) FROM (SELECT unnest(range(100000000)))",
        "SELECT count(DISTINCT hash(a.range * b.range)) FROM range(30000) a, range(30000) b",
    ],
)
def test_memory_is_bounded(ask: Ask, sql: str) -> None:
    with pytest.raises(OverLimit, match=r"memory|takes longer"):
        ask(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range <> b.range",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
        "SELECT levenshtein(repeat('a', 200000), repeat('b', 200000))",
    ],
)
def test_time_is_bounded_and_the_process_ended(ask: Ask, sql: str) -> None:
    began = time.monotonic()
    with pytest.raises(OverLimit, match=r"takes longer than 3 seconds|memory"):
        ask(sql)
    assert time.monotonic() - began < 3 + 30  # a busy machine takes its time


def test_an_answer_too_large_is_refused(ask: Ask) -> None:
    with pytest.raises(OverLimit, match="larger than 2 MB") as over:
        ask("SELECT repeat('x', 10000) FROM range(1000)")
    assert "LIMIT" in over.value.fix


@pytest.mark.parametrize(
    "sql", ["SELECT " + "(" * 5_000 + "1" + ")" * 5_000, "SELECT " + "-" * 0 + "NOT " * 4_000 + "1"]
)
def test_deep_nesting_breaks_nothing(ask: Ask, sql: str) -> None:
    with pytest.raises(BadSql):
        ask(sql)
    assert ask("SELECT 1").table.num_rows == 1


def test_a_flood_of_one_client_leaves_the_others_their_turn(fence: Fence) -> None:
    busy: list[str] = []

    def flood() -> None:
        try:
            fence.ask("SELECT count(*) FROM range(1000000) a, range(1000000) b", lambda _: (), client="flood")
        except Busy:
            busy.append("busy")
        except OverLimit:
            pass

    floods = [threading.Thread(target=flood) for _ in range(4)]
    for thread in floods:
        thread.start()
    _until(lambda: len(busy) >= 2)
    assert fence.ask("SELECT 42 AS n", lambda _: (), client="birch").table.to_pylist() == [{"n": 42}]
    for thread in floods:
        thread.join()


def test_who_asks_on_when_refused_is_made_to_wait(fence: Fence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hundred.lake.fence._BRAKE", 0.3)
    turns = Turns(fence.folder, LIMITS.at_once)
    client = hashlib.sha256(b"larch").hexdigest()[:16]
    with turns._place(client), turns._place(client):
        began = time.monotonic()
        with pytest.raises(TooMany):
            fence.ask("SELECT 1", lambda _: (), client="larch")
        assert time.monotonic() - began >= 0.3


def test_a_process_gives_sql_so_many_threads_and_no_more(tmp_path: Path) -> None:
    fence = Fence(LIMITS, tmp_path)
    taken = [fence._places.acquire(blocking=False) for _ in range(6)]
    assert taken == [True] * 5 + [False]
    with pytest.raises(Busy):
        fence.ask("SELECT 1", lambda _: (), client="ash")


def test_sql_can_be_switched_off(tmp_path: Path) -> None:
    fence = Fence(replace(LIMITS, at_once=0), tmp_path)
    fence.get_ready()
    with pytest.raises(Unavailable, match="SQL is not answered here"):
        fence.ask("SELECT 1", lambda _: (), client="ash")


# What the engine could do if a statement got past `tables_named`: the fence's second rail.
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_text('/proc/self/environ')",
        "SELECT * FROM read_csv('{folder}/../secret.csv')",
        "SELECT * FROM read_text('file://{folder}/other.txt')",
        "SELECT * FROM read_text('{folder}/link.txt')",
        "SELECT * FROM read_text('{folder}/*.txt')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "COPY (SELECT 1) TO '{folder}/new.csv'",
        "COPY (SELECT 1) TO '{part}'",
        "EXPORT DATABASE '{folder}/new'",
        "IMPORT DATABASE '{folder}'",
        "ATTACH '{folder}/new.db' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/x.duckdb_extension'",
        "SET enable_external_access = true",
        "SET allowed_paths = ['/etc/passwd']",
        "SET memory_limit = '100GB'",
        "SET threads = 64",
        "RESET lock_configuration",
        "CREATE SECRET s (TYPE s3)",
        "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM secret_of_python",
    ],
)
def test_an_engine_let_loose_opens_and_writes_nothing(sql: str, table: TableData, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("closed")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    secret_of_python = pa.table({"a": [1]})
    engine = duckdb.connect(":memory:", config=fenced.ENGINE)
    fenced.grant(engine, [{"path": NAME, "select": select_all(table), "paths": table.paths}])
    with pytest.raises(duckdb.Error):
        engine.execute(sql.format(folder=tmp_path, part=table.paths[0])).fetchall()
    assert secret_of_python.num_rows == 1
    assert not list(tmp_path.glob("new*"))


def test_a_process_behind_the_fence_writes_no_byte_and_has_no_environment(tmp_path: Path) -> None:
    target = tmp_path / "written"
    tries = (
        "import os, resource; from hundred.lake import fenced; fenced.bound_space(100)\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        f"open({str(target)!r}, 'wb', buffering=0).write(b'x')"
    )
    tried = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, check=False)
    assert "File too large" in tried.stderr
    assert target.stat().st_size == 0


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_a_child_inherits_nothing(fence: Fence) -> None:
    fence.get_ready()
    child = fence._spare
    assert child is not None
    folder = Path("/proc") / str(child._process.pid)
    _until(lambda: (folder / "cwd").readlink() == Path("/"))
    assert (folder / "environ").read_bytes() == b""
    open_files = {str(file.readlink()) for file in (folder / "fd").iterdir()}
    assert not [name for name in open_files if name.endswith((".parquet", ".sqlite3"))]


def test_answers_are_taken_away_as_files(ask: Ask) -> None:
    answer = ask(
        "SELECT supplier, amount, keyed_at, redacted, 0.0000001 AS small, [1, 2] AS list, "
        "'NaN'::DOUBLE AS no FROM ambleford_spend.payments WHERE number IN (3, 6) ORDER BY number"
    )
    assert as_csv(answer).decode() == (
        '"supplier","amount","keyed_at","redacted","small","list","no"\r\n'
        '"The ""Quill"", Ltd",,"2026-04-02T09:30:00",,"0.0000001","[1,2]",nan\r\n'
        '"",99999999999999.99,"2026-04-02T09:30:00",true,"0.0000001","[1,2]",nan\r\n'
    )
    assert rows_as_json(answer) == (
        '[{"supplier":"The \\"Quill\\", Ltd","amount":null,"keyed_at":"2026-04-02T09:30:00","redacted":null,'
        '"small":0.0000001,"list":[1,2],"no":null},\n'
        '{"supplier":"","amount":99999999999999.99,"keyed_at":"2026-04-02T09:30:00","redacted":true,'
        '"small":0.0000001,"list":[1,2],"no":null}]'
    )
    about = {"sql": "SELECT …"}
    with pa.ipc.open_stream(as_arrow(answer, about)) as stream:
        assert stream.schema.metadata[b"hundred.sql"] == "SELECT …".encode()
        assert stream.read_all().num_rows == 2
    kept = pa.parquet.read_table(pa.BufferReader(as_parquet(answer, about)))
    assert kept.schema.field("amount").type == pa.decimal128(18, 2)


def test_days_beyond_pythons_calendar_are_given(ask: Ask) -> None:
    answer = ask("SELECT * FROM (VALUES (DATE '290000-01-01'), (DATE '2027-05-04')) AS v(day)")
    assert rows_as_json(answer) == '[{"day":"beyond the calendar"},\n{"day":"2027-05-04"}]'


def _until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")
