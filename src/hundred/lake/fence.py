"""Strangers' SQL, behind a fence: one SELECT over the tables the asker may see, answered in its own process.

Nothing a stranger writes is parsed or run in this process (see decision 0012). A child is warmed beforehand,
answers one question (`hundred.lake.fenced`) and ends; whatever it does, it is ended when its time is up.
"""

import atexit
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hundred.base.child import Child
from hundred.base.errors import Unavailable
from hundred.lake.statement import MOST_LETTERS, BadSql, Named, no_such_table
from hundred.lake.tables import TableData
from hundred.lake.turns import Busy, TooMany, Turns

if TYPE_CHECKING:
    import pyarrow as pa

Places = Literal["wkt", "geojson"]

_CHILD = "hundred.lake.fenced"
_MEGABYTE = 1_000_000
_MOST_FRAME = 200 * _MEGABYTE
_START = 60  # seconds that a process may take to warm up
_PLACES_HERE, _BRAKES_HERE = 5, 8  # of a web process's threads, so that pages always find one
_BRAKE = 2.0  # seconds that a refusal takes for one who asks too much


class OverLimit(BadSql):
    """The question is sound, and takes more than one question may."""


@dataclass(frozen=True, slots=True)
class FenceLimits:
    """What one question may take: megabytes of memory, seconds, rows and megabytes of answer; and how many
    may run at once on this machine, 0 for none."""

    memory_mb: int = 1_000
    seconds: int = 10
    rows: int = 100_000
    answer_mb: int = 50
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Granted:
    """A table that the question may read, under the name it is given there."""

    path: tuple[str, ...]
    table: TableData


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of an answer: `type` as the engine names it, `kind` what it is to readers.

    Kinds are those of `hundred.lake.schema.Kind`, `float`, and `json` for lists and structures. Integers may
    be larger than 64 bits; places come as WKT or GeoJSON, as asked.
    """

    name: str
    type: str
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer; `more` says that there are rows beyond the limit, `seconds` what it took."""

    columns: tuple[AnswerColumn, ...]
    table: "pa.Table"
    more: bool
    seconds: float


Grant = Callable[[Sequence[Named]], Sequence[Granted]]


