"""The disk under the lake: what it means when it is full, and how a rename survives a power cut."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hundred.base.errors import Unavailable

_FULL = {errno.ENOSPC, errno.EDQUOT}


def disk_full() -> Unavailable:
    """The failure to raise where the disk is full."""
    return Unavailable(
        "The disk that holds the lake is full, so nothing was written.",
        "Free some space or move the region to a larger disk, then try again.",
    )


@contextmanager
def minding_a_full_disk() -> Iterator[None]:
    """Turn the system's word for a full disk into `Unavailable`; let every other failure pass."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full() from error
        raise


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to disk, so that a rename in it survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
