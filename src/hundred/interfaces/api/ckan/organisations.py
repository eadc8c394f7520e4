"""Actions on organisations (our publishers), groups (our themes), tags and licences."""

from typing import Any

from django.http import HttpRequest

from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import conditions as exact
from hundred.catalogue import queries as catalogue
from hundred.catalogue.queries.exactly import Wanted
from hundred.catalogue.vocabulary import THEMES
from hundred.interfaces.addresses import site_of
from hundred.interfaces.api.ckan import wire
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.api.ckan.packages import told
from hundred.interfaces.guard import asker_of

_MOST = 1_000
_ORDERS = {"name": "name", "title": "title", "package_count": "package_count", "packages": "package_count"}


def organization_list(request: HttpRequest, given: Arguments) -> Any:
    """The names of the publishers; with `all_fields`, the publishers. `organizations` (names), `sort`
    (`name`, `title` or `package_count`, then `asc` or `desc`), `limit`, `offset`."""
    records = catalogue.publishers(asker=asker_of(request))
    return _listed([wire.organization(record) for record in records], given, "organizations")


def organization_show(request: HttpRequest, given: Arguments) -> Any:
    """A publisher. `id`: its id or name; `include_datasets` adds its datasets, at most 1,000."""
    asker = asker_of(request)
    slug = catalogue.slug_of_publisher(asker=asker, name=given.needed("id"))
    found = wire.organization(catalogue.publisher(asker=asker, slug=slug))
    return found | _packages(request, given, exact.Is("publisher", slug))


def group_list(request: HttpRequest, given: Arguments) -> Any:
    """The names of the themes that have datasets; with `all_fields`, the themes. `groups`, `sort`, `limit`,
    `offset` as for organisations."""
    counts = {found.value: found.count for found in catalogue.themes(asker=asker_of(request))}
    return _listed([wire.group(theme, count) for theme, count in counts.items()], given, "groups")


def group_show(request: HttpRequest, given: Arguments) -> Any:
    """A theme. `id`: its id or name; `include_datasets` adds its datasets, at most 1,000."""
    theme = _theme(given)
    counts = {found.value: found.count for found in catalogue.themes(asker=asker_of(request))}
    return wire.group(theme, counts.get(theme, 0)) | _packages(request, given, exact.Is("theme", theme))


def group_package_show(request: HttpRequest, given: Arguments) -> Any:
    """The datasets of a theme. `id`, `limit` (at most 1,000)."""
    limit = given.number("limit", _MOST, _MOST)
    return _of(request, exact.Is("theme", _theme(given)), limit)


def tag_list(request: HttpRequest, given: Arguments) -> Any:
    """The tags that datasets have; with `all_fields`, as objects. `query`: those that hold it alone."""
    if given.text("vocabulary_id"):
        raise NotFound("There are no vocabularies here.")
    wanted = Wanted(size=0, count=("tag",))
    counts = catalogue.datasets_where(asker=asker_of(request), wanted=wanted).counts["tag"]
    query = given.text("query").lower()
    names = sorted(name for name in counts if query in name.lower())
    return [wire.tag(name) for name in names] if given.yes("all_fields") else names


def license_list(request: HttpRequest, given: Arguments) -> Any:
    """The licences that datasets here can have."""
    return wire.licences()


def _theme(given: Arguments) -> str:
    name = given.needed("id")
    theme = wire.theme_of(name)
    if not theme:
        raise NotFound(f"There is no group “{name[:100]}”. Groups are: {', '.join(THEMES)}.")
    return theme


def _packages(request: HttpRequest, given: Arguments, where: exact.Condition) -> dict[str, Any]:
    return {"packages": _of(request, where, _MOST)} if given.yes("include_datasets") else {}


def _of(request: HttpRequest, where: exact.Condition, limit: int) -> Any:
    wanted = Wanted(where, order=(("title", False),), size=limit)
    found = catalogue.datasets_where(asker=asker_of(request), wanted=wanted)
    return told(asker_of(request), site_of(request), found.datasets)


def _listed(found: list[dict[str, Any]], given: Arguments, choice: str) -> Any:
    """All of them, or those chosen, in order, a stretch of them; names alone unless all fields are wanted."""
    chosen = given.words(choice)
    if chosen:
        found = [one for one in found if one["name"] in chosen or one["id"] in chosen]
    name, _, way = (given.text("sort") or given.text("order_by") or "title asc").strip().partition(" ")
    if name not in _ORDERS or way.strip() not in ("", "asc", "desc"):
        raise Invalid(
            f"Cannot sort by field `{name[:60]}`", f"Use one of: {', '.join(_ORDERS)}.", field="sort"
        )
    found.sort(key=lambda one: one["name"])
    found.sort(key=lambda one: one[_ORDERS[name]], reverse=way.strip() == "desc")
    start = given.number("offset", 0, 10**9)
    some = found[start : start + given.number("limit", _MOST, _MOST)]
    return some if given.yes("all_fields") else [one["name"] for one in some]
