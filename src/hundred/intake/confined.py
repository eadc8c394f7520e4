"""A process of its own for reading files that strangers made.

A file made to break a reader, or to eat all memory, breaks only this process: the file is refused, and
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
    """Reads files in a child process. A context manager: the child starts with the block and ends with it.

    `work` is what the child does with each file, a function of a module with the signature of
    `hundred.intake.read`. `child` is the child where it was started before, by `Child(MODULE)`.
    """

    def __init__(self, work: Callable[..., Reading] = read, child: Child | None = None) -> None:
        self._work = work
        self._child = child
        self._read = 0  # files, by this child

    def __enter__(self) -> Self:
        self._started()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, path: Path, *, name: str, into: Path, sha256: str = "") -> Reading:
        """What the work says of the file; a file that stops the reader is a refused one.

        Raises OSError where the disk is full or the file is gone.
        """
        size = path.stat().st_size
        line = self._started().line
        line.send((self._work, path, name, into, sha256))
        self._read += 1
        try:
            if line.poll(_SECONDS + _SECONDS_PER_GIGABYTE * size / _GIGABYTE):
                answer = line.recv()
                if isinstance(answer, Reading):
                    return answer
                if isinstance(answer, OSError):
                    raise answer
                return _refused(sha256, name, size, str(answer))
        except (EOFError, ConnectionError):
            self._stop()
            return _refused(sha256, name, size, "it made the reader stop")
        self._stop()
        return _refused(sha256, name, size, "it took too long")

    def _started(self) -> Child:
        if self._child is None or self._read >= _FILES or not self._child.is_alive:
            self._stop()
            self._child = Child(__name__)
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
        self._child, self._read = None, 0


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
