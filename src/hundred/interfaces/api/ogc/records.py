"""Datasets as OGC API – Records 1.0 writes them (OGC 20-004r1). Pure functions."""

from typing import Any

from hundred.catalogue.records import DatasetRecord
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.api.ogc import wire
from hundred.interfaces.api.ogc.door import GEOJSON, JSON, SCHEMA
from hundred.interfaces.media import DESCRIPTIONS, DOWNLOADS, formats

Json = dict[str, Any]

QUERYABLES = {"publisher": "Publisher", "theme": "Theme", "licence": "Licence"}


def collection(site: Site) -> Json:
    """The catalogue as a collection of records."""
    here = wire.collection_address(site, wire.RECORDS)
    return {
        "id": wire.RECORDS,
        "title": f"{site.name} datastore: catalogue",
        "description": "Every dataset of this datastore as a record.",
        "itemType": "record",
        "type": "Collection",
        "links": [
            wire.link(here, "self", JSON),
            wire.link(f"{here}/items", "items", GEOJSON, "Its records"),
            wire.link(f"{here}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA),
            wire.link(f"{site.base}/search", "alternate", "text/html", "For people"),
            wire.link(f"{site.base}/catalog.jsonld", "alternate", "application/ld+json", "DCAT-AP"),
        ],
    }


def queryables(site: Site) -> Json:
    """What records can be narrowed by, as a JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{wire.collection_address(site, wire.RECORDS)}/queryables",
        "type": "object",
        "title": "Catalogue",
        "properties": {name: {"title": title, "type": "string"} for name, title in QUERYABLES.items()},
        "additionalProperties": False,
    }


def record(site: Site, found: DatasetRecord) -> Json:
    """A dataset as a record."""
    here = dataset_address(site, found)
    contact: Json = {"name": found.publisher.title, "organization": found.publisher.title}
    if found.publisher.email:
        contact["emails"] = [{"value": found.publisher.email}]
    return {
        "type": "Feature",
        "id": found.slug,
        "conformsTo": ["http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core"],
        "geometry": _box(found),
        "time": {"interval": [day.isoformat() for day in found.covers.days]} if found.covers.days else None,
        "properties": {
            "type": "dataset",
            "title": found.title,
            "description": found.description or f"{found.title}, published by {found.publisher.title}.",
            "keywords": list(found.tags),
            "language": {"code": "en"},
            "created": found.created_at.isoformat(timespec="seconds"),
            "updated": (found.updated_at or found.created_at).isoformat(timespec="seconds"),
            "externalIds": [{"value": here}],
            "themes": [{"concepts": [{"id": found.theme, "title": found.theme_title}], "scheme": site.base}],
            "contacts": [{**contact, "roles": ["publisher"]}],
            "license": found.licence.url or found.licence.title,
            "rights": found.access_title,
            "formats": [
                {"name": DOWNLOADS[kind][0], "mediaType": DOWNLOADS[kind][1]}
                for kind in dict.fromkeys(kind for table in found.tables for kind in formats(table))
            ],
        },
        "links": [
            wire.link(f"{wire.collection_address(site, wire.RECORDS)}/items/{found.slug}", "self", GEOJSON),
            wire.link(here, "alternate", "text/html", "For people"),
            *(wire.link(f"{here}.{end}", "alternate", media) for end, media in DESCRIPTIONS.items()),
            *(
                wire.link(
                    f"{table_address(site, table)}.{kind}",
                    "item",
                    DOWNLOADS[kind][1],
                    f"{table.title}, {kind}",
                )
                for table in found.tables
                for kind in formats(table)
            ),
        ],
    }


def _box(found: DatasetRecord) -> Json | None:
    if not found.covers.box:
        return None
    west, south, east, north = found.covers.box
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}
