"""What the doors for maps do alike: methods, and errors as the standard writes them."""

import json
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from hundred.base.errors import HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.doors import ALLOWED, bare, for_all, options
from hundred.interfaces.guard import View
from hundred.interfaces.keeping import tag_of_catalogue, unchanged, with_tag

JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

_STATUS: dict[type[HundredError], tuple[HTTPStatus, str]] = {
    NotFound: (HTTPStatus.NOT_FOUND, "NotFound"),
    NotAllowed: (HTTPStatus.FORBIDDEN, "NotAllowed"),
    Invalid: (HTTPStatus.BAD_REQUEST, "InvalidParameterValue"),
    Unavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "ServerBusy"),
}


def door(view: View[...]) -> View[...]:
    """A view as programs meet it."""

    @wraps(view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answered(view, request, parts)
        return for_all(request, bare(response) if request.method == "HEAD" else response)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written, so a POST gets its 405
    return handle


def answer(
    request: HttpRequest, told: Callable[[], Mapping[str, Any] | str], media: str = JSON
) -> HttpResponseBase:
    """What is told of the catalogue's present state, unless the asker has it already."""
    tag = tag_of_catalogue(request, media)
    if found := unchanged(request, tag):
        return found
    document = told()
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    response = HttpResponse(text, content_type=media)
    patch_vary_headers(response, ["Accept", "Cookie"])
    return with_tag(request, response, tag)


def only(request: HttpRequest, names: Collection[str]) -> None:
    """Raise Invalid for a parameter that there is none of, as the standard demands, and for unknown forms."""
    for name in request.GET:
        if name not in (*names, "f"):
            allowed = ", ".join(names) or "none"
            raise Invalid(f"There is no parameter “{name[:60]}”.", f"Known here: {allowed}.", field=name)
    if request.GET.get("f", "json") not in ("json", "geojson"):
        raise Invalid("The form f is json.", "Leave it out.", field="f")


def count_in(request: HttpRequest, name: str, default: int, most: int) -> int:
    """The number in a parameter, from 1; more than the most there can be means the most."""
    text = request.GET.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Invalid(f"{name} must be a whole number from 1, not “{text[:20]}”.", field=name)
    return min(int(text), most)


def _answered(view: View[...], request: HttpRequest, parts: dict[str, str]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options()
    if request.method not in ("GET", "HEAD"):
        refused = _problem(HTTPStatus.METHOD_NOT_ALLOWED, "NotAllowed", "This address only reads: use GET.")
        refused["Allow"] = ALLOWED
        return refused
    try:
        if any("\0" in part for part in (*parts.values(), *request.GET, *request.GET.values())):
            raise Invalid("A NUL character cannot be asked for.", "Leave it out.")
        return view(request, **parts)
    except HundredError as problem:
        status, code = next(said for kind, said in _STATUS.items() if isinstance(problem, kind))
        return _problem(status, code, str(problem))


def _problem(status: HTTPStatus, code: str, says: str) -> HttpResponse:
    told = json.dumps({"code": code, "description": says}, ensure_ascii=False)
    response = HttpResponse(told, content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "10"
    return response
