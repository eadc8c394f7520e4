"""Runs: how far the work on some files is, and when it is done, what became of each of them."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hundred.catalogue import queries as catalogue
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import parts, writing
from hundred.interfaces.web.pages.findings import FoundTask, findings_csv, found_tasks
from hundred.stewardship import actions
from hundred.stewardship import queries as stewardship
from hundred.stewardship.occurrences import lines_of_run
from hundred.stewardship.records import RunRecord

_MANY = 100

_HEADINGS = {
    "error": "Needs putting right",
    "warning": "Worth a look",
    "info": "For your information",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one gravity."""

    severity: str
    heading: str
    tasks: tuple[FoundTask, ...]


@open_to("officer")
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The newest runs of the publishers one may add to."""
    found = stewardship.runs(asker=asker_of(request), limit=_MANY)
    return render(request, "adding/runs.html", {"runs": found, "many": _MANY})


@open_to("officer")
@require_safe
def run(request: HttpRequest, run: str) -> HttpResponse:
    """One run: its progress while it is worked on, its report afterwards."""
    asker = asker_of(request)
    record = stewardship.run(asker=asker, run=run)
    given: dict[str, object] = {
        "run": record,
        "state": "running" if record.state == "working" else record.state,
    }
    if record.is_over:
        dataset = catalogue.dataset(asker=asker, slug=record.dataset)
        given |= {
            "dataset": dataset,
            "tiles": _tiles(record),
            "groups": _groups(record),
            "may_try_again": record.state == "failed" and not _all_refused(record),
        }
    return render(request, "adding/run.html", given)


@open_to("officer")
@require_POST
def again(request: HttpRequest, run: str) -> HttpResponse:
    """Queue a failed run once more; it goes on where it stopped."""
    actions.try_again(by=asker_of(request), run=run)
    return redirect("run", run=run)


@open_to("officer")
@require_safe
def findings(request: HttpRequest, run: str) -> HttpResponseBase:
    """Every line that a finding of the run concerns, as CSV."""
    return findings_csv(request, lines_of_run(asker=asker_of(request), run=run), f"run-{run}")


def _groups(record: RunRecord) -> tuple[Group, ...]:
    """What was found, as tasks, by gravity. Files that were not published have no page."""
    paged = {file.name: file.sha256 for file in record.files if file.state in ("published", "unchanged")}
    tasks = found_tasks((paged.get(name, ""), replace(found, file=name)) for name, found in record.findings)
    by_gravity = groupby(tasks, key=lambda found: found.task.severity)
    return tuple(Group(severity, _HEADINGS[severity], tuple(same)) for severity, same in by_gravity)


def _tiles(record: RunRecord) -> tuple[parts.Tile, ...]:
    files = record.count("published")
    tiles = [
        parts.Tile(writing.number(files), "file published" if files == 1 else "files published"),
        parts.Tile(writing.number(record.rows), "row" if record.rows == 1 else "rows"),
        parts.Tile(
            writing.number(record.set_aside), "line set aside" if record.set_aside == 1 else "lines set aside"
        ),
    ]
    for state, label in (("unchanged", "already here"), ("refused", "could not be used")):
        if count := record.count(state):
            tiles.append(parts.Tile(writing.number(count), label))
    return tuple(tiles)


def _all_refused(record: RunRecord) -> bool:
    return bool(record.files) and all(file.state == "refused" for file in record.files)
