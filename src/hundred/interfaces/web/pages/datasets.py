"""Finding datasets, and the page of one."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.time import say_day, say_instant
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetList, DatasetRecord, DatasetSearch, VersionRecord
from hundred.catalogue.records import Facet as FacetRecord
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.findings import findings_csv, found_tasks
from hundred.interfaces.web.pages.listing import items, owned_title, publisher_link
from hundred.interfaces.web.pages.taking import downloads, examples
from hundred.interfaces.web.parts import Choice, Edition, Facet
from hundred.interfaces.web.writing import number, plural
from hundred.stewardship import queries as stewardship
from hundred.stewardship.occurrences import lines_of_dataset

SORTS = {"updated": "Last updated", "title": "Title", "newest": "Newest here"}
_FACETS = ("publisher", "theme", "licence", "access")


@open_to("anyone")
@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """The list of datasets, searched, narrowed, sorted and paged by the address."""
    search = _search(request.GET)
    found = catalogue.datasets(asker=asker_of(request), search=search)
    given = {
        "search": search,
        "found": found,
        "items": items(found.datasets),
        "facets": _facets(found.facets),
        "keep": [(name, request.GET[name]) for name in ("q", "sort") if request.GET.get(name)],
        "is_narrowed": any(getattr(search, name) for name in _FACETS),
        "sorts": [(title, _with(request.GET, sort=key), key == search.sort) for key, title in SORTS.items()],
        "shown": _shown(found, search.size),
        "previous": _with(request.GET, page=found.page - 1) if found.page > 1 else "",
        "next": _with(request.GET, page=found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "datasets/list.html", given)


@open_to("anyone")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search?q=…` leads to the list of datasets."""
    asked = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse('datasets')}{'?' if asked else ''}{asked}")


@open_to("anyone")
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset: what it is, its tables, files and versions, what was found, how to use it."""
    asker = asker_of(request)
    record = catalogue.dataset(asker=asker, slug=slug)
    versions = catalogue.versions(asker=asker, dataset=slug)
    given = {
        "dataset": record,
        "publisher": publisher_link(record),
        "files": catalogue.dataset_files(asker=asker, dataset=slug),
        "editions": _editions(slug, versions),
        "tasks": found_tasks(stewardship.findings(asker=asker, dataset=slug)),
        "main": max(record.tables, key=lambda table: table.rows, default=None),
        "downloads": {table.name: downloads(table) for table in record.tables},
        "examples": {table.name: examples(request, table) for table in record.tables},
        "cite": _citation(request, record),
        "may_add": catalogue_policy.may_add_to(asker, record.publisher.slug),
    }
    return render(request, "datasets/dataset.html", given)


@open_to("anyone")
@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every line of a dataset's present files that a finding concerns, as CSV."""
    return findings_csv(request, lines_of_dataset(asker=asker_of(request), dataset=slug), slug)


def _search(asked: QueryDict) -> DatasetSearch:
    page = asked.get("page", "1")
    sort = asked.get("sort", "updated")
    return DatasetSearch(
        text=asked.get("q", "").strip()[:200],
        publisher=tuple(asked.getlist("publisher")),
        theme=tuple(asked.getlist("theme")),
        licence=tuple(asked.getlist("licence")),
        access=tuple(asked.getlist("access")),
        sort=sort if sort in SORTS else "updated",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
    )


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


def _with(asked: QueryDict, **changes: object) -> str:
    """The address of this list with other values for some parameters; another sort starts on page one."""
    changed = asked.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"


def _shown(found: DatasetList, size: int) -> str:
    first = (found.page - 1) * size + 1
    last = first + len(found.datasets) - 1
    return f"{number(first)} to {number(last)} of {number(found.total)}" if found.pages > 1 else ""


def _citation(request: HttpRequest, record: DatasetRecord) -> str:
    updated = f", updated {say_day(record.updated_at)}" if record.updated_at else ""
    address = request.build_absolute_uri(request.path)
    region = settings.REGION.region_name
    return f"{owned_title(record)}{updated}. {region} datastore, {address}. {record.licence.title}."


def _editions(slug: str, versions: Sequence[VersionRecord]) -> tuple[Edition, ...]:
    several = len({version.table for version in versions}) > 1
    return tuple(
        Edition(
            title=f"{version.table}, version {version.number}" if several else f"Version {version.number}",
            when=say_instant(version.published_at),
            note=" ".join(filter(None, (version.says, f"{plural(version.rows, 'row')}."))),
            href=f"{reverse('table', args=[slug, version.table])}?_version={version.number}",
            current=version.is_current,
        )
        for version in versions
    )
