"""What the catalogue's doors do alike: methods, and errors as plain text."""

from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hundred.base.errors import HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.doors import ALLOWED, bare, for_all, options
from hundred.interfaces.guard import View

_STATUS: dict[type[HundredError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Invalid: HTTPStatus.BAD_REQUEST,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def door(view: View[...]) -> View[...]:
    """A view as programs meet it: methods, HEAD, errors as plain text, headers that let any site ask."""

    @wraps(view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answered(view, request, parts)
        return for_all(request, bare(response) if request.method == "HEAD" else response)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written, so a POST gets its 405
    return handle


def _answered(view: View[...], request: HttpRequest, parts: dict[str, str]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options()
    if request.method not in ("GET", "HEAD"):
        refused = _said("This address only reads: use GET.", HTTPStatus.METHOD_NOT_ALLOWED)
        refused["Allow"] = ALLOWED
        return refused
    try:
        return view(request, **parts)
    except HundredError as problem:
        status = next(status for kind, status in _STATUS.items() if isinstance(problem, kind))
        return _said(str(problem), status)


def _said(text: str, status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "10"
    return response
