"""Actions on packages, which are our datasets. Their docstrings are what `help_show` tells."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from hundred.accounts.records import Person
from hundred.catalogue import conditions as exact
from hundred.catalogue import queries as catalogue
from hundred.catalogue.queries.exactly import Exactly, Wanted
from hundred.catalogue.records import DatasetRecord
from hundred.interfaces.addresses import Site, site_of
from hundred.interfaces.api.ckan import lucene, searching, wire
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.guard import asker_of

MOST_PACKAGES, _MOST_NAMES = 1_000, 100_000
_LONGEST_TEXT = 200  # letters of a search, as on the page
_KNOWN = {
    "q", "fq", "fq_list", "sort", "rows", "start", "fl", "facet", "facet.field", "facet.limit",
    "facet.mincount", "include_private",
    # what is about Solr, or about what there is none of here, is let be
    "include_drafts", "include_deleted", "use_default_schema", "qf", "bf", "boost", "mm", "tie", "defType",
    "q.op", "wt", "df",
}  # fmt: skip


def package_list(request: HttpRequest, given: Arguments) -> Any:
    """The names of the datasets. `limit`, `offset`."""
    found = catalogue.slugs(asker=asker_of(request))
    start = given.number("offset", 0, 10**9)
    return list(found[start : start + given.number("limit", _MOST_NAMES, _MOST_NAMES)])


def package_show(request: HttpRequest, given: Arguments) -> Any:
    """A dataset with its resources: its tables, whose rows the datastore has, and its files as they came.
    `id`: its id or name."""
    asker = asker_of(request)
    name = given.needed("id", "name_or_id")
    record = catalogue.dataset(asker=asker, slug=catalogue.slug_of_dataset(asker=asker, name=name))
    return told(asker, site_of(request), [record])[0]


def package_search(request: HttpRequest, given: Arguments) -> Any:
    """Datasets that answer a search. `q`, `fq`, `fq_list`, `rows` (10, at most 1,000), `start`, `sort`,
    `facet.field`, `facet.limit`, `facet.mincount`, `fl`, `include_private`."""
    unknown = [name for name in given.given if name not in _KNOWN and not name.startswith("ext_")]
    if unknown:
        raise lucene.BadQuery(f"Invalid search parameters: {', '.join(unknown)[:200]}.")
    wanted, facets = _wanted(given), given.many("facet.field") or given.words("facet.field")
    unknown = [name for name in facets if name not in searching.FACETS]
    counted = tuple(dict.fromkeys(searching.FACETS[name] for name in facets if name in searching.FACETS))
    if not given.yes("facet", default=True):
        counted, facets, unknown = (), [], []
    asker = asker_of(request)
    found = catalogue.datasets_where(asker=asker, wanted=_counting(wanted, counted))
    packages = told(asker, site_of(request), found.datasets)
    if shown := given.words("fl"):
        packages = [{name: one[name] for name in shown if name in one} for one in packages]
    return {
        "count": found.total,
        "sort": given.text("sort") or searching.DEFAULT_ORDER,
        "results": packages,
        **_facets(request, given, [name for name in facets if name not in unknown], found),
    }


def current_package_list_with_resources(request: HttpRequest, given: Arguments) -> Any:
    """Datasets with their resources, those last changed first. `limit` (at most 1,000), `offset`."""
    size = given.number("limit", MOST_PACKAGES, MOST_PACKAGES)
    start = given.number("offset", 0, 10**9)
    wanted = Wanted(order=(("updated", True),), start=start, size=size)
    found = catalogue.datasets_where(asker=asker_of(request), wanted=wanted)
    return told(asker_of(request), site_of(request), found.datasets)


def told(asker: Person, site: Site, found: Sequence[DatasetRecord]) -> list[dict[str, Any]]:
    """Datasets as packages."""
    files = catalogue.files_of(asker=asker, datasets=[record.slug for record in found])
    return [wire.package(site, record, files.get(record.slug, ())) for record in found]


def _wanted(given: Arguments) -> Wanted:
    text = given.text("q").strip()
    asked = [*given.many("fq"), *given.many("fq_list")]
    if ":" in text or text == "*":  # as in CKAN: else it is words
        asked.append(text)
        text = ""
    where = [searching.condition_of(one) for one in asked]
    if not given.yes("include_private"):
        where.append(exact.Is("access", "open"))
    return Wanted(
        where=exact.All(tuple(where)),
        text=text[:_LONGEST_TEXT],
        order=searching.order_of(given.text("sort")),
        start=given.number("start", 0, 10**9),
        size=given.number("rows", 10, MOST_PACKAGES),
    )


def _counting(wanted: Wanted, counted: Any) -> Wanted:
    return Wanted(wanted.where, wanted.text, wanted.order, wanted.start, wanted.size, counted)


def _facets(request: HttpRequest, given: Arguments, names: Sequence[str], found: Exactly) -> dict[str, Any]:
    """How often each value occurs: by name, and with what people call it."""
    limit, least = given.number("facet.limit", 50, 10_000), given.number("facet.mincount", 1, 10**9)
    titles: dict[str, str] = {}
    if "organization" in names:
        titles = {one.slug: one.title for one in catalogue.publishers(asker=asker_of(request))}
    counts: dict[str, dict[str, int]] = {}
    for name in names:
        values = found.counts[searching.FACETS[name]]
        if name == "res_format":
            values = {wire.format_of_kind(kind): count for kind, count in values.items()}
        kept = [(value, count) for value, count in values.items() if count >= least]
        counts[name] = dict(kept[: limit or None])
    shown = {
        name: {
            "title": name,
            "items": [
                {"name": value, "display_name": wire.facet_title(name, value, titles), "count": count}
                for value, count in values.items()
            ],
        }
        for name, values in counts.items()
    }
    return {"facets": counts, "search_facets": shown}
