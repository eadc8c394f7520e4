"""The engine that readers share: its limits, and what it says when they are met."""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hundred.base.errors import Unavailable
from hundred.lake.engine import Limits, configure, reading, session

SLOW = "SELECT count(*) FROM range(100000000) a, range(100000) b WHERE hash(a.range + b.range) = 0"


@pytest.fixture
def limits() -> Iterator[None]:
    yield
    configure(Limits())


def test_a_question_that_takes_too_long_is_stopped_and_says_so() -> None:
    started = time.monotonic()
    with (
        pytest.raises(Unavailable, match=r"longer than 0.2 seconds"),
        reading(seconds=0.2) as engine,
    ):
        engine.execute(SLOW)
    assert time.monotonic() - started < 5


def test_stopping_one_question_leaves_the_others_alone() -> None:
    def slow() -> None:
        with reading(seconds=0.2) as engine:
            engine.execute(SLOW)

    def quick(number: int) -> int:
        with reading() as engine:
            row = engine.execute("SELECT sum(range) FROM range(?)", [100_000 + number]).fetchone()
        assert row is not None
        return int(row[0])

    with ThreadPoolExecutor(4) as pool:
        doomed = pool.submit(slow)
        answers = list(pool.map(quick, range(20)))
        assert isinstance(doomed.exception(timeout=30), Unavailable)
    assert answers == [sum(range(100_000 + number)) for number in range(20)]


def test_a_question_larger_than_memory_says_so(limits: None, tmp_path: Path) -> None:
    configure(Limits(memory_mb=20, threads=1, scratch=tmp_path))
    with pytest.raises(Unavailable, match="more memory than there is"), reading() as engine:
        engine.execute("SELECT list(range) FROM range(50000000)")


def test_the_limit_configured_is_the_limit_kept(limits: None) -> None:
    configure(Limits(seconds=0.1))
    with pytest.raises(Unavailable, match=r"0.1 seconds"), reading() as engine:
        engine.execute(SLOW)


def _ask(answer: "multiprocessing.Queue[int]") -> None:
    with reading() as engine:
        row = engine.execute("SELECT 42").fetchone()
        assert row is not None
        answer.put(row[0])


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_worker_makes_an_engine_of_its_own() -> None:
    """As a web server does that loads the application first and forks its workers after."""
    with reading() as engine:
        engine.execute("SELECT 1")
    fork = multiprocessing.get_context("fork")
    answer: multiprocessing.Queue[int] = fork.Queue()
    worker = fork.Process(target=_ask, args=(answer,))
    worker.start()
    assert answer.get(timeout=20) == 42
    worker.join(timeout=20)
    assert worker.exitcode == 0


def test_a_private_session_spills_where_it_is_told_and_cleans_up(tmp_path: Path) -> None:
    with session(memory_mb=60, threads=1, scratch=tmp_path) as engine:
        engine.execute("CREATE TABLE t AS SELECT range AS n, hash(range)::VARCHAR AS s FROM range(3000000)")
        assert engine.execute("SELECT count(*) FROM t").fetchone() == (3_000_000,)
        assert any(path.is_file() for path in tmp_path.rglob("*"))
    assert list(tmp_path.iterdir()) == []
