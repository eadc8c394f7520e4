"""Containers: every member of a zip becomes a file of its own, kept by its own SHA-256."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from hundred import intake
from hundred.accounts.records import Person
from hundred.base.findings import Finding
from hundred.catalogue import actions as catalogue_actions
from hundred.lake.files import KeptFile
from hundred.stewardship.models import Run, RunFile, RunFinding
from hundred.stewardship.records import Progress, Watcher


def unpack(run: Run, *, by: Person, watch: Watcher) -> None:
    """Replace the run's containers by their members. A container is done wholly or not at all."""
    waiting = list(run.files.filter(state=RunFile.State.WAITING, container=""))
    for number, file in enumerate(waiting):
        watch(Progress("Opening", number, len(waiting), file.name))
        path = settings.LAKE.files.path(file.sha256)
        with TemporaryDirectory(dir=settings.LAKE.scratch, prefix="unpack-") as folder:
            members = intake.members(path, file.name, Path(folder))
            _unpack_one(run, by, file, members)


def _unpack_one(run: Run, by: Person, file: RunFile, members: Iterator[intake.Member]) -> None:
    kept: list[tuple[intake.Member, KeptFile]] = []
    findings: list[tuple[str, Finding]] = []
    own = settings.LAKE.files.path(file.sha256)
    for member in members:
        if member.path == own:
            return  # not a container
        if member.finding:
            findings.append((member.name, member.finding))
        if member.path is None:
            continue
        with member.path.open("rb") as stream:
            kept.append((member, settings.LAKE.files.keep(stream)))
    with transaction.atomic():
        new = [catalogue_actions.NewFile(k.sha256, k.bytes, m.name) for m, k in kept]
        catalogue_actions.note_files(by=by, files=new)
        RunFile.objects.bulk_create(
            RunFile(
                run=run,
                position=file.position,
                name=member.name[:500],
                sha256=found.sha256,
                bytes=found.bytes,
                container=file.sha256,
                came_from=f"{file.name}!{member.name}"[:1000],
            )
            for member, found in kept
        )
        RunFinding.objects.bulk_create(RunFinding.of(run, file.sha256, name, f) for name, f in findings)
        file.state = RunFile.State.UNPACKED if kept else RunFile.State.REFUSED
        file.says = f"{len(kept)} files inside" if kept else " ".join(f.says for _, f in findings)
        file.save(update_fields=["state", "says"])
