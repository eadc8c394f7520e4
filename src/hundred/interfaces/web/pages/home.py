"""The first page: what this region's datastore holds, and the ways into it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hundred.accounts import queries as accounts
from hundred.base.time import say_day
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord, FacetValue, PublisherRecord, RegionTotals
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.listing import items
from hundred.interfaces.web.parts import Link, Tile
from hundred.interfaces.web.writing import number, plural

_LATEST = 5


@open_to("anyone")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is here, what is new, and who publishes it; in an empty region, what to do first."""
    asker = asker_of(request)
    totals = catalogue.region_totals(asker=asker)
    publishers = catalogue.publishers(asker=asker)
    if not totals.datasets:
        ready = accounts.has_administrator(asker=asker)
        return render(request, "home/empty.html", {"has_administrator": ready, "publishers": publishers})
    latest = catalogue.latest(asker=asker, limit=_LATEST)
    return render(
        request,
        "home/home.html",
        {
            "about": settings.REGION.region_about,
            "tiles": _tiles(totals, latest),
            "latest": items(latest),
            "publishers": _publishers(publishers),
            "themes": _themes(catalogue.themes(asker=asker)),
        },
    )


def _tiles(totals: RegionTotals, latest: tuple[DatasetRecord, ...]) -> tuple[Tile, ...]:
    counted = (
        (totals.datasets, "dataset", reverse("search")),
        (totals.publishers, "publisher", reverse("publishers")),
        (totals.rows, "row", ""),
        (totals.files, "file", ""),
    )
    tiles = tuple(Tile(number(n), what if n == 1 else f"{what}s", href) for n, what, href in counted)
    newest = next((dataset.updated_at for dataset in latest if dataset.updated_at), None)
    return (*tiles, Tile(say_day(newest), "last updated")) if newest else tiles


def _publishers(publishers: tuple[PublisherRecord, ...]) -> tuple[tuple[Link, str], ...]:
    return tuple(
        (
            Link(publisher.title, reverse("publisher", args=[publisher.slug])),
            plural(publisher.datasets, "dataset"),
        )
        for publisher in publishers
        if publisher.datasets
    )


def _themes(themes: tuple[FacetValue, ...]) -> tuple[tuple[Link, str], ...]:
    return tuple(
        (
            Link(value.title, f"{reverse('search')}?{urlencode({'theme': value.value})}"),
            plural(value.count, "dataset"),
        )
        for value in themes
    )
