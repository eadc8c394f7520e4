"""Places: which columns of coordinates make them, the SQL that does, and what is wrong with some.

Longitude and latitude are taken for WGS 84. Eastings and northings on the British National Grid
(EPSG:27700) become WGS 84 by the Ordnance Survey's transformation OSTN15, which is good to a decimetre;
numbers on other grids are left as they are.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from hundred.base.findings import Problem
from hundred.intake import problems
from hundred.intake.types.decide import Decision
from hundred.lake.engine import Function, Session, knowing
from hundred.lake.schema import Column, Type

Rule = Literal["degrees", "grid"]

_PAIRS: dict[Rule, tuple[str, str]] = {"degrees": ("longitude", "latitude"), "grid": ("easting", "northing")}
# The British Isles with some room around them: from west to east, from south to north.
_HERE = {"degrees": ((-11, 3), (49, 62)), "grid": ((0, 700_000), (0, 1_300_000))}
_DIGITS = 7  # of degrees: a centimetre
_POINT = np.frombuffer(b"\x01\x01\0\0\0", np.uint8)  # in well-known binary: least byte first, a point


@dataclass(frozen=True, slots=True)
class Derived:
    """A column of our own: its name, the columns whose numbers make it (east first), and by which rule."""

    name: str
    made_from: tuple[str, str]
    rule: Rule

    @property
    def column(self) -> Column:
        """The column as a table's schema has it."""
        return Column(self.name, Type("geometry"), made_from=self.made_from)


def derived(names: Sequence[str], decisions: Sequence[Decision]) -> tuple[Derived, ...]:
    """The columns to make from a table's others: one of places, where two columns hold coordinates.

    Degrees go before the grid, and the first pair before others. A table with places of its own gets none.
    """
    if any(decision.type.kind == "geometry" for decision in decisions):
        return ()
    formats = [decision.format for decision in decisions]
    for rule, pair in _PAIRS.items():
        if all(part in formats for part in pair):
            east, north = (names[formats.index(part)] for part in pair)
            name = next(free for free in ("geometry", "place", "geometry_made") if free not in names)
            return (Derived(name, (east, north), rule),)
    return ()


def has_places(made: Sequence[Derived], decisions: Sequence[Decision]) -> bool:
    """Whether a table has places, made by us or of its own."""
    return bool(made) or any(decision.type.kind == "geometry" for decision in decisions)


def place(rule: Rule, east: str, north: str) -> str:
    """The SQL that gives a row's place, null where it has none; `east` and `north` are SQL for numbers.

    The engine must be `able_to_place`.
    """
    x, y = f"CAST({east} AS DOUBLE)", f"CAST({north} AS DOUBLE)"
    return f"""CASE {_case(rule, x, y)}
        WHEN 'here' THEN ST_GeomFromWKB({rule}_place({x}, {y}))
        WHEN 'swapped' THEN ST_GeomFromWKB({rule}_place({y}, {x}))
        WHEN 'abroad' THEN ST_GeomFromWKB({rule}_place({x}, {y})) END"""


def standing(rule: Rule, east: str, north: str) -> str:
    """The SQL that says how a row's coordinates stand: `here`, a word of `MISPLACED`, null without any."""
    case = _case(rule, f"CAST({east} AS DOUBLE)", f"CAST({north} AS DOUBLE)")
    if rule == "degrees":
        return case
    # Within the grid's bounds, but in the sea beyond its survey, there is no place either.
    beyond = f"{case} IN ('here', 'swapped') AND {place(rule, east, north)} IS NULL"
    return f"CASE WHEN {beyond} THEN 'nowhere' ELSE {case} END"


MISPLACED: dict[str, Problem] = {
    "swapped": problems.SWAPPED,
    "zero": problems.ZERO,
    "half": problems.HALF,
    "abroad": problems.ABROAD,
    "nowhere": problems.NOWHERE,
}


