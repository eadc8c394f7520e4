"""Finding datasets: `/search`, whose address holds the whole question."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.errors import Invalid
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetList, DatasetSearch
from hundred.catalogue.records import Facet as FacetRecord
from hundred.catalogue.vocabulary import FRESHNESS
from hundred.interfaces import datasetquery
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.listing import found_items
from hundred.interfaces.web.parts import Applied, Choice, Facet, Link
from hundred.interfaces.web.writing import number

SORTS = {"relevance": "Best match", "updated": "Last updated", "title": "Title", "newest": "Newest here"}
FACETS = ("publisher", "theme", "place", "updated", "licence", "format", "access")
_AREA_AND_TIME = ("since", "until", "within")
_MOST_CHOICES = 50  # of one facet that an address may choose
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks for: the search, and what of it could not be understood, by field."""

    search: DatasetSearch
    problems: dict[str, str]


@open_to("anyone")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Datasets searched, narrowed, sorted and paged by the address."""
    asked = request.GET
    question = question_of(asked)
    asker = asker_of(request)
    found = catalogue.datasets(asker=asker, search=question.search)
    given = {
        "search": question.search,
        "asked": {name: asked.get(name, "") for name in ("q", "sort", *_AREA_AND_TIME)},
        "problems": question.problems,
        "found": found,
        "items": found_items(found),
        "facets": _facets(found.facets),
        "applied": _applied(asked, found.facets, question),
        "sorts": _sorts(asked, question.search),
        "shown": _shown(found, question.search.size),
        "previous": address(asked, page=found.page - 1) if found.page > 1 else "",
        "next": address(asked, page=found.page + 1) if found.page < found.pages else "",
        "meant": address(asked, q=found.meant, page=None) if found.meant else "",
        "own_address": request.build_absolute_uri(_own_address(asked, found)),
        "is_listed": _is_listed(asked, question),
        "themes": () if found.total else _themes(request),
    }
    return render(request, "search/results.html", given)


@open_to("anyone")
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """`/datasets` leads to the search, which lists them all."""
    asked = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse('search')}{'?' if asked else ''}{asked}")


def question_of(asked: QueryDict) -> Question:
    """The search that an address asks for. What cannot be understood is left out, and said at its field."""
    problems: dict[str, str] = {}

    def read(reader: Callable[[str], T], name: str) -> T | None:
        try:
            return reader(asked.get(name, ""))
        except Invalid as problem:
            problems[name] = f"{problem.says} {problem.fix}"
            return None

    page, sort = asked.get("page", "1"), asked.get("sort", "")
    chosen: dict[str, Any] = {
        name: tuple(dict.fromkeys(asked.getlist(name)))[:_MOST_CHOICES] for name in FACETS
    }
    chosen["updated"] = tuple(value for value in chosen["updated"] if value in FRESHNESS)
    found = DatasetSearch(
        text=asked.get("q", "").strip()[:200],
        **chosen,
        within=read(datasetquery.within, "within"),
        since=read(datasetquery.since, "since"),
        until=read(datasetquery.until, "until"),
        sort=sort if sort in SORTS else "relevance",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        correct="exact" not in asked,
    )
    return Question(found, problems)


def address(asked: QueryDict, **changes: object) -> str:
    """The address of the same search with other values for some parameters; None leaves one out."""
    changed = asked.copy()
    for name, value in {"page": None, **changes}.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"{reverse('search')}{'?' if changed else ''}{changed.urlencode()}"


def _own_address(asked: QueryDict, found: DatasetList) -> str:
    """The one address of this list, whatever the order of its parameters and whatever came with them."""
    known = [(name, value) for name in ("q", *FACETS) for value in sorted(set(asked.getlist(name))) if value]
    words = QueryDict(mutable=True)
    for name, value in known:
        words.appendlist(name, value)
    return address(words, page=found.page if found.page > 1 else None)


def _is_listed(asked: QueryDict, question: Question) -> bool:
    """Whether search engines should list this page: all datasets, or those of one choice. There is no end to
    the other questions."""
    search = question.search
    choices = sum(len(getattr(search, name)) for name in FACETS)
    own = search.text or any(asked.get(name) for name in ("sort", *_AREA_AND_TIME))
    return not own and choices <= 1


def _facets(facets: Iterable[FacetRecord]) -> tuple[Facet, ...]:
    """The facets that can narrow anything: those with several values, or with a chosen one."""
    return tuple(
        Facet(
            facet.name,
            facet.title,
            tuple(Choice(value.value, value.title, value.count, value.chosen) for value in facet.values),
        )
        for facet in facets
        if len(facet.values) > 1 or any(value.chosen for value in facet.values)
    )


def _applied(asked: QueryDict, facets: Iterable[FacetRecord], question: Question) -> tuple[Applied, ...]:
    chosen = [
        Applied(f"{facet.title}: {value.title}", _without(asked, facet.name, value.value))
        for facet in facets
        for value in facet.values
        if value.chosen
    ]
    search = question.search
    said = {
        "since": f"Tells of days since {asked.get('since', '')}" if search.since else "",
        "until": f"Tells of days until {asked.get('until', '')}" if search.until else "",
        "within": "Within an area of the map" if search.within else "",
    }
    return (*chosen, *(Applied(says, address(asked, **{name: None})) for name, says in said.items() if says))


def _without(asked: QueryDict, name: str, value: str) -> str:
    left = asked.copy()
    left.setlist(name, [other for other in asked.getlist(name) if other != value])
    return address(left)


def _sorts(asked: QueryDict, search: DatasetSearch) -> list[tuple[str, str, bool]]:
    offered = {key: title for key, title in SORTS.items() if key != "relevance" or search.text}
    chosen = search.sort if search.sort in offered else "updated"
    return [
        (title, address(asked, sort=None if key == "relevance" else key), key == chosen)
        for key, title in offered.items()
    ]


def _themes(request: HttpRequest) -> list[tuple[Link, int]]:
    """Every theme with how many datasets it has, for whoever found nothing."""
    everything = catalogue.datasets(asker=asker_of(request), search=DatasetSearch(size=1))
    theme = next(facet for facet in everything.facets if facet.name == "theme")
    return [
        (Link(value.title, f"{reverse('search')}?theme={value.value}"), value.count) for value in theme.values
    ]


def _shown(found: DatasetList, size: int) -> str:
    first = (found.page - 1) * size + 1
    last = first + len(found.datasets) - 1
    return f"{number(first)} to {number(last)} of {number(found.total)}" if found.pages > 1 else ""
