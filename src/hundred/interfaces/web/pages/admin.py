"""Looking after the region: an overview, its datasets by access, and the audit trail."""

import shutil
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.accounts import queries as accounts
from hundred.accounts.records import Person
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetSearch
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms, parts, writing
from hundred.stewardship import queries as stewardship

_LINES = 100  # of the audit trail on one page
_DATASETS = 100


@open_to("data-team")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The region's datastore in figures, what waits for someone, and the way to everything else."""
    asker = asker_of(request)
    runs = stewardship.runs(asker=asker, limit=10)
    return render(request, "admin/overview.html", {"tiles": _tiles(asker), "disk": _disk(), "runs": runs})


def _tiles(asker: Person) -> tuple[parts.Tile, ...]:
    totals = catalogue.region_totals(asker=asker)
    publishers = len(catalogue.publishers(asker=asker))
    counted = [
        (totals.datasets, "dataset", reverse("admin-datasets")),
        (publishers, "publisher", reverse("admin-publishers")),
        (totals.tables, "table", ""),
        (totals.rows, "row", ""),
        (totals.files, "file", ""),
    ]
    if asker.is_administrator:
        counted.insert(2, (len(accounts.people(asker=asker)), "account", reverse("admin-people")))
    return tuple(
        parts.Tile(writing.number(count), one if count == 1 else f"{one}s", href)
        for count, one, href in counted
    )


def _disk() -> dict[str, object]:
    """How full the disk under the lake is; `tight` where a large upload could fill it."""
    use = shutil.disk_usage(settings.LAKE.root)
    return {
        "free": use.free,
        "total": use.total,
        "tight": use.free < max(use.total // 20, settings.UPLOAD_LIMIT),
    }


@open_to("data-team")
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """Every dataset with its publisher and who may see it."""
    text, page = request.GET.get("q", "").strip(), request.GET.get("page", "1")
    search = DatasetSearch(
        text=text,
        access=tuple(request.GET.getlist("access")),
        sort="title",
        page=int(page) if page.isascii() and page.isdigit() else 1,
        size=_DATASETS,
    )
    found = catalogue.datasets(asker=asker_of(request), search=search)
    asked = [("q", text), *(("access", value) for value in search.access)]
    pages = {
        "previous": f"?{urlencode([*asked, ('page', found.page - 1)])}" if found.page > 1 else "",
        "next": f"?{urlencode([*asked, ('page', found.page + 1)])}" if found.page < found.pages else "",
    }
    titles = {publisher.slug: publisher.title for publisher in catalogue.publishers(asker=asker_of(request))}
    return render(request, "admin/datasets.html", {"found": found, "q": text, "titles": titles, **pages})


@open_to("data-team")
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what, when, to what: the newest first."""
    subject, before = request.GET.get("subject", "").strip(), request.GET.get("before", "")
    found = accounts.audit_trail(
        asker=asker_of(request),
        subject=subject,
        before=int(before) if before.isascii() and before.isdigit() else None,
        limit=_LINES + 1,
    )
    lines, more = found[:_LINES], len(found) > _LINES
    asked = {"subject": subject} if subject else {}
    return render(
        request,
        "admin/trail.html",
        {
            "lines": [(line, _said(line.detail)) for _, line in lines],
            "form": forms.form_of(subject=subject),
            "older": f"?{urlencode(asked | {'before': lines[-1][0]})}" if more else "",
            "newest": f"?{urlencode(asked)}" if before else "",
        },
    )


def _said(detail: dict[str, object]) -> str:
    """The details of a line of the trail in one text: `role: reader, active: yes`."""
    return ", ".join(
        f"{name.replace('_', ' ')}: {_value(value)}" for name, value in detail.items() if value != ""
    )


def _value(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{key} {_value(inner)}" for key, inner in value.items()) or "none"
        case list() | tuple():
            return ", ".join(map(_value, value)) or "none"
        case _:
            return str(value)
