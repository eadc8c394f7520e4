"""From coordinates in a file to places on pages, in the API and in downloads."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hundred.accounts.records import ANYONE, OPERATOR
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.lake.home import Lake
from hundred.stewardship import actions
from hundred.stewardship.records import Incoming

pytestmark = pytest.mark.django_db

PARKS = "Park,Latitude,Longitude\nMill Green,53.8008,-1.5491\nThe Common,,\n"
TABLE = "/datasets/parks/tables/parks"
POINT = {"type": "Point", "coordinates": [-1.5491, 53.8008]}


@pytest.fixture
def add(settings: Any, tmp_path: Path) -> Any:
    """A lake of the test's own with one open dataset `parks`; adds files given as name=content."""
    settings.LAKE = Lake(tmp_path / "home" / "lake", f"sqlite:///{tmp_path / 'iceberg.sqlite3'}")
    catalogue_actions.create_publisher(by=OPERATOR, title="Ambleford Borough Council", slug="ambleford")
    catalogue_actions.create_dataset(by=OPERATOR, publisher="ambleford", title="Parks", slug="parks")

    def add(**files: str) -> None:
        incoming = []
        for stem, content in files.items():
            path = tmp_path / f"{stem}.csv"
            path.write_text(content)
            incoming.append(Incoming(path, path.name, "test"))
        run = actions.receive(by=OPERATOR, dataset="parks", incoming=incoming, keep_both=False)
        assert actions.work(by=OPERATOR, run=run.id).state == "done"

    return add


def test_the_schema_says_what_a_column_of_places_was_made_from(add: Any) -> None:
    add(parks=PARKS)
    table = catalogue.table(asker=ANYONE, dataset="parks", name="parks")
    place = table.schema[-1]
    assert (place.name, place.type.kind, place.made_from) == (
        "geometry",
        "geometry",
        ("longitude", "latitude"),
    )


def test_the_page_of_a_table_shows_places_in_few_words(add: Any, client: Client) -> None:
    add(parks=PARKS)
    page = client.get(TABLE).content.decode()
    assert "53.8008 N, 1.5491 W" in page
    assert "place, made from longitude and latitude" in page
    assert "_sort=geometry" not in page
    assert f'{TABLE}.geojson"' in page
    assert client.get(f"{TABLE}?_sort=geometry").status_code == 400


def test_the_page_of_a_line_tells_what_its_place_was_made_from(add: Any, client: Client) -> None:
    add(parks=PARKS)
    (file,) = catalogue.dataset_files(asker=ANYONE, dataset="parks")
    page = client.get(f"/files/{file.sha256}?line=2").content.decode()
    assert "(made from longitude and latitude)" in page
    assert "53.8008 N, 1.5491 W" in page


def test_rows_of_the_api_hold_places_as_geojson(add: Any, client: Client) -> None:
    add(parks=PARKS)
    first, second = json.loads(client.get("/api/v1/datasets/parks/tables/parks/rows").content)["rows"]
    assert (first["geometry"], second["geometry"]) == (POINT, None)


def test_places_are_taken_away_as_geojson(add: Any, client: Client) -> None:
    add(parks=PARKS)
    answer = client.get(f"{TABLE}.geojson?park=Mill+Green")
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = json.loads(b"".join(answer.streaming_content))["features"]
    assert feature["geometry"] == POINT
    assert feature["properties"]["park"] == "Mill Green"


def test_a_table_without_places_offers_no_geojson(add: Any, client: Client) -> None:
    add(parks="Park,Hectares\nMill Green,12\n")
    assert ".geojson" not in client.get(TABLE).content.decode()
    assert client.get(f"{TABLE}.geojson").status_code == 400


def test_places_are_made_when_all_files_agree_that_there_are_coordinates(add: Any) -> None:
    add(parks=PARKS, more="Park,Latitude,Longitude\nQuay,north of the river,by the mill\n")
    table = catalogue.table(asker=ANYONE, dataset="parks", name="parks")
    assert [column.name for column in table.schema] == ["park", "latitude", "longitude"]


def test_a_file_whose_every_place_is_missing_stands_beside_the_others(add: Any, client: Client) -> None:
    add(a_nowhere="Park,Latitude,Longitude\nThe Common,,\nThe Green,,\n", b_parks=PARKS)
    (table,) = client.get("/api/v1/datasets/parks").json()["tables"]
    rows = client.get(f"/api/v1/datasets/parks/tables/{table['name']}/rows").json()["rows"]
    assert [row["geometry"] for row in rows].count(None) == 3
