"""Full addresses: of the site, and of the pages before and after this one."""

from django.http import HttpRequest, HttpResponseBase


def base_of(request: HttpRequest) -> str:
    """The address the asker reached the site at, without a path."""
    return f"{request.scheme}://{request.get_host()}"


def same_with(request: HttpRequest, **changes: object) -> str:
    """This address with parameters changed; None leaves one out."""
    words = request.GET.copy()
    for name, value in changes.items():
        words.pop(name, None)
        if value is not None:
            words[name] = str(value)
    asked = f"?{words.urlencode()}" if words else ""
    return f"{base_of(request)}{request.path}{asked}"


def point_to(response: HttpResponseBase, *, next: str | None, previous: str | None) -> None:  # noqa: A002
    """Tell the pages around this one in the Link header too (RFC 8288)."""
    known = {"next": next, "prev": previous}
    if links := [f'<{address}>; rel="{name}"' for name, address in known.items() if address]:
        response["Link"] = ", ".join(links)
