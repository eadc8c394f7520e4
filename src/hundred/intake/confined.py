"""Processes of their own for reading files that strangers made.

A file made to break a reader, or to eat all memory, breaks only its process: the file is refused, and
the next one gets a new process.
"""

import contextlib
import ctypes
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from hundred.base.child import Child, confine, line_of_child
from hundred.intake import engines, problems
from hundred.intake.reader import read
from hundred.intake.reading import FileFacts, Reading
from hundred.intake.tally import finding_of

_GIGABYTE = 1_000_000_000
_MEMORY = 6 * _GIGABYTE
_SECONDS, _SECONDS_PER_GIGABYTE = 120, 600
_FILES = 1_000  # that one child reads: libraries keep some kilobytes of each, which must not add up
_AT_ONCE = 4  # files, where the machine has as many cores: each takes the memory of an engine
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, see prctl(2)

_kept = threading.local()


@contextlib.contextmanager
def one_reader(child: Child | None = None) -> Iterator["Reader"]:
    """The reader of the block around this one, else a new one that ends with this block.

    `child` is that of `Reader`.

    Starting a reader takes the better part of a second: whoever works on many runs keeps one for all, and
    whoever has other things to do first opens the block before them.
    """
    if (around := getattr(_kept, "reader", None)) is not None:
        yield around
        return
    with Reader(child=child) as reader:
        _kept.reader = reader
        try:
            yield reader
        finally:
            _kept.reader = None


class Reader:
    """Reads files in child processes, as many as there are threads that ask at one time.

    A context manager: a child starts with the block, and all end with it. `work` is what a child does with
    each file, a function of a module with the signature of `hundred.intake.read`. `child` is the first one
    where it was started before, by `Child(MODULE)`.
    """

    def __init__(self, work: Callable[..., Reading] = read, child: Child | None = None) -> None:
        self._work = work
        self._first = child
        self._desks: list[_Desk] = []
        self._free: list[_Desk] = []
        self._is_over = False
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._give_back(self._new(self._first))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the children, whatever they are doing."""
        with self._lock:
            self._is_over = True
            for desk in self._desks:
                desk.stop()

    def read(self, path: Path, *, name: str, into: Path, sha256: str = "") -> Reading:
        """What the work says of the file; a file that stops its reader is a refused one.

        Raises OSError where the disk is full or the file is gone, and where the reader was stopped.
        """
        size = path.stat().st_size
        desk = self._taken()
        try:
            answer = desk.asked((self._work, path, name, into, sha256), size)
        finally:
            self._give_back(desk)
        if isinstance(answer, Reading):
            return answer
        if isinstance(answer, OSError):
            raise answer
        if self._is_over:
            raise InterruptedError(errno.EINTR, "The reader was stopped", name)
        return _refused(sha256, name, size, str(answer))

    def _taken(self) -> "_Desk":
        with self._lock:
            if self._free:
                return self._free.pop()
        return self._new()

    def _new(self, child: Child | None = None) -> "_Desk":
        desk = _Desk(child or Child(__name__))
        with self._lock:
            self._desks.append(desk)
        return desk

    def _give_back(self, desk: "_Desk") -> None:
        with self._lock:
            self._free.append(desk)


@contextlib.contextmanager
def at_once(reader: Reader) -> Iterator[ThreadPoolExecutor]:
    """Threads to work on several files at a time. Where the block fails, so do the works not yet done."""
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            reader.stop()
            raise


class _Desk:
    """A place where one child after the other reads."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._read = 0  # files, by this child

    def asked(self, task: tuple[object, ...], size: int) -> object:
        """The child's answer: a reading, an OSError, or why there is none in words."""
        if self._read >= _FILES or not self.child.is_alive:
            self.stop()
            self.child, self._read = Child(__name__), 0
        self._read += 1
        try:
            self.child.line.send(task)
            if self.child.line.poll(_SECONDS + _SECONDS_PER_GIGABYTE * size / _GIGABYTE):
                return self.child.line.recv()
        except (EOFError, OSError):
            self.stop()
            return "it made the reader stop"
        self.stop()
        return "it took too long"

    def stop(self) -> None:
        self.child.kill()


def serve() -> None:
    """In the child: read files for the parent until it has had enough."""
    _confine()
    engines.get_ready()
    line = line_of_child()
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            work, path, name, into, sha256 = line.recv()
            try:
                answer: object = work(path, name=name, into=into, sha256=sha256)
            except MemoryError:
                answer = "it needs more memory than a file may take"
            except Exception as error:  # noqa: BLE001  whatever a file did to the reader is the answer
                answer = _as_answer(error)
            line.send(answer)


def _as_answer(error: Exception) -> object:
    """A failure of the machine as an OSError, which the parent raises; of the file as words to refuse it."""
    if "No space left on device" in str(error):  # as the engine says it
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return error if isinstance(error, OSError) else f"{type(error).__name__}: {error}"


def _confine() -> None:
    """Bound this process, and let it die with its parent."""
    confine(_MEMORY)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _refused(sha256: str, name: str, size: int, why: str) -> Reading:
    facts = FileFacts(name, sha256, size, "unreadable")
    return Reading(facts, (), (finding_of(problems.NOT_READABLE, name, why=why),))
