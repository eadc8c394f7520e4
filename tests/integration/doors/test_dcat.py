"""The catalogue as DCAT: what it says, to whom, and in which form."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from region_names import GRANTS, PARKS, SPEND

from doors.conftest import BASE, SITES
from hundred.accounts.records import OPERATOR
from hundred.base.time import now
from hundred.catalogue import actions as catalogue
from hundred.interfaces.api.dcat import views

pytestmark = pytest.mark.django_db

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
READERS = {"jsonld": "json-ld", "ttl": "turtle", "xml": "xml", "rdf": "xml"}


def graph(client: Client, address: str) -> Graph:
    """What an RDF reader understands of an answer."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    suffix = urlsplit(address).path.rpartition(".")[2]
    return Graph().parse(data=answer.content, format=READERS[suffix])


def datasets(found: Graph) -> list[str]:
    return sorted(str(dataset).rpartition("/")[2] for dataset in found.subjects(RDF.type, DCAT.Dataset))


def one(found: Graph, predicate: URIRef) -> str:
    """The only object a graph has for this, "" where there is none."""
    (told,) = [*found.objects(None, predicate)] or [""]
    return str(told)


@pytest.mark.parametrize("address", ["/catalog", f"/datasets/{SITES}", f"/datasets/{SPEND}"])
@pytest.mark.parametrize("profile", ["dcat-ap", "uk"])
def test_every_form_says_the_same(door: Client, address: str, profile: str) -> None:
    first, *others = (
        graph(door, f"{address}.{form}?profile={profile}")
        for form in READERS
        # a page of the catalogue has an address of its own in each form
        if address != "/catalog" or form in ("xml", "rdf")
    )
    assert len(first) > 40
    for other in others:
        assert isomorphic(first, other)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/xml", "application/rdf+xml"),
        ("text/html;q=0.2, text/turtle;q=0.9, application/rdf+xml;q=0.4", "text/turtle"),
        ("text/turtle;q=0, */*", "text/html"),
        ("text/turtle;q=most, text/html;q=0.1", "text/turtle"),  # nonsense in a weight counts as none
        ("image/png", "text/html"),
        (";;;,q=,/", "text/html"),
    ],
)
def test_the_page_of_a_dataset_answers_in_the_form_preferred(door: Client, accept: str, media: str) -> None:
    answer = door.get(f"/datasets/{SITES}", headers={"accept": accept} if accept else {})
    assert answer.status_code == 200
    assert answer["Content-Type"].split(";")[0] == media
    assert "Accept" in answer["Vary"]


def test_people_who_ask_for_the_catalogue_get_the_list_of_datasets(door: Client) -> None:
    page = door.get("/catalog", headers={"accept": "text/html"})
    assert (page.status_code, page["Location"]) == (303, "/search")
    turtle = door.get("/catalog", headers={"accept": "text/turtle"})
    assert turtle["Content-Type"] == "text/turtle; charset=utf-8"


def test_the_page_of_a_dataset_leads_to_its_descriptions(door: Client) -> None:
    page = door.get(f"/datasets/{SITES}")
    address = f"{BASE}/datasets/{SITES}.ttl"
    assert f'<{address}>; rel="alternate"; type="text/turtle"' in page["Link"]
    assert f'<link rel="alternate" type="text/turtle" href="/datasets/{SITES}.ttl">' in page.content.decode()


def test_a_dataset_is_told_in_the_words_of_others(door: Client) -> None:
    found = graph(door, f"/datasets/{SITES}.ttl")
    about = URIRef(f"{BASE}/datasets/{SITES}")
    eu = "http://publications.europa.eu/resource/authority/"
    said = {(str(p), str(o)) for p, o in found.predicate_objects(about)}
    assert {
        (str(DCTERMS.identifier), str(about)),
        (str(DCTERMS.title), "Sites & <places>"),
        (str(DCTERMS.accrualPeriodicity), f"{eu}frequency/MONTHLY"),
        (str(DCTERMS.accessRights), f"{eu}access-right/PUBLIC"),
        (str(DCAT.theme), f"{eu}data-theme/ENVI"),
        (str(DCTERMS.spatial), "http://statistics.data.gov.uk/id/statistical-geography/E08099102"),
        (str(DCAT.keyword), "open space"),
    } <= said


def test_everything_that_can_be_downloaded_is_there(door: Client) -> None:
    found = graph(door, f"/datasets/{SITES}.jsonld")
    addresses = [str(address) for address in found.objects(None, DCAT.downloadURL)]
    assert sorted(address.rpartition(".")[2] for address in addresses if "/tables/" in address) == [
        "csv",
        "geojson",
        "json",
        "parquet",
        "xlsx",
    ]
    for address in (*addresses, *map(str, found.objects(None, DCAT.accessURL))):
        answer = door.get(address.removeprefix(BASE))
        assert answer.status_code == 200, address
        if answer.streaming:
            assert b"".join(answer.streaming_content)


