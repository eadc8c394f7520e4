"""Whose turn it is: a queue that the processes of one machine share, with fair shares for all.

A place in the queue is an empty file in a folder, named by when it was taken, by whom, and whether its work
runs; it is locked for as long as it is held. The system gives the lock back when a process dies, however it
dies, so that nobody has to tidy up after it. Nothing else is kept.
"""

import contextlib
import fcntl
import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hundred.base.errors import Unavailable

_LOOK_EVERY = 0.02  # seconds
_GATE, _WAITING, _RUNNING = ".gate", "waiting", "running"
_PLACES = 3  # for each that may run: itself, and two that wait


class Busy(Unavailable):
    """All turns are taken; it is worth trying again in a few seconds."""


class TooMany(Busy):
    """This client holds as many places as one may."""


@dataclass(frozen=True, slots=True)
class Turns:
    """A queue in `folder` for work of which `at_once` may run, and twice as much may wait.

    One client may run half of what may run (at least one), and hold one place more.
    """

    folder: Path
    at_once: int

    @property
    def each(self) -> int:
        """How many of one client's may run at a time."""
        return max(1, self.at_once // 2)

    @contextlib.contextmanager
    def turn(self, client: str, patience: float) -> Iterator[None]:
        """The block runs when its turn has come: first come, first served, among clients with a share left.

        Raises TooMany where the client holds too many places already, Busy where too many wait or the turn
        does not come within `patience` seconds.
        """
        until = time.monotonic() + patience
        with self._place(hashlib.sha256(client.encode()).hexdigest()[:16]) as place:
            while not self._may_run(place):
                if time.monotonic() > until:
                    raise Busy("Too many people ask at the moment.", "Try again in a few seconds.")
                time.sleep(_LOOK_EVERY)
            yield

    @contextlib.contextmanager
    def _place(self, client: str) -> Iterator[str]:
        """A place at the end of the queue, and its name."""
        with self._gate():
            taken = self._taken()
            mine = sum(_client(path) == client for path in taken)
            if mine > self.each:
                raise TooMany(
                    f"You have {mine} questions open already.", "Wait for an answer, then ask again."
                )
            if len(taken) >= _PLACES * self.at_once:
                raise Busy("Too many people ask at the moment.", "Try again in a few seconds.")
            name = f"{time.time_ns():020}-{client}-{secrets.token_hex(4)}"
            held = (self.folder / f"{name}.{_WAITING}").open("wb")
            fcntl.flock(held, fcntl.LOCK_EX)
        with held:
            try:
                yield name
            finally:
                for state in (_WAITING, _RUNNING):
                    (self.folder / f"{name}.{state}").unlink(missing_ok=True)

    def _may_run(self, name: str) -> bool:
        """Whether it is this place's turn; if so, it runs from now on."""
        with self._gate():
            taken = sorted(self._taken())
            running = Counter(_client(path) for path in taken if path.suffix == f".{_RUNNING}")
            if running.total() >= self.at_once:
                return False
            first = next(
                (p for p in taken if p.suffix == f".{_WAITING}" and running[_client(p)] < self.each), None
            )
            if first is None or first.stem != name:
                return False
            first.rename(first.with_suffix(f".{_RUNNING}"))
            return True

    def _taken(self) -> list[Path]:
        """The places that are held; what the dead have left is swept away."""
        return [path for path in self.folder.iterdir() if path.name != _GATE and _is_held(path)]

    @contextlib.contextmanager
    def _gate(self) -> Iterator[BinaryIO]:
        """One at a time looks and changes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _GATE).open("ab") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield gate


def _client(place: Path) -> str:
    return place.name.split("-")[1]


def _is_held(place: Path) -> bool:
    try:
        with place.open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            place.unlink(missing_ok=True)
            return False
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
