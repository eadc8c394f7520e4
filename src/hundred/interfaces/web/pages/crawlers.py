"""What search engines ask for: which pages there are, and which to leave alone.

A crawler is a stranger, whoever's cookies it carries: it is told of what anyone may see.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from hundred.accounts.records import ANYONE
from hundred.base.errors import NotFound
from hundred.catalogue import queries as catalogue
from hundred.community import queries as community
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import open_to
from hundred.interfaces.keeping import tag_of_catalogue, unchanged, with_tag

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = ("home", "search", "publishers", "about", "accessibility", "api", "sql", "data-requests", "reuses")
# forms, and addresses without end: a table's rows in every order, pages within pages, questions to the APIs
_ROBOTS = """User-agent: *
Disallow: /add
Disallow: /admin
Disallow: /account
Disallow: /runs
Disallow: /sign-in
Disallow: /search?*q=
Disallow: /search.atom?
Disallow: /follows/
Disallow: /waiting
Disallow: /confirm/
Disallow: /requests/ask
Disallow: /reuses/add
Disallow: /datasets/*/questions/ask
Disallow: /*?*_after=
Disallow: /*?*_before=
Disallow: /sql?
Disallow: /datasets/*/tables/*?
Disallow: /files/*?
Disallow: /api/v1/sql
Disallow: /api/v1/*/rows
Disallow: /api/v1/*/groups
"""

Entry = tuple[str, datetime | None]


@open_to("anyone")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers should leave alone, and where the map of the rest is."""
    text = f"{_ROBOTS}\nSitemap: {site_of(request).base}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain")


@open_to("anyone")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The map's own list of pages: each is short enough for the protocol's limit of 50,000 addresses."""

    def maps() -> Iterable[Entry]:
        changed_at = catalogue.catalogue_changed_at(asker=ANYONE)
        yield reverse("sitemap-pages"), changed_at
        for after in catalogue.places_in_order(asker=ANYONE) if changed_at else ():
            yield reverse("sitemap-datasets", args=[after]), changed_at

    return _map(request, "sitemapindex", "sitemap", maps)


@open_to("anyone")
@require_safe
def pages(request: HttpRequest) -> HttpResponseBase:
    """The pages of the site itself, its data requests and its publishers."""

    def own() -> Iterable[Entry]:
        changed_at = catalogue.catalogue_changed_at(asker=ANYONE)
        for name in _PAGES:
            yield reverse(name), changed_at if name == "home" else None
        for number in community.request_addresses(asker=ANYONE):
            yield reverse("data-request", args=[number]), None
        for found in catalogue.publisher_addresses(asker=ANYONE):
            yield reverse("publisher", args=[found.slug]), found.changed_at

    return _map(request, "urlset", "url", own)


@open_to("anyone")
@require_safe
def datasets(request: HttpRequest, after: int) -> HttpResponseBase:
    """Some thousands of datasets and their tables, from a place in the order they came."""
    if after > 2**62:
        raise NotFound("There is no such map.", "Begin with /sitemap.xml.")

    def listed() -> Iterable[Entry]:
        for found in catalogue.addresses(asker=ANYONE, after=after):
            parts = ("table", [found.dataset, found.slug]) if found.dataset else ("dataset", [found.slug])
            yield reverse(parts[0], args=parts[1]), found.changed_at

    return _map(request, "urlset", "url", listed)


def _map(
    request: HttpRequest, whole: str, one: str, entries: Callable[[], Iterable[Entry]]
) -> HttpResponseBase:
    """The map of these entries, unless the asker has it already."""
    tag = tag_of_catalogue(request)
    if found := unchanged(request, tag):
        return found
    base = site_of(request).base
    told = [_entry(one, base, address, changed_at) for address, changed_at in entries()]
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_SPACE}">\n{"".join(told)}</{whole}>\n'
    response = HttpResponse(text, content_type="application/xml")
    if changed_at := catalogue.catalogue_changed_at(asker=ANYONE):
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return with_tag(request, response, tag)


def _entry(name: str, base: str, address: str, changed_at: datetime | None) -> str:
    when = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<{name}><loc>{escape(base + address)}</loc>{when}</{name}>\n"
