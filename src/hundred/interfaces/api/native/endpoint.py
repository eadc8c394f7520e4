"""A route as Django calls it: methods, parameters, errors, and the headers that let any site read it."""

import json
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from hundred.base.errors import HundredError, Invalid, NotFound
from hundred.interfaces.api.native import answers
from hundred.interfaces.api.native.declare import JSON, Route
from hundred.interfaces.doors import bare, for_all, options
from hundred.interfaces.guard import View


def endpoint(route: Route) -> View[...]:
    """The view of a route, as it stands in the table of addresses."""

    @wraps(route.view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answer(route, request, parts)
        return for_all(request, bare(response) if request.method == "HEAD" else response, route.allowed)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written, so a POST reads or gets its 405
    return handle


def _answer(route: Route, request: HttpRequest, parts: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options(route.allowed)
    if request.method not in route.allowed.split(", "):
        return _not_allowed(request, route.allowed)
    try:
        if any("\0" in part for part in parts.values()):
            raise NotFound("There is no such address.", "Leave out the NUL character.")
        return route.view(request, **parts, **route.read(_given(request)))
    except HundredError as problem:
        return answers.error(problem)


def _given(request: HttpRequest) -> QueryDict:
    """The parameters of a request: of its address, or of a posted body that is JSON or a form."""
    if request.method != "POST":
        return request.GET
    if request.content_type != JSON:
        return request.POST
    try:
        members = json.loads(request.body)
        json.dumps(
            members, ensure_ascii=False
        ).encode()  # fails for half a character, which no answer can hold
    except (ValueError, RecursionError) as error:
        raise Invalid(f"The body is not JSON: {error}.", "Send one JSON object.") from None
    if not isinstance(members, dict):
        raise Invalid("The body is not a JSON object.", 'Send one, such as {"sql": "SELECT 1"}.')
    given = QueryDict(mutable=True)
    for name, value in members.items():
        texts = value if isinstance(value, list) else [value]
        if not all(isinstance(text, (str, int)) and not isinstance(text, bool) for text in texts):
            raise Invalid(f"{name[:60]} must be a text or a whole number.", field=name[:60])
        given.setlist(name, [str(text) for text in texts])
    return given


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    response = answers.error_answer(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        f"This address cannot be asked with {request.method}.",
        "Use GET: this API only reads.",
    )
    response["Allow"] = allowed
    return response
