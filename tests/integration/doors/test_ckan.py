"""The CKAN Action API by hand: its envelope, its errors, its ways in, its search and its datastore."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from region_names import GRANTS, PARKS, SPEND

from doors.conftest import BASE, SITES
from hundred.interfaces.api.ckan.actions import ACTIONS
from hundred.interfaces.api.ckan.wire import identifier

pytestmark = pytest.mark.django_db

Call = Callable[..., Any]


@pytest.fixture
def call(door: Client) -> Call:
    return caller(door)


def caller(client: Client) -> Call:
    """Asks an action by GET, and gives its result."""

    def ask(action: str, /, **asked: Any) -> Any:
        told = client.get(
            f"/api/3/action/{action}", {key.replace("__", "."): value for key, value in asked.items()}
        )
        assert told.status_code == 200, told.content
        return told.json()["result"]

    return ask


@pytest.fixture
def spend(call: Call) -> str:
    """The resource id of the table of SPEND."""
    return str(call("package_show", id=SPEND)["resources"][0]["id"])


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["results"]]


# ways in


@pytest.mark.parametrize("path", ["/api/3/action/package_show", "/api/action/package_show/"])
def test_an_action_is_answered_in_an_envelope(path: str, door: Client) -> None:
    told = door.get(path, {"id": SPEND})
    assert told["Content-Type"] == "application/json;charset=utf-8"
    said = told.json()
    assert list(said) == ["help", "success", "result"]
    assert said["help"] == f"{BASE}/api/3/action/help_show?name=package_show"
    assert door.get("/api/3").json() == {"version": 3}


@pytest.mark.parametrize(
    "how",
    [
        {"data": '{"id": "SPEND"}', "content_type": "application/json"},
        {"data": '{"id": "SPEND"}', "content_type": "application/x-www-form-urlencoded"},
        {"data": '{"id": "SPEND"}', "content_type": "text/plain"},
        {"data": "id=SPEND", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"id": "SPEND"}},
        {"query_params": {"id": "SPEND"}},
        {"data": "{}", "content_type": "application/json", "query_params": {"id": "SPEND"}},
    ],
)
def test_an_action_takes_its_arguments_however_they_come(how: dict[str, Any], door: Client) -> None:
    there = json.loads(json.dumps(how).replace("SPEND", SPEND))
    told = door.post("/api/3/action/package_show", **there)
    assert told.json()["result"]["name"] == SPEND


def test_head_options_and_any_web_page(door: Client) -> None:
    asked = {"headers": {"origin": "https://maps.example"}}
    assert door.head("/api/3/action/package_list", **asked).content == b""
    assert door.get("/api/3/action/package_list", **asked)["Access-Control-Allow-Origin"] == "*"
    assert "POST" in door.options("/api/3/action/package_list")["Allow"]
    assert door.put("/api/3/action/package_list").status_code == 405


# errors


@pytest.mark.parametrize(
    ("action", "asked", "status", "error"),
    [
        ("package_show", {"id": "never"}, 404, {"__type": "Not Found Error", "message": "Not found: …"}),
        ("package_show", {"id": GRANTS}, 404, {"__type": "Not Found Error", "message": "Not found: …"}),
        ("package_show", {}, 409, {"__type": "Validation Error", "id": ["Missing value"]}),
        ("package_search", {"fq": "a:("}, 400, {"__type": "Search Query Error", "message": "Search Query …"}),
        ("package_search", {"x": "1"}, 400, {"__type": "Search Query Error", "message": "Search Query …"}),
        ("package_search", {"rows": "x"}, 409, {"__type": "Validation Error", "rows": ["Invalid integer"]}),
        ("datastore_search", {"id": "x"}, 404,
         {"__type": "Not Found Error", "message": 'Not found: Resource "x" was not found.'}),
    ],
)  # fmt: skip
def test_errors_have_ckans_shape_and_status(
    action: str, asked: dict[str, str], status: int, error: dict[str, Any], door: Client
) -> None:
    told = door.get(f"/api/3/action/{action}", asked)
    assert told.status_code == status
    said = told.json()
    assert (said["success"], list(said["error"])) == (False, list(error))
    for key, wanted in error.items():
        given = said["error"][key]
        assert given.startswith(wanted[:-1]) if wanted[-1] == "…" else given == wanted


@pytest.mark.parametrize(
    "body",
    [
        "[1]",
        "{",
        '"x"',
        b"\xff",
        '{"id": "\\u0000"}',
        '{"id": "\\ud800"}',
        '{"id": NaN}',
        '{"id": ' + "[" * 100_000,
    ],
)
def test_a_body_that_is_no_object_gets_a_bare_string(body: str | bytes, door: Client) -> None:
    told = door.post("/api/3/action/package_show", body, content_type="application/json")
    assert told.status_code == 400
    assert told.json().startswith("Bad request: JSON Error: ")


def test_an_unknown_action_gets_a_bare_string(door: Client) -> None:
    told = door.get("/api/3/action/package_frobnicate")
    assert (told.status_code, told.json()) == (400, "Bad request: Action name not known: package_frobnicate")


# the catalogue


def test_a_hidden_dataset_is_as_one_that_is_not_there(call: Call, officer: Client) -> None:
    assert call("package_list") == [SPEND, SITES]
    mine = caller(officer)
    assert mine("package_list") == [GRANTS, SPEND, PARKS, SITES]
    closed = mine("package_show", id=GRANTS)
    assert closed["private"] is True
    assert names(mine("package_search")) == [SITES, SPEND]
    assert set(names(mine("package_search", include_private="true"))) == {GRANTS, SPEND, PARKS, SITES}
    assert call("package_search", fq=f"id:{closed['id']}", include_private="true")["count"] == 0
    for action in ("resource_show", "datastore_search", "datastore_info"):
        for resource in closed["resources"]:
            there = f"/api/3/action/{action}"
            assert Client().get(there, {"id": resource["id"]}).status_code == 404
    assert Client().get(f"/datastore/dump/{closed['resources'][0]['id']}").status_code == 404
    assert Client().get(f"/dataset/{closed['id']}").status_code == 404


def test_a_package_has_its_tables_and_its_files(call: Call) -> None:
    package = call("package_show", id=SITES)
    assert package["organization"]["name"] == "moorland"
    assert package["metadata_modified"][19:20] == "."
    assert [one["name"] for one in package["tags"]] == ["open space", "parks"]
    assert {one["key"]: one["value"] for one in package["extras"]}["frequency"] == "monthly"
    table, file = package["resources"]
    assert (table["format"], table["datastore_active"], table["position"]) == ("CSV", True, 0)
    assert (file["name"], file["datastore_active"], file["position"]) == ("sites.csv", False, 1)
    assert file["url"].endswith(f"/files/{file['hash']}/content")
    assert call("resource_show", id=file["id"]) == file


@pytest.mark.parametrize(
    ("fq", "found"),
    [
        ("*:*", {SPEND, SITES}),
        ("organization:moorland", {SITES}),
        ("-organization:moorland", {SPEND}),
        ("+dataset_type:dataset +organization:(estuary OR moorland)", {SPEND, SITES}),
        ('tags:"open space"', {SITES}),
        ("tags:open", set()),
        ("tags:par*", {SITES}),
        ("tags:*", {SITES}),
        ("-tags:parks", {SPEND}),
        ("groups:spending OR groups:environment", {SPEND, SITES}),
        ('res_format:"CSV" AND name:*sites', {SITES}),
        ("res_format:XLSX", set()),
        ("license_id:OGL-UK-3.0 title:payments", {SPEND}),
        ("capacity:private", set()),
        ("metadata_modified:[NOW-1DAY TO *]", {SPEND, SITES}),
        ("metadata_modified:[* TO NOW-1DAY]", set()),
        ("metadata_created:{2020-01-01T00:00:00Z TO NOW}", {SPEND, SITES}),
        ("owner_org:6d2f7c0e-5d0c-5a0a-8f0e-3b1d5c7a9e42", set()),
        ("harvest_source_id:x", set()),
    ],
)  # fmt: skip
def test_datasets_are_found_by_exact_conditions(fq: str, found: set[str], call: Call) -> None:
    assert set(names(call("package_search", fq=fq))) == found
    assert set(names(call("package_search", fq_list=json.dumps(["*:*", fq])))) == found
    assert set(names(call("package_search", q=fq))) == found


def test_words_are_searched_as_on_the_page(call: Call) -> None:
    assert names(call("package_search", q="payment suppliers")) == [SPEND]
    assert call("package_search", q="payment suppliers", fq="organization:moorland")["count"] == 0
    assert names(call("package_search", q="moss", sort="name asc")) == [SITES]


def test_results_come_in_pages_and_in_order(call: Call) -> None:
    assert names(call("package_search", sort="name asc")) == [SPEND, SITES]
    assert names(call("package_search", sort="name desc", rows=1)) == [SITES]
    assert names(call("package_search", sort="name asc", rows=1, start=1)) == [SITES]
    assert call("package_search", start=2)["results"] == []
    assert call("package_search", rows=0, fq="groups:spending")["count"] == 1
    assert call("package_search", fl="name,id", rows=1, sort="name asc")["results"][0].keys() == {
        "name",
        "id",
    }


def test_facets_count_what_is_found(call: Call) -> None:
    asked = json.dumps(["organization", "tags", "res_format", "groups", "license_id"])
    found = call("package_search", facet__field=asked)
    assert found["facets"]["organization"] == {"estuary": 1, "moorland": 1}
    assert found["facets"]["tags"] == {"open space": 1, "parks": 1}
    assert found["facets"]["res_format"] == {"CSV": 2}
    assert found["search_facets"]["organization"]["items"][0] == {
        "name": "estuary",
        "display_name": "Estuary Council",
        "count": 1,
    }
    assert call("package_search", facet__field=["tags", "groups"], facet__limit=1)["facets"]["tags"] == {
        "open space": 1
    }


def test_organisations_groups_tags_and_licences(call: Call) -> None:
    assert call("organization_list") == ["estuary", "moorland"]
    listed = call("organization_list", all_fields="true", sort="package_count desc, name asc"[:18])
    assert {one["name"]: one["package_count"] for one in listed} == {"estuary": 1, "moorland": 1}
    shown = call("organization_show", id=listed[0]["id"], include_datasets="true")
    assert len(shown["packages"]) == 1
    assert call("group_list") == ["spending", "environment"] or call("group_list") == [
        "environment",
        "spending",
    ]
    assert call("group_show", id=identifier("group", "spending"))["package_count"] == 1
    assert [one["name"] for one in call("group_package_show", id="spending")] == [SPEND]
    assert call("tag_list") == ["open space", "parks"]
    assert call("tag_list", query="park", all_fields="1")[0]["display_name"] == "parks"
    assert "OGL-UK-3.0" in [one["id"] for one in call("license_list")]


def test_what_is_typed_is_completed(call: Call, officer: Client) -> None:
    assert [one["name"] for one in call("package_autocomplete", q="pay SUPP")] == [SPEND]
    assert [one["name"] for one in call("organization_autocomplete", q="moor")] == ["moorland"]
    assert [one["name"] for one in call("group_autocomplete", q="spend")] == ["spending"]
    assert call("tag_autocomplete", query="par") == ["parks"]
    assert call("format_autocomplete", q="cs") == ["csv"]
    assert call("tag_search", query="par")["count"] == 1
    assert call("tag_show", id=identifier("tag", "parks"))["name"] == "parks"
    assert call("vocabulary_list") == call("organization_list_for_user") == []
    assert [one["name"] for one in caller(officer)("organization_list_for_user")] == ["estuary"]


def test_words_narrow_what_is_counted(call: Call) -> None:
    found = call("package_search", q="payment suppliers", facet__field='["organization", "tags"]')
    assert found["facets"] == {"organization": {"estuary": 1}, "tags": {}}


def test_resources_are_searched(call: Call) -> None:
    found = call("resource_search", query="name:2027-05")
    assert [one["name"] for one in found["results"]] == ["spend-2027-05.csv"]
    assert call("resource_search", query=["format:csv", "name:sites.csv"])["count"] == 1


def test_every_action_can_be_asked_what_it_does(call: Call) -> None:
    for name in ACTIONS:
        assert len(call("help_show", name=name)) > 20
    assert call("current_package_list_with_resources", limit=1)[0]["name"] in (SPEND, SITES)


# the datastore


def test_rows_come_as_they_are_asked_for(call: Call, spend: str) -> None:
    found = call("datastore_search", resource_id=spend, limit=2, fields="_id,reference,net_amount")
    assert found["records"] == [
        {"_id": 1, "reference": "0001", "net_amount": 1250.0},
        {"_id": 2, "reference": "0002", "net_amount": 845.1},
    ]
    assert [(one["id"], one["type"]) for one in found["fields"]] == [
        ("_id", "int"), ("reference", "text"), ("net_amount", "numeric"),
    ]  # fmt: skip
    assert (found["total"], found["limit"], found["offset"]) == (7, 2, 0)
    assert found["_links"]["next"].startswith("/api/3/action/datastore_search?")
    later = call("datastore_search", resource_id=spend, limit=2, offset=5, fields="_id")
    assert [one["_id"] for one in later["records"]] == [6, 7]
    assert call("datastore_search", resource_id=spend, limit=99999)["limit"] == 32000
    assert call("datastore_search", resource_id=spend, limit=0)["records"] == []
    assert "total" not in call("datastore_search", resource_id=spend, include_total="false")


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"filters": '{"reference": "0002"}'}, [2]),
        ({"filters": '{"reference": ["0002", "0004"], "net_amount": 990}'}, [4]),
        ({"filters": '{"_id": [1, 3]}'}, [1, 3]),
        ({"filters": '{"net_amount": null}'}, [6]),
        ({"filters": '{"net_amount": {"gte": 990, "lt": 1250}}'}, [4]),
        ({"q": "tern"}, [1, 4]),
        ({"q": '{"supplier": "dyke"}'}, [2]),
        ({"q": "tern:*", "sort": "net_amount"}, [4, 1]),
        ({"sort": "payment_date desc, _id asc", "limit": 2}, [7, 6]),
    ],
)
def test_rows_are_filtered_searched_and_sorted(
    asked: dict[str, Any], ids: list[int], call: Call, spend: str
) -> None:
    found = call("datastore_search", resource_id=spend, **asked)
    assert [one["_id"] for one in found["records"]] == ids


def test_rows_come_in_other_forms(call: Call, spend: str) -> None:
    asked = {"resource_id": spend, "limit": 1, "fields": "_id,supplier,net_amount"}
    assert call("datastore_search", records_format="lists", **asked)["records"] == [
        [1, "Tern & Sons", 1250.0]
    ]
    assert call("datastore_search", records_format="csv", **asked)["records"] == "1,Tern & Sons,1250.00\r\n"
    assert call("datastore_search", records_format="tsv", **asked)["records"] == "1\tTern & Sons\t1250.00\r\n"
    once = call("datastore_search", resource_id=spend, distinct="true", fields="supplier", q="tern")
    assert (once["records"], once["total"]) == ([{"supplier": "Tern & Sons"}], 1)


def test_what_cannot_be_asked_of_rows_names_the_argument(door: Client, spend: str) -> None:
    for asked in (
        {"filters": '{"colour": "red"}'}, {"filters": "x"}, {"filters": '{"net_amount": "much"}'},
        {"fields": "colour"}, {"sort": "colour desc"}, {"q": '{"colour": "red"}'}, {"records_format": "yaml"},
        {"limit": "-1"}, {"filters": '{"reference": [[1]]}'}, {"filters": '{"reference": {"like": "x"}}'},
    ):  # fmt: skip
        told = door.get("/api/3/action/datastore_search", {"resource_id": spend, **asked})
        assert told.status_code == 409, (asked, told.content)
        assert set(told.json()["error"]) == {"__type", *asked}


def test_a_table_tells_what_it_holds(call: Call, spend: str) -> None:
    found = call("datastore_info", id=spend)
    assert found["meta"]["count"] == 7
    assert found["fields"][0]["id"] == "payment_date"
    alias = found["meta"]["aliases"][0]
    assert call("datastore_search", resource_id=alias, limit=1)["resource_id"] == spend
    tables = call("datastore_search", resource_id="_table_metadata")
    assert spend in [one["name"] for one in tables["records"]]
    assert tables["total"] == 2


@pytest.mark.slow
def test_sql_reads_tables_by_their_ids(call: Call, door: Client, officer: Client, spend: str) -> None:
    found = call("datastore_search_sql", sql=f'SELECT count(*) AS many FROM "{spend}"')
    assert found["records"] == [{"many": 7}]
    assert found["fields"] == [{"id": "many", "type": "int8"}]
    closed = caller(officer)("package_show", id=GRANTS)["resources"][0]["id"]
    hidden, never = (
        door.get("/api/3/action/datastore_search_sql", {"sql": f'SELECT * FROM "{name}"'})
        for name in (closed, "00000000-0000-4000-8000-000000000000")
    )
    assert hidden.status_code == never.status_code == 404
    wrong = door.get("/api/3/action/datastore_search_sql", {"sql": "DROP TABLE x"})
    assert (wrong.status_code, list(wrong.json()["error"])) == (409, ["__type", "sql"])


def test_a_table_is_dumped(door: Client, spend: str) -> None:
    def dump(**asked: Any) -> str:
        told = door.get(f"/datastore/dump/{spend}", asked)
        assert told.status_code == 200
        return b"".join(told).decode()

    lines = dump().splitlines()
    assert lines[0] == "_id,payment_date,supplier,net_amount,reference"
    assert lines[1] == "1,2027-04-01,Tern & Sons,1250.00,0001"
    assert dump(bom="true", limit=1, format="tsv").startswith("\ufeff_id\tpayment_date")
    as_json = json.loads(dump(format="json", filters='{"reference": "0001"}'))
    assert as_json["records"] == [[1, "2027-04-01", "Tern & Sons", 1250.0, "0001"]]
    assert "<supplier>Tern &amp; Sons</supplier>" in dump(format="xml")
    assert 'xsi:nil="true"' in dump(format="xml")
    assert door.get(f"/datastore/dump/{spend}", {"format": "yaml"}).status_code == 409


# whatever is asked

TEXTS = st.one_of(
    st.sampled_from(
        ["", "*:*", "1", "-1", "true", "{", '{"a": {"b": 1}}', "[]", "[[]]", "null", '["x"]', "_id", "a desc",
         "\0", "name:x", SPEND, GRANTS, '"', "organization", "9" * 30, "{!x}", "_table_metadata", "SELECT 1"]
    ),
    st.text(max_size=20),
)  # fmt: skip
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(TEXTS, max_size=3),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)
NAMES = st.sampled_from(
    [
        "id",
        "resource_id",
        "q",
        "fq",
        "fq_list",
        "rows",
        "start",
        "sort",
        "limit",
        "offset",
        "fields",
        "plain",
        "filters",
        "distinct",
        "records_format",
        "facet.field",
        "facet.limit",
        "all_fields",
        "query",
        "name",
        "fl",
        "order_by",
        "organizations",
        "groups",
        "include_total",
        "vocabulary_id",
    ]
)
QUICK = sorted(set(ACTIONS) - {"datastore_search_sql"})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(action=st.sampled_from(QUICK), asked=st.dictionaries(NAMES, VALUES, max_size=4), known=st.booleans())
def test_whatever_is_asked_there_is_an_answer(
    action: str, asked: dict[str, Any], known: bool, door: Client, spend: str
) -> None:
    if known:
        asked = {**asked, "resource_id": spend}
    told = door.post(f"/api/3/action/{action}", json.dumps(asked), content_type="application/json")
    assert told.status_code in (200, 400, 404, 409), told.content
    assert isinstance(told.json(), dict | str)
    texts = {name: value for name, value in asked.items() if isinstance(value, str)}
    assert door.get(f"/api/3/action/{action}", texts).status_code in (200, 400, 404, 409)
    if action == "datastore_search":
        dumped = door.get(f"/datastore/dump/{spend}", texts)
        assert dumped.status_code in (200, 400, 404, 409)
        b"".join(dumped)


def test_the_guide_names_every_action_that_is_answered() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs/guide/developer.md").read_text("utf-8")
    table = guide.split("## Programs made for CKAN")[1].split("What differs")[0]
    named = {word for word in re.findall(r"`([a-z_]+)`", table) if "_" in word}
    assert named == set(ACTIONS)
