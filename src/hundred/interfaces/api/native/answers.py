"""Answers and errors as HTTP: JSON bytes, entity tags, and who may keep a copy."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from hundred.base.errors import Conflict, HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.api.native.declare import JSON
from hundred.interfaces.guard import NotSignedIn, asker_of

_ERRORS: dict[type[HundredError], tuple[str, HTTPStatus]] = {  # the first that fits
    NotFound: ("not-found", HTTPStatus.NOT_FOUND),
    NotSignedIn: ("not-signed-in", HTTPStatus.UNAUTHORIZED),
    NotAllowed: ("not-allowed", HTTPStatus.FORBIDDEN),
    Invalid: ("invalid", HTTPStatus.BAD_REQUEST),
    Conflict: ("conflict", HTTPStatus.CONFLICT),
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


def tag_of(*what: bytes | str) -> str:
    """An entity tag for whatever is told apart by these."""
    digest = sha256()
    for part in what:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return f'"{digest.hexdigest()[:32]}"'


def unchanged(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """The answer 304 where the asker has what the tag stands for, before any work is done for it."""
    # without a response to compare, Django answers only a condition that settles the matter
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        return None
    answer["ETag"] = tag
    return _kept_by(request, answer)


def with_tag(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with its entity tag, or 304 where the asker has it."""
    response["ETag"] = tag
    found = get_conditional_response(request, etag=tag, response=cast(HttpResponse, response))
    return _kept_by(request, found or response)


def error(problem: HundredError) -> HttpResponse:
    """One of our errors as JSON with its status."""
    kind, status = next(said for error, said in _ERRORS.items() if isinstance(problem, error))
    return error_answer(kind, status, problem.says, problem.fix, getattr(problem, "field", ""))


def error_answer(kind: str, status: HTTPStatus, says: str, fix: str, field: str = "") -> HttpResponse:
    """An error in the shape all errors have."""
    said = {"error": {"kind": kind, "says": says, "fix": fix, "field": field}}
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "10"
    return response


def _kept_by(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Anyone may keep what anyone may see, and asks each time whether it still holds."""
    signed_in = asker_of(request).signed_in
    response["Cache-Control"] = "private, no-cache" if signed_in else "public, max-age=0, must-revalidate"
    return response


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    raise TypeError(f"{type(value).__name__} has no JSON form here")
