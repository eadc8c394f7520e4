"""Open data of many kinds as two councils and others published it: read, or refused with the true reason."""

import random
import re
from collections import Counter
from decimal import Decimal, InvalidOperation

import pyarrow.parquet as pq
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
    "sport_facilities/squash_courts.csv": "site_id text, doubles_courts boolean, street text",
    "median_property_prices/gm_ward_median_property_prices.csv": "area_code text, median_price integer",
}


def test_a_sample_is_read_or_refused_and_none_loses_a_record(tmp_path, request):
    every = request.config.getoption("--every-file")
    paths = PATHS if every else random.Random(1).sample(PATHS, SAMPLE)
    kinds = [reading.file.kind for path in paths for _, reading in readings(path, tmp_path)]
    assert len(kinds) >= len(paths) - 1


@pytest.mark.parametrize("name", TYPED)
def test_columns_have_the_types_that_are_written_down(name, tmp_path):
    ((_, reading),) = readings(SHARED / FOLDER / "trafford-lab" / name, tmp_path)
    table = largest(reading)
    decided = zip(table.columns, table.decisions(), strict=True)
    found = {column.original: decision.type.kind for column, decision in decided}
    for column in TYPED[name].split(", "):
        heading, kind = column.split()
        assert found[heading] == kind, heading


# Pairs which their publisher let drift apart: other features, digits or words in one than in the other.
DRIFTED = {
    "trafford_conservation_areas",
    "trafford_electric_vehicle_charging_locations",
    "gm_gambling_premises",
    "mental_health_services_RAW",
    "sports_clubs",
    "water_level_monitoring_stations_trafford_and_environs",
}
PAIRS = [path for path in PATHS if path.suffix == ".geojson" and path.with_suffix(".csv").exists()]
PAIRS_LOOKED_AT = 12


def test_the_same_data_as_csv_and_as_geojson_is_the_same_table(tmp_path, request):
    pairs = [path for path in PAIRS if path.stem not in DRIFTED]
    if not request.config.getoption("--every-file"):
        pairs = random.Random(2).sample(pairs, PAIRS_LOOKED_AT)
    for path in pairs:
        flat, shaped = (cells_by_heading(kind, tmp_path) for kind in (path.with_suffix(".csv"), path))
        shared = [heading for heading in flat[0] if heading in shaped[0]]
        assert len(shared) >= 2, path.name
        one, other = (Counter(tuple(row[name] for name in shared) for row in rows) for rows in (flat, shaped))
        assert one == other, path.name


def cells_by_heading(path, folder):
    """A file's rows by heading; figures in one form, words without spare blanks."""
    ((_, reading),) = readings(path, folder)
    table = largest(reading)
    rows = pq.read_table(table.cells).to_pylist()
    return [{_key(column.original): _plain(row[column.name]) for column in table.columns} for row in rows]


def _key(heading):
    return re.sub("[^a-z]", "", heading.lower())


def _plain(cell):
    text = " ".join((cell or "").split())
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return "" if text in ("NA", "null") else text
