"""What happens around every request: who asks, and the headers every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from hundred.accounts.records import ANYONE
from hundred.catalogue import queries as catalogue
from hundred.interfaces.keeping import kept_by

Handler = Callable[[HttpRequest], HttpResponseBase]

# Nothing is loaded from another host, and nothing inline runs.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def who_asks(get_response: Handler) -> Handler:
    """Give the request its `person`, looked up only where somebody wants to know."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        request.person = SimpleLazyObject(  # type: ignore[attr-defined] # read back by guard.asker_of
            lambda: catalogue.person(asker=ANYONE, person=getattr(request.user, "pk", None))
        )
        return get_response(request)

    return handle


def headers(get_response: Handler) -> Handler:
    """Give every answer its security policy, and say who may keep a copy of it."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return kept_by(request, response)

    return handle
