"""How programs that speak CKAN's protocol come in, and what they get: its envelope, its errors, its ways.

Source: `ckan/views/api.py` of CKAN 2.11. An error has its HTTP status and the envelope; a request that names
no action, or whose body is no JSON object, gets a bare JSON string, as it does there.
"""

import json
from collections.abc import Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.http.multipartparser import MultiPartParserError

from hundred.base.errors import Conflict, HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.addresses import site_of
from hundred.interfaces.api.ckan.lucene import BadQuery
from hundred.interfaces.api.ckan.rowtext import Written
from hundred.interfaces.doors import bare, for_all, options
from hundred.interfaces.guard import View
from hundred.lake.turns import TooMany

JSON = "application/json;charset=utf-8"  # as CKAN writes it
METHODS = "GET, HEAD, OPTIONS, POST"


class BadRequest(Exception):
    """A request that is answered with a bare string."""


def door(view: View[...]) -> View[...]:
    """A view as programs meet it."""

    @wraps(view)
    def handle(request: HttpRequest, **parts: str) -> HttpResponseBase:
        response = _answered(view, request, parts)
        return for_all(request, bare(response) if request.method == "HEAD" else response, METHODS)

    handle.csrf_exempt = True  # type: ignore[attr-defined] # a POST only reads, as a GET does
    return handle


def arguments_in(request: HttpRequest) -> dict[str, Any]:
    """What an action is asked for: a body of JSON or of a form, and the address where there is none.

    Raises BadRequest where the body cannot be read.
    """
    given = _of_form(request.GET)
    if request.method == "POST":
        given |= _body(request)
    given.pop("callback", None)
    try:
        text = json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError as half:
        raise BadRequest("JSON Error: There is half a character.") from half
    except RecursionError as deep:
        raise BadRequest("JSON Error: Too deep.") from deep
    if b"\\u0000" in text:
        raise BadRequest("JSON Error: A NUL character cannot be asked for.")
    return given


def envelope(request: HttpRequest, action: str, result: Any) -> HttpResponse:
    """A result as CKAN gives it."""
    told = result if isinstance(result, Written) else json.dumps(result, ensure_ascii=False)
    head = json.dumps({"help": help_address(request, action), "success": True})[:-1]
    return HttpResponse(f'{head}, "result": {told}}}', content_type=JSON)


def help_address(request: HttpRequest, action: str) -> str:
    return f"{site_of(request).base}/api/3/action/help_show?name={action}"


def problem(request: HttpRequest, action: str, error: HundredError) -> HttpResponse:
    """An error as CKAN gives it."""
    status, told = _told(error)
    said = {"help": help_address(request, action), "success": False, "error": told}
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response["Retry-After"] = "10"
    return response


def _told(error: HundredError) -> tuple[HTTPStatus, Mapping[str, Any]]:
    match error:
        case NotFound():
            return HTTPStatus.NOT_FOUND, {"__type": "Not Found Error", "message": f"Not found: {error.says}"}
        case NotAllowed():
            told = f"Access denied: {error}"
            return HTTPStatus.FORBIDDEN, {"__type": "Authorization Error", "message": told}
        case BadQuery():
            told = f"Search Query is invalid: {error}"
            return HTTPStatus.BAD_REQUEST, {"__type": "Search Query Error", "message": told}
        case Invalid():
            field = error.field or "__before"
            return HTTPStatus.CONFLICT, {"__type": "Validation Error", field: [str(error)]}
        case Conflict():
            return HTTPStatus.CONFLICT, {"__type": "Validation Error", "__before": [str(error)]}
        case TooMany():
            return HTTPStatus.TOO_MANY_REQUESTS, {"__type": "Too Many Requests", "message": str(error)}
        case Unavailable():
            return HTTPStatus.SERVICE_UNAVAILABLE, {"__type": "Service Unavailable", "message": str(error)}
    raise AssertionError(error)


def _answered(view: View[...], request: HttpRequest, parts: dict[str, str]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options(METHODS)
    if request.method not in ("GET", "HEAD", "POST"):
        refused = _said("Use GET or POST", HTTPStatus.METHOD_NOT_ALLOWED)
        refused["Allow"] = METHODS
        return refused
    try:
        return view(request, **parts)
    except BadRequest as wrong:
        return _said(f"Bad request: {wrong}", HTTPStatus.BAD_REQUEST)
    except HundredError as error:
        return problem(request, parts.get("name", ""), error)


def _said(text: str, status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(json.dumps(text, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _body(request: HttpRequest) -> dict[str, Any]:
    """A body of JSON, whatever it calls itself, else the fields of a form."""
    try:
        if request.content_type == "multipart/form-data":
            return _of_form(request.POST)
        text = request.body.decode("utf-8").strip()
    except UnicodeDecodeError as wrong:
        raise BadRequest("JSON Error: The body is not UTF-8.") from wrong
    except (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError) as wrong:
        raise BadRequest(f"JSON Error: {wrong}") from wrong
    if not text:
        return {}
    if request.content_type == "application/x-www-form-urlencoded" and not text.startswith("{"):
        return _form(request)
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise BadRequest(f"JSON Error: Error decoding JSON data. Error: {wrong}") from wrong
    if not isinstance(found, dict):
        raise BadRequest(
            f"JSON Error: Request data JSON decoded to {found!r:.60} but it needs to be a dictionary."
        )
    return found


def _form(request: HttpRequest) -> dict[str, Any]:
    try:
        return _of_form(request.POST) or _of_form(QueryDict(request.body))
    except (TooManyFieldsSent, UnicodeDecodeError) as wrong:
        raise BadRequest(f"JSON Error: {wrong}") from wrong


def _of_form(fields: QueryDict) -> dict[str, Any]:
    """Each field's text, a list where it came more than once. JSON as the only key is JSON."""
    found: dict[str, Any] = {
        name: values if len(values) > 1 else values[0] for name, values in fields.lists() if values
    }
    if len(found) == 1 and not next(iter(found.values())):
        only = next(iter(found))
        if only.lstrip().startswith("{"):
            return _object(only)
    return found


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {text: ""}


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON.")