@dataclass
class Fence:
    """The way of strangers' SQL to the engine, within limits; `folder` holds the queue of this machine."""

    limits: FenceLimits
    folder: Path
    _spare: Child | None = None
    _spare_of: int = 0  # the process that it is a child of
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_PLACES_HERE))
    _brakes: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_BRAKES_HERE))

    def ask(self, sql: str, grant: Grant, *, client: str, places: Places = "wkt", rows: int = 0) -> Answer:
        """The answer to one SELECT, at most `rows` rows of it (the limit's where 0).

        `grant` is given the tables that the SQL names and says which of them it may read; it raises where
        there is none of that name. `client` is whoever shares are counted for.

        Raises BadSql, OverLimit where a limit is reached, and Busy or TooMany where it is not this client's
        turn for too long.
        """
        if self.limits.at_once < 1:
            raise Unavailable("SQL is not answered here.", "Ask for rows and groups instead.")
        try:
            with _one_of(self._places) as free:
                if not free:
                    raise Busy("Too many people ask at the moment.", "Try again in a few seconds.")
                _check_text(sql)
                turns = Turns(self.folder, self.limits.at_once)
                with turns.turn(client, self.limits.seconds), self._child() as child:
                    asking = _Asking(child, self.limits, time.monotonic())
                    return asking.answer(sql, grant, places, rows or self.limits.rows)
        except BadSql as wrong:
            raise wrong.placed(sql) from None
        except TooMany:
            with _one_of(self._brakes) as free:
                if free:  # who does not wait when told to is made to
                    time.sleep(_BRAKE)
            raise

    def __post_init__(self) -> None:
        atexit.register(self.close)

    def get_ready(self) -> None:
        """Warm a child, where there is none yet. For whoever shows a place to ask."""
        if self.limits.at_once < 1:
            return
        with self._lock:
            if self._spare_of != os.getpid() or self._spare is None or not self._spare.is_alive:
                self._spare, self._spare_of = self._start(), os.getpid()

    def close(self) -> None:
        """End the child that waits."""
        with self._lock:
            if self._spare is not None and self._spare_of == os.getpid():
                self._spare.kill()
            self._spare = None

    @contextmanager
    def _child(self) -> Iterator[Child]:
        """A child for one question; another is warmed for the next one when it is done."""
        self.get_ready()
        with self._lock:
            child, self._spare = self._spare or self._start(), None
        try:
            if not child.line.poll(_START) or not child.line.recv_bytes(_MOST_FRAME):
                raise Unavailable("The engine does not start.", "Try again in a minute.")
            yield child
        except (EOFError, ConnectionError) as ended:
            raise Unavailable("The engine does not start.", "Try again in a minute.") from ended
        finally:
            child.kill()
            self.get_ready()

    def _start(self) -> Child:
        child = Child(_CHILD, alone=True)
        about = {"memory_mb": self.limits.memory_mb, "seconds": self.limits.seconds}
        child.line.send_bytes(json.dumps(about).encode())
        return child


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question to one child."""

    child: Child
    limits: FenceLimits
    began: float

    def answer(self, sql: str, grant: Grant, places: Places, rows: int) -> Answer:
        import pyarrow as pa  # noqa: PLC0415  slow to import

        from hundred.lake.sql import select_all  # noqa: PLC0415  loads the engine

        self._tell(sql=sql)
        named = [Named(tuple(one["path"]), one["at"]) for one in self._hear()["tables"]]
        granted = {one.path: one.table for one in grant(named)}
        for table in named:
            if table.path not in granted:  # else the engine would look for a view of its own
                raise no_such_table(table, ())
        most = self.limits.answer_mb * _MEGABYTE
        tables = [
            {"path": path, "select": select_all(table), "paths": table.paths}
            for path, table in granted.items()
        ]
        self._tell(tables=tables, places=places, rows=rows, bytes=most)
        columns = tuple(AnswerColumn(**one) for one in self._hear()["columns"])
        batches, size = [], 0
        while (frame := self._frame())[:1] != b"{":
            size += len(frame)
            if size > 2 * most:  # the child counts too, and is not believed
                raise self._over("bytes")
            with pa.ipc.open_stream(frame) as stream:
                batches += list(stream)
        more = self._meant(frame)["more"]
        table = pa.Table.from_batches(batches).slice(0, rows)
        return Answer(columns, table, more, time.monotonic() - self.began)

    def _tell(self, **what: Any) -> None:
        with _a_child_may_end():
            self.child.line.send_bytes(json.dumps(what).encode())

    def _hear(self) -> Any:
        """The child's next word, where it is no row. Raises for what went wrong with the question."""
        return self._meant(self._frame())

    def _frame(self) -> bytes:
        left = self.began + self.limits.seconds - time.monotonic()
        with _a_child_may_end():
            if not self.child.line.poll(max(left, 0)):
                raise self._over("time")
            return self.child.line.recv_bytes(_MOST_FRAME)

    def _meant(self, frame: bytes) -> Any:
        said = json.loads(frame)
        if "error" not in said:
            return said
        if said["error"] == "sql":
            raise BadSql(said["says"], said["fix"], at=said["at"])
        raise self._over(said["error"])

    def _over(self, limit: str) -> OverLimit:
        limits = self.limits
        match limit:
            case "time":
                says = f"This takes longer than {limits.seconds} seconds, the most one question may take."
                fix = "Ask of fewer rows with WHERE, join on equal columns, or group by less."
            case "bytes":
                says = f"The answer is larger than {limits.answer_mb} MB, the most one answer may be."
                fix = "Ask for fewer columns, add them up with GROUP BY, or put LIMIT at the end."
            case _:
                says = (
                    f"This takes more than {limits.memory_mb:,} MB of memory, the most one question may take."
                )
                fix = (
                    "Ask of fewer rows with WHERE, sort or group fewer columns, make shorter lists and texts."
                )
        return OverLimit(says, fix)


@contextmanager
def _a_child_may_end() -> Iterator[None]:
    """A child that ended has met a limit that the system holds: nearly always that of memory."""
    try:
        yield
    except (EOFError, OSError) as ended:
        raise OverLimit(
            "This made the engine stop, most likely for want of memory.",
            "Ask of fewer rows, and make shorter lists and texts.",
        ) from ended


@contextmanager
def _one_of(places: threading.Semaphore) -> Iterator[bool]:
    """Whether one of the places is free; if so, it is taken for the block."""
    free = places.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            places.release()


def _check_text(sql: str) -> None:
    if not sql.strip():
        raise BadSql("There is no question.", "Write one SELECT.")
    if len(sql) > MOST_LETTERS:
        raise BadSql(f"A question may have {MOST_LETTERS:,} letters; this has {len(sql):,}.", "Shorten it.")
    try:
        sql.encode()
    except UnicodeEncodeError as half:
        raise BadSql(
            f"Letter {half.start + 1} of the question is half a character.", "Leave it out."
        ) from None
    if "\0" in sql:
        raise BadSql(
            "The question holds a NUL character.", "Leave it out.", at=len(sql[: sql.index("\0")].encode())
        )
