"""Finding datasets: `/search`, whose address holds the whole question."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetList, DatasetSearch
from hundred.catalogue.records import Facet as FacetRecord
from hundred.catalogue.vocabulary import DIGESTS
from hundred.interfaces.datasetquery import (
    AREA_AND_TIME,
    FACETS,
    SORTS,
    Question,
    asked_for,
    question_of,
    said,
)
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.listing import found_items
from hundred.interfaces.web.parts import Applied, Choice, Facet, Link
from hundred.interfaces.web.writing import number


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
        "asked": {name: asked.get(name, "") for name in ("q", "sort", *AREA_AND_TIME)},
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
        **_following(asked, found),
        "themes": () if found.total else _themes(request),
    }
    return render(request, "search/results.html", given)


@open_to("anyone")
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """`/datasets` leads to the search, which lists them all."""
    asked = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse('search')}{'?' if asked else ''}{asked}")


def address(asked: QueryDict, **changes: object) -> str:
    """The address of the same search with other values for some parameters; None leaves one out."""
    changed = asked.copy()
    for name, value in {"page": None, **changes}.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"{reverse('search')}{'?' if changed else ''}{changed.urlencode()}"


def _following(asked: QueryDict, found: DatasetList) -> dict[str, object]:
    """What a template needs to offer a search's feed and e-mails."""
    words = asked_for(asked)
    return {
        "followed": said(asked, found.facets),
        "asked_for": words,
        "feed": f"{reverse('search-feed')}{'?' if words else ''}{words}",
        "frequencies": list(DIGESTS.items()),
    }


def _own_address(asked: QueryDict, found: DatasetList) -> str:
    """The one address of this list, whatever the order of its parameters and whatever came with them."""
    return address(QueryDict(asked_for(asked)), page=found.page if found.page > 1 else None)


def _is_listed(asked: QueryDict, question: Question) -> bool:
    """Whether search engines should list this page: all datasets, or those of one choice. There is no end to
    the other questions."""
    search = question.search
    choices = sum(len(getattr(search, name)) for name in FACETS)
    own = search.text or any(asked.get(name) for name in ("sort", *AREA_AND_TIME))
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
