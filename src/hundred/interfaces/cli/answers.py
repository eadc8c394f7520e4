"""Reading files for a command: each with its answer, those of an archive too, several at a time."""

import errno
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hundred.base.child import Child
from hundred.base.identifiers import new_id, sha256_of
from hundred.interfaces.cli import incoming
from hundred.interfaces.cli.terminal import Tell

if TYPE_CHECKING:
    from hundred.intake import Member, Reader, Reading

_AHEAD = 8  # files that may be read before their turn to be told


@dataclass(frozen=True, slots=True)
class Answer:
    """A file read, and the folder where its cells lie until it is told."""

    reading: "Reading"
    staging: Path

    def forget(self) -> None:
        """Remove the cells."""
        shutil.rmtree(self.staging, ignore_errors=True)


def reader_of_files() -> "Reader":
    """A reader in children of its own, which start at once."""
    child = Child("hundred.intake.confined")  # starts while we import what it answers with
    from hundred.intake import Reader, examine  # noqa: PLC0415  loads the engine

    return Reader(examine, child)


def nobody(what: str, done: int, total: int, item: str) -> None:
    """Tells nobody of progress."""


def answers_of(
    files: Sequence[incoming.Found], reader: "Reader", folder: Path, tell: Tell
) -> Iterator[Answer]:
    """The answer for every file, and for every file within a zip. Each is to be forgotten once it is told."""
    from hundred import intake  # noqa: PLC0415  loads the engine
    from hundred.intake.confined import at_once  # noqa: PLC0415

    unpacked = folder / "unpacked"
    unpacked.mkdir()
    with at_once(reader) as pool:
        for number, (file, coming) in enumerate(_ahead(pool, files, reader, folder)):
            tell("Reading", number, len(files), file.name)
            try:
                if answer := coming.result():
                    yield answer
                    continue
                for member in intake.members(file.path, file.name, unpacked):
                    yield _answer(file, member, reader, folder)
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise
                yield Answer(_not_opened(file.name, error), folder / new_id())
    tell("Reading", len(files), len(files), "")


def _ahead(
    pool: ThreadPoolExecutor, files: Sequence[incoming.Found], reader: "Reader", folder: Path
) -> "Iterator[tuple[incoming.Found, Future[Answer | None]]]":
    """Every file with the answer that is coming, while a few of those after it are read too."""
    coming: deque[tuple[incoming.Found, Future[Answer | None]]] = deque()
    for file in files:
        coming.append((file, pool.submit(_alone, file, reader, folder)))
        if len(coming) > _AHEAD:
            yield coming.popleft()
    yield from coming


def _alone(file: incoming.Found, reader: "Reader", folder: Path) -> Answer | None:
    """The answer for a file that is no archive, None for an archive."""
    from hundred import intake  # noqa: PLC0415  loads the engine

    if intake.is_archive(file.path):
        return None
    return _answer(file, intake.Member(file.path, file.name), reader, folder)


def _answer(file: incoming.Found, member: "Member", reader: "Reader", folder: Path) -> Answer:
    staging = folder / new_id()
    staging.mkdir()
    return Answer(_reading(file, member, reader, staging), staging)


def _reading(file: incoming.Found, member: "Member", reader: "Reader", staging: Path) -> "Reading":
    from hundred import intake  # noqa: PLC0415  loads the engine

    if member.path is not None:
        return reader.read(member.path, name=member.name, into=staging)
    found = (member.finding,) if member.finding else ()
    if member.name == file.name:  # the archive itself
        facts = intake.FileFacts(file.name, sha256_of(file.path), file.path.stat().st_size, "archive")
    else:
        facts = intake.FileFacts(member.name, "", 0, "refused")
    return intake.Reading(facts, (), found)


def _not_opened(name: str, error: OSError) -> "Reading":
    from hundred import intake  # noqa: PLC0415  loads the engine
    from hundred.intake import problems  # noqa: PLC0415
    from hundred.intake.tally import finding_of  # noqa: PLC0415

    finding = finding_of(problems.NOT_OPENED, name, why=(error.strerror or str(error)).lower())
    return intake.Reading(intake.FileFacts(name, "", 0, "unreadable"), (), (finding,))
