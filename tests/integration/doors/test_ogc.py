"""OGC API – Features and Records, read by OWSLib and by hand."""

import json
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import validate
from owslib.ogcapi.features import Features
from owslib.ogcapi.records import Records
from region_names import GRANTS, PARKS, SPEND

from doors.conftest import BASE, SITES

pytestmark = pytest.mark.django_db

COLLECTION = f"{SITES}.moorland_sites"
ITEMS = f"/ogc/collections/{COLLECTION}/items"
GRID = "http://www.opengis.net/def/crs/EPSG/0/27700"


class Answer:
    """A test client's answer as OWSLib expects one of requests."""

    def __init__(self, found: Any, url: str) -> None:
        self.status_code, self.headers, self.url = found.status_code, found.headers, url
        self.content = found.content
        self.text = found.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)

    def __bool__(self) -> bool:
        return self.status_code < 400

    ok = property(__bool__)


@pytest.fixture
def owslib(door: Client, monkeypatch: Any) -> None:
    """OWSLib, whose requests go to the site of these tests."""

    def get(url: str, headers: Any = None, params: Any = None, **_: Any) -> Answer:
        asked = {key: value for key, value in (params or {}).items() if value is not None}
        return Answer(door.get(url.removeprefix(BASE), asked, headers=dict(headers or {})), url)

    monkeypatch.setattr("owslib.ogcapi.http_get", get)


def found(client: Client, **asked: str) -> list[str]:
    """The names of the sites that a question finds."""
    answer = client.get(ITEMS, asked)
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    assert told["numberReturned"] == len(told["features"])
    return [feature["properties"]["site"] for feature in told["features"]]


class TestClients:
    def test_owslib_reads_features(self, owslib: None) -> None:
        client = Features(f"{BASE}/ogc/")
        assert f"{COLLECTION}" in client.feature_collections()
        assert (
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
            in client.conformance()["conformsTo"]
        )
        assert client.collection(COLLECTION)["extent"]["spatial"]["bbox"] == [[-1.6, 53.7, -1.3, 53.81]]
        assert client.collection_queryables(COLLECTION)["properties"]["hectares"]["type"] == "number"
        told = client.collection_items(COLLECTION, limit=2, bbox=[-1.7, 53.75, -1.5, 53.9])
        assert [feature["properties"]["site"] for feature in told["features"]] == ["High Moss", "Low Moss"]
        first = client.collection_item(COLLECTION, told["features"][0]["id"])
        assert first["geometry"] == {"type": "Point", "coordinates": [-1.55, 53.8]}

    def test_owslib_reads_records(self, owslib: None) -> None:
        client = Records(f"{BASE}/ogc/")
        assert client.records() == ["catalogue"]
        told = client.collection_items("catalogue")
        assert [record["id"] for record in told["features"]] == [SPEND, SITES]
        assert client.collection_item("catalogue", SITES)["properties"]["title"] == "Sites & <places>"

    def test_its_own_description_is_valid(self, door: Client) -> None:
        answer = door.get("/ogc/api")
        assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
        validate(json.loads(answer.content))

    def test_every_link_leads_somewhere(self, door: Client) -> None:
        for page in ("/ogc/", "/ogc/collections", ITEMS, "/ogc/collections/catalogue/items"):
            told = json.loads(door.get(page, headers={"accept": "application/json"}).content)
            links = [*told["links"], *(link for one in told.get("collections", ()) for link in one["links"])]
            for link in links:
                if link["href"].startswith(BASE):
                    answer = door.get(link["href"].removeprefix(BASE), follow=True)
                    assert answer.status_code == 200, link
                    if answer.streaming:
                        b"".join(answer.streaming_content)

    def test_people_get_pages(self, door: Client) -> None:
        html = {"accept": "text/html,*/*;q=0.8"}
        assert "Maps and map programs" in door.get("/ogc/", headers=html).content.decode()
        assert door.get("/ogc/")["Content-Type"] == "application/json"
        answer = door.get(ITEMS, headers=html)
        assert (answer.status_code, answer["Location"]) == (
            303,
            f"{BASE}/datasets/{SITES}/tables/moorland_sites",
        )


class TestFeatures:
    def test_a_feature_is_a_row_with_its_place(self, door: Client) -> None:
        told = json.loads(door.get(ITEMS, {"limit": "1"}).content, parse_float=str)
        (feature,) = told["features"]
        assert told["numberMatched"] == 5
        assert feature["geometry"] == {"type": "Point", "coordinates": ["-1.55", "53.8"]}
        assert feature["properties"]["hectares"] == "12.50"  # with all its digits
        assert feature["properties"]["opened"] == "2019-05-01"

    def test_a_walk_along_next_meets_every_feature_once(self, door: Client) -> None:
        met, address = [], f"{ITEMS}?limit=2"
        while address:
            told = json.loads(door.get(address).content)
            met += [feature["properties"]["site"] for feature in told["features"]]
            onward = [link["href"] for link in told["links"] if link["rel"] == "next"]
            address = onward[0].removeprefix(BASE) if onward else ""
        assert met == ["High Moss", "Low Moss", "Mill Quay", "The Depot", "Old Common"]

    @pytest.mark.parametrize(
        ("asked", "sites"),
        [
            ({"bbox": "-1.7,53.75,-1.5,53.9"}, ["High Moss", "Low Moss"]),
            ({"bbox": "-1.7,53.75,0,-1.5,53.9,100"}, ["High Moss", "Low Moss"]),
            ({"bbox": "426000,430000,431000,437000", "bbox-crs": GRID}, ["High Moss", "Low Moss"]),
            ({"datetime": "2020-01-01/.."}, ["Low Moss", "Mill Quay"]),
            ({"datetime": "../2019-12-31T23:59:59Z"}, ["High Moss", "Old Common"]),
            ({"datetime": "2019-05-01"}, ["High Moss"]),
            ({"kind": "quay"}, ["Mill Quay"]),
            ({"kind": "park", "bbox": "-1.7,53.805,-1.5,53.9"}, ["Low Moss"]),
            ({"sortby": "-hectares", "limit": "2"}, ["Old Common", "High Moss"]),
        ],
    )
    def test_can_be_narrowed_and_sorted(self, door: Client, asked: dict[str, str], sites: list[str]) -> None:
        assert found(door, **asked) == sites

    @pytest.mark.parametrize(
        ("text", "sites"),
        [
            ("hectares > 3 AND kind = 'park'", ["High Moss", "Low Moss", "Old Common"]),
            ("kind = 'quay' OR hectares >= 40", ["Mill Quay", "Old Common"]),
            ("NOT (kind = 'park' OR hectares < 1)", ["The Depot"]),
            ("kind IN ('quay', 'depot')", ["Mill Quay", "The Depot"]),
            ("kind NOT IN ('quay', 'depot') AND NOT site LIKE '%Moss'", ["Old Common"]),
            ("site LIKE '%moss'", ["High Moss", "Low Moss"]),
            ("hectares BETWEEN 1 AND 4", ["Low Moss", "The Depot"]),
            ("opened IS NULL", ["The Depot"]),
            ("geometry IS NULL", ["Old Common"]),
            ("opened > DATE('2020-01-01')", ["Low Moss", "Mill Quay"]),
            ("NOT opened > DATE('2020-01-01')", ["High Moss", "Old Common"]),  # what is empty is neither
            ("opened <> DATE('2019-05-01')", ["Low Moss", "Mill Quay", "Old Common"]),
            ("2 > hectares", ["Mill Quay", "The Depot"]),
            ("S_INTERSECTS(geometry, BBOX(-1.7, 53.75, -1.5, 53.9))", ["High Moss", "Low Moss"]),
            (
                "S_INTERSECTS(geometry, POLYGON((-1.7 53.6, -1.5 53.6, -1.6 53.75, -1.7 53.6)))",
                ["Mill Quay"],
            ),
            ("NOT S_WITHIN(geometry, BBOX(-1.7, 53.75, -1.5, 53.9))", ["Mill Quay", "The Depot"]),
            ("(kind = 'park' AND hectares > 10) OR (kind = 'depot' AND hectares < 10)",
             ["High Moss", "The Depot", "Old Common"]),
        ],
    )  # fmt: skip
    def test_are_filtered_by_cql2(self, door: Client, text: str, sites: list[str]) -> None:
        assert found(door, filter=text) == sites

    def test_are_given_on_the_national_grid(self, door: Client) -> None:
        answer = door.get(ITEMS, {"crs": GRID, "site": "High Moss"})
        assert answer["Content-Crs"] == f"<{GRID}>"
        (feature,) = json.loads(answer.content)["features"]
        east, north = feature["geometry"]["coordinates"]
        assert (round(east), round(north)) == (429737, 433836)
        assert json.loads(door.get(ITEMS, {"crs": GRID, "site": "Old Common"}).content)["features"][0][
            "geometry"
        ] is None  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "says"),
        [
            ({"limit": "0"}, "limit"),
            ({"limit": "many"}, "limit"),
            ({"bbox": "1,2,3"}, "bbox=west,south,east,north"),
            ({"bbox": "5,5,1,1"}, "west to east"),
            ({"bbox": "a,b,c,d"}, "not a box"),
            ({"datetime": "soon"}, "not a date"),
            ({"datetime": "../.."}, "not a time"),
            ({"crs": "http://www.opengis.net/def/crs/EPSG/0/3857"}, "EPSG/0/27700"),
            ({"wards": "x"}, "There is no parameter “wards”"),
            ({"filter": "kind ="}, "not CQL2"),
            ({"filter": "colour = 'red'"}, "no column"),
            ({"filter": "hectares = 'many'"}, "not a number"),
            ({"filter": "kind LIKE 'p_rk'"}, "LIKE"),
            ({"filter": "kind"}, "asks nothing"),
            ({"filter": "hectares * 2 > 3"}, "names a column and a value"),
            ({"filter": "CASEI(kind) = CASEI('PARK')"}, "names a column and a value"),
            ({"filter": "S_TOUCHES(geometry, BBOX(1,2,3,4))"}, "S_TOUCHES is not known"),
            ({"filter": "kind = 'park'", "filter-lang": "cql2-json"}, "cql2-text"),
            ({"filter": "(" * 60 + "kind = 'a' OR " + "NOT (" * 60 + "kind = 'a'" + ")" * 120}, "nested"),
            ({"filter": "(" * 3000}, "at most 4,000"),
            ({"filter": " OR ".join(["(kind = 'a' AND site = 'b')"] * 10)}, "more than 100"),
            ({"_after": "nonsense"}, ""),
            ({"f": "shp"}, "json"),
            ({"site": "a\0b"}, "NUL"),
        ],
    )
    def test_what_is_asked_amiss_is_told(self, door: Client, asked: dict[str, str], says: str) -> None:
        answer = door.get(ITEMS, asked)
        assert answer.status_code == 400, answer.content
        told = json.loads(answer.content)
        assert told["code"] == "InvalidParameterValue"
        assert says in told["description"]

    def test_tables_without_places_and_hidden_ones_are_no_collections(
        self, door: Client, officer: Client
    ) -> None:
        for name in (f"{SPEND}.estuary_spend", f"{GRANTS}.estuary_grants", "nothing.at_all", "nothing"):
            answer = door.get(f"/ogc/collections/{name}")
            assert answer.status_code == 404
            assert json.loads(answer.content)["description"].startswith(f"There is no collection “{name}”")

    @pytest.mark.parametrize(
        "feature", ["1", "nothing", f"{'a' * 64}.1", f"{'a' * 64}.x", f"{'a' * 64}.{'9' * 30}"]
    )
    def test_a_feature_that_is_not_there_is_not_found(self, door: Client, feature: str) -> None:
        assert door.get(f"{ITEMS}/{feature}").status_code == 404


class TestRecords:
    def test_are_found_by_words_area_time_and_publisher(self, door: Client) -> None:
        def ids(**asked: str) -> list[str]:
            told = json.loads(door.get("/ogc/collections/catalogue/items", asked).content)
            return sorted(record["id"] for record in told["features"])

        assert ids() == [SPEND, SITES]
        assert ids(q="payments") == [SPEND]
        assert ids(bbox="-1.7,53.6,-1.2,53.9") == [SITES]
        assert ids(datetime="2027-01-01/..") == [SPEND]
        assert ids(publisher="moorland") == [SITES]
        assert ids(theme="spending,environment") == [SPEND, SITES]

    def test_officers_find_what_they_may_see(self, officer: Client) -> None:
        told = json.loads(officer.get("/ogc/collections/catalogue/items").content)
        assert {record["id"] for record in told["features"]} == {SPEND, SITES, GRANTS, PARKS}

    def test_a_record_tells_where_when_and_how_to_have_it(self, door: Client) -> None:
        told = json.loads(door.get(f"/ogc/collections/catalogue/items/{SITES}").content)
        assert told["time"] == {"interval": ["2018-01-09", "2021-07-30"]}
        assert told["geometry"]["coordinates"][0][0] == [-1.6, 53.7]
        assert told["properties"]["themes"][0]["concepts"] == [{"id": "environment", "title": "Environment"}]
        assert {"item", "alternate", "self"} <= {link["rel"] for link in told["links"]}

    def test_pages_lead_on(self, door: Client) -> None:
        told = json.loads(door.get("/ogc/collections/catalogue/items", {"limit": "1"}).content)
        (onward,) = [link["href"] for link in told["links"] if link["rel"] == "next"]
        second = json.loads(door.get(onward.removeprefix(BASE)).content)
        assert [record["id"] for record in told["features"] + second["features"]] == [SPEND, SITES]
        assert not [link for link in second["links"] if link["rel"] == "next"]

    def test_a_hidden_record_is_not_found(self, door: Client) -> None:
        assert door.get(f"/ogc/collections/catalogue/items/{GRANTS}").status_code == 404
