"""Columns of places: kept as GeoParquet, shown as GeoJSON, taken away as WKT, GeoJSON or GeoParquet."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hundred.base.errors import Invalid
from hundred.lake.engine import session
from hundred.lake.exports import Format, export
from hundred.lake.groups import group
from hundred.lake.home import Lake
from hundred.lake.rows import Query, TableData, condition, count, page
from hundred.lake.schema import TEXT, Column, Type
from hundred.lake.sql import query
from hundred.lake.summaries import profile, top_values
from hundred.lake.tables import Part

PLACES = (
    Column("park", TEXT, "Park"),
    Column("geometry", Type("geometry"), made_from=("easting", "northing")),
)
POINT = {"type": "Point", "coordinates": [-1.5491, 53.8008]}
ALL = Query()
TABLE = "ambleford_parks.parks"


@pytest.fixture
def part(lake: Lake) -> Part:
    path = lake.tables.new_part(TABLE)
    with session() as engine:
        engine.execute(f"""COPY (
            SELECT * FROM (VALUES ('Mill Green', 'POINT (-1.5491 53.8008)'::GEOMETRY, 'f', '', 2),
                ('Nowhere', NULL, 'f', '', 3),
                ('Common', 'POLYGON ((0 50, 1 50, 1 51, 0 50))'::GEOMETRY, 'f', '', 4))
            AS t(park, geometry, _file, _sheet, _line)) TO '{path}' (FORMAT parquet)""")
    return Part(lake.tables.relative(path), 3)


@pytest.fixture
def parks(lake: Lake, part: Part) -> TableData:
    return lake.tables.data(PLACES, [part])


def taken(parks: TableData, kind: Format, tmp_path: Path, query: Query = ALL) -> bytes:
    return b"".join(export(parks, query, kind, scratch=tmp_path))


def test_a_page_gives_places_as_geojson(parks: TableData) -> None:
    first, second, third = page(parks, Query()).rows
    assert json.loads(str(first[1])) == POINT
    assert second == ("Nowhere", None)
    assert json.loads(str(third[1]))["type"] == "Polygon"


def test_places_come_along_when_rows_are_sorted_by_another_column(parks: TableData) -> None:
    found = page(parks, Query(sort=(("park", True),), columns=("geometry", "park"), limit=2))
    assert [row[1] for row in found.rows] == ["Nowhere", "Mill Green"]
    assert json.loads(str(found.rows[1][0])) == POINT


def test_places_can_be_asked_for_by_presence_but_have_no_order(parks: TableData) -> None:
    assert count(parks, [condition(PLACES, "geometry", "notnull")]) == 2
    for ask in (
        lambda: condition(PLACES, "geometry", "eq", ["POINT (0 0)"]),
        lambda: page(parks, Query(sort=(("geometry", False),))),
        lambda: group(parks, ["geometry"]),
        lambda: top_values(parks, "geometry"),
    ):
        with pytest.raises(Invalid, match="holds places, which have no order"):
            ask()


def test_a_profile_counts_places_that_are_missing(parks: TableData) -> None:
    _, places = profile(parks)
    assert (places.nulls, places.least, places.greatest) == (1, None, None)


def test_geojson_has_a_feature_for_each_row(parks: TableData, tmp_path: Path) -> None:
    found = json.loads(taken(parks, "geojson", tmp_path))
    assert found["type"] == "FeatureCollection"
    first, second, _ = found["features"]
    assert first == {
        "type": "Feature",
        "geometry": POINT,
        "properties": {"park": "Mill Green", "_file": "f", "_sheet": "", "_line": 2},
    }
    assert second["geometry"] is None
    chosen = json.loads(taken(parks, "geojson", tmp_path, Query(columns=("park",))))
    assert chosen["features"][0] == {
        "type": "Feature",
        "geometry": POINT,
        "properties": {"park": "Mill Green"},
    }


def test_geojson_without_rows_or_without_other_columns_is_geojson(parks: TableData, tmp_path: Path) -> None:
    none = Query(conditions=(condition(PLACES, "park", "eq", ["No such park"]),))
    assert json.loads(taken(parks, "geojson", tmp_path, none)) == {
        "type": "FeatureCollection",
        "features": [],
    }
    alone = json.loads(taken(parks, "geojson", tmp_path, Query(columns=("geometry",))))
    assert alone["features"][0] == {"type": "Feature", "geometry": POINT, "properties": {}}


def test_a_table_without_places_is_no_geojson(lake: Lake) -> None:
    with pytest.raises(Invalid, match="no places"):
        export(lake.tables.data((Column("park", TEXT),), []), Query(), "geojson")


def test_csv_has_places_as_wkt_and_json_as_geojson(parks: TableData, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(taken(parks, "csv", tmp_path).decode())))
    assert [row["geometry"][:9] for row in rows] == ["POINT (-1", "", "POLYGON ("]
    assert json.loads(taken(parks, "json", tmp_path))[0]["geometry"] == POINT
    assert taken(parks, "xlsx", tmp_path).startswith(b"PK")


def test_parquet_is_geoparquet_by_its_specification(
    lake: Lake, parks: TableData, part: Part, tmp_path: Path
) -> None:
    """https://geoparquet.org/releases/v1.1.0: WKB in a column, described under `geo` in the footer."""
    exported = tmp_path / "parks.parquet"
    exported.write_bytes(taken(parks, "parquet", tmp_path))
    for path in (exported, lake.tables.absolute(part.path)):
        schema = pq.read_schema(path)
        geo = json.loads(schema.metadata[b"geo"])
        assert geo["version"].startswith("1.")
        assert geo["primary_column"] == "geometry"
        described = geo["columns"]["geometry"]
        assert described["encoding"] == "WKB"
        assert set(described["geometry_types"]) == {"Point", "Polygon"}
        assert "crs" not in described, "longitude and latitude in WGS 84, which is what no mention means"
        cell = pq.read_table(path)["geometry"][0].as_py()
        assert cell[:5] == b"\x01\x01\0\0\0", "a point, the least byte first"


def test_other_engines_see_places_as_binary(lake: Lake, part: Part) -> None:
    assert lake.tables.commit(TABLE, PLACES, [part], base=None)


def test_a_table_of_places_without_rows(lake: Lake, tmp_path: Path) -> None:
    none = lake.tables.data(PLACES, [])
    assert page(none, Query()).rows == []
    assert taken(none, "csv", tmp_path).startswith(b'"park","geometry"')


def test_an_operators_sql_asks_of_places_and_sees_wkt(parks: TableData) -> None:
    with query(
        "SELECT geometry, park FROM parks WHERE ST_AsText(geometry) LIKE 'POINT%'", {"parks": parks}
    ) as got:
        assert got.read_all().to_pylist() == [{"geometry": "POINT (-1.5491 53.8008)", "park": "Mill Green"}]
