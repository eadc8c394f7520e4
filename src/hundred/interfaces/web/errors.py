"""The five errors as pages that say what happened and what to do."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from hundred.base.errors import Conflict, HundredError, Invalid, NotAllowed, NotFound, Unavailable
from hundred.interfaces.guard import NotSignedIn

_STATUS: dict[type[HundredError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Invalid: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_TEMPLATE = {
    HTTPStatus.NOT_FOUND: "404.html",
    HTTPStatus.FORBIDDEN: "403.html",
    HTTPStatus.TOO_MANY_REQUESTS: "429.html",
}


class AsPages:
    """Middleware that turns the five errors into pages, and a missing sign-in into the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page for one of our errors; None leaves any other exception to Django."""
        if isinstance(exception, NotSignedIn):
            return HttpResponseRedirect(
                f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"
            )
        if not isinstance(exception, HundredError):
            return None
        kind = next(kind for kind in _STATUS if isinstance(exception, kind))
        return error_page(request, _STATUS[kind], exception.says, exception.fix)


def error_page(request: HttpRequest, status: HTTPStatus, says: str = "", fix: str = "") -> HttpResponse:
    """The page for a status, with what happened and what to do where that is known."""
    template = _TEMPLATE.get(status, "400.html")
    return render(request, template, {"says": says, "fix": fix, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, HTTPStatus.NOT_FOUND)


def too_many(request: HttpRequest, minutes: int = 1) -> HttpResponse:
    """The page for someone who tries too often, with how long to wait."""
    wait = "one minute" if minutes == 1 else f"{minutes} minutes"
    response = error_page(
        request, HTTPStatus.TOO_MANY_REQUESTS, fix=f"Wait {wait}, then go back and try again."
    )
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    says = "This form was open for too long, or your browser keeps no cookies."
    return error_page(
        request, HTTPStatus.FORBIDDEN, says, "Go back, load the page again and send it once more."
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The last page: it needs neither a person nor a database, since either may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
