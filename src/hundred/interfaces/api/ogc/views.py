"""OGC API – Features and Records: where a client begins, its collections and what is in them."""

from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from hundred.base.errors import NotFound
from hundred.base.identifiers import is_sha256
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import site_of, table_address
from hundred.interfaces.api.ogc import records, wire
from hundred.interfaces.api.ogc.asking import question
from hundred.interfaces.api.ogc.crs import WGS84, named
from hundred.interfaces.api.ogc.door import GEOJSON, JSON, OPENAPI, SCHEMA, answer, count_in, door, only
from hundred.interfaces.api.ogc.openapi import describe
from hundred.interfaces.api.ogc.paging import around
from hundred.interfaces.guard import asker_of, open_to
from hundred.lake import rows as lake_rows
from hundred.lake.question import Query, condition
from hundred.lake.schema import Column

_COLLECTIONS = 100


@door
@open_to("anyone")
def landing(request: HttpRequest) -> HttpResponseBase:
    only(request, ())
    return answer(request, lambda: wire.landing(site_of(request)))


@door
@open_to("anyone")
def conformance(request: HttpRequest) -> HttpResponseBase:
    only(request, ())
    return answer(request, lambda: {"conformsTo": list(wire.CONFORMANCE)})


@door
@open_to("anyone")
def api(request: HttpRequest) -> HttpResponseBase:
    only(request, ())
    return answer(request, lambda: describe(site_of(request)), OPENAPI)


@door
@open_to("anyone")
def collections(request: HttpRequest) -> HttpResponseBase:
    """Every table with places, a hundred datasets at a time, and before them the catalogue."""
    only(request, ("page",))
    number, site = count_in(request, "page", 1, 10**8), site_of(request)

    def told() -> dict[str, Any]:
        found = catalogue.datasets_with_places(asker=asker_of(request), page=number, size=_COLLECTIONS)
        listed = [
            wire.collection(site, owner, table)
            for owner in found.datasets
            for table in owner.tables
            if wire.place_of(table)
        ]
        here = f"{site.base}/ogc/collections"
        links = [wire.link(f"{here}?page={number}", "self", JSON)]
        if number < found.pages:
            links.append(wire.link(f"{here}?page={number + 1}", "next", JSON))
        first = [records.collection(site)] if number == 1 else []
        return {"links": links, "collections": [*first, *listed]}

    return answer(request, told)


@door
@open_to("anyone")
def collection(request: HttpRequest, name: str) -> HttpResponseBase:
    only(request, ())
    site = site_of(request)
    if name == wire.RECORDS:
        page = f"{site.base}/search"
        return for_people(request, page) or answer(request, lambda: records.collection(site))
    owner, table, _ = _table(request, name)
    page = table_address(site, table)
    return for_people(request, page) or answer(request, lambda: wire.collection(site, owner, table))


@door
@open_to("anyone")
def queryables(request: HttpRequest, name: str) -> HttpResponseBase:
    only(request, ())
    site = site_of(request)
    if name == wire.RECORDS:
        return answer(request, lambda: records.queryables(site), SCHEMA)
    _, table, _ = _table(request, name)
    return answer(request, lambda: wire.queryables(site, table), SCHEMA)


@door
@open_to("anyone")
def items(request: HttpRequest, name: str) -> HttpResponseBase:
    """Features of a table."""
    owner, table, place = _table(request, name)
    site = site_of(request)
    if page := for_people(request, table_address(site, table)):
        return page
    query = question(request, table.schema, place)
    crs = named(request.GET.get("crs", WGS84), field="crs")

    def told() -> str:
        _, data = catalogue.open_table(
            asker=asker_of(request), dataset=owner.slug, name=table.name, version=table.version
        )
        found = lake_rows.page(data, query)
        here = f"{wire.collection_address(site, name)}/items"
        facts = {
            "numberMatched": lake_rows.count(data, query.conditions),
            "numberReturned": len(found.rows),
            "timeStamp": table.published_at.isoformat(timespec="seconds"),
            "links": [
                *around(request, here, {"_after": found.next, "_before": found.previous}),
                wire.link(wire.collection_address(site, name), "collection", JSON),
            ],
        }
        return wire.features(found, place, crs, facts)

    return _in_system(answer(request, told, GEOJSON), crs)


@door
@open_to("anyone")
def item(request: HttpRequest, name: str, feature: str) -> HttpResponseBase:
    """One feature, by the line its row came from."""
    only(request, ("crs",))
    owner, table, place = _table(request, name)
    crs, site = named(request.GET.get("crs", WGS84), field="crs"), site_of(request)
    asked = _asked(table, feature)

    def told() -> str:
        _, data = catalogue.open_table(asker=asker_of(request), dataset=owner.slug, name=table.name)
        found = lake_rows.page(data, asked)
        if not found.rows:
            raise _no_feature(feature)
        here = wire.collection_address(site, name)
        links = (
            wire.link(f"{here}/items/{feature}", "self", GEOJSON),
            wire.link(here, "collection", JSON),
        )
        return wire.feature(found, 0, next(iter(wire.shapes(found, place, crs))), links)

    return _in_system(answer(request, told, GEOJSON), crs)


def _table(request: HttpRequest, name: str) -> tuple[DatasetRecord, TableRecord, Column]:
    """The table of a collection, with its dataset and its column of places. Raises NotFound."""
    dataset, _, table = name.partition(".")
    try:
        owner = catalogue.dataset(asker=asker_of(request), slug=dataset)
    except NotFound:
        raise _no_collection(name) from None
    found = next((one for one in owner.tables if one.name == table), None)
    place = wire.place_of(found) if found else None
    if found is None or place is None:
        raise _no_collection(name)
    return owner, found, place


def _asked(table: TableRecord, feature: str) -> Query:
    """The question for the row that a feature is."""
    file, _, rest = feature.partition(".")
    line, _, sheet = rest.partition(".")
    if not (is_sha256(file) and line.isascii() and line.isdigit() and len(line) < 12):
        raise _no_feature(feature)
    parts = {"_file": file, "_line": line, "_sheet": unquote(sheet)}
    return Query(
        conditions=tuple(condition(table.schema, key, "eq", [value]) for key, value in parts.items()), limit=1
    )


def _no_collection(name: str) -> NotFound:
    return NotFound(f"There is no collection “{name[:100]}” that you may see.", "See /ogc/collections.")


def _no_feature(name: str) -> NotFound:
    return NotFound(f"There is no feature “{name[:100]}” here.", "Find it among the items of the collection.")


def for_people(request: HttpRequest, page: str) -> HttpResponseBase | None:
    """A way to the page where a browser asks."""
    if request.get_preferred_type([JSON, GEOJSON, "text/html"]) != "text/html" or "f" in request.GET:
        return None
    response = HttpResponseRedirect(page)
    response.status_code = HTTPStatus.SEE_OTHER
    patch_vary_headers(response, ["Accept"])
    return response


def _in_system(response: HttpResponseBase, crs: str) -> HttpResponseBase:
    response["Content-Crs"] = f"<{crs}>"
    return response
