"""Areas to look for places in: read from what a person sends, and compared with whole columns of places.

Places are WGS 84, longitude first (RFC 7946). The engine compares boxes by itself; what lies within an area
or meets it is worked out by GEOS (through Shapely) for the rows whose boxes meet.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from hundred.base.errors import Invalid

MOST_CORNERS = 20_000
_AREAS = ("Polygon", "MultiPolygon")
_FIX = "Give a GeoJSON Polygon or MultiPolygon in WGS 84, longitude first, or the same as well-known text."


@dataclass(frozen=True, slots=True)
class Area:
    """An area as well-known binary, and in words. `is_box` where it is a box along the lines of the globe."""

    wkb: bytes
    words: str
    is_box: bool = False


def box(text: str, *, field: str) -> Area:
    """The box `west,south,east,north`, in degrees. Raises `Invalid`."""
    import shapely  # noqa: PLC0415  for the few questions of places

    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Invalid(
            f"{text[:60]!r} is not a box.",
            "Give west,south,east,north in degrees, such as -1.6,53.7,-1.4,53.9.",
            field=field,
        ) from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Invalid(
            "A box runs from west to east and from south to north, within the globe’s degrees.",
            "Give west,south,east,north, such as -1.6,53.7,-1.4,53.9.",
            field=field,
        )
    words = f"the box from {west:g}, {south:g} to {east:g}, {north:g}"
    return Area(shapely.to_wkb(shapely.box(west, south, east, north)), words, is_box=True)


def area(text: str, *, field: str) -> Area:
    """The area that GeoJSON (a geometry, or a feature of one) or well-known text draws. Raises `Invalid`."""
    import shapely  # noqa: PLC0415  for the few questions of places

    try:
        shape = shapely.from_geojson(_geometry(text)) if text.lstrip()[:1] == "{" else shapely.from_wkt(text)
    except (shapely.GEOSException, ValueError, TypeError, RecursionError):
        raise Invalid("That area cannot be read.", _FIX, field=field) from None
    if shape is None or shape.geom_type not in _AREAS or shape.is_empty:
        raise Invalid("That is not an area.", _FIX, field=field)
    if (corners := shapely.get_num_coordinates(shape)) > MOST_CORNERS:
        raise Invalid(
            f"The area has {corners:,} corners; at most {MOST_CORNERS:,} are allowed.",
            "Simplify it.",
            field=field,
        )
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # not of numbers that are none
        raise Invalid("The area lies beyond the globe’s degrees.", _FIX, field=field)
    shape = shape if shape.is_valid else shapely.make_valid(shape)
    return Area(shapely.to_wkb(shape, output_dimension=2), f"an area with {corners:,} corners")


def within(places: pa.Array, areas: pa.Array) -> pa.Array:
    """Which places (well-known binary) lie within the area, its border included; null for no place."""
    return _compared("covers", places, areas)


def intersects(places: pa.Array, areas: pa.Array) -> pa.Array:
    """Which places (well-known binary) have a point in common with the area; null for no place."""
    return _compared("intersects", places, areas)


def _compared(how: str, places: pa.Array, areas: pa.Array) -> pa.Array:
    import shapely  # noqa: PLC0415  for the few questions of places

    if not len(places):
        return pa.array([], pa.bool_())
    found = shapely.from_wkb(places.to_numpy(zero_copy_only=False))
    answer = getattr(shapely, how)(_prepared(areas[0].as_py()), found)
    return pa.array(answer, mask=shapely.is_missing(found))


@lru_cache(maxsize=32)
def _prepared(wkb: bytes) -> Any:
    import shapely  # noqa: PLC0415  for the few questions of places

    shape = shapely.from_wkb(wkb)
    shapely.prepare(shape)
    return shape


def _geometry(text: str) -> str:
    """The geometry of GeoJSON that may be a feature."""
    read = json.loads(text)
    if isinstance(read, dict) and read.get("type") == "FeatureCollection" and len(read["features"]) == 1:
        read = read["features"][0]
    return json.dumps(read["geometry"] if isinstance(read, dict) and read.get("type") == "Feature" else read)
