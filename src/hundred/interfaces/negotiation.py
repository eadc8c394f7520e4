"""One address, several forms of the same thing: which of them a request prefers."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from hundred.interfaces.guard import View

HTML = "text/html"


def preferred(request: HttpRequest, media: Mapping[str, Any], first: str = HTML) -> str:
    """The media type of these and `text/html` that the request likes best, `first` among equals.

    Whoever takes anything, asks for something we do not have, or writes nonsense, gets `first`.
    """
    return request.get_preferred_type([first, HTML, *media]) or first


def page_or(view: View[...], page: View[...], media: Mapping[str, Any], *, first: str = HTML) -> View[...]:
    """A view of an address that people and programs share: the page, unless another form is preferred.

    Whoever takes anything gets `first`.
    """

    @wraps(page)
    def negotiated(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        chosen = preferred(request, media, first)
        answer: Callable[..., HttpResponseBase] = page if chosen == HTML else view
        response = answer(request, *args, **parts)
        patch_vary_headers(response, ["Accept"])
        return response

    return cast(View[...], negotiated)
