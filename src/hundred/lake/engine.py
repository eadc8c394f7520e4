"""The query engine: DuckDB, spoken to here and nowhere else.

Other rooms hold a `Session` and send it SQL; they never import the engine's package. Code stays
portable between DuckDB 1.5 and 2.0: results are taken with `fetchall`, `fetchone`,
`fetchmany` and `to_arrow_reader`.
"""

import ctypes
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from duckdb.func import ARROW, SPECIAL

from hundred.base.errors import Invalid, Unavailable
from hundred.lake import shapes
from hundred.lake.disk import disk_full

Session = duckdb.DuckDBPyConnection
EngineError = duckdb.Error

_Config = dict[str, str | bool | int | float | list[str]]
OFFLINE: _Config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What readers may use: memory in megabytes, threads (all cores where None), seconds per question,
    and the folder where questions larger than memory spill (the system's temporary folder where None)."""

    memory_mb: int = 600
    threads: int | None = None
    seconds: float = 20.0
    scratch: Path | None = None


@contextmanager
def session(
    *, memory_mb: int = 600, threads: int | None = None, scratch: Path | None = None
) -> Iterator[Session]:
    """A private engine for one piece of heavy work, gone when it is done.

    Work larger than `memory_mb` spills to a folder under `scratch` (the system's own temporary
    folder where None), which is removed at the end.
    """
    with tempfile.TemporaryDirectory(prefix="engine-", dir=scratch, ignore_cleanup_errors=True) as spill:
        config: _Config = {"memory_limit": f"{memory_mb}MB", "temp_directory": spill, **OFFLINE}
        if threads:
            config["threads"] = threads
        connection = duckdb.connect(":memory:", config=config)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def leaving_a_core(engine: Session) -> Iterator[None]:
    """Within the block, questions of the engine leave one core to the question of one of its cursors.

    A question's threads would otherwise hold up the other's, which then goes on alone.
    """
    ((threads,),) = engine.execute("SELECT current_setting('threads')").fetchall()
    engine.execute(f"SET threads = {max(1, threads - 1)}")
    try:
        yield
    finally:
        engine.execute(f"SET threads = {threads}")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of ours for the engine's SQL: from Arrow arrays of these SQL types to one of another.

    It is called with a few thousand rows at a time, nulls included.
    """

    name: str
    work: Callable[..., Any]
    takes: tuple[str, ...]
    gives: str


@contextmanager
def knowing(engine: Session, functions: Iterable[Function]) -> Iterator[None]:
    """The engine knows these functions within the block."""
    functions = tuple(functions)
    for function in functions:
        engine.create_function(
            function.name,
            function.work,
            list(function.takes),
            function.gives,
            type=ARROW,
            null_handling=SPECIAL,
        )
    try:
        yield
    finally:
        for function in functions:  # an engine that ends with functions of ours in it complains
            engine.remove_function(function.name)


class _Readers:
    """The process's one engine for readers: made when first used, and again in a forked child."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: Session | None = None
        self.limits = Limits()

    def configure(self, limits: Limits) -> None:
        with self._lock:
            self.limits, self._engine = limits, None

    def cursor(self) -> Session:
        with self._lock:
            if self._engine is None:
                self._engine = self._start()
            return self._engine.cursor()

    def begin_again(self) -> None:
        """In a forked child: leave the parent's engine alone. Closing it would wait for ever for its
        threads, which did not come along, so its count of users never falls to nought here."""
        if self._engine is not None:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._engine))
        self._lock, self._engine = threading.Lock(), None

    def _start(self) -> Session:
        limits = self.limits
        spill = (limits.scratch or Path(tempfile.gettempdir())) / f"readers-{os.getpid()}"
        config: _Config = {
            "memory_limit": f"{limits.memory_mb}MB",
            "temp_directory": str(spill),
            **OFFLINE,
        }
        if limits.threads:
            config["threads"] = limits.threads
        engine = duckdb.connect(":memory:", config=config)
        engine.execute("SET GLOBAL parquet_metadata_cache = true")  # parts never change: read footers once
        engine.execute("SET GLOBAL late_materialization_max_rows = 0")  # `rows` does it itself, for any page
        for name, work in (("hundred_within", shapes.within), ("hundred_intersects", shapes.intersects)):
            engine.create_function(name, work, ["BLOB", "BLOB"], "BOOLEAN", type=ARROW, null_handling=SPECIAL)
        return engine


_readers = _Readers()
os.register_at_fork(after_in_child=_readers.begin_again)


def configure(limits: Limits) -> None:
    """Set the limits of this process's readers. Call it at start, before the first question."""
    _readers.configure(limits)


@contextmanager
def reading(*, seconds: float | None = None) -> Iterator[Session]:
    """A cursor of the process's shared engine, for one question of one thread.

    Raises `Unavailable` where the question takes longer than `seconds` (the configured limit where
    None), needs more memory than there is, or a part of the table cannot be read; `Invalid` where a
    number it works out is too large to be kept.
    """
    allowed = seconds if seconds is not None else _readers.limits.seconds
    cursor = _readers.cursor()
    deadline = threading.Timer(allowed, cursor.interrupt)
    deadline.daemon = True
    deadline.start()
    try:
        yield cursor
    except duckdb.InterruptException as error:
        raise Unavailable(
            f"The question took longer than {allowed:g} seconds.", "Narrow it with a filter or fewer columns."
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise Unavailable(
            "The question needs more memory than there is.", "Narrow it with a filter."
        ) from error
    except duckdb.OutOfRangeException as error:
        raise Invalid("A number worked out here is too large.", "Narrow the rows with a filter.") from error
    except duckdb.IOException as error:
        if "No space left" in str(error):
            raise disk_full() from error
        raise Unavailable("A part of this table cannot be read.", "Run `hundred verify`.") from error
    finally:
        deadline.cancel()
        cursor.close()
