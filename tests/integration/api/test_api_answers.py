"""Every route answers in the shape it declares, and says what is wrong when asked wrongly."""

from typing import Any

import pytest
from django.test import Client

from api.region import API, ROWS, Loaded, check_shape
from hundred.interfaces.api.native.declare import JSON, Route
from hundred.interfaces.api.native.urls import ROUTES, document

pytestmark = pytest.mark.django_db

NAMED = [pytest.param(route, id=route.name) for route in ROUTES]


def address_of(route: Route, loaded: Loaded) -> str:
    """An address that the route answers, asked as its parameters require."""
    sha256 = loaded.files["spend.csv"]
    slug = "aldergate" if route.name == "publisher" else "aldergate-spend"
    path = route.path.format(slug=slug, name="aldergate_spend", sha256=sha256)
    asked = {
        "lineage": f"?file={sha256}&line=3",
        "groups": "?_by=supplier",
        "sql": "?sql=SELECT+*+FROM+aldergate_spend.aldergate_spend",
    }.get(route.name, "")
    return f"{API}/{path}{asked}"


@pytest.mark.parametrize("route", NAMED)
def test_an_answer_has_the_shape_declared(route: Route, api: Client, loaded: Loaded) -> None:
    response = api.get(address_of(route, loaded))
    assert (response.status_code, response["Content-Type"]) == (200, route.media)
    if route.media == JSON and route.answer:
        check_shape(response.json(), route.answer)
    response.close()


@pytest.mark.parametrize("route", NAMED)
def test_an_unchanged_answer_is_not_sent_again(route: Route, api: Client, loaded: Loaded) -> None:
    address = address_of(route, loaded)
    first = api.get(address)
    again = api.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=0, must-revalidate"
    first.close()


@pytest.mark.parametrize("route", NAMED)
def test_any_site_may_read_and_nobody_writes(route: Route, api: Client, loaded: Loaded) -> None:
    address = address_of(route, loaded)
    whole, head = api.get(address), api.head(address)
    whole.close()
    assert (head.status_code, head.content) == (200, b"")
    assert head["Access-Control-Allow-Origin"] == "*"
    for header in ("Content-Length", "Content-Type", "ETag"):
        assert head[header] == whole[header]
    options = api.options(address)
    assert (options.status_code, options["Allow"]) == (204, route.allowed)
    assert options["Access-Control-Allow-Methods"] == route.allowed
    if route.posted:
        return
    posted = Client(enforce_csrf_checks=True).post(address, {"title": "x"})
    assert (posted.status_code, posted["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert posted.json()["error"]["kind"] == "method-not-allowed"
    check_shape(posted.json(), "Error")


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.filters], ids=lambda r: r.name)
def test_an_unknown_parameter_is_refused_naming_those_there_are(
    route: Route, api: Client, loaded: Loaded
) -> None:
    address = address_of(route, loaded)
    response = api.get(address + ("&" if "?" in address else "?") + "colour=red")
    error = response.json()["error"]
    assert (response.status_code, error["kind"], error["field"]) == (400, "invalid", "colour")
    for parameter in route.query:
        assert parameter.name in error["fix"]


@pytest.mark.parametrize(
    ("address", "status", "field", "says"),
    [
        (f"{API}/datasets/nothing", 404, "", "There is no dataset “nothing”"),
        (f"{API}/publishers/aldergat", 404, "", "Did you mean aldergate?"),
        (f"{API}/datasets/aldergate-spend/tables/spnd", 404, "", "Its tables are: aldergate_spend."),
        (f"{API}/datasets/aldergate-spend/tables/aldergate_spend?version=9", 404, "", "no version 9"),
        (f"{API}/files/0000", 404, "", "no file"),
        (f"{API}/datasets/", 404, "", "Leave out the slash"),
        (f"{API}/cheese", 404, "", "There is no /api/v1/cheese."),
        (f"{API}/datasets/a%00b", 404, "", "NUL"),
        (f"{API}/datasets?q=a%00b", 400, "q", "NUL"),
        (f"{API}/datasets?page=0", 400, "page", "whole number"),
        (f"{API}/datasets?theme=cheese", 400, "theme", "Use one of: spending"),
        (f"{ROWS}?cheese=1", 400, "cheese", "Its columns are: paid, supplier, net_amount"),
        (f"{ROWS}?net_amount__ge=lots", 400, "net_amount", "net_amount takes numbers"),
        (f"{ROWS}?net_amount__like=5", 400, "net_amount", "Use one of: eq, ne"),
        (f"{ROWS}?_limit=10001", 400, "_limit", "from 1 to 10,000"),
        (f"{ROWS}?_order=paid", 400, "_order", "_version"),
        (f"{ROWS}?_after=xyz", 400, "after", "Start again from the first page."),
        (f"{ROWS}?_version=9", 404, "", "no version 9"),
    ],
)
def test_what_is_wrong_and_what_to_do(address: str, status: int, field: str, says: str, api: Client) -> None:
    response = api.get(address)
    error = response.json()["error"]
    assert (response.status_code, error["field"]) == (status, field)
    assert says in f"{error['says']} {error['fix']}"
    check_shape(response.json(), "Error")
    assert response["Cache-Control"] == "no-store"


def test_the_description_is_served_as_it_is(api: Client) -> None:
    assert api.get(f"{API}/openapi.json").json() == document()


def test_every_link_of_the_index_leads_somewhere(api: Client) -> None:
    for address in api.get(f"{API}/").json()["links"].values():
        assert api.get(address).status_code == 200


def test_a_search_is_narrowed_and_paged(api: Client, signed_in: Any) -> None:
    team = signed_in("team")
    first = team.get(f"{API}/datasets?size=2&sort=title").json()
    assert (first["total"], first["pages"], first["previous"]) == (3, 2, None)
    second = team.get(first["next"]).json()
    slugs = [dataset["slug"] for dataset in first["datasets"] + second["datasets"]]
    assert slugs == ["birchley-assets", "birchley-contracts", "aldergate-spend"]
    assert team.get(second["previous"]).json()["datasets"] == first["datasets"]
    narrowed = team.get(f"{API}/datasets?theme=contracts&theme=property&publisher=birchley").json()
    assert narrowed["total"] == 2
    access = next(facet for facet in narrowed["facets"] if facet["name"] == "access")
    assert {value["value"]: value["count"] for value in access["values"]} == {"closed": 1, "shared": 1}
    assert api.get(f"{API}/datasets?q=spend").json()["total"] == 1
