"""Tables with places as OGC API – Features writes them (OGC 17-069r4, 18-058r1, 19-079r2). Pure functions."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.api.ogc.crs import GRID, KNOWN, WGS84, on_grid
from hundred.interfaces.api.ogc.door import GEOJSON, JSON, OPENAPI, SCHEMA
from hundred.lake.rows import Page, RowKey
from hundred.lake.schema import Column

Json = dict[str, Any]

RECORDS = "catalogue"  # the collection of the datasets themselves

_SPECS = "http://www.opengis.net/spec"
CONFORMANCE = (
    f"{_SPECS}/ogcapi-common-1/1.0/conf/core",
    f"{_SPECS}/ogcapi-common-2/1.0/conf/collections",
    f"{_SPECS}/ogcapi-features-1/1.0/conf/core",
    f"{_SPECS}/ogcapi-features-1/1.0/conf/oas30",
    f"{_SPECS}/ogcapi-features-1/1.0/conf/geojson",
    f"{_SPECS}/ogcapi-features-2/1.0/conf/crs",
    f"{_SPECS}/ogcapi-features-3/1.0/conf/queryables",
    f"{_SPECS}/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    f"{_SPECS}/ogcapi-features-3/1.0/conf/filter",
    f"{_SPECS}/ogcapi-features-3/1.0/conf/features-filter",
    f"{_SPECS}/cql2/1.0/conf/cql2-text",
    f"{_SPECS}/cql2/1.0/conf/basic-cql2",
    f"{_SPECS}/cql2/1.0/conf/advanced-comparison-operators",
    f"{_SPECS}/cql2/1.0/conf/basic-spatial-functions",
    f"{_SPECS}/ogcapi-records-1/1.0/conf/record-core",
    f"{_SPECS}/ogcapi-records-1/1.0/conf/record-collection",
    f"{_SPECS}/ogcapi-records-1/1.0/conf/record-api",
    f"{_SPECS}/ogcapi-records-1/1.0/conf/json",
)

_KINDS: dict[str, Json] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "boolean": {"type": "boolean"},
    "geometry": {"$ref": "https://geojson.org/schema/Geometry.json"},
}


def link(href: str, rel: str, media: str, title: str = "") -> Json:
    """A link as the standard writes it."""
    return {"href": href, "rel": rel, "type": media, **({"title": title} if title else {})}


def landing(site: Site) -> Json:
    """Where a client begins."""
    here = f"{site.base}/ogc"
    return {
        "title": f"{site.name} datastore",
        "description": site.about or f"The data that the public bodies of {site.name} publish.",
        "links": [
            link(f"{here}/", "self", JSON, "This document"),
            link(f"{here}/", "alternate", "text/html", "For people"),
            link(f"{here}/api", "service-desc", OPENAPI, "The API described"),
            link(f"{site.base}/about", "service-doc", "text/html", "About this datastore"),
            link(f"{here}/conformance", "conformance", JSON, "What it conforms to"),
            link(f"{here}/collections", "data", JSON, "Its collections"),
        ],
    }


def collection_id(table: TableRecord) -> str:
    """A table's name as a collection: a dataset's name has no dot."""
    return f"{table.dataset}.{table.name}"


def place_of(table: TableRecord) -> Column | None:
    """The column of places that is a feature's geometry."""
    return next((column for column in table.schema if column.type.kind == "geometry"), None)


def collection(site: Site, owner: DatasetRecord, table: TableRecord) -> Json:
    """A table with places as a collection of features."""
    here = collection_address(site, collection_id(table))
    return {
        "id": collection_id(table),
        "title": table.title if len(owner.tables) == 1 else f"{owner.title}: {table.title}",
        "description": owner.description or f"{owner.title}, published by {owner.publisher.title}.",
        "itemType": "feature",
        "crs": list(KNOWN),
        "storageCrs": WGS84,
        "extent": extent(owner),
        "links": [
            link(here, "self", JSON),
            link(f"{here}/items", "items", GEOJSON, "Its features"),
            link(f"{here}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA),
            link(table_address(site, table), "alternate", "text/html", "For people"),
            link(f"{table_address(site, table)}.geojson", "enclosure", GEOJSON, "All of it"),
            link(f"{dataset_address(site, owner)}.jsonld", "describedby", "application/ld+json"),
            *([link(owner.licence.url, "license", "text/html")] if owner.licence.url else []),
        ],
    }


def extent(owner: DatasetRecord) -> Json:
    """Where and when the dataset's rows are, as far as that is known."""
    told: Json = {}
    if owner.covers.box:
        told["spatial"] = {"bbox": [list(owner.covers.box)], "crs": WGS84}
    if owner.covers.days:
        told["temporal"] = {"interval": [[f"{day.isoformat()}T00:00:00Z" for day in owner.covers.days]]}
    return told


def collection_address(site: Site, name: str) -> str:
    """The address of a collection."""
    return f"{site.base}/ogc/collections/{quote(name)}"


def queryables(site: Site, table: TableRecord) -> Json:
    """The columns that can be asked for, as a JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{collection_address(site, collection_id(table))}/queryables",
        "type": "object",
        "title": table.title,
        "properties": {
            column.name: {"title": column.original or column.name, **_KINDS[column.type.kind]}
            for column in table.schema
        },
        "additionalProperties": False,
    }


def features(page: Page, place: Column, crs: str, facts: Json) -> str:
    """A page of features as text, so that decimals keep their digits; `facts` are its other members."""
    told = [feature(page, number, shape) for number, shape in enumerate(shapes(page, place, crs))]
    head = json.dumps({"type": "FeatureCollection", **facts}, ensure_ascii=False)
    return f'{head[:-1]}, "features": [{",".join(told)}]}}'


def feature(page: Page, number: int, shape: str | None, links: Sequence[Json] = ()) -> str:
    """One row of a page as a feature."""
    cells = (
        f"{json.dumps(column.name)}: {_value(cell)}"
        for column, cell in zip(page.columns, page.rows[number], strict=True)
        if column.type.kind != "geometry"
    )
    more = f', "links": {json.dumps(links)}' if links else ""
    return (
        f'{{"type": "Feature", "id": {json.dumps(feature_id(page.keys[number]))}, '
        f'"geometry": {shape or "null"}, "properties": {{{", ".join(cells)}}}{more}}}'
    )


def shapes(page: Page, place: Column, crs: str) -> Iterable[str | None]:
    """The places of a page as GeoJSON in this system."""
    at = page.columns.index(place)
    found = [None if row[at] is None else str(row[at]) for row in page.rows]
    return on_grid(found) if crs == GRID and found else found


def feature_id(key: RowKey) -> str:
    """A feature's name: the file, the line and the sheet its row came from, which never change."""
    return f"{key.file}.{key.line}" + (f".{quote(key.sheet, safe='')}" if key.sheet else "")


def _value(cell: object) -> str:
    match cell:
        case None:
            return "null"
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)
        case date():
            return f'"{cell.isoformat()}"'
        case _:
            return json.dumps(str(cell), ensure_ascii=False)
