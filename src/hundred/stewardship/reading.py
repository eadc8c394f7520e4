"""Reading a run's files, each once: the staged reading outlives a crash and is used again."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hundred import intake
from hundred.accounts.records import OPERATOR
from hundred.base.identifiers import new_id
from hundred.base.time import say_day
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import FileRecord
from hundred.intake.confined import Reader, at_once
from hundred.intake.described import compare
from hundred.stewardship.models import Run, RunFile, RunFinding
from hundred.stewardship.records import Progress, Watcher

_NAME = 64  # letters of a SHA-256, with which the names of stagings begin


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file of the run that gave at least one table."""

    row: RunFile
    reading: intake.Reading


def read_all(run: Run, reader: Reader, *, watch: Watcher) -> tuple[ReadFile, ...]:
    """Read every file that is new to the dataset; the others are marked as unchanged or refused."""
    present = catalogue.dataset_files(asker=OPERATOR, dataset=run.dataset.slug)
    here = {file.sha256: file for file in present}
    rows = list(run.files.filter(state__in=(RunFile.State.WAITING, RunFile.State.READ)))
    read: dict[str, ReadFile] = {}
    describing: list[ReadFile] = []
    with _reading(reader, [row for row in rows if row.sha256 not in here]) as readings:
        for number, row in enumerate(rows):
            note(run, Progress("Reading", number, len(rows), row.name), watch)
            if row.sha256 in here:
                _unchanged(row, here[row.sha256])
            elif twin := read.get(row.sha256):
                _settle(row, RunFile.State.UNCHANGED, f"The same bytes as {twin.row.name}, in this run.")
            else:
                reading = readings[row.sha256].result()
                _record(run, row, reading)
                if reading.tables:
                    read[row.sha256] = ReadFile(row, reading)
                elif reading.descriptions:
                    describing.append(ReadFile(row, reading))
    _compare(run, describing, read.values())
    note(run, Progress("Reading", len(rows), len(rows)), watch)
    return tuple(read.values())


@contextmanager
def _reading(reader: Reader, rows: Iterable[RunFile]) -> Iterator[Mapping[str, Future[intake.Reading]]]:
    """The readings of files by their SHA-256 as they come, several at a time."""
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row.sha256, row.name)
    with at_once(reader) as pool:
        yield {sha256: pool.submit(staged, reader, sha256, name) for sha256, name in names.items()}


def staged(reader: Reader, sha256: str, name: str) -> intake.Reading:
    """The reading of a kept file, as it was staged before or made now.

    Each attempt has a folder of its own; the note that names it is what makes a staging complete.
    """
    done = _readings() / f"{sha256}.json"
    if done.is_file():
        return intake.Reading.from_dict(json.loads(done.read_text("utf-8")))
    folder = _readings() / f"{sha256}-{new_id()}"
    folder.mkdir(parents=True)
    reading = reader.read(settings.LAKE.files.path(sha256), name=name, into=folder, sha256=sha256)
    half = folder / "reading.json"
    half.write_text(json.dumps(reading.as_dict()), "utf-8")
    half.rename(done)
    return reading


def forget(sha256s: Iterable[str]) -> None:
    """Remove the staged readings of these files."""
    done_with = set(sha256s)
    for path in _readings().glob("*"):
        if path.name[:_NAME] not in done_with:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def note(run: Run, progress: Progress, watch: Watcher) -> None:
    """Write down how far the run is, and tell whoever watches."""
    run.stage, run.done, run.total = progress.stage, progress.done, progress.total
    run.save(update_fields=["stage", "done", "total"])
    watch(progress)


def _readings() -> Path:
    return Path(settings.LAKE.scratch) / "readings"


def _unchanged(row: RunFile, known: FileRecord) -> None:
    says = f"The same bytes came as {known.name} on {say_day(known.came_at)}; nothing to do."
    _settle(row, RunFile.State.UNCHANGED, says)


def _settle(row: RunFile, state: str, says: str) -> None:
    row.state, row.says = state, says
    row.save(update_fields=["state", "says"])


@transaction.atomic
def _record(run: Run, row: RunFile, reading: intake.Reading) -> None:
    run.findings.filter(sha256=row.sha256, file=row.name).delete()
    RunFinding.objects.bulk_create(
        RunFinding.of(run, row.sha256, row.name, finding) for finding in reading.findings
    )
    row.rows = sum(table.rows for table in reading.tables)
    row.set_aside = sum(table.set_aside for table in reading.tables)
    if reading.tables or reading.descriptions:
        row.state = RunFile.State.READ
    else:
        row.state = RunFile.State.REFUSED
        row.says = " ".join(f"{f.says} {f.fix}" for f in reading.findings if f.severity == "error")
    row.save(update_fields=["rows", "set_aside", "state", "says"])


def _compare(run: Run, describing: Iterable[ReadFile], read: Iterable[ReadFile]) -> None:
    """Note where files of the run are not as others of it describe them."""
    files = {file.row.name: file for file in read}
    for other in describing:
        for description in other.reading.descriptions:
            for file in files.values():
                if description.is_of(file.row.name):
                    table = max(file.reading.tables, key=lambda table: table.rows)
                    found = compare(description, other.row.name, table, file.row.name)
                    RunFinding.objects.bulk_create(
                        RunFinding.of(run, file.row.sha256, file.row.name, finding) for finding in found
                    )
