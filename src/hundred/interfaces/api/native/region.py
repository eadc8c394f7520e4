"""The door: where everything is, and how much there is."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from hundred.base.errors import NotFound
from hundred.catalogue import queries as catalogue
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Route
from hundred.interfaces.api.native.links import base_of
from hundred.interfaces.api.native.wire import API
from hundred.interfaces.guard import asker_of, open_to


@open_to("anyone")
def index(request: HttpRequest) -> HttpResponseBase:
    here = base_of(request) + API
    links = {
        "self": f"{here}/",
        "region": f"{here}/region",
        "datasets": f"{here}/datasets",
        "publishers": f"{here}/publishers",
        "sql": f"{here}/sql?sql=SELECT+1",
        "description": f"{here}/openapi.json",
    }
    return as_json(request, {"links": links})


@open_to("anyone")
def region(request: HttpRequest) -> HttpResponseBase:
    totals = catalogue.region_totals(asker=asker_of(request))
    own = settings.REGION
    said = {"name": own.region_name, "code": own.region_code, "about": own.region_about}
    return as_json(request, {**said, **asdict(totals)})


@open_to("anyone")
def unknown(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Any other address below ours."""
    fix = f"See {base_of(request)}{API}/ for what there is."
    if rest.endswith("/"):
        fix = "Leave out the slash at its end."
    raise NotFound(f"There is no {API}/{rest[:80]}.", fix)


ROUTES = (
    Route(
        path="",
        name="index",
        title="Where everything is",
        says="The addresses to start from.",
        subject="Region",
        view=index,
        answer="Index",
    ),
    Route(
        path="region",
        name="region",
        title="What the datastore holds",
        says="The region, and how many datasets, files and rows there are that you may see.",
        subject="Region",
        view=region,
        answer="Region",
    ),
)

UNKNOWN = Route(
    path="{rest}",
    name="unknown",
    title="",
    says="",
    subject="",
    view=unknown,
    answer="Error",
    filters=True,
)
