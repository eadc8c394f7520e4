"""Every address below `/api/v1/`, from the routes' own declarations."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from hundred.interfaces.api.native import (
    datasets,
    files,
    groups,
    publishers,
    region,
    sql,
    suggestions,
    tables,
)
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Route
from hundred.interfaces.api.native.description import describe
from hundred.interfaces.api.native.endpoint import endpoint
from hundred.interfaces.guard import open_to


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, the same for as long as the program runs."""
    return describe(ROUTES)


@open_to("anyone")
def description(request: HttpRequest) -> HttpResponseBase:
    return as_json(request, document())


ROUTES = (
    *region.ROUTES,
    Route(
        path="openapi.json",
        name="description",
        title="This description",
        says="The API in OpenAPI 3.1, for tools and for people who write them.",
        subject="Region",
        view=description,
        answer="",
    ),
    *datasets.ROUTES,
    *suggestions.ROUTES,
    *tables.ROUTES,
    *groups.ROUTES,
    *sql.ROUTES,
    *files.ROUTES,
    *publishers.ROUTES,
)

app_name = "api"
urlpatterns = [path(route.pattern, endpoint(route), name=route.name) for route in ROUTES]
urlpatterns.append(path("<path:rest>", endpoint(region.UNKNOWN), name="unknown"))
