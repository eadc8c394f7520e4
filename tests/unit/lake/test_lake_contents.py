"""What a table's rows are about, told from the rows: the days they span and the box around their places."""

from datetime import date

import pytest

from hundred.lake.contents import Box, Extent, extent
from hundred.lake.engine import session
from hundred.lake.home import Lake
from hundred.lake.schema import Column, Type
from hundred.lake.tables import Part, TableData

INSPECTIONS = (
    Column("inspected", Type("date"), "Inspected"),
    Column("written_up", Type("datetime"), "Written up"),
    Column("geometry", Type("geometry"), made_from=("easting", "northing")),
)


def inspections(lake: Lake, *rows: str) -> TableData:
    path = lake.tables.new_part("ambleford.inspections")
    with session() as engine:
        engine.execute(f"""COPY (
            SELECT CAST(day AS DATE) AS inspected, CAST(moment AS TIMESTAMP) AS written_up,
                CAST(place AS GEOMETRY) AS geometry, 'f' AS _file, '' AS _sheet, line AS _line
            FROM (VALUES {", ".join(rows)}) AS t(day, moment, place, line)) TO '{path}'
            (FORMAT parquet, GEOPARQUET_VERSION 'BOTH')""")
    return lake.tables.data(INSPECTIONS, [Part(lake.tables.relative(path), len(rows))])


def test_all_date_columns_make_the_span_and_all_places_the_box(lake: Lake) -> None:
    table = inspections(
        lake,
        "('2027-05-04', '2027-05-06 10:00', 'POINT (-1.5 53.8)', 2)",
        "('2027-05-01', NULL, 'POLYGON ((-1.4 53.6, -1.3 53.6, -1.3 53.7, -1.4 53.6))', 3)",
        "(NULL, '2027-06-01 09:30', NULL, 4)",
    )
    assert extent(table) == Extent((date(2027, 5, 1), date(2027, 6, 1)), Box(-1.5, 53.6, -1.3, 53.8))


@pytest.mark.parametrize("place", ["NULL", "'POINT EMPTY'"])
def test_rows_without_days_and_places_cover_nothing(lake: Lake, place: str) -> None:
    assert extent(inspections(lake, f"(NULL::DATE, NULL::TIMESTAMP, {place}::VARCHAR, 2)")) == Extent(
        None, None
    )


def test_a_year_that_was_mistyped_does_not_stretch_the_span(lake: Lake) -> None:
    table = inspections(
        lake,
        "('2027-05-04', NULL, NULL, 2)",
        "('2207-05-04', NULL, NULL, 3)",
        "('0207-05-04', '2027-05-05 10:00', NULL, 4)",
    )
    assert extent(table).days == (date(2027, 5, 4), date(2027, 5, 5))
