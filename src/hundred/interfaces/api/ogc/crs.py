"""Coordinate systems: WGS 84, longitude first, as places are kept; and the British National Grid."""

from collections.abc import Sequence

import numpy as np

from hundred.base.errors import Invalid

WGS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GRID = "http://www.opengis.net/def/crs/EPSG/0/27700"
KNOWN = (WGS84, GRID)
_ALIASES = {
    "CRS84": WGS84,
    "OGC:CRS84": WGS84,
    "[OGC:CRS84]": WGS84,
    "EPSG:27700": GRID,
    "[EPSG:27700]": GRID,
}
_CENTIMETRES = 2


def named(text: str, *, field: str) -> str:
    """The system's address, from its address or its name. Raises Invalid for one we do not know."""
    found = _ALIASES.get(text, text)
    if found not in KNOWN:
        raise Invalid(
            f"The system “{text[:60]}” is not known here.", f"Use {' or '.join(KNOWN)}.", field=field
        )
    return found


def box_in_degrees(edges: Sequence[float], crs: str) -> tuple[float, float, float, float]:
    """A box (least x, least y, greatest x, greatest y) in degrees; one on the grid becomes the box around it.

    Raises Invalid beyond the grid.
    """
    west, south, east, north = edges
    if crs == WGS84:
        return west, south, east, north
    from convertbng.cutil import convert_lonlat  # noqa: PLC0415  holds all of OSTN15

    corners = np.array([west, west, east, east], float), np.array([south, north, south, north], float)
    lon, lat = (np.asarray(found) for found in convert_lonlat(*corners))
    if np.isnan(lon).any() or np.isnan(lat).any():
        raise Invalid("The box reaches beyond the British National Grid.", "Make it smaller.", field="bbox")
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def on_grid(places: Sequence[str | None]) -> list[str | None]:
    """Places as GeoJSON, brought to the British National Grid; None for those beyond it."""
    import shapely  # noqa: PLC0415  for the few who ask for the grid
    from convertbng.cutil import convert_bng  # noqa: PLC0415

    def brought(points: np.ndarray) -> np.ndarray:
        east, north = convert_bng(np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1]))
        return np.round(np.column_stack((east, north)), _CENTIMETRES)

    shapes = shapely.transform(shapely.from_geojson(np.array(list(places), object)), brought)
    within = ~np.isnan(shapely.bounds(shapes)).any(
        axis=1
    )  # nor for what is empty, or beyond the grid in part
    told = shapely.to_geojson(shapes)
    return [text if known else None for text, known in zip(told, within, strict=True)]
