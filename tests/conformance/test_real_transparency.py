"""Open data of many kinds as two councils and others published it: read, or refused with the true reason."""

import random

import pytest
from conformance.real_files import SHARED, largest, needs, readings

FOLDER = "transparency"
pytestmark = needs(FOLDER)
PATHS = [path for path in sorted((SHARED / FOLDER).rglob("*")) if path.is_file()]
SAMPLE = 120

# File: the kinds of its columns, in order, as `hundred read` says them.
TYPED = {
    "general_practice/trafford_general_practices.csv": "name text, lon decimal, lat decimal",
    "licensed_vehicles/licensed_ulev_trafford.csv": "year integer, effective_date date",
    "road_casualties/STATS19_road_casualties_2019-Jun2024.csv": "date date, year integer, mode text",
    "sport_facilities/squash_courts.csv": "site_id integer, doubles_courts boolean, street text",
    "median_property_prices/gm_ward_median_property_prices.csv": "area_code text, median_price integer",
}


def test_a_sample_is_read_or_refused_and_none_loses_a_record(tmp_path, request):
    every = request.config.getoption("--every-file")
    paths = PATHS if every else random.Random(1).sample(PATHS, SAMPLE)
    kinds = [reading.file.kind for path in paths for _, reading in readings(path, tmp_path)]
    assert len(kinds) >= len(paths) - 1


@pytest.mark.parametrize("name", TYPED)
def test_columns_have_the_types_that_are_written_down(name, tmp_path):
    from hundred.intake import decide

    ((_, reading),) = readings(SHARED / FOLDER / "trafford-lab" / name, tmp_path)
    found = {column.original: decide(column.evidence).type.kind for column in largest(reading).columns}
    for column in TYPED[name].split(", "):
        heading, kind = column.split()
        assert found[heading] == kind, heading
