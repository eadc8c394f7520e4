"""Every route says who may use it, and keeps to what it says."""

from collections.abc import Iterator
from typing import get_args

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hundred.interfaces.guard import Who

# what stands in an address where a route has a parameter
EXAMPLES = {
    "slug": "nothing",
    "int": "1",
    "format": "csv",
    "rdf": "ttl",
    "str": "nothing",
    "path": "nothing",
}


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its whole pattern: `runs/<str:run>/again`."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, here)
        else:
            yield here, entry


ROUTES = sorted(dict(routes()).items())


def example(route: URLPattern, pattern: str) -> str:
    """An address that leads to the route."""
    for name, converter in route.pattern.converters.items():
        kind = next(kind for kind in EXAMPLES if f"<{kind}:{name}>" in pattern)
        pattern = pattern.replace(f"<{kind}:{name}>", EXAMPLES[kind])
        assert converter.to_python(EXAMPLES[kind])
    return f"/{pattern}"


def test_there_are_routes_of_every_kind() -> None:
    assert {getattr(route.callback, "open_to", None) for _, route in ROUTES} >= set(get_args(Who))


@pytest.mark.parametrize(("pattern", "route"), ROUTES, ids=[pattern or "/" for pattern, _ in ROUTES])
def test_a_route_says_who_may_use_it(pattern: str, route: URLPattern) -> None:
    assert getattr(route.callback, "open_to", None) in get_args(Who), f"{pattern} lacks @open_to"


GUARDED = [
    (pattern, route)
    for pattern, route in ROUTES
    if getattr(route.callback, "open_to", None) not in (None, "anyone")
]


@pytest.mark.django_db
@pytest.mark.parametrize(("pattern", "route"), GUARDED, ids=[pattern for pattern, _ in GUARDED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(pattern: str, route: URLPattern, method: str) -> None:
    address = example(route, pattern)
    answer = getattr(Client(), method)(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")
