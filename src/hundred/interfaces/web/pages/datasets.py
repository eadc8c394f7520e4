"""The page of a dataset."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.time import say_instant
from hundred.catalogue import policy as catalogue_policy
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import VersionRecord
from hundred.catalogue.vocabulary import DIGESTS
from hundred.community import queries as community
from hundred.interfaces import schemaorg
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.media import DESCRIPTIONS, alternates
from hundred.interfaces.web import citing
from hundred.interfaces.web.pages.findings import findings_csv, found_tasks
from hundred.interfaces.web.pages.listing import publisher_link, related_items
from hundred.interfaces.web.pages.taking import downloads
from hundred.interfaces.web.pages.using import uses
from hundred.interfaces.web.parts import Edition
from hundred.interfaces.web.writing import as_script, plural
from hundred.stewardship import queries as stewardship
from hundred.stewardship.occurrences import lines_of_dataset


@open_to("anyone")
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset: what it is, its tables, files and versions, what was found, how to use it."""
    asker, site = asker_of(request), site_of(request)
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
        "uses": {table.name: uses(site, record, table) for table in record.tables},
        "cite": citing.of_dataset(site, record),
        "follow": catalogue.follow_of(asker=asker, dataset=slug),
        "frequencies": list(DIGESTS.items()),
        "questions": community.questions(asker=asker, dataset=slug, limit=3),
        "reuses": community.reuses_of(asker=asker, dataset=slug),
        "related": related_items(catalogue.related(asker=asker, dataset=slug)),
        "descriptions": DESCRIPTIONS,
        "structured": as_script(schemaorg.dataset(site, record)),
        "may_add": catalogue_policy.may_add_to(asker, record.publisher.slug),
    }
    response = render(request, "datasets/dataset.html", given)
    response["Link"] = alternates(f"{site.base}/datasets/{slug}")
    return response


@open_to("anyone")
@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every line of a dataset's present files that a finding concerns, as CSV."""
    return findings_csv(request, lines_of_dataset(asker=asker_of(request), dataset=slug), slug)


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
