"""Runs: how far the work on some files is, and when it is done, what became of each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hundred.base.findings import SEVERITIES, Finding
from hundred.catalogue import queries as catalogue
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import parts, writing
from hundred.stewardship import actions
from hundred.stewardship import queries as stewardship
from hundred.stewardship.records import RunFileRecord, RunRecord

_MANY = 100
_FIRST = 20  # findings of one gravity that are shown before the rest folds away

_HEADINGS = {
    "error": "Needs putting right",
    "warning": "Worth a look",
    "info": "For your information",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one gravity: those shown at once, and the rest."""

    severity: str
    heading: str
    first: tuple[Finding, ...]
    rest: tuple[Finding, ...]

    @property
    def count(self) -> int:
        return len(self.first) + len(self.rest)


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
            "groups": grouped(finding for _, finding in record.findings),
            "line_url": _lines_of(record.files),
            "may_try_again": record.state == "failed" and not _all_refused(record),
        }
    return render(request, "adding/run.html", given)


@open_to("officer")
@require_POST
def again(request: HttpRequest, run: str) -> HttpResponse:
    """Queue a failed run once more; it goes on where it stopped."""
    actions.try_again(by=asker_of(request), run=run)
    return redirect("run", run=run)


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by gravity, the gravest first, and within it those that concern most lines."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    ordered = sorted(findings, key=lambda f: (order[f.severity], -f.count, f.file, f.line))
    groups = []
    for severity, same in groupby(ordered, key=lambda f: f.severity):
        members = tuple(same)
        groups.append(Group(severity, _HEADINGS[severity], members[:_FIRST], members[_FIRST:]))
    return tuple(groups)


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


def _lines_of(files: tuple[RunFileRecord, ...]) -> Callable[[Finding], str]:
    """The page of a finding's line, empty for files that were not published and so have no page."""
    known = {file.name: file.sha256 for file in files if file.state in ("published", "unchanged")}

    def line_url(finding: Finding) -> str:
        if finding.file not in known:
            return ""
        asked = {"line": finding.line} | ({"sheet": finding.sheet} if finding.sheet else {})
        return f"{reverse('file', kwargs={'sha256': known[finding.file]})}?{urlencode(asked)}#L{finding.line}"

    return line_url
