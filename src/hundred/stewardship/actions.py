"""Every change stewardship makes: taking files in, and working on a run until its data is published."""

import errno
import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError, transaction

from hundred.accounts.records import OPERATOR, Person
from hundred.accounts.trail import leave_row
from hundred.base.errors import Conflict, HundredError, Invalid, NotFound, Unavailable
from hundred.base.time import now
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.lake.files import KeptFile
from hundred.stewardship import pipeline
from hundred.stewardship import queries as own_queries
from hundred.stewardship.locks import only_one
from hundred.stewardship.models import Run, RunFile
from hundred.stewardship.records import Incoming, Progress, RunRecord, Watcher, nobody

_LOG = logging.getLogger(__name__)


def receive(
    *,
    by: Person,
    dataset: str,
    incoming: Sequence[Incoming],
    keep_both: bool = False,
    watch: Watcher = nobody,
) -> RunRecord:
    """Keep the bytes of files for a dataset and queue a run that will read and publish them.

    A file whose name the dataset has replaces it; with `keep_both` it is added under a new name. Where a
    run with the very same files is unfinished, because its process died, that run is returned instead.
    Raises NotFound, NotAllowed, Invalid where there are no files, Unavailable where the disk is full.
    """
    target = catalogue_policy.seen_dataset(by, dataset)
    catalogue_policy.require_may_add_to(by, target.publisher.slug)
    if not incoming:
        raise Invalid("There is no file to add.", "Choose at least one file.", field="files")
    kept = _keep(incoming, watch)
    with transaction.atomic():
        catalogue_actions.note_files(
            by=by,
            files=[
                catalogue_actions.NewFile(k.sha256, k.bytes, i.name)
                for k, i in zip(kept, incoming, strict=True)
            ],
        )
        asked = Run(dataset_id=target.pk, account_id=by.id, by=by.name or by.email, keep_both=keep_both)
        files = [
            RunFile(
                run=asked,
                position=n,
                name=i.name[:500],
                sha256=k.sha256,
                bytes=k.bytes,
                came_from=i.came_from[:1000],
            )
            for n, (k, i) in enumerate(zip(kept, incoming, strict=True))
        ]
        if (unfinished := _same_unfinished(asked, files)) is not None:
            return own_queries.run(asker=by, run=unfinished)
        asked.save(force_insert=True)
        RunFile.objects.bulk_create(files)
        leave_row(by=by, action="receive files", subject=dataset, run=asked.pk, files=len(kept))
    return own_queries.run(asker=by, run=asked.pk)


def _keep(incoming: Sequence[Incoming], watch: Watcher) -> list[KeptFile]:
    kept = []
    for number, item in enumerate(incoming):
        watch(Progress("Keeping", number, len(incoming), item.name))
        with item.path.open("rb") as stream:
            kept.append(settings.LAKE.files.keep(stream, limit=settings.UPLOAD_LIMIT))
    watch(Progress("Keeping", len(incoming), len(incoming)))
    return kept


def _same_unfinished(asked: Run, files: Sequence[RunFile]) -> str | None:
    """The unfinished run of the same person that was asked to do the very same, None where there is none."""
    wanted = [(file.name, file.sha256) for file in files]
    unfinished = Run.objects.filter(  # type: ignore[misc] # the command line has no account: None is looked up
        dataset_id=asked.dataset_id,
        account_id=asked.account_id,
        keep_both=asked.keep_both,
        state__in=(Run.State.QUEUED, Run.State.WORKING),
    )
    for run in unfinished:
        received = run.files.filter(container="").order_by("position", "id")
        if list(received.values_list("name", "sha256")) == wanted:
            return run.pk
    return None


def work(*, by: Person, run: str, watch: Watcher = nobody) -> RunRecord:
    """Work on a run until it is done or has failed: unpack, read, decide types, write, publish.

    Safe to call again after a crash at any moment: what was read is not read again and nothing is
    published twice. Raises Conflict where another process works on the same dataset; every other
    failure is written into the run and raised, a full disk as Unavailable.
    """
    record = own_queries.run(asker=by, run=run)
    catalogue_policy.require_may_add_to(by, record.publisher)
    with only_one(settings.LAKE.root.parent / "locks", record.dataset):
        row = Run.objects.get(pk=run)
        if row.state not in (Run.State.QUEUED, Run.State.WORKING):
            return own_queries.run(asker=by, run=run)
        _start(row)
        try:
            pipeline.run_through(by=by, run=row, watch=watch)
        except Exception as error:
            said = _as_said(error)
            _fail(row, said)
            if isinstance(said, DiskFull):
                raise said from error
            raise
        return own_queries.run(asker=by, run=run)


def work_as_its_owner(*, by: Person, run: str, watch: Watcher = nobody) -> RunRecord:
    """Work on a run with the rights of the person who queued it. For the job runner."""
    row = Run.objects.filter(pk=run).first()
    if row is None:
        raise NotFound(f"There is no run {run}.")
    owner = catalogue.person(asker=by, person=row.account_id) if row.account_id else OPERATOR
    return work(by=owner, run=run, watch=watch)


@transaction.atomic
def try_again(*, by: Person, run: str) -> RunRecord:
    """Queue a failed run once more. It keeps what it had done and goes on where it stopped.

    Raises NotFound, NotAllowed, and Conflict where the run has not failed.
    """
    record = own_queries.run(asker=by, run=run)
    catalogue_policy.require_may_add_to(by, record.publisher)
    queued = Run.objects.filter(pk=run, state=Run.State.FAILED).update(
        state=Run.State.QUEUED, says="", fix="", stage="", done=0, total=0, finished_at=None
    )
    if not queued:
        raise Conflict("This run has not failed.", "Look at its report; there is nothing to do again.")
    leave_row(by=by, action="try run again", subject=record.dataset, run=run)
    return own_queries.run(asker=by, run=run)


def give_up(*, by: Person, run: str, says: str) -> None:
    """Mark a run that is not over as failed. For whoever cannot or will not work on it further."""
    with transaction.atomic():
        unfinished = Run.objects.filter(pk=run, state__in=(Run.State.QUEUED, Run.State.WORKING))
        if unfinished.update(state=Run.State.FAILED, says=says, finished_at=now()):
            leave_row(by=by, action="give up run", subject=run, says=says)


def _start(row: Run) -> None:
    row.state, row.started_at = Run.State.WORKING, row.started_at or now()
    row.save(update_fields=["state", "started_at"])


def _fail(row: Run, said: HundredError) -> None:
    row.state, row.finished_at = Run.State.FAILED, now()
    row.says, row.fix = said.says, said.fix
    try:
        row.save(update_fields=["state", "finished_at", "says", "fix"])
    except DatabaseError:  # the disk may be full for the records too; the run stays as it was, to be resumed
        _LOG.warning("Run %s failed and could not be marked so: %s", row.pk, said)


class DiskFull(Unavailable):
    """There is no space left for files or records."""


def _as_said(error: Exception) -> HundredError:
    if isinstance(error, HundredError):
        return error
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or any(words in str(error) for words in ("No space left on device", "disk is full")):
        return DiskFull(
            "The disk is full.", "Free some space, then run this again: it goes on where it stopped."
        )
    return Unavailable(
        f"Something went wrong that should not: {type(error).__name__}: {error}",
        "Nothing was published. Run it again; if it fails again, tell the region’s data team.",
    )
