"""Backup: a whole region in one archive, taken while it is being written to; and back again.

First the database is copied at one instant, then every file and part that the copy knows. Those
never change once written, so together they are the region as it was at that instant.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import pyarrow as pa

from hundred.base.errors import Conflict, HundredError, Invalid, NotFound
from hundred.base.identifiers import new_id
from hundred.base.time import now
from hundred.lake.database import copy_database, load_database
from hundred.lake.disk import minding_a_full_disk, sync_folder
from hundred.lake.home import Lake

_FORMAT = "hundred-backup/1"
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a database knows of the lake: the SHA-256 of files, and the paths of parts."""

    files: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Archive:
    """What went into an archive or came out of it. `missing` names what the database knows but the lake
    does not hold: run `hundred verify`."""

    members: int
    bytes: int
    missing: tuple[str, ...] = ()


def backup(
    home: Path,
    lake: Lake,
    target: Path,
    *,
    known: Callable[[Path], Known],
    also: tuple[str, ...] = ("hundred.toml",),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Archive:
    """Write the region's home to one archive: `….tar.zst`, or uncompressed where its name ends in `.tar`.

    `known` is called with the copied database (a SQLite file; for PostgreSQL a dump, where it may
    ask the live database instead, which by then knows at least as much). `also` are other files of
    the home to take along, where they exist. `progress` hears of files done and files in all.

    The archive appears under its name only when it is whole. Raises `Conflict` where it exists
    already, and `Unavailable` where the database cannot be copied.
    """
    if target.exists():
        raise Conflict(f"{target} exists already.", "Choose another name, or remove it first.")
    with minding_a_full_disk(), tempfile.TemporaryDirectory(prefix="backup-", dir=lake.scratch) as scratch:
        database = copy_database(lake.catalogue_url, Path(scratch))
        sources, missing = _sources(home, lake, known(database), also)
        sources = {f"database/{database.name}": database, **sources}
        unfinished = target.with_name(f".{target.name}.{new_id()}")
        try:
            size = _write(unfinished, sources, progress, compressed=target.suffix != ".tar")
            unfinished.rename(target)
            sync_folder(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    return Archive(len(sources), size, missing)


def restore(
    archive: Path,
    home: Path,
    *,
    database_url: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> Archive:
    """Make a home from an archive, in a folder that is empty or not there yet.

    `database_url` is needed for an archive of a PostgreSQL region: an empty database to load. Every
    member is checked against the archive's manifest; the folder appears only when all is well.

    Raises `Conflict` where the folder is not empty, `NotFound` where there is no archive, and
    `Invalid` where the archive is not ours or is damaged.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Conflict(f"{home} is not empty.", "Restore to a new folder.")
    if not archive.is_file():
        raise NotFound(f"There is no archive {archive}.")
    home.parent.mkdir(parents=True, exist_ok=True)
    unfinished = home.with_name(f".{home.name}.{new_id()}")
    try:
        with minding_a_full_disk():
            restored = _read(archive, unfinished, progress)
            load_database(unfinished / "database", unfinished, database_url)
            if home.exists():
                home.rmdir()
            unfinished.rename(home)
            sync_folder(home.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return restored


def _sources(
    home: Path, lake: Lake, known: Known, also: tuple[str, ...]
) -> tuple[dict[str, Path], tuple[str, ...]]:
    """What to archive, by its name in the archive; and the names of what is missing."""
    sources = {f"home/{name}": home / name for name in also if (home / name).is_file()}
    missing = []
    for sha256 in sorted(known.files):
        if sha256 in lake.files:
            sources[f"home/lake/files/{sha256[:2]}/{sha256}"] = lake.files.path(sha256)
        else:
            missing.append(sha256)
    for part in sorted(known.parts):
        path = lake.tables.absolute(part)
        if path.is_file():
            sources[f"home/lake/tables/{part}"] = path
        else:
            missing.append(part)
    for path in sorted(lake.tables.root.glob("*/*/metadata/*")):  # small, and immutable too
        sources[f"home/lake/tables/{lake.tables.relative(path)}"] = path
    return sources, tuple(missing)


def _write(
    target: Path, sources: dict[str, Path], progress: Callable[[int, int], None], *, compressed: bool
) -> int:
    members: dict[str, dict[str, Any]] = {}
    with _archive_out(target, compressed=compressed) as out, tarfile.open(fileobj=out, mode="w|") as tar:
        for nth, (name, path) in enumerate(sources.items(), start=1):
            with path.open("rb") as stream:
                info = tar.gettarinfo(arcname=name, fileobj=stream)
                info.uid = info.gid = 0
                info.uname = info.gname = ""
                hashed = _Hashed(stream)
                tar.addfile(info, hashed)
            members[name] = {"sha256": hashed.digest.hexdigest(), "bytes": info.size}
            progress(nth, len(sources))
        manifest = json.dumps({"format": _FORMAT, "made": now().isoformat(), "members": members}).encode()
        info = tarfile.TarInfo(_MANIFEST)
        info.size = len(manifest)
        tar.addfile(info, io.BytesIO(manifest))
    return sum(member["bytes"] for member in members.values())


def _read(archive: Path, target: Path, progress: Callable[[int], None]) -> Archive:
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] = {}
    try:
        with _archive_in(archive) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    raise _damaged(archive, f"{member.name} is not a file")
                if member.name == _MANIFEST:
                    manifest = json.load(content)
                    continue
                found[member.name] = _extract(content, target / _safe(archive, member.name))
                progress(len(found))
    except HundredError:
        raise
    except (tarfile.TarError, ValueError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # the system's own, such as a full disk
            raise
        raise _damaged(archive, str(error)) from error
    if manifest.get("format") != _FORMAT:
        raise _damaged(archive, "its list of contents is missing")
    if wrong := [
        name for name in {*found, *manifest["members"]} if found.get(name) != manifest["members"].get(name)
    ]:
        raise _damaged(archive, f"{min(wrong)} is missing or changed")
    return Archive(len(found), sum(member["bytes"] for member in found.values()))


def _extract(content: Any, target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return {"sha256": digest.hexdigest(), "bytes": size}


def _safe(archive: Path, name: str) -> Path:
    """Where a member goes: its place in the home, or the folder for the database. Never outside."""
    place = PurePosixPath(name)
    if place.parts[:1] not in (("home",), ("database",)) or ".." in place.parts or len(place.parts) < 2:
        raise _damaged(archive, f"{name!r} has no place in a region")
    return Path(*(place.parts[1:] if place.parts[0] == "home" else place.parts))


@contextmanager
def _archive_out(target: Path, *, compressed: bool) -> Iterator[Any]:
    with target.open("xb") as raw:
        if compressed:
            with pa.CompressedOutputStream(raw, "zstd") as out:
                yield out
        else:
            yield raw
    with target.open("rb") as made:
        os.fsync(made.fileno())


@contextmanager
def _archive_in(archive: Path) -> Iterator[Any]:
    with archive.open("rb") as raw:
        compressed = raw.read(4) == b"\x28\xb5\x2f\xfd"  # zstd's own mark
        raw.seek(0)
        if compressed:
            with pa.CompressedInputStream(raw, "zstd") as stream:
                yield stream
        else:
            yield raw


def _damaged(archive: Path, why: str) -> Invalid:
    return Invalid(f"{archive} is not a whole backup of a region: {why}.", "Use another copy of the backup.")


class _Hashed:
    """A stream that hashes what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        return chunk
