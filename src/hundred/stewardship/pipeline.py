"""A run, step by step: unpack → read → plan → write → publish.

Every step can be repeated after a crash. Only the last moves a pointer, in one transaction.
"""

from django.conf import settings
from django.db import transaction

from hundred.accounts.records import Person
from hundred.base.time import now
from hundred.intake.confined import one_reader
from hundred.stewardship import plan, publishing, reading, unpacking
from hundred.stewardship.models import Run, RunFile
from hundred.stewardship.records import Watcher


def run_through(*, by: Person, run: Run, watch: Watcher) -> None:
    """Take a run from its received files to published versions, or to the news that nothing is new."""
    settings.LAKE.tables.get_ready()
    with one_reader() as reader:
        unpacking.unpack(run, by=by, watch=watch)
        read = reading.read_all(run, reader, watch=watch)
        changes = plan.plan(run, read)
        tables = publishing.write(run, changes, reader, watch=watch)
    with transaction.atomic():
        if tables:
            publishing.publish(by=by, run=run, read=read, tables=tables)
        _finish(run)
    own = run.files.values_list("sha256", flat=True)
    reading.forget([*own, *(part.sha256 for change in changes for part in change.writes)])


def _finish(run: Run) -> None:
    counts = {state: run.files.filter(state=state).count() for state in RunFile.State.values}
    run.state, run.finished_at, run.stage = Run.State.DONE, now(), ""
    run.says = _summary(counts)
    run.fix = ""
    if counts["refused"] and not counts["published"] and not counts["unchanged"]:
        run.state = Run.State.FAILED
        run.fix = "Each file’s report says why it could not be used, and what to do."
    run.save(update_fields=["state", "finished_at", "stage", "says", "fix"])


def _summary(counts: dict[str, int]) -> str:
    parts = (
        (counts["published"], "published"),
        (counts["unchanged"], "already here"),
        (counts["refused"], "could not be used"),
    )
    said = [f"{number} {'file' if number == 1 else 'files'} {what}" for number, what in parts if number]
    return ", ".join(said) + "." if said else "There was nothing to add."
