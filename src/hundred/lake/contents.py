"""What a table's rows are about: the span of its dates and the box around its places."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hundred.lake.conditions import source
from hundred.lake.engine import Session, reading
from hundred.lake.schema import quoted
from hundred.lake.tables import TableData

_BATCH = 50_000  # places at a time


@dataclass(frozen=True, slots=True)
class Box:
    """An area between meridians and parallels, in degrees of WGS 84."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Extent:
    """The first and the last day in any date column, and the box around all places; None where none are.

    Days before 1800 and after 2100 are slips (2205 for 2025) and would stretch the span over all time.
    """

    days: tuple[date, date] | None
    box: Box | None


def extent(table: TableData) -> Extent:
    """The time and the area that a table's rows cover. Raises `Unavailable` as every question does."""
    dates = [column.name for column in table.schema if column.type.kind in ("date", "datetime")]
    places = [column.name for column in table.schema if column.type.kind == "geometry"]
    with reading() as engine:
        return Extent(_days(engine, table, dates), _box(engine, table, places))


def _days(engine: Session, table: TableData, columns: list[str]) -> tuple[date, date] | None:
    if not columns:
        return None
    rows = source(table)
    ends = ", ".join(
        f"min({n}) FILTER ({_likely(n)}), max({n}) FILTER ({_likely(n)})" for n in map(quoted, columns)
    )
    (found,) = engine.execute(f"SELECT {ends} FROM {rows.text}", list(rows.values)).fetchall()
    days = [value.date() if isinstance(value, datetime) else value for value in found if value]
    return (min(days), max(days)) if days else None


def _likely(name: str) -> str:
    return f"{name} BETWEEN '1800-01-01' AND '2100-12-31'"


def _box(engine: Session, table: TableData, columns: list[str]) -> Box | None:
    boxes = [box for name in columns if (box := _box_of(engine, table, name)) is not None]
    return _around(boxes) if boxes else None


def _box_of(engine: Session, table: TableData, name: str) -> Box | None:
    rows = source(table)
    sql = f"SELECT ST_AsWKB({quoted(name)}) FROM {rows.text} WHERE {quoted(name)} IS NOT NULL"
    batches: Any = engine.sql(sql, params=list(rows.values)).to_arrow_reader(_BATCH)
    ends = [_ends(batch.column(0).to_numpy(zero_copy_only=False)) for batch in batches]
    whole = [box for box in ends if box is not None]
    return _around(whole) if whole else None


def _ends(places: Any) -> Box | None:
    import shapely  # noqa: PLC0415  for the few tables with places

    ends: Any = shapely.total_bounds(shapely.from_wkb(places))
    west, south, east, north = map(float, ends)
    return None if math.isnan(west) else Box(west, south, east, north)  # empty places have no ends


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )
