"""What dataset search, harvesters of DCAT-US and programs that learn read; and the map of the site."""

import csv
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from region_names import GRANTS, PARKS, SPEND

from doors.conftest import BASE, SITES
from hundred.accounts.records import OPERATOR
from hundred.catalogue import actions as catalogue
from hundred.catalogue.queries import feed

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def structured(client: Client, slug: str) -> dict[str, Any]:
    """What a dataset's page says of it in schema.org's words."""
    page = client.get(f"/datasets/{slug}").content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, Any] = json.loads(script)
    return found


def addresses(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    return [found.text or "" for found in ElementTree.fromstring(answer.content).iter(LOC)]


class TestSchemaOrg:
    def test_a_page_tells_what_dataset_search_asks_for(self, door: Client) -> None:
        told = structured(door, SITES)
        assert told["@type"] == "Dataset"
        assert told["name"] == "Sites & <places>"
        assert 50 <= len(told["description"]) <= 5000
        assert told["license"].startswith("https://www.nationalarchives.gov.uk/")
        assert (told["creator"]["@type"], told["creator"]["name"]) == (
            "GovernmentOrganization",
            "Moorland Council",
        )
        assert told["keywords"] == ["open space", "parks", "Environment"]
        assert [column["name"] for column in told["variableMeasured"]][:3] == ["site", "opened", "hectares"]
        assert {"@type": "DataDownload", "encodingFormat": "text/csv"}.items() <= told["distribution"][
            0
        ].items()

    def test_time_and_place_are_those_of_the_rows(self, door: Client) -> None:
        told = structured(door, SITES)
        assert told["temporalCoverage"] == "2018-01-09/2021-07-30"
        assert told["spatialCoverage"]["identifier"] == "E08099102"
        assert told["spatialCoverage"]["geo"]["box"] == "53.7 -1.6 53.81 -1.3"  # latitude first

    def test_a_title_cannot_end_the_script(self, door: Client) -> None:
        catalogue.change_dataset(by=OPERATOR, dataset=SITES, title="</script><script>alert(1)</script>")
        page = door.get(f"/datasets/{SITES}").content.decode()
        assert "<script>alert" not in page
        assert structured(door, SITES)["name"] == "</script><script>alert(1)</script>"

    def test_a_dataset_of_few_words_is_described_by_what_it_holds(self, door: Client) -> None:
        assert "7 rows" in structured(door, SPEND)["description"]


class TestDcatUs:
    def test_a_dataset_has_every_field_that_is_required(self, door: Client) -> None:
        told = json.loads(b"".join(door.get("/data.json").streaming_content))
        assert told["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
        assert [dataset["identifier"] for dataset in told["dataset"]] == [
            f"{BASE}/datasets/{SPEND}",
            f"{BASE}/datasets/{SITES}",
        ]
        for dataset in told["dataset"]:
            assert dataset["title"]
            assert dataset["description"]
            assert dataset["keyword"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", dataset["modified"])
            assert dataset["publisher"]["name"].endswith("Council")
            assert dataset["contactPoint"]["fn"]
            assert dataset["contactPoint"]["hasEmail"].startswith("mailto:data@")
            assert dataset["accessLevel"] == "public"
            for way in dataset["distribution"]:
                assert way["downloadURL"].startswith(BASE)
                assert re.fullmatch(r"[a-z]+/[a-z.+-]+", way["mediaType"])

    def test_time_place_and_pace_are_told_in_its_own_ways(self, door: Client) -> None:
        told = json.loads(b"".join(door.get("/data.json").streaming_content))["dataset"][1]
        assert told["accrualPeriodicity"] == "R/P1M"
        assert told["temporal"] == "2018-01-09/2021-07-30"
        assert told["spatial"] == "-1.6,53.7,-1.3,53.81"

    def test_officers_see_their_own_with_their_access(self, officer: Client) -> None:
        told = json.loads(b"".join(officer.get("/data.json").streaming_content))["dataset"]
        levels = {dataset["identifier"].rpartition("/")[2]: dataset["accessLevel"] for dataset in told}
        assert levels[GRANTS] == "non-public"
        assert levels[PARKS] == "restricted public"

    def test_the_whole_catalogue_costs_few_queries(
        self, door: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(30):
            catalogue.create_dataset(by=OPERATOR, publisher="estuary", title=f"Number {number}")
        with django_assert_max_num_queries(12):
            assert len(json.loads(b"".join(door.get("/data.json").streaming_content))["dataset"]) == 32

    def test_whoever_has_it_is_told_so(self, door: Client) -> None:
        first = door.get("/data.json")
        b"".join(first.streaming_content)
        assert door.get("/data.json", headers={"if-none-match": first["ETag"]}).status_code == 304


class TestCroissant:
    def test_each_table_is_a_set_of_records_whose_fields_are_its_columns(self, door: Client) -> None:
        told = json.loads(door.get(f"/datasets/{SITES}/croissant.json").content)
        assert told["conformsTo"] == "http://mlcommons.org/croissant/1.0"
        (records,), (file,) = told["recordSet"], told["distribution"]
        kinds = {field["name"]: field["dataType"] for field in records["field"]}
        assert kinds == {
            "site": "sc:Text",
            "opened": "sc:Date",
            "hectares": "sc:Float",
            "kind": "sc:Text",
            "latitude": "sc:Float",
            "longitude": "sc:Float",
            "geometry": "sc:Text",
        }
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} == {file["@id"]}
        rows = b"".join(door.get(file["contentUrl"].removeprefix(BASE)).streaming_content).decode()
        columns = next(csv.reader(rows.lstrip("\ufeff").splitlines()))
        assert {field["source"]["extract"]["column"] for field in records["field"]} <= set(columns)

    def test_what_is_hidden_is_not_there(self, door: Client) -> None:
        assert door.get(f"/datasets/{GRANTS}/croissant.json").status_code == 404


class TestTheMap:
    def test_it_leads_to_every_page_anyone_may_see(self, door: Client) -> None:
        found = [
            page.removeprefix(BASE)
            for part in addresses(door, "/sitemap.xml")
            for page in addresses(door, part.removeprefix(BASE))
        ]
        assert {"/", "/search", "/publishers/estuary", f"/datasets/{SITES}"} <= set(found)
        assert f"/datasets/{SPEND}/tables/estuary_spend" in found
        assert len(found) == len(set(found))
        for page in found:
            assert door.get(page).status_code == 200, page

    def test_it_tells_officers_no_more(self, officer: Client) -> None:
        parts = [
            address
            for part in addresses(officer, "/sitemap.xml")
            for address in addresses(officer, part.removeprefix(BASE))
        ]
        assert not [address for address in parts if GRANTS in address or PARKS in address]

    def test_many_datasets_are_told_in_parts(self, door: Client, monkeypatch: Any) -> None:
        monkeypatch.setattr(feed, "STEP", 1)
        parts = [part for part in addresses(door, "/sitemap.xml") if "datasets" in part]
        assert len(parts) == 2
        found = [page for part in parts for page in addresses(door, part.removeprefix(BASE))]
        assert len(found) == 4

    def test_robots_are_told_where_it_is_and_what_has_no_end(self, door: Client) -> None:
        says = door.get("/robots.txt").content.decode()
        assert f"Sitemap: {BASE}/sitemap.xml" in says
        assert "Disallow: /datasets/*/tables/*?" in says

    def test_whoever_has_it_is_told_so(self, door: Client) -> None:
        tag = door.get("/sitemap-datasets-0.xml")["ETag"]
        assert door.get("/sitemap-datasets-0.xml", headers={"if-none-match": tag}).status_code == 304

    def test_a_part_that_is_not_is_empty(self, door: Client) -> None:
        assert addresses(door, "/sitemap-datasets-99999999999.xml") == []
        assert door.get(f"/sitemap-datasets-{10**30}.xml").status_code == 404
