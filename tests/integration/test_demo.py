"""The demo region: its pages, its API and its commands tell the same numbers."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.slow

HUNDRED = [sys.executable, "-m", "hundred"]


def run(*words: str) -> str:
    done = subprocess.run([*HUNDRED, *words], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "region"
    run("demo", str(folder), "--no-serve", "--scale", "0.02", "--json")
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*HUNDRED, "--home", str(home), "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ})
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _wait_for(client)
            yield client
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(client: httpx.Client) -> None:
    for _ in range(150):
        try:
            if client.get("/api/v1/datasets").status_code == 200:  # the search's index is there too
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("The demo does not answer.")


def everything(site: httpx.Client) -> list[dict[str, Any]]:
    """Every dataset the API shows, over all its pages."""
    found, onward = [], "/api/v1/datasets"
    while onward:
        page = site.get(onward).raise_for_status().json()
        found += page["datasets"]
        onward = page["next"]
    return found


def in_sql(slug: str) -> str:
    """A dataset's name as the query command has it."""
    return slug.replace("-", "_")


def test_a_page_the_api_and_the_query_command_count_the_same_rows(site: httpx.Client, home: Path) -> None:
    datasets = everything(site)
    tables = [(dataset["slug"], table) for dataset in datasets for table in dataset["tables"]]
    region = site.get("/api/v1/region").json()
    assert region["datasets"] == len(datasets) > 50
    assert region["rows"] == sum(table["rows"] for _, table in tables)
    assert f"{region['rows']:,}" in site.get("/").text
    union = " UNION ALL ".join(
        f"SELECT '{slug}/{table['name']}' AS name, count(*) AS n FROM {in_sql(slug)}.{table['name']}"
        for slug, table in tables
    )
    asked = json.loads(run("--home", str(home), "query", union, "--format", "json"))
    counted = {row["name"]: row["n"] for row in asked}
    assert counted == {f"{slug}/{table['name']}": table["rows"] for slug, table in tables}


def test_sums_agree_to_the_penny(site: httpx.Client, home: Path) -> None:
    table = "/datasets/brantoft-spend/tables/brantoft_spend"
    asked = "SELECT sum(net_amount) AS pounds FROM brantoft_spend.brantoft_spend"
    (answer,) = json.loads(run("--home", str(home), "query", asked, "--format", "json"))
    rows, onward = [], f"/api/v1{table}/rows?_limit=10000&_columns=net_amount"
    while onward:
        page = json.loads(site.get(onward).text, parse_float=str, parse_int=str)
        rows += [row["net_amount"] for row in page["rows"] if row["net_amount"] is not None]
        onward = page["next"]
    downloaded = list(csv.reader(io.StringIO(site.get(f"{table}.csv").text)))
    assert len(downloaded) - 1 == int(page["total"])
    pence = sum(int(amount.replace(".", "")) for amount in rows)
    assert pence == int(str(answer["pounds"]).replace(".", ""))
    assert re.search(rf"{int(page['total']):,} rows", site.get(table).text)


SHAPES = (
    Path(__file__).resolve().parents[3]
    / "shared/data/catalogue/dcat-shapes/ckanext/dcat/tests/shacl/dcat-ap_3_shacl_shapes.ttl"
)


@pytest.mark.real
@pytest.mark.skipif(not SHAPES.exists(), reason="no catalogue in ../shared/data beside this checkout")
@pytest.mark.filterwarnings("ignore")  # the validator's own
def test_the_whole_catalogue_obeys_the_shapes_of_dcat_ap(site: httpx.Client) -> None:
    from pyshacl import validate
    from rdflib import Graph

    shapes, address, pages = Graph().parse(SHAPES), "/catalog.ttl", 0
    while address:
        answer = site.get(address).raise_for_status()
        found = Graph().parse(data=answer.content, format="turtle")
        conforms, _, says = validate(found, shacl_graph=shapes, advanced=True)
        assert conforms, says
        address, pages = answer.links.get("next", {}).get("url", ""), pages + 1
    assert pages > 1


def test_every_table_with_places_is_a_layer(site: httpx.Client) -> None:
    layers = {one["id"] for one in site.get("/ogc/collections").json()["collections"]} - {"catalogue"}
    tables = {
        f"{dataset['slug']}.{table['name']}": table
        for dataset in everything(site)
        for table in dataset["tables"]
    }
    assert len(layers) > 10
    for layer in layers:
        told = site.get(f"/ogc/collections/{layer}/items", params={"limit": 1}).raise_for_status().json()
        assert told["numberMatched"] == tables[layer]["rows"]


def test_what_is_not_open_is_not_there_for_strangers(site: httpx.Client) -> None:
    seen = {dataset["access"] for dataset in everything(site)}
    assert seen == {"open"}
    assert site.get("/datasets/estmere-region-double-payments").status_code == 404
