"""The files within a zip, unpacked one at a time and guarded against zips made to do harm."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hundred.base.findings import Finding, Problem
from hundred.intake import problems
from hundred.intake.problems import Refused
from hundred.intake.sniff import sniff
from hundred.intake.tally import finding_of

_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a zip may unpack to: in bytes altogether, per byte of each packed member (looked at once
    it is large), in members, and in zips within zips."""

    total: int = 16 << 30
    ratio: int = 250
    large: int = 64 << 20
    members: int = 100_000
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a zip: its bytes at `path`, and its name within the zip.

    Where it was refused or is of no interest `path` is None and `finding` says why.
    """

    path: Path | None
    name: str
    finding: Finding | None = None


def members(path: Path, name: str, into: Path, *, limits: Limits | None = None) -> Iterator[Member]:
    """The files within a zip, each unpacked into the folder `into` and removed when the next is asked for.

    A file that is not a zip yields itself (so does a workbook, which is a zip only inside). A zip in a
    zip yields its own files, named `outer.zip/inner.csv`. What is refused yields a finding instead of a
    path; nothing is ever written outside `into`.
    """
    if _is_zip(path):
        yield from _Unpacking(into, limits or Limits()).unpack(path, name, prefix="", depth=0)
    else:
        yield Member(path, name)


def _is_zip(path: Path) -> bool:
    try:
        return sniff(path).kind == "zip"
    except Refused:
        return False


def _refused(problem: Problem, name: str) -> Member:
    return Member(None, name, finding_of(problem, name))


class _Unpacking:
    """One zip being unpacked; counts all bytes written, those of zips within it too."""

    def __init__(self, into: Path, limits: Limits) -> None:
        self._into = into
        self._limits = limits
        self._written = 0
        self._number = 0

    def unpack(self, path: Path, name: str, *, prefix: str, depth: int) -> Iterator[Member]:
        try:
            archive = zipfile.ZipFile(path)
        except _DAMAGED:
            yield _refused(problems.ZIP_DAMAGED, name)
            return
        with archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > self._limits.members:
                yield _refused(problems.ZIP_MEMBERS_MANY, name)
                return
            for entry in entries:
                yield from self._member(archive, entry, prefix + entry.filename, depth)
                if self._written > self._limits.total:
                    return

    def _member(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, depth: int
    ) -> Iterator[Member]:
        problem = _problem_of(entry)
        if problem is not None:
            yield _refused(problem, name)
            return
        self._number += 1
        target = self._into / f"member-{self._number}{_suffix(entry.filename)}"
        try:
            problem = self._inflate(archive, entry, target)
            if problem is not None:
                yield _refused(problem, name)
            elif not _is_zip(target):
                yield Member(target, name)
            elif depth >= self._limits.depth:
                yield _refused(problems.ZIP_NESTED, name)
            else:
                yield from self.unpack(target, name, prefix=f"{name}/", depth=depth + 1)
        finally:
            target.unlink(missing_ok=True)

    def _inflate(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Problem | None:
        """Unpack one member, counting as it grows: what a zip says of its sizes is not believed."""
        size, limits = 0, self._limits
        try:
            with archive.open(entry) as packed, target.open("xb") as unpacked:
                while chunk := packed.read(_CHUNK):
                    size += len(chunk)
                    self._written += len(chunk)
                    bomb = size > limits.large and size > limits.ratio * max(entry.compress_size, 1)
                    if bomb or self._written > limits.total:
                        return problems.ZIP_BOMB
                    unpacked.write(chunk)
        except _DAMAGED:
            return problems.ZIP_DAMAGED
        return None


def _problem_of(entry: zipfile.ZipInfo) -> Problem | None:
    # zipfile cuts names at NUL and turns backslashes into slashes on Windows only; look at what was written.
    path = PurePosixPath(entry.orig_filename.replace("\\", "/"))
    if (
        path.is_absolute()
        or ".." in path.parts
        or re.match(r"[A-Za-z]:", str(path))
        or "\0" in entry.orig_filename
    ):
        return problems.ZIP_PATH_UNSAFE
    if stat.S_ISLNK(entry.external_attr >> 16):
        return problems.ZIP_LINK
    if path.parts[:1] == ("__MACOSX",) or path.name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        return problems.ZIP_JUNK
    if entry.flag_bits & 0x1:
        return problems.ZIP_ENCRYPTED
    return None


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
