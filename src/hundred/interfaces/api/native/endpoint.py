"""A route as Django calls it: methods, parameters, errors, and the headers that let any site read it."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from hundred.base.errors import HundredError, NotFound
from hundred.interfaces.api.native import answers
from hundred.interfaces.api.native.declare import Route
from hundred.interfaces.guard import View, asker_of

ALLOWED = "GET, HEAD, OPTIONS"


def endpoint(route: Route) -> View[...]:
    """The view of a route, as it stands in the table of addresses."""

    @wraps(route.view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answer(route, request, parts)
        return _open(request, _bare(response) if request.method == "HEAD" else response)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written, so a POST gets its 405
    return handle


def _answer(route: Route, request: HttpRequest, parts: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _options()
    if request.method not in ("GET", "HEAD"):
        return _not_allowed(request)
    try:
        if any("\0" in part for part in parts.values()):
            raise NotFound("There is no such address.", "Leave out the NUL character.")
        return route.view(request, **parts, **route.read(request.GET))
    except HundredError as problem:
        return answers.error(problem)


def _bare(response: HttpResponseBase) -> HttpResponse:
    """The headers of an answer without its body, for HEAD."""
    bare = HttpResponse(status=response.status_code, headers=response.headers)
    if isinstance(response, HttpResponse):
        bare["Content-Length"] = str(len(response.content))
    if isinstance(response, FileResponse) and response.file_to_stream:
        response.file_to_stream.close()  # not the answer itself: that would say the request is over
    return bare


def _options() -> HttpResponse:
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED})


def _not_allowed(request: HttpRequest) -> HttpResponse:
    response = answers.error_answer(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        f"This address cannot be asked with {request.method}.",
        "Use GET: this API only reads.",
    )
    response["Allow"] = ALLOWED
    return response


def _open(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let any web page read what anyone may see; a signed-in person's answers are for our own pages."""
    response["X-Content-Type-Options"] = "nosniff"
    if request.method == "OPTIONS" or not asker_of(request).signed_in:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ALLOWED
        response["Access-Control-Allow-Headers"] = "If-None-Match, Range"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Range, Content-Disposition"
        response["Access-Control-Max-Age"] = "86400"
    return response
