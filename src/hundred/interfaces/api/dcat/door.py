"""What the catalogue's doors do alike: methods, errors as plain text, and a mark of the catalogue's state."""

from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hundred import __version__
from hundred.accounts import queries as accounts
from hundred.base.errors import HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.addresses import site_of
from hundred.interfaces.doors import ALLOWED, bare, for_all, options
from hundred.interfaces.guard import View, asker_of
from hundred.interfaces.keeping import tag_of

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


def mark(request: HttpRequest, *more: str) -> str:
    """The tag of an answer made of the catalogue's present state for this asker, known before it is made."""
    asker, site = asker_of(request), site_of(request)
    seen = f"{asker.id} {asker.is_data_team} {' '.join(asker.publishers)}"
    state = accounts.last_change(asker=asker)
    return tag_of(__version__, repr(site), state, seen, request.get_full_path(), *more)


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
    return response
