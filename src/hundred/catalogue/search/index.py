"""The index's files: a folder for each build, and a pointer to the one in use.

`search/current` names the format and the folder. A rebuild writes a folder of its own and then moves the
pointer, so readers go from one whole index to the next. Readers look at the pointer and at the folder's
`meta.json`, which tantivy replaces with every commit; they need no word from the writer.
"""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings
from tantivy import Index, IndexWriter, Searcher

from hundred.base.identifiers import new_id
from hundred.catalogue.search import analysis
from hundred.catalogue.search.fields import FORMAT, schema

_FORMAT = f"{FORMAT} tantivy {version('tantivy')}"
_HEAP = 64_000_000  # bytes of documents before a segment is written


@dataclass(frozen=True, slots=True)
class _Opened:
    folder: Path
    index: Index
    state: tuple[int, int]


class _Readers:
    """The index as this process has it open; opened anew where another is in use, or in a forked child."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.opened: _Opened | None = None

    def searcher(self) -> Searcher | None:
        folder = current()
        while folder is not None:
            with suppress(OSError, ValueError):
                return self._as_of_now(folder)
            tried, folder = folder, current()
            if (
                folder == tried
            ):  # no index that we can read; else it was replaced, and removed, as we opened it
                return None
        return None

    def _as_of_now(self, folder: Path) -> Searcher:
        state = _state(folder)
        with self.lock:
            if self.opened is None or self.opened.folder != folder:
                self.opened = _Opened(folder, _open(folder), state)
            elif self.opened.state != state:
                self.opened.index.reload()
                self.opened = _Opened(folder, self.opened.index, state)
            return self.opened.index.searcher()


_readers = _Readers()
os.register_at_fork(after_in_child=lambda: _readers.__init__())  # type: ignore[misc] # begins again


def root() -> Path:
    """The region's folder for its index, beside its lake."""
    return settings.LAKE.root.parent / "search"


def current() -> Path | None:
    """The folder of the index in use, None where there is none of our format."""
    try:
        pointer = json.loads((root() / "current").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return root() / pointer["folder"] if pointer.get("format") == _FORMAT else None


def searcher() -> Searcher | None:
    """The index in use as of its last commit, None where there is none that can be read."""
    return _readers.searcher()


@contextmanager
def only_writer() -> Iterator[bool]:
    """Whether this is the only one who may write to the index, until the end of the block.

    The lock dies with its process.
    """
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "lock").open("w") as handle:
        yield _locked(handle)


@contextmanager
def appending(folder: Path) -> Iterator[IndexWriter]:
    """A writer to an index; what it wrote counts from the end of the block on, all of it or nothing."""
    writer = _open(folder).writer(heap_size=_HEAP, num_threads=1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def new_folder() -> Path:
    """An empty index nobody reads yet. What earlier builds left behind half done is removed."""
    in_use = current()
    for left in root().iterdir():
        if left.is_dir() and left != in_use:
            shutil.rmtree(left, ignore_errors=True)
    folder = root() / new_id()
    folder.mkdir()
    Index(schema(), path=str(folder))
    return folder


def use(folder: Path) -> None:
    """Make this the index in use, and remove the one before. Who still reads that one goes on doing so."""
    before = current()
    pointer = root() / "current.new"
    pointer.write_text(json.dumps({"format": _FORMAT, "folder": folder.name}), "utf-8")
    pointer.replace(root() / "current")
    if before is not None and before != folder:
        shutil.rmtree(before, ignore_errors=True)


def _open(folder: Path) -> Index:
    index = Index.open(str(folder))
    index.config_reader("manual")
    analysis.register(index)
    index.reload()
    return index


def _state(folder: Path) -> tuple[int, int]:
    found = (folder / "meta.json").stat()
    return found.st_ino, found.st_mtime_ns


def _locked(handle: IO[str]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
