"""Publishers: who they are and what each makes available."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.places import kind_of
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetSearch, PublisherRecord
from hundred.catalogue.vocabulary import DIGESTS
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web.pages.listing import items
from hundred.interfaces.web.parts import Link
from hundred.interfaces.web.writing import plural

_SHOWN = 100


@open_to("anyone")
@require_safe
def publishers(request: HttpRequest) -> HttpResponse:
    """Every publisher of the region."""
    found = catalogue.publishers(asker=asker_of(request))
    return render(request, "publishers/list.html", {"publishers": _cards(found)})


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
        "frequencies": list(DIGESTS.items()),
    }
    return render(request, "publishers/publisher.html", given)


def _cards(found: Iterable[PublisherRecord]) -> list[tuple[Link, str]]:
    return [
        (
            Link(record.title, reverse("publisher", args=[record.slug])),
            f"{record.kind_title}, {_held(record.datasets)}",
        )
        for record in found
    ]


def _held(datasets: int) -> str:
    return plural(datasets, "dataset") if datasets else "no dataset yet"


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
