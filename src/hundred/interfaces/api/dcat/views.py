"""The catalogue, and each dataset, as RDF in any form, of either profile."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from hundred.base.errors import Invalid
from hundred.base.time import LONDON
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetList
from hundred.interfaces.addresses import dataset_address, site_of
from hundred.interfaces.api.dcat import croissant, uk, us, wire
from hundred.interfaces.api.dcat.door import door
from hundred.interfaces.api.dcat.rdf import BY_MEDIA, BY_SUFFIX, JSONLD, Form, written
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.keeping import tag_of_catalogue, unchanged, with_tag
from hundred.interfaces.negotiation import HTML, preferred

PAGE = 50  # datasets: some ten thousand statements, half a second of work for Turtle
Profile = Literal["dcat-ap", "uk"]
PROFILES: Mapping[str, Any] = {"dcat-ap": wire, "uk": uk}
_CONFORMS = {
    "dcat-ap": "http://data.europa.eu/r5r/",
    "uk": "https://w3id.org/co-cddo/ukgov-metadata-exchange-model/",
}


@door
@open_to("anyone")
def catalog(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    """A page of the catalogue. `/catalog` answers in the form preferred, and leads people to the list."""
    if not suffix and preferred(request, BY_MEDIA) == HTML:
        response: HttpResponseBase = HttpResponseRedirect("/search")
        response.status_code = HTTPStatus.SEE_OTHER
        patch_vary_headers(response, ["Accept"])
        return response
    page, since, profile = _asked(request)
    site, form = site_of(request), form_of(request, suffix)

    def document() -> tuple[wire.Json, datetime | None, Mapping[str, str]]:
        asker = asker_of(request)
        found = catalogue.catalogue_page(asker=asker, page=page, size=PAGE, since=since)
        changed_at = catalogue.catalogue_changed_at(asker=asker)
        pages = _pages(request, f"{site.base}/catalog.{form.suffix}", found)
        around = {name: address for name, address in pages.items() if name != "self"}
        told = {"prev" if name == "previous" else name: address for name, address in around.items()}
        return PROFILES[profile].catalog(site, found, pages, changed_at), changed_at, told

    return _answer(request, form, profile, document)


@door
@open_to("anyone")
def dataset(request: HttpRequest, slug: str, suffix: str = "") -> HttpResponseBase:
    """A dataset with everything that belongs to it."""
    _known(request, ("profile",))
    profile, site, form = _profile(request), site_of(request), form_of(request, suffix)
    record = catalogue.dataset(asker=asker_of(request), slug=slug)

    def document() -> tuple[wire.Json, datetime | None, Mapping[str, str]]:
        files = catalogue.dataset_files(asker=asker_of(request), dataset=slug)
        page = dataset_address(site, record)
        told = PROFILES[profile].dataset_document(site, record, files)
        return told, record.updated_at or record.created_at, {"canonical": page}

    return _answer(request, form, profile, document)


@door
@open_to("anyone")
def data_json(request: HttpRequest) -> HttpResponseBase:
    """The whole catalogue as DCAT-US, written as it is read."""
    _known(request, ())
    tag = tag_of_catalogue(request)
    if found := unchanged(request, tag):
        return found
    site = site_of(request)

    def pieces() -> Iterator[str]:
        yield json.dumps(us.catalog(site), ensure_ascii=False)[:-1] + ', "dataset": ['
        mark = ""
        for record in catalogue.every_dataset(asker=asker_of(request)):
            yield mark + json.dumps(us.dataset(site, record), ensure_ascii=False)
            mark = ",\n"
        yield "]}"

    response = StreamingHttpResponse(pieces(), content_type="application/json")
    patch_vary_headers(response, ["Cookie"])
    return with_tag(request, response, tag)


@door
@open_to("anyone")
def croissant_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A dataset as Croissant."""
    _known(request, ())
    record = catalogue.dataset(asker=asker_of(request), slug=slug)
    told = json.dumps(croissant.dataset(site_of(request), record), ensure_ascii=False)
    response = HttpResponse(told, content_type=JSONLD.media)
    patch_vary_headers(response, ["Cookie"])
    return with_tag(request, response, tag_of_catalogue(request))


def form_of(request: HttpRequest, suffix: str) -> Form:
    """The form an address names by its end, else the one preferred, JSON-LD where there is no such wish."""
    return BY_SUFFIX[suffix] if suffix else BY_MEDIA.get(preferred(request, BY_MEDIA), JSONLD)


def _answer(
    request: HttpRequest,
    form: Form,
    profile: str,
    document: Callable[[], tuple[wire.Json, datetime | None, Mapping[str, str]]],
) -> HttpResponseBase:
    tag = tag_of_catalogue(request, form.media)
    if form is not JSONLD:
        tag = f"W/{tag}"  # statements have no order, so the bytes may differ from one process to the next
    if found := unchanged(request, tag):
        patch_vary_headers(found, ["Accept", "Cookie"])
        return found
    told, changed_at, links = document()
    response = HttpResponse(written(told, form), content_type=f"{form.media}; charset=utf-8")
    pointed = {"profile": _CONFORMS[profile], **links}
    response["Link"] = ", ".join(f'<{address}>; rel="{name}"' for name, address in pointed.items())
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    patch_vary_headers(response, ["Accept", "Cookie"])
    return with_tag(request, response, tag)


def _pages(request: HttpRequest, address: str, found: DatasetList) -> dict[str, str]:
    """This page of the catalogue and those around it, by their names in Hydra."""

    def at(page: int) -> str:
        asked = {**request.GET.dict(), "page": page}
        return f"{address}?{urlencode(asked)}"

    pages = {"self": at(found.page), "first": at(1), "last": at(found.pages)}
    if 1 < found.page <= found.pages:
        pages["previous"] = at(found.page - 1)
    if found.page < found.pages:
        pages["next"] = at(found.page + 1)
    return pages


def _asked(request: HttpRequest) -> tuple[int, datetime | None, str]:
    _known(request, ("page", "modified_since", "profile"))
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise Invalid(f"“{text[:20]}” is not a page.", "Pages count from 1.", field="page")
    return int(text), _since(request.GET.get("modified_since", "")), _profile(request)


def _since(text: str) -> datetime | None:
    """The instant from which changes are wanted; a day means its beginning in London."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= 10:
            return datetime.combine(found.date(), time(), LONDON)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except ValueError:
        raise Invalid(
            f"“{text[:40]}” is not a day or an instant.",
            "Write it like 2027-05-04 or 2027-05-04T15:07:00Z.",
            field="modified_since",
        ) from None


def _profile(request: HttpRequest) -> str:
    name = request.GET.get("profile", "dcat-ap")
    if name not in PROFILES:
        raise Invalid(f"There is no profile “{name[:40]}”.", f"Use {' or '.join(PROFILES)}.", field="profile")
    return name


def _known(request: HttpRequest, names: tuple[str, ...]) -> None:
    for name in request.GET:
        if name not in names:
            raise Invalid(
                f"There is no parameter “{name[:40]}”.",
                f"Use {', '.join(names)}." if names else "Leave it out.",
                field=name,
            )
