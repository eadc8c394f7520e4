"""The doors for maps described in OpenAPI 3.0, as the standard's own class of conformance asks."""

from typing import Any

from hundred import __version__
from hundred.interfaces.addresses import Site
from hundred.interfaces.api.ogc.asking import LIMIT, MOST
from hundred.interfaces.api.ogc.crs import KNOWN
from hundred.interfaces.api.ogc.door import GEOJSON, JSON, SCHEMA

Json = dict[str, Any]


def describe(site: Site) -> Json:
    """The document."""
    collection, feature = _path("collectionId", "A collection."), _path("featureId", "A feature or record.")
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"{site.name} datastore: OGC API – Features and Records",
            "version": __version__,
            "description": "Tables with places as features, and datasets as records.",
        },
        "servers": [{"url": f"{site.base}/ogc"}],
        "paths": {
            "/": _get("landing", "Where a client begins", JSON),
            "/conformance": _get("conformance", "What it conforms to", JSON),
            "/api": _get("description", "This description", "application/vnd.oai.openapi+json;version=3.0"),
            "/collections": _get("collections", "The collections", JSON, [_number("page", 1, 10**8)]),
            "/collections/{collectionId}": _get("collection", "One collection", JSON, [collection]),
            "/collections/{collectionId}/queryables": _get(
                "queryables", "What can be asked for", SCHEMA, [collection]
            ),
            "/collections/{collectionId}/items": _get(
                "items",
                "Features of a collection, or records of the catalogue",
                GEOJSON,
                [collection, *_QUERY],
            ),
            "/collections/{collectionId}/items/{featureId}": _get(
                "item", "One feature or record", GEOJSON, [collection, feature, _CRS]
            ),
        },
        "components": {
            "schemas": {
                "Exception": {
                    "type": "object",
                    "required": ["code"],
                    "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
                }
            }
        },
    }


def _get(name: str, says: str, media: str, parameters: list[Json] | None = None) -> Json:
    refused = {"$ref": "#/components/schemas/Exception"}
    return {
        "get": {
            "operationId": name,
            "summary": says,
            "parameters": parameters or [],
            "responses": {
                "200": {"description": says, "content": {media: {"schema": {"type": "object"}}}},
                "default": {
                    "description": "What is wrong with the request",
                    "content": {JSON: {"schema": refused}},
                },
            },
        }
    }


def _path(name: str, says: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": says, "schema": {"type": "string"}}


def _text(name: str, says: str, **schema: object) -> Json:
    return {"name": name, "in": "query", "description": says, "schema": {"type": "string", **schema}}


def _number(name: str, default: int, most: int) -> Json:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return {"name": name, "in": "query", "schema": schema}


def _box() -> Json:
    numbers = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    return {"name": "bbox", "in": "query", "schema": numbers, "style": "form", "explode": False}


_CRS = _text("crs", "The system of the places in the answer.", enum=list(KNOWN))
_COLUMNS = {
    "name": "columns",
    "in": "query",
    "description": "Any queryable by its name: features whose cell is the value.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "style": "form",
    "explode": True,
}
_QUERY = [
    _number("limit", LIMIT, MOST),
    _box(),
    _text("bbox-crs", "The system of the box.", enum=list(KNOWN)),
    _text("datetime", "A day, an instant, or an interval: 2027-05-04/.. ."),
    _CRS,
    _text("filter", "An expression in CQL2 text: hectares > 3 AND kind = 'park'."),
    _text("filter-lang", "The language of the filter.", enum=["cql2-text"]),
    _text("sortby", "Columns, - before one for descending."),
    _text("q", "Words to look for; records only."),
    _COLUMNS,
]