def _case(rule: Rule, x: str, y: str) -> str:
    """The SQL that says what a row's two numbers are, null where it has neither."""
    (west, east), (south, north) = _HERE[rule]
    abroad = f"WHEN abs({x}) <= 180 AND abs({y}) <= 90 THEN 'abroad'" if rule == "degrees" else ""
    return f"""CASE
        WHEN {x} IS NULL AND {y} IS NULL THEN NULL
        WHEN {x} IS NULL OR {y} IS NULL THEN 'half'
        WHEN {x} = 0 AND {y} = 0 THEN 'zero'
        WHEN {x} BETWEEN {west} AND {east} AND {y} BETWEEN {south} AND {north} THEN 'here'
        WHEN {y} BETWEEN {west} AND {east} AND {x} BETWEEN {south} AND {north} THEN 'swapped'
        {abroad}
        ELSE 'nowhere' END"""


def able_to_place(engine: Session, *, needed: bool = True) -> AbstractContextManager[None]:
    """Where needed, the engine knows `degrees_place`, `grid_place` and `in_degrees` within the block.

    The first two make a point in well-known binary of two numbers, the last one brings a shape to WGS 84.
    """
    return knowing(engine, _FUNCTIONS if needed else ())


def _degrees_places(east: Any, north: Any) -> Any:
    return _points(_numbers(east), _numbers(north))


def _grid_places(east: Any, north: Any) -> Any:
    lon, lat = _from_grid(_numbers(east), _numbers(north))
    return _points(lon, lat)


def _from_grid(east: Any, north: Any) -> tuple[Any, Any]:
    """Longitudes and latitudes of places on the British National Grid, not a number beyond it."""
    from convertbng.cutil import convert_lonlat  # noqa: PLC0415  holds all of OSTN15, which few files need

    lon, lat = convert_lonlat(east, north)
    return np.round(lon, _DIGITS), np.round(lat, _DIGITS)


def _numbers(column: Any) -> Any:
    return column.fill_null(float("nan")).to_numpy(zero_copy_only=False)


def _points(lon: Any, lat: Any) -> Any:
    """Points in well-known binary as an Arrow array, null where a number is missing."""
    data = np.empty((len(lon), 21), np.uint8)
    data[:, :5] = _POINT
    data[:, 5:] = np.stack((lon, lat), axis=1).astype("<f8").view(np.uint8).reshape(-1, 16)
    valid = np.packbits(~(np.isnan(lon) | np.isnan(lat)), bitorder="little")
    ends = np.arange(0, 21 * len(lon) + 1, 21, dtype=np.int32)
    buffers = [pa.py_buffer(valid), pa.py_buffer(ends), pa.py_buffer(data.tobytes())]
    return pa.Array.from_buffers(pa.binary(), len(lon), buffers)


def _in_degrees(column: Any) -> Any:
    """Shapes in WGS 84 as they are, those on the British National Grid brought to it, others null."""
    import shapely  # noqa: PLC0415  for the few files with shapes

    shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
    west, south, east, north = shapely.bounds(shapes).T
    in_degrees = (west >= -180) & (east <= 180) & (south >= -90) & (north <= 90)
    (least_x, most_x), (least_y, most_y) = _HERE["grid"]
    on_grid = ~in_degrees & (west >= least_x) & (east <= most_x) & (south >= least_y) & (north <= most_y)
    if on_grid.any():
        shapes[on_grid] = shapely.transform(
            shapes[on_grid], lambda places: np.stack(_from_grid(places[:, 0], places[:, 1]), axis=1)
        )
        on_grid &= ~np.isnan(shapely.bounds(shapes)).any(axis=1)
    written = shapely.to_wkb(shapes, flavor="iso", output_dimension=3)
    return pa.array(np.where(in_degrees | on_grid, written, None), pa.binary())


_FUNCTIONS = (
    Function("degrees_place", _degrees_places, ("DOUBLE", "DOUBLE"), "BLOB"),
    Function("grid_place", _grid_places, ("DOUBLE", "DOUBLE"), "BLOB"),
    Function("in_degrees", _in_degrees, ("BLOB",), "BLOB"),
)
