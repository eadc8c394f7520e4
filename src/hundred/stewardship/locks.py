"""One run at a time on a dataset. The lock dies with its process, so a killed run never blocks the next."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hundred.base.errors import Conflict


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock of this name while inside. Raises Conflict where another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(
                f"Another run is adding to {name} just now.", "Wait until it is done, then run this again."
            ) from error
        yield
    finally:
        os.close(handle)
