"""The files within archives, unpacked one at a time and guarded against archives made to do harm."""

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from hundred.base.findings import Finding, Problem
from hundred.intake import problems
from hundred.intake.problems import Refused
from hundred.intake.sniff import CONTAINERS, sniff
from hundred.intake.tally import finding_of

_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_PACKERS: dict[str, Callable[[Path], Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
_SUFFIXES = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may unpack to: in bytes altogether, per byte of each packed member (looked at once
    it is large), in members, and in archives within archives."""

    total: int = 16 << 30
    ratio: int = 250
    large: int = 64 << 20
    members: int = 100_000
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its bytes at `path`, and its name within the archive.

    Where it was refused or is of no interest `path` is None and `finding` says why.
    """

    path: Path | None
    name: str
    finding: Finding | None = None


def members(path: Path, name: str, into: Path, *, limits: Limits | None = None) -> Iterator[Member]:
    """The files within an archive, each unpacked into the folder `into` and removed before the next.

    A file that is no archive yields itself (so does a workbook, which is a zip only inside). An archive in
    an archive yields its own files, named `outer.zip/inner.csv`; a packed file yields the one in it, under
    its name without `.gz`. What is refused yields a finding instead of a path; nothing is ever written
    outside `into`.
    """
    kind = _container(path)
    if not kind:
        yield Member(path, name)
    else:
        yield from _Unpacking(into, limits or Limits()).opened(path, kind, name, "", 0)


def is_archive(path: Path) -> bool:
    """Whether a file is one that `members` unpacks."""
    return bool(_container(path))


def _container(path: Path) -> str:
    """The kind of archive a file is, "" where it is none."""
    try:
        kind = sniff(path).kind
    except Refused:
        return ""
    return kind if kind in CONTAINERS else ""


def _refused(problem: Problem, name: str) -> Member:
    return Member(None, name, finding_of(problem, name))


class _Unpacking:
    """One archive being unpacked; counts all bytes written, those of archives within it too."""

    def __init__(self, into: Path, limits: Limits) -> None:
        self._into = into
        self._limits = limits
        self._written = 0
        self._number = 0

    def opened(self, path: Path, kind: str, name: str, prefix: str, depth: int) -> Iterator[Member]:
        """The files of an archive called `name`, whose own names get the `prefix`."""
        if depth > self._limits.depth:
            yield _refused(problems.ZIP_NESTED, name)
            return
        try:
            with _damage():
                if kind in _PACKERS:
                    yield from self._packed(path, kind, name, prefix, depth)
                elif kind == "tar":
                    yield from self._tar(path, name, prefix, depth)
                else:
                    yield from self._zip(path, name, prefix, depth)
        except _Damaged:
            yield _refused(problems.ZIP_DAMAGED, name)

    def _zip(self, path: Path, name: str, prefix: str, depth: int) -> Iterator[Member]:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > self._limits.members:
                yield _refused(problems.ZIP_MEMBERS_MANY, name)
                return
            for entry in entries:
                inner = prefix + entry.filename
                if problem := _problem_of_zipped(entry):
                    yield _refused(problem, inner)
                else:
                    yield from self._member(partial(archive.open, entry), entry.compress_size, inner, depth)
                if self._written > self._limits.total:
                    return

    def _tar(self, path: Path, name: str, prefix: str, depth: int) -> Iterator[Member]:
        size = path.stat().st_size
        with tarfile.open(path, "r:") as archive:
            for number, entry in enumerate(archive, 1):
                inner = prefix + entry.name
                if number > self._limits.members:
                    yield _refused(problems.ZIP_MEMBERS_MANY, name)
                    return
                if entry.isdir():
                    continue
                if problem := _problem_of_name(entry.name) or (None if entry.isfile() else problems.ZIP_LINK):
                    yield _refused(problem, inner)
                else:
                    yield from self._member(partial(archive.extractfile, entry), size, inner, depth)
                if self._written > self._limits.total:
                    return

    def _packed(self, path: Path, kind: str, name: str, prefix: str, depth: int) -> Iterator[Member]:
        pure = PurePosixPath(name)
        suffix = pure.suffix.lower()
        inner = str(pure.with_suffix(_SUFFIXES[suffix])) if suffix in _SUFFIXES else name
        opener = partial(_PACKERS[kind], path)
        yield from self._member(opener, path.stat().st_size, inner, depth, packed=True, prefix=prefix)

    def _member(
        self,
        opener: Callable[[], Any],
        size: int,
        name: str,
        depth: int,
        *,
        packed: bool = False,
        prefix: str = "",
    ) -> Iterator[Member]:
        """A file unpacked, or those in it where it is an archive. `size` is what it takes up packed.

        The files of a tar that was `packed` get the `prefix` that the packed file had for its own.
        """
        self._number += 1
        target = self._into / f"member-{self._number}{_suffix(name)}"
        try:
            problem = self._inflate(opener, size, target)
            kind = "" if problem else _container(target)
            if problem:
                yield _refused(problem, name)
            elif not kind:
                yield Member(target, name)
            elif packed and kind == "tar":
                yield from self.opened(target, kind, name, prefix, depth)
            else:
                deeper = packed or kind not in _PACKERS  # packing a file once makes nothing deeper
                yield from self.opened(target, kind, name, f"{name}/", depth + deeper)
        finally:
            target.unlink(missing_ok=True)

    def _inflate(self, opener: Callable[[], Any], packed_size: int, target: Path) -> Problem | None:
        """Unpack one member, counting as it grows: what an archive says of its sizes is not believed."""
        size, limits = 0, self._limits
        try:
            with _damage(), opener() as packed, target.open("xb") as unpacked:
                while chunk := packed.read(_CHUNK):
                    size += len(chunk)
                    self._written += len(chunk)
                    bomb = size > limits.large and size > limits.ratio * max(packed_size, 1)
                    if bomb or self._written > limits.total:
                        return problems.ZIP_BOMB
                    unpacked.write(chunk)
        except _Damaged:
            return problems.ZIP_DAMAGED
        return None


class _Damaged(Exception):
    """The bytes are not those of an archive."""


@contextmanager
def _damage() -> Iterator[None]:
    """Tell damage to an archive from a failure of the disk."""
    try:
        yield
    except _DAMAGED as error:
        raise _Damaged from error
    except OSError as error:
        if error.errno is None:  # what bz2 says of bytes it does not understand
            raise _Damaged from error
        raise


def _problem_of_zipped(entry: zipfile.ZipInfo) -> Problem | None:
    # zipfile cuts names at NUL and turns backslashes into slashes on Windows only; look at what was written.
    if problem := _problem_of_name(entry.orig_filename):
        return problem
    if stat.S_ISLNK(entry.external_attr >> 16):
        return problems.ZIP_LINK
    return problems.ZIP_ENCRYPTED if entry.flag_bits & 0x1 else None


def _problem_of_name(name: str) -> Problem | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", str(path)) or "\0" in name:
        return problems.ZIP_PATH_UNSAFE
    junk = path.parts[:1] == ("__MACOSX",) or path.name.startswith("._")
    if junk or path.name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        return problems.ZIP_JUNK
    return None


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
