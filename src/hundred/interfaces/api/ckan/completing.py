"""Actions that complete what somebody types, and small ones that programs ask before they begin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from hundred.base.errors import NotFound
from hundred.catalogue import conditions as exact
from hundred.catalogue import queries as catalogue
from hundred.catalogue.queries.exactly import Wanted
from hundred.catalogue.vocabulary import THEMES
from hundred.interfaces.api.ckan import wire
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.guard import asker_of

_FEW, _MOST = 10, 100


def package_autocomplete(request: HttpRequest, given: Arguments) -> Any:
    """Datasets whose title or name holds every word of `q`. `limit` (10, at most 100)."""
    words = given.needed("q").split()[:10]
    where = exact.All(
        tuple(exact.AnyOf((exact.Says(word, "title"), exact.Says(word, "slug"))) for word in words)
    )
    wanted = Wanted(where, order=(("title", False),), size=given.number("limit", _FEW, _MOST))
    found = catalogue.datasets_where(asker=asker_of(request), wanted=wanted).datasets
    return [
        {
            "name": one.slug,
            "title": one.title,
            "match_field": "title",
            "match_displayed": f"{one.title} ({one.slug})",
        }
        for one in found
    ]


def organization_autocomplete(request: HttpRequest, given: Arguments) -> Any:
    """Publishers whose title or name holds `q`. `limit` (10, at most 100)."""
    records = catalogue.publishers(asker=asker_of(request))
    found = [{"id": one.uuid, "name": one.slug, "title": one.title} for one in records]
    return _like(given, found)


def group_autocomplete(request: HttpRequest, given: Arguments) -> Any:
    """Themes whose title or name holds `q`. `limit` (10, at most 100)."""
    found = [
        {"id": wire.identifier("group", name), "name": name, "title": title} for name, title in THEMES.items()
    ]
    return _like(given, found)


def tag_autocomplete(request: HttpRequest, given: Arguments) -> Any:
    """Tags that hold `query` (or `q`), the commonest first. `limit` (10, at most 100)."""
    wanted = given.needed("query", "q").lower()
    found = [name for name in _counts(request, "tag") if wanted in name.lower()]
    return found[: given.number("limit", _FEW, _MOST)]


def format_autocomplete(request: HttpRequest, given: Arguments) -> Any:
    """Formats of resources that hold `q`, the commonest first. `limit` (5, at most 100)."""
    wanted = given.needed("q").lower()
    found = [wire.format_of_kind(kind).lower() for kind in _counts(request, "format")]
    return [name for name in found if wanted in name][: given.number("limit", 5, _MOST)]


def tag_search(request: HttpRequest, given: Arguments) -> Any:
    """Tags that hold `query` (or `q`), as objects, with how many there are. `limit`, `offset`."""
    wanted = (given.text("query") or given.text("q")).lower()
    found = sorted(name for name in _counts(request, "tag") if wanted in name.lower())
    start = given.number("offset", 0, 10**9)
    some = found[start : start + given.number("limit", 1_000, 1_000)]
    return {"count": len(found), "results": [wire.tag(name) for name in some]}


def tag_show(request: HttpRequest, given: Arguments) -> Any:
    """A tag. `id`: its id or name."""
    name = given.needed("id")
    found = next((one for one in _counts(request, "tag") if name in (one, wire.identifier("tag", one))), None)
    if found is None:
        raise NotFound(f"There is no tag “{name[:100]}”.")
    return wire.tag(found)


def vocabulary_list(request: HttpRequest, given: Arguments) -> Any:
    """Vocabularies of tags: there are none, as every tag is free."""
    return []


def organization_list_for_user(request: HttpRequest, given: Arguments) -> Any:
    """The publishers that the asker may publish for; none for whoever is not signed in."""
    return [wire.organization(record) for record in catalogue.publisher_choices(asker=asker_of(request))]


def _counts(request: HttpRequest, name: Any) -> Iterable[str]:
    return catalogue.datasets_where(asker=asker_of(request), wanted=Wanted(size=0, count=(name,))).counts[
        name
    ]


def _like(given: Arguments, found: list[dict[str, str]]) -> list[dict[str, str]]:
    wanted = given.needed("q").lower()
    some = [one for one in found if wanted in one["title"].lower() or wanted in one["name"]]
    return some[: given.number("limit", _FEW, _MOST)]
