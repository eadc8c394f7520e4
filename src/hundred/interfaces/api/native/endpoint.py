"""A route as Django calls it: methods, parameters, errors, and the headers that let any site read it."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hundred.base.errors import HundredError, NotFound
from hundred.interfaces.api.native import answers
from hundred.interfaces.api.native.declare import Route
from hundred.interfaces.doors import ALLOWED, bare, for_all, options
from hundred.interfaces.guard import View


def endpoint(route: Route) -> View[...]:
    """The view of a route, as it stands in the table of addresses."""

    @wraps(route.view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answer(route, request, parts)
        return for_all(request, bare(response) if request.method == "HEAD" else response)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written, so a POST gets its 405
    return handle


def _answer(route: Route, request: HttpRequest, parts: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options()
    if request.method not in ("GET", "HEAD"):
        return _not_allowed(request)
    try:
        if any("\0" in part for part in parts.values()):
            raise NotFound("There is no such address.", "Leave out the NUL character.")
        return route.view(request, **parts, **route.read(request.GET))
    except HundredError as problem:
        return answers.error(problem)


def _not_allowed(request: HttpRequest) -> HttpResponse:
    response = answers.error_answer(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        f"This address cannot be asked with {request.method}.",
        "Use GET: this API only reads.",
    )
    response["Allow"] = ALLOWED
    return response