def test_a_file_as_it_came_has_its_size_and_its_hash(door: Client) -> None:
    found = json.loads(door.get(f"/datasets/{SITES}.jsonld").content)["@graph"][0]
    (file,) = [way for way in found["dcat:distribution"] if "byteSize" in way]
    content = door.get(file["dcat:downloadURL"]["@id"].removeprefix(BASE))
    assert len(b"".join(content.streaming_content)) == file["byteSize"]
    assert file["spdx:checksum"]["checksumValue"] in file["dcat:downloadURL"]["@id"]


def test_strangers_are_told_of_open_datasets_only(door: Client, officer: Client) -> None:
    assert datasets(graph(door, "/catalog.ttl")) == [SPEND, SITES]
    assert datasets(graph(officer, "/catalog.ttl")) == sorted([SPEND, SITES, GRANTS, PARKS])
    right = graph(officer, f"/datasets/{GRANTS}.ttl").value(
        URIRef(f"{BASE}/datasets/{GRANTS}"), DCTERMS.accessRights
    )
    assert str(right).endswith("access-right/NON_PUBLIC")


def test_a_hidden_dataset_is_as_one_that_is_not(door: Client) -> None:
    hidden, missing = (door.get(f"/datasets/{slug}.ttl") for slug in (GRANTS, "nothing"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.decode().replace(GRANTS, "nothing") == missing.content.decode()
    shared = door.get(f"/datasets/{GRANTS}", headers={"accept": "text/turtle"})
    assert shared.status_code == 404


def test_answers_for_officers_are_kept_by_nobody_else(door: Client, officer: Client) -> None:
    anyone, one = door.get("/catalog.ttl"), officer.get("/catalog.ttl")
    assert anyone["Cache-Control"].startswith("public")
    assert one["Cache-Control"] == "private, no-store"
    assert anyone["ETag"] != one["ETag"]
    assert "Cookie" in anyone["Vary"]
    assert anyone["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in one


def test_a_walk_along_the_pages_meets_every_dataset_once(door: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "PAGE", 1)
    met, address = [], "/catalog.xml"
    while address:
        answer = door.get(address)
        found = Graph().parse(data=answer.content, format="xml")
        met += datasets(found)
        onward = one(found, HYDRA.next)
        address = onward.removeprefix(BASE)
        assert one(found, HYDRA.nextPage) == onward  # the word of old harvesters
        assert (f'<{onward}>; rel="next"' in answer["Link"]) == bool(onward)
        assert one(found, HYDRA.totalItems) == "2"
    assert sorted(met) == [SPEND, SITES]


def test_a_page_beyond_the_last_is_empty(door: Client) -> None:
    found = graph(door, "/catalog.ttl?page=99")
    assert datasets(found) == []
    assert one(found, HYDRA.next) == ""


def test_only_what_changed_since_a_day_can_be_asked_for(door: Client) -> None:
    assert datasets(graph(door, "/catalog.ttl?modified_since=2020-01-01")) == [SPEND, SITES]
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    assert datasets(graph(door, f"/catalog.ttl?modified_since={tomorrow}")) == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("page=0", "Pages count from 1"),
        ("page=two", "Pages count from 1"),
        ("page=999999999999", "Pages count from 1"),
        ("pge=1", "There is no parameter “pge”. Use page, modified_since, profile."),
        ("modified_since=yesterday", "2027-05-04"),
        ("profile=dcat", "Use dcat-ap or uk."),
    ],
)
def test_a_request_that_asks_amiss_is_told_what_is_allowed(door: Client, asked: str, says: str) -> None:
    answer = door.get(f"/catalog.ttl?{asked}")
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_it_only_reads(door: Client) -> None:
    assert door.post("/catalog.ttl").status_code == 405
    head = door.head("/catalog.ttl")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) > 1000
    assert door.options("/catalog.ttl")["Allow"] == "GET, HEAD, OPTIONS"


def test_whoever_has_the_answer_already_is_told_so_until_something_changes(
    door: Client, django_assert_max_num_queries: Any
) -> None:
    tag = door.get("/catalog.ttl")["ETag"]
    with django_assert_max_num_queries(2):
        again = door.get("/catalog.ttl", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    catalogue.change_dataset(by=OPERATOR, dataset=SITES, description="Where they are.")
    changed = door.get("/catalog.ttl", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert "Where they are." in changed.content.decode()


def test_a_page_of_the_catalogue_costs_the_same_number_of_queries_however_full(
    door: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        catalogue.create_dataset(by=OPERATOR, publisher="estuary", title=f"Number {number}")
    with django_assert_max_num_queries(10):
        assert len(datasets(graph(door, "/catalog.jsonld"))) == 32
