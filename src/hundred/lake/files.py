"""Files by the SHA-256 of their bytes: kept once, never changed, never lost half-way."""

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from hundred.base.errors import Invalid, NotFound
from hundred.base.identifiers import is_sha256, new_id, sha256_of
from hundred.base.time import now
from hundred.lake.disk import minding_a_full_disk, sync_folder

_CHUNK = 1 << 20
_INCOMING = ".incoming-"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file the lake holds. `bytes` is its size; `was_new` is false where the lake held it already."""

    sha256: str
    bytes: int
    was_new: bool


@dataclass(frozen=True)
class Files:
    """A folder of files named by their SHA-256, in 256 folders by its first two characters."""

    root: Path

    def keep(self, source: BinaryIO, *, limit: int | None = None) -> KeptFile:
        """Keep the bytes of a stream, and return their name.

        The bytes go to a temporary name, are forced to disk and then renamed, so a crash at any
        moment leaves either the whole file or nothing under its name. Two may keep the same bytes
        at once.

        Raises `Invalid` where the stream holds more than `limit` bytes, and `Unavailable` where
        the disk is full; neither leaves anything behind.
        """
        incoming = self.root / f"{_INCOMING}{new_id()}"
        try:
            with minding_a_full_disk():
                self.root.mkdir(parents=True, exist_ok=True)
                sha256, size = _write(source, incoming, limit)
                return KeptFile(sha256, size, self._settle(incoming, sha256, size))
        finally:
            incoming.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the file's bytes are. Raises `NotFound` where the lake does not hold them."""
        place = self._place(sha256) if is_sha256(sha256) else None
        if place is None or not place.is_file():
            raise NotFound(
                f"The lake holds no file {sha256[:64]}.", "Check the address, or add the file again."
            )
        return place

    def check(self, sha256: str) -> bool:
        """Whether the bytes under this name still have this hash. Raises `NotFound`."""
        return sha256_of(self.path(sha256)) == sha256

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and is_sha256(sha256) and self._place(sha256).is_file()

    def __iter__(self) -> Iterator[str]:
        """The hash of every file kept, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir() if is_sha256(path.name))

    def leftovers(self) -> list[Path]:
        """Temporary files, each of someone keeping a file now or of a process that was killed."""
        return sorted(self.root.glob(f"{_INCOMING}*"))

    def clean_leftovers(self, *, older_than: timedelta) -> int:
        """Remove leftovers last written longer ago than this; how many were removed."""
        stale = [path for path in self.leftovers() if _age(path) > older_than]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def _settle(self, incoming: Path, sha256: str, size: int) -> bool:
        """Give the bytes their name; whether they are new here."""
        place = self._place(sha256)
        if place.is_file() and place.stat().st_size == size:
            return False
        place.parent.mkdir(exist_ok=True)
        incoming.replace(place)
        sync_folder(place.parent)
        sync_folder(self.root)  # the folder above may be new too
        return True


def _write(source: BinaryIO, target: Path, limit: int | None) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out, ThreadPoolExecutor(1) as beside:  # hashing costs no time beside writing
        hashed = beside.submit(digest.update, b"")
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if limit is not None and size > limit:
                raise Invalid(
                    f"The file is larger than the {limit:,} bytes allowed here.",
                    "Split it, or ask the region's data team to raise the limit.",
                )
            hashed.result()
            hashed = beside.submit(digest.update, chunk)
            out.write(chunk)
        hashed.result()
        out.flush()
        os.fsync(out.fileno())
        os.fchmod(out.fileno(), 0o444)  # nobody edits a kept file by accident
    return digest.hexdigest(), size


def _age(path: Path) -> timedelta:
    try:
        return now() - datetime.fromtimestamp(path.stat().st_mtime, now().tzinfo)
    except FileNotFoundError:  # its keeper finished meanwhile
        return timedelta(0)
