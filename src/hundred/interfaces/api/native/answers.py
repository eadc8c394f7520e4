"""Answers and errors as HTTP: JSON bytes, entity tags, and who may keep a copy."""

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hundred.base.errors import Conflict, HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.api.native.declare import JSON
from hundred.interfaces.guard import NotSignedIn
from hundred.interfaces.keeping import tag_of, with_tag
from hundred.lake.turns import TooMany

_ERRORS: dict[type[HundredError], tuple[str, HTTPStatus]] = {  # the first that fits
    NotFound: ("not-found", HTTPStatus.NOT_FOUND),
    NotSignedIn: ("not-signed-in", HTTPStatus.UNAUTHORIZED),
    NotAllowed: ("not-allowed", HTTPStatus.FORBIDDEN),
    Invalid: ("invalid", HTTPStatus.BAD_REQUEST),
    Conflict: ("conflict", HTTPStatus.CONFLICT),
    TooMany: ("too-many", HTTPStatus.TOO_MANY_REQUESTS),
    Unavailable: ("unavailable", HTTPStatus.SERVICE_UNAVAILABLE),
}


def as_json(request: HttpRequest, content: Mapping[str, Any], **ready: str) -> HttpResponseBase:
    """A JSON answer, or 304 where the asker has the same one already. `ready` are members that are JSON
    text as they come, such as rows."""
    body = encoded(content, **ready)
    return with_tag(request, HttpResponse(body, content_type=JSON), tag_of(body))


def encoded(content: Mapping[str, Any], **ready: str) -> bytes:
    """An object as JSON, with the members that are ready at its end."""
    text = json.dumps(content, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return "".join([text[:-1], *(f',"{name}":{member}' for name, member in ready.items()), "}"]).encode()


def error(problem: HundredError) -> HttpResponse:
    """One of our errors as JSON with its status."""
    kind, status = next(said for error, said in _ERRORS.items() if isinstance(problem, error))
    return error_answer(kind, status, problem.says, problem.fix, getattr(problem, "field", ""))


def error_answer(kind: str, status: HTTPStatus, says: str, fix: str, field: str = "") -> HttpResponse:
    """An error in the shape all errors have."""
    said = {"error": {"kind": kind, "says": says, "fix": fix, "field": field}}
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response["Retry-After"] = "10"
    return response


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    raise TypeError(f"{type(value).__name__} has no JSON form here")
