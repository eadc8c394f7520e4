"""Engines kept for many small pieces of work: starting one costs more than most of those pieces do."""

import ctypes
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from hundred.lake.engine import OFFLINE, Session
from hundred.lake.schema import literal


class KeptEngines:
    """Private engines which are given back after use, each prepared once for its kind of work.

    As many are kept as were ever in use at one time. They work in memory alone, so that nothing of
    them is left behind. Several threads may use one object; a forked child starts with none.
    """

    def __init__(self, prepare: Callable[[Session], None], *, memory_mb: int) -> None:
        self._prepare = prepare
        self._memory_mb = memory_mb
        self._free: list[Session] = []
        os.register_at_fork(after_in_child=self._begin_again)

    @contextmanager
    def engine(self) -> Iterator[Session]:
        """An engine for one piece of work. One that met an exception is not used again."""
        engine = self._taken()
        try:
            yield engine
        except BaseException:
            engine.close()
            raise
        self._free.append(engine)

    @contextmanager
    def spilling(self, scratch: Path) -> Iterator[Session]:
        """An engine for one large piece of work, gone when it is done; it spills within `scratch`."""
        with tempfile.TemporaryDirectory(prefix="engine-", dir=scratch, ignore_cleanup_errors=True) as spill:
            engine = self._taken()
            try:
                engine.execute(f"SET temp_directory = {literal(spill)}")
                yield engine
            finally:
                engine.close()

    def start_one(self) -> None:
        """Have an engine ready before there is work for it."""
        self._free.append(self._start())

    def _taken(self) -> Session:
        return self._free.pop() if self._free else self._start()

    def _start(self) -> Session:
        config = {"memory_limit": f"{self._memory_mb}MB", "temp_directory": "", **OFFLINE}
        engine = duckdb.connect(":memory:", config=config)
        self._prepare(engine)
        return engine

    def _begin_again(self) -> None:
        """Leave the parent's engines alone: closing one would wait for threads that did not come along."""
        for engine in self._free:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(engine))
        self._free = []
