"""Publishers: who they are and what each makes available."""

from collections import Counter
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.places import kind_of
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetSearch, PublisherRecord
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.listing import items
from hundred.interfaces.web.parts import Link
from hundred.interfaces.web.writing import plural

_SHOWN = 100


@open_to("anyone")
@require_safe
def publishers(request: HttpRequest) -> HttpResponse:
    """Every publisher of the region, by kind."""
    found = catalogue.publishers(asker=asker_of(request))
    groups = [(kind, _cards(r for r in found if r.kind_title == kind)) for kind in _kinds(found)]
    return render(request, "publishers/list.html", {"groups": groups, "count": len(found)})


@open_to("anyone")
@require_safe
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    """One publisher with its datasets."""
    asker = asker_of(request)
    record = catalogue.publisher(asker=asker, slug=slug)
    search = DatasetSearch(publisher=(slug,), sort="title", size=_SHOWN)
    found = catalogue.datasets(asker=asker, search=search)
    given = {
        "publisher": record,
        "facts": _facts(record),
        "datasets": items(found.datasets),
        "total": found.total,
    }
    return render(request, "publishers/publisher.html", given)


def _kinds(found: Iterable[PublisherRecord]) -> list[str]:
    """The kinds of publisher there are, the commonest first."""
    return [kind for kind, _ in Counter(record.kind_title for record in found).most_common()]


def _cards(found: Iterable[PublisherRecord]) -> list[tuple[Link, str]]:
    return [
        (
            Link(record.title, reverse("publisher", args=[record.slug])),
            plural(record.datasets, "dataset") if record.datasets else "No datasets yet",
        )
        for record in found
    ]


def _facts(record: PublisherRecord) -> list[tuple[str, str, str]]:
    """What is known of a publisher: (label, text, address) each, leaving out what is not."""
    place = f"{record.gss_code} ({kind_of(record.gss_code)})" if record.gss_code else ""
    known = (
        ("Kind", record.kind_title, ""),
        ("Official code", place, ""),
        ("Website", record.homepage, record.homepage if _is_web(record.homepage) else ""),
        ("E-mail", record.email, f"mailto:{record.email}"),
    )
    return [fact for fact in known if fact[1]]


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
