"""Programs made for CKAN, unmodified, against a served region: its clients, and the calls of harvesters."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from journey import hundred, need_assets, serving

ckanapi = pytest.importorskip("ckanapi", reason="an environment from before the lock file named it")
pytestmark = pytest.mark.slow

FILES = {
    "payments": "Payment date,To,Net amount,Reference\n01/04/2027,Tern & Sons,1250.00,0001\n"
    "12/04/2027,Dyke Ltd,845.10,0002\n30/04/2027,Tern & Sons,-75.25,0003\n",
    "sites": "Site,Hectares,Latitude,Longitude\nHigh Moss,12.5,53.80,-1.55\nMill Quay,0.5,53.70,-1.60\n",
}
NAMES = ["ambleford-payments", "ambleford-sites"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need_assets()
    folder = tmp_path_factory.mktemp("ckan")
    home = folder / "region"
    hundred("init", str(home), "--name", "Wold")
    hundred("--home", str(home), "publishers", "add", "Ambleford Council", "--slug", "ambleford")
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text)
        about = ["--publisher", "ambleford", "--dataset", f"ambleford-{name}"]
        hundred("--home", str(home), "add", str(folder / f"{name}.csv"), *about)
    with serving(home) as region:
        yield region.address


@pytest.fixture
def ckan(address: str) -> Iterator[Any]:
    with ckanapi.RemoteCKAN(address) as client:
        yield client


def get(address: str, action: str, **asked: Any) -> Any:
    """As a harvester asks: a GET, and both the status and `success` looked at."""
    answer = httpx.get(f"{address}/api/3/action/{action}", params=asked)
    told = answer.raise_for_status().json()
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    assert told["success"] is True
    return told["result"]


def test_ckanapi_reads_the_catalogue(ckan: Any) -> None:
    assert ckan.action.site_read() is True
    assert ckan.action.status_show()["site_title"] == "Wold"
    assert ckan.action.package_list() == NAMES
    package = ckan.action.package_show(id="ambleford-payments")
    assert package == ckan.action.package_show(id=package["id"])
    assert [one["id"] for one in package["resources"]] == [
        ckan.action.resource_show(id=one["id"])["id"] for one in package["resources"]
    ]
    assert ckan.action.organization_show(id=package["owner_org"])["name"] == "ambleford"


def test_ckanapi_reads_rows(ckan: Any) -> None:
    table = ckan.action.package_show(id="ambleford-payments")["resources"][0]["id"]
    found = ckan.action.datastore_search(
        resource_id=table, filters={"to": "Tern & Sons"}, sort="net_amount desc", limit=1
    )
    assert found["total"] == 2
    assert found["records"] == [
        {
            "_id": 1,
            "payment_date": "2027-04-01",
            "to": "Tern & Sons",
            "net_amount": 1250.0,
            "reference": "0001",
        }
    ]
    sql = f'SELECT "to", sum(net_amount) AS net FROM "{table}" GROUP BY 1 ORDER BY 2'
    assert ckan.action.datastore_search_sql(sql=sql)["records"] == [
        {"to": "Dyke Ltd", "net": 845.1},
        {"to": "Tern & Sons", "net": 1174.75},
    ]


def test_ckanapi_understands_the_errors(ckan: Any) -> None:
    with pytest.raises(ckanapi.NotFound):
        ckan.action.package_show(id="never-there")
    with pytest.raises(ckanapi.ValidationError) as told:
        ckan.action.package_show()
    assert told.value.error_dict["id"] == ["Missing value"]
    with pytest.raises(ckanapi.SearchQueryError):
        ckan.action.package_search(fq="colour:red")
    with pytest.raises(ckanapi.CKANAPIError, match="Action name not known"):
        ckan.action.package_frobnicate()


@pytest.mark.parametrize("things", ["datasets", "organizations", "groups"])
def test_the_command_line_of_ckanapi_dumps(address: str, things: str, tmp_path: Path) -> None:
    lines = tmp_path / "dump.jsonl"
    words = ["dump", things, "--all", "-q", "-O", str(lines), "-r", address, "-p", "1"]
    program = Path(sys.executable).with_name("ckanapi")
    its_own = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}  # it starts itself by name
    subprocess.run([program, *words], check=True, timeout=60, capture_output=True, env=its_own)
    found = [json.loads(line)["name"] for line in lines.read_text().splitlines()]
    assert found == {"datasets": NAMES, "organizations": ["ambleford"], "groups": ["other"]}[things]


def test_ckanext_harvest_walks_all_pages(address: str) -> None:
    """As its CKAN harvester does: in the order of ids, until a page is empty, no two pages the same."""
    seen: list[str] = []
    while True:
        fq = "metadata_modified:[2020-01-01T00:00:00Z TO *] +organization:(ambleford) -type:harvest"
        page = get(address, "package_search", rows=1, start=len(seen), sort="id asc", fq=fq)
        if not page["results"]:
            break
        seen += [one["id"] for one in page["results"]]
    assert sorted(set(seen)) == seen
    assert len(seen) == page["count"] == 2
    assert get(address, "organization_show", id="ambleford")["title"] == "Ambleford Council"


def test_udata_harvests_every_package_through_its_schema(address: str) -> None:
    names = get(address, "package_list")
    packages = [get(address, "package_show", id=name) for name in names]
    found = get(address, "package_search", q="organization:ambleford AND -tags:secret", rows=1000)
    assert sorted(one["name"] for one in found["results"]) == names == NAMES
    for package in packages:
        check_as_udata_does(package)


def test_frictionless_reads_a_dataset_by_its_address(address: str) -> None:
    code = (
        "from frictionless import Package, system\n"
        f"package = Package({f'{address}/dataset/ambleford-payments'!r})\n"
        "system.trusted = True\n"
        "table = package.resources[0]\n"
        "print(table.format, sum(row['net_amount'] for row in table.read_rows()))"
    )
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], check=True, timeout=60, capture_output=True, text=True
    )
    assert said.stdout.strip() == "csv 2019.85"


def test_pages_that_links_lead_to_are_ours(address: str) -> None:
    package = get(address, "package_show", id="ambleford-payments")
    table, file = package["resources"]
    assert httpx.get(table["url"]).text.startswith('"payment_date","to","net_amount","reference"')
    assert httpx.get(file["url"]).text == FILES["payments"]
    there = httpx.get(f"{address}/dataset/{package['id']}", follow_redirects=True)
    assert there.url.path == "/datasets/ambleford-payments"
    there = httpx.get(f"{address}/dataset/{package['name']}/resource/{table['id']}", follow_redirects=True)
    assert there.url.path == "/datasets/ambleford-payments/tables/ambleford_payments"
    dump = httpx.get(f"{address}/datastore/dump/{table['id']}?bom=true")
    assert dump.content.decode("utf-8-sig").splitlines()[:2] == [
        "_id,payment_date,to,net_amount,reference",
        "1,2027-04-01,Tern & Sons,1250.00,0001",
    ]


def check_as_udata_does(package: dict[str, Any]) -> None:
    """What `udata/harvest/backends/ckan/schemas/ckan.py` demands: every key there, and of its type."""
    text, maybe = (str,), (str, type(None))
    check(
        package,
        {
            "id": text, "name": text, "title": text, "notes": maybe, "license_id": maybe,
            "license_title": maybe,
            "tags": (list,), "metadata_created": text, "metadata_modified": text, "organization": (dict,),
            "resources": (list,), "extras": (list,), "private": (bool,), "type": text, "author": maybe,
            "author_email": maybe, "maintainer": maybe, "maintainer_email": maybe, "state": maybe,
        },
    )  # fmt: skip
    assert package["type"] == "dataset"
    check(
        package["organization"],
        {
            "id": text, "name": text, "title": text, "description": text, "image_url": text, "type": text,
            "approval_status": text, "state": text, "is_organization": (bool,), "created": maybe,
        },
    )  # fmt: skip
    assert package["resources"], "a dataset without resources is passed over"
    for place, resource in enumerate(package["resources"]):
        check(
            resource,
            {
                "id": text, "position": (int,), "name": maybe, "description": maybe, "format": text,
                "mimetype": maybe, "size": (int, type(None)), "hash": maybe, "created": text,
                "last_modified": maybe, "url": text, "resource_type": text,
            },
        )  # fmt: skip
        UUID(resource["id"])
        assert resource["position"] == place
        assert resource["resource_type"] in (
            "file",
            "file.upload",
            "api",
            "documentation",
            "image",
            "visualization",
        )
        assert resource["url"].startswith("http")
    for tag in package["tags"]:
        check(tag, {"id": text, "name": text, "display_name": text, "vocabulary_id": maybe})


def check(found: dict[str, Any], wanted: dict[str, tuple[type, ...]]) -> None:
    for key, kinds in wanted.items():
        assert key in found, f"{key} must be there"
        assert isinstance(found[key], kinds), f"{key} is {found[key]!r}"
