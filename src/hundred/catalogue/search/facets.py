"""How a search can be narrowed, with counts: for each choice, how many datasets it would leave."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from tantivy import Query, Searcher

from hundred.catalogue.models import Publisher
from hundred.catalogue.records import DatasetSearch, Facet, FacetValue
from hundred.catalogue.search import fields
from hundred.catalogue.search.asking import Clause, age, all_of, must
from hundred.catalogue.search.places import register
from hundred.catalogue.vocabulary import ACCESS, FORMATS, FRESHNESS, LICENCES, THEMES

_MOST_VALUES = 1_000
TITLES = {
    "publisher": "Publisher",
    "theme": "Theme",
    "place": "Place",
    "updated": "Updated",
    "licence": "Licence",
    "format": "Format",
    "access": "Access",
}


def facets(
    searcher: Searcher, search: DatasetSearch, base: Sequence[Clause], narrowing: Mapping[str, Query]
) -> tuple[Facet, ...]:
    """Every facet of the datasets that satisfy `base`; each counts as if nothing of its own were chosen."""
    counts = _counts(searcher, base, narrowing)
    publishers = list(Publisher.objects.order_by("pk").values_list("slug", "title", "gss_code"))
    found = []
    for name, title in TITLES.items():
        chosen = getattr(search, name)
        titles = _titles(name, [*counts[name], *chosen], publishers)
        values = [value for value in titles if counts[name].get(value) or value in chosen]
        if name != "updated":  # whose values have an order of their own
            values.sort(key=lambda value: (-counts[name].get(value, 0), titles[value]))
        found.append(
            Facet(
                name,
                title,
                tuple(FacetValue(v, titles[v], counts[name].get(v, 0), v in chosen) for v in values),
            )
        )
    return tuple(found)


def _counts(
    searcher: Searcher, base: Sequence[Clause], narrowing: Mapping[str, Query]
) -> dict[str, dict[str, int]]:
    """The counts of every facet: one pass for those nothing is chosen of, one for each of the others."""
    free = [name for name in TITLES if name not in narrowing]
    passes = [(tuple(free), "")] + [((name,), name) for name in TITLES if name in narrowing]
    counts: dict[str, dict[str, int]] = {}
    for names, but in passes:
        query = all_of([*base, *(must(query) for name, query in narrowing.items() if name != but)])
        answer = searcher.aggregate(query, {name: asked(name) for name in names}) if names else {}
        counts |= {name: _counted(name, answer[name]["buckets"]) for name in names}
    return counts


def asked(name: str) -> dict[str, Any]:
    """What the index is asked to count for a facet."""
    if name != "updated":
        return {"terms": {"field": name, "size": _MOST_VALUES}}
    ranges, later = [], None
    for key, fresh in FRESHNESS.items():
        sooner = age(fresh.days) if fresh.days is not None else None
        ends = {"from": sooner, "to": later}
        ranges.append({"key": key, **{end: at for end, at in ends.items() if at is not None}})
        later = sooner
    return {"range": {"field": fields.UPDATED, "ranges": ranges}}


def _counted(name: str, buckets: list[dict[str, Any]]) -> dict[str, int]:
    counts = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    if name != "updated":
        return counts
    recent = [key for key, fresh in FRESHNESS.items() if fresh.days is not None]
    within = accumulate(counts.get(key, 0) for key in recent)  # the past month holds the past week
    return {**counts, **dict(zip(recent, within, strict=True))}


def _titles(name: str, values: Sequence[str], publishers: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    match name:
        case "publisher":
            return {slug: title for slug, title, _ in publishers if slug in values}
        case "place":
            named = register() | {code: title for _, title, code in publishers if code}
            return {code: named[code] for code in values if code in named}
        case "licence":
            return {key: licence.title for key, licence in LICENCES.items()}
        case "format":
            return {kind: FORMATS.get(kind, kind) for kind in values}
        case "updated":
            return {key: fresh.title for key, fresh in FRESHNESS.items()}
        case "theme":
            return THEMES
        case _:
            return ACCESS
