"""Places: made of coordinates, or read from GeoJSON and well-known text; what is wrong is said."""

import json

import pyarrow.parquet as pq
import pytest
import shapely
from reading_desk import Desk

from hundred.intake import derived, write_typed


def places(desk: Desk, text: str):
    """The places of a text's rows as WKT, and the findings of typing by code."""
    table = desk.table(text)
    into = desk.folder / "typed.parquet"
    written = write_typed(table, table.decisions(), file="f" * 64, into=into)
    cells = pq.read_table(into).to_pydict()
    shown = [
        cell and shapely.to_wkt(shapely.from_wkb(cell), rounding_precision=6) for cell in cells["geometry"]
    ]
    return shown, {finding.code: finding for finding in written.findings}


def rows(heading: str, *lines: str) -> str:
    return "\n".join([heading, *lines, ""])


def test_latitude_and_longitude_make_a_place(desk: Desk):
    shown, findings = places(desk, rows("Park,Latitude,Longitude", "Mill Green,53.8008,-1.5491", "Common,,"))
    assert (shown, findings) == (["POINT (-1.5491 53.8008)", None], {})


def test_eastings_and_northings_make_a_place_by_the_ordnance_surveys_own_transformation(desk: Desk):
    """A point of the Ordnance Survey's test data for OSTN15."""
    shown, findings = places(desk, rows("Tower,Easting,Northing", "Caister,651409.804,313177.450"))
    assert (shown, findings) == (["POINT (1.716074 52.658008)"], {})


def test_what_was_published_stays_beside_the_place(desk: Desk):
    table = desk.table(rows("Park,Easting,Northing", "Mill Green,429157,433862"))
    (made,) = derived([column.name for column in table.columns], table.decisions())
    assert (made.column.name, made.column.made_from) == ("geometry", ("easting", "northing"))
    into = desk.folder / "typed.parquet"
    write_typed(table, table.decisions(), file="f" * 64, into=into)
    assert pq.read_schema(into).names[:5] == ["park", "easting", "northing", "geometry", "_file"]
    assert json.loads(pq.read_schema(into).metadata[b"geo"])["primary_column"] == "geometry"


def test_degrees_go_before_the_grid(desk: Desk):
    table = desk.table(rows("Easting,Northing,Lat,Long", "429157,433862,53.8008,-1.5491"))
    (made,) = derived([column.name for column in table.columns], table.decisions())
    assert made.made_from == ("long", "lat")


def test_a_column_called_geometry_keeps_its_name(desk: Desk):
    table = desk.table(rows("Geometry,Lat,Long", "a field,53.8008,-1.5491"))
    (made,) = derived([column.name for column in table.columns], table.decisions())
    assert made.name == "place"


GOOD = [f"Park {n},53.80{n},-1.54{n}" for n in range(10, 60)]


@pytest.mark.parametrize(
    ("odd", "code", "place"),
    [
        ("-1.5491,53.8008", "place-swapped", "POINT (-1.5491 53.8008)"),
        ("0,0", "place-zero", None),
        ("53.8008,", "place-half", None),
        ("48.8567,2.3508", "place-abroad", "POINT (2.3508 48.8567)"),
        ("538.008,-1.5491", "place-nowhere", None),
    ],
)
def test_what_is_wrong_with_degrees_is_said_with_its_line(desk: Desk, odd: str, code: str, place: str | None):
    shown, findings = places(desk, rows("Park,Latitude,Longitude", *GOOD, f"Odd,{odd}"))
    assert shown[-1] == place
    assert list(findings) == [code]
    found = findings[code]
    assert (found.count, found.lines, found.column) == (1, (52,), "longitude")
    assert "“Longitude” and “Latitude”" in found.says


GRID = [f"Park {n},4291{n},4338{n}" for n in range(10, 60)]


@pytest.mark.parametrize(
    ("odd", "code"),
    [("0,0", "place-zero"), ("9429157,433862", "place-nowhere"), ("5000,1290000", "place-nowhere")],
)
def test_what_is_wrong_on_the_grid_is_said(desk: Desk, odd: str, code: str):
    shown, findings = places(desk, rows("Park,Easting,Northing", *GRID, f"Odd,{odd}"))
    assert (shown[-1], list(findings)) == (None, [code])


def test_a_file_whose_headings_are_exchanged_is_put_right_as_a_whole(desk: Desk):
    lines = [f"Park {n},-1.54{n},53.80{n}" for n in range(10, 30)]
    shown, findings = places(desk, rows("Park,Latitude,Longitude", *lines))
    assert shown[0] == "POINT (-1.541 53.801)"
    assert findings["place-swapped"].count == 20


def test_well_known_text_becomes_places(desk: Desk):
    shown, findings = places(
        desk,
        rows("Site;Geometry", "A;POINT (-1.5 53.8)", "B;POLYGON((0 50,1 50,1 51,0 50))", "C;"),
    )
    assert (shown, findings) == (["POINT (-1.5 53.8)", "POLYGON ((0 50, 1 50, 1 51, 0 50))", None], {})


def test_geojson_in_a_cell_becomes_a_place(desk: Desk):
    point = '{""type"":""Point"",""coordinates"":[-1.5,53.8]}'
    shown, findings = places(desk, rows("Site,Geometry", f'A,"{point}"'))
    assert (shown, findings) == (["POINT (-1.5 53.8)"], {})


def test_shapes_on_the_grid_are_brought_to_degrees(desk: Desk):
    shown, findings = places(desk, rows("Site;Geometry", "A;POINT (651409.804 313177.450)"))
    assert (shown, findings) == (["POINT (1.716074 52.658008)"], {})


def test_shapes_that_are_none_are_said(desk: Desk):
    lines = [f"A{n};POINT (-1.5 53.{n})" for n in range(10, 40)]
    shown, findings = places(desk, rows("Site;Geometry", *lines, "B;POINT (1 2", "C;POINT (1e9 5)"))
    assert shown[-2:] == [None, None]
    assert (findings["cell-not-geometry"].lines, findings["cell-not-geometry"].count) == ((32, 33), 2)
