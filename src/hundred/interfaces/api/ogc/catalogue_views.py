"""The catalogue as a collection of records."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetList, DatasetSearch
from hundred.interfaces.addresses import dataset_address, site_of
from hundred.interfaces.api.ogc import records, wire
from hundred.interfaces.api.ogc.asking import box, interval
from hundred.interfaces.api.ogc.crs import WGS84
from hundred.interfaces.api.ogc.door import GEOJSON, JSON, answer, count_in, door, only
from hundred.interfaces.api.ogc.paging import numbered
from hundred.interfaces.api.ogc.views import for_people
from hundred.interfaces.guard import asker_of, open_to

_PARAMETERS = ("q", "bbox", "bbox-crs", "datetime", "limit", "page", "type", *records.QUERYABLES)
_LIMIT, _MOST = 20, 100


@door
@open_to("anyone")
def items(request: HttpRequest) -> HttpResponseBase:
    """Records of datasets, found by words, by area, by time and by what they are."""
    site = site_of(request)
    if page := for_people(request, f"{site.base}/search"):
        return page
    only(request, _PARAMETERS)
    search = _search(request)

    def told() -> dict[str, Any]:
        found = _found(request, search)
        here = f"{wire.collection_address(site, wire.RECORDS)}/items"
        return {
            "type": "FeatureCollection",
            "numberMatched": found.total,
            "numberReturned": len(found.datasets),
            "links": [
                *numbered(request, here, search.page, found.pages),
                wire.link(wire.collection_address(site, wire.RECORDS), "collection", JSON),
            ],
            "features": [records.record(site, one) for one in found.datasets],
        }

    return answer(request, told, GEOJSON)


@door
@open_to("anyone")
def item(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One record."""
    only(request, ())
    site = site_of(request)
    found = catalogue.dataset(asker=asker_of(request), slug=slug)
    page = for_people(request, dataset_address(site, found))
    return page or answer(request, lambda: records.record(site, found), GEOJSON)


def _found(request: HttpRequest, search: DatasetSearch) -> DatasetList:
    """What a search finds; the whole catalogue comes from the records themselves, in an order that stays."""
    asker = asker_of(request)
    if search == DatasetSearch(page=search.page, size=search.size, facets=False):
        return catalogue.catalogue_page(asker=asker, page=search.page, size=search.size)
    found = catalogue.datasets(asker=asker, search=search)
    if found.page != search.page:
        raise NotFound(f"There is no page {search.page}.", f"The last is {found.pages}.")
    return found


def _search(request: HttpRequest) -> DatasetSearch:
    asked = request.GET
    if asked.get("type", "dataset") != "dataset":
        raise Invalid("Records here are of type dataset.", "Leave type out.", field="type")
    first, last = interval(asked["datetime"]) if "datetime" in asked else ("", "")
    return DatasetSearch(
        text=asked.get("q", "").replace(",", " ").strip()[:200],
        publisher=_values(asked.get("publisher", "")),
        theme=_values(asked.get("theme", "")),
        licence=_values(asked.get("licence", "")),
        within=box(asked["bbox"], asked.get("bbox-crs", WGS84)) if "bbox" in asked else None,
        since=_day(first),
        until=_day(last),
        page=count_in(request, "page", 1, 10**8),
        size=count_in(request, "limit", _LIMIT, _MOST),
        facets=False,
    )


def _values(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Invalid(f"“{text[:40]}” is not a day.", "Write it like 2027-05-04.", field="datetime") from None
