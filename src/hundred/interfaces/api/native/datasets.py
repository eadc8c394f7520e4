"""Datasets: searching for them, and what each is made of."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetSearch
from hundred.catalogue.vocabulary import ACCESS, FRESHNESS, LICENCES, THEMES
from hundred.interfaces import datasetquery
from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Parameter, Route, in_path, with_default
from hundred.interfaces.api.native.links import base_of, point_to, same_with
from hundred.interfaces.api.native.shapes import text, whole
from hundred.interfaces.guard import asker_of, open_to
from hundred.stewardship import queries as stewardship


@open_to("anyone")
def datasets(
    request: HttpRequest, /, *, q: str, since: str, until: str, within: str, **narrowed: Any
) -> HttpResponseBase:
    search = DatasetSearch(
        text=q.strip(),
        since=datasetquery.since(since),
        until=datasetquery.until(until),
        within=datasetquery.within(within),
        **narrowed,
    )
    found = catalogue.datasets(asker=asker_of(request), search=search)
    before = same_with(request, page=found.page - 1) if found.page > 1 else None
    after = same_with(request, page=found.page + 1) if found.page < found.pages else None
    response = as_json(request, wire.dataset_list(found, base_of(request), (before, after)))
    point_to(response, next=after, previous=before)
    return response


@open_to("anyone")
def dataset(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = catalogue.dataset(asker=asker_of(request), slug=slug)
    return as_json(request, wire.dataset(found, base_of(request)))


@open_to("anyone")
def versions(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = catalogue.versions(asker=asker_of(request), dataset=slug)
    base = base_of(request)
    listed = [wire.version(record, slug, base) for record in found]
    return as_json(request, {"versions": listed, "total": len(listed)})


@open_to("anyone")
def files(request: HttpRequest, slug: str, *, replaced: str) -> HttpResponseBase:
    found = catalogue.dataset_files(asker=asker_of(request), dataset=slug, replaced=replaced == "true")
    base = base_of(request)
    listed = [wire.file(record, base) for record in found]
    return as_json(request, {"files": listed, "total": len(listed)})


@open_to("anyone")
def findings(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = stewardship.findings(asker=asker_of(request), dataset=slug)
    listed = [wire.finding(sha256, finding) for sha256, finding in found]
    return as_json(request, {"findings": listed, "total": len(listed)})


_SLUG = in_path("slug", text("The dataset’s short name.", "aldergate-spend"))

_WORDS = (
    "Words to look for: in titles, descriptions, tags, publishers, places, names of columns, and the values "
    "of those columns that name suppliers, services and places. Endings do not matter, and other words that "
    "councils use for the same thing are looked for too."
)

_SEARCH = (
    Parameter("q", with_default(text(_WORDS, "spend"), "")),
    Parameter("publisher", text("The short name of a publisher.", "aldergate"), many=True),
    Parameter("theme", text("A theme.", "spending", one_of=tuple(THEMES)), many=True),
    Parameter("place", text("The GSS code of a place that the rows are of.", "E08000035"), many=True),
    Parameter("licence", text("A licence.", "OGL-UK-3.0", one_of=tuple(LICENCES)), many=True),
    Parameter("format", text("The kind of files it came in.", "csv"), many=True),
    Parameter("access", text("Who may see it.", "open", one_of=tuple(ACCESS)), many=True),
    Parameter("updated", text("How lately it was updated.", "month", one_of=tuple(FRESHNESS)), many=True),
    Parameter("since", text("The first day that rows should tell of.", "2024-04-01"), free=True),
    Parameter("until", text("The last day; a month or a year means its last.", "2025"), free=True),
    Parameter(
        "within",
        text("West, south, east and north in degrees: has places there.", "-2.3,53.4,-2.1,53.6"),
        free=True,
    ),
    Parameter(
        "sort",
        with_default(
            text(
                "The order of the list; without `q`, `relevance` is `updated`.",
                "relevance",
                one_of=("relevance", "updated", "title", "newest"),
            ),
            "relevance",
        ),
    ),
    Parameter("page", with_default(whole("The number of the page.", 1, least=1, most=1_000_000), 1)),
    Parameter("size", with_default(whole("How many datasets a page holds.", 20, least=1, most=100), 20)),
)

ROUTES = (
    Route(
        path="datasets",
        name="datasets",
        title="Search datasets",
        says=(
            "Datasets that answer `q`, best first, narrowed by any of the other parameters. Of three or more "
            "words one may be missing; where few have them, those that have any word follow. A parameter "
            "given more than once means any of its values. `facets` tell what each choice would leave. "
            "`meant` is what a `q` that finds little may have meant."
        ),
        subject="Datasets",
        view=datasets,
        answer="DatasetList",
        parameters=_SEARCH,
    ),
    Route(
        path="datasets/{slug}",
        name="dataset",
        title="One dataset",
        says="A dataset with its publisher, its licence and its tables.",
        subject="Datasets",
        view=dataset,
        answer="Dataset",
        parameters=(_SLUG,),
    ),
    Route(
        path="datasets/{slug}/versions",
        name="versions",
        title="A dataset’s versions",
        says="Every version of the dataset’s tables. None ever changes; ask for its rows with `_version`.",
        subject="Datasets",
        view=versions,
        answer="VersionList",
        parameters=(_SLUG,),
    ),
    Route(
        path="datasets/{slug}/files",
        name="files",
        title="A dataset’s files",
        says="The files the dataset is made from, kept byte for byte.",
        subject="Datasets",
        view=files,
        answer="FileList",
        parameters=(
            _SLUG,
            Parameter(
                "replaced",
                with_default(
                    text(
                        "Whether to list files that newer ones replaced, too.",
                        "true",
                        one_of=("true", "false"),
                    ),
                    "false",
                ),
            ),
        ),
    ),
    Route(
        path="datasets/{slug}/findings",
        name="findings",
        title="What was found in a dataset’s files",
        says="Everything that someone may need to act on, with where it is and what to do.",
        subject="Datasets",
        view=findings,
        answer="FindingList",
        parameters=(_SLUG,),
    ),
)
