"""The addresses that clients of CKAN know: actions, dumps of tables, and pages, which lead to ours."""

from collections.abc import Iterator

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header

from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import queries as catalogue
from hundred.interfaces.addresses import site_of
from hundred.interfaces.api.ckan import rowtext, wire
from hundred.interfaces.api.ckan.actions import ACTIONS
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.api.ckan.datastore import asked_of, fields, open_resource
from hundred.interfaces.api.ckan.door import JSON, BadRequest, arguments_in, door, envelope
from hundred.interfaces.api.ckan.resources import no_resource, place_of
from hundred.interfaces.guard import asker_of, open_to
from hundred.lake import numbered

_SECONDS = 3600.0  # a download lasts as long as its reader's connection is slow


@door
@open_to("anyone")
def action(request: HttpRequest, name: str) -> HttpResponseBase:
    if name not in ACTIONS:
        raise BadRequest(f"Action name not known: {name[:100]}")
    given = Arguments(arguments_in(request))
    return envelope(request, name, ACTIONS[name](request, given))


@door
@open_to("anyone")
def version(request: HttpRequest) -> HttpResponseBase:
    return HttpResponse('{"version": 3}', content_type=JSON)


@door
@open_to("anyone")
def dump(request: HttpRequest, resource: str) -> HttpResponseBase:
    """All rows of a table, or those asked for as in `datastore_search`, as a file."""
    given = Arguments(arguments_in(request))
    form = given.text("format", "csv").lower()
    if form not in rowtext.DUMPS:
        raise Invalid(f"Must be one of: {', '.join(rowtext.DUMPS)}.", field="format")
    record, data = open_resource(asker_of(request), resource)
    asked, bom = asked_of(data.schema, given, whole=True), given.yes("bom")

    def pieces() -> Iterator[bytes]:
        with numbered.rows(data, asked, seconds=_SECONDS) as batches:
            for piece in rowtext.dump(form, asked.columns, fields(asked.columns), batches, bom=bom):
                yield piece.encode()

    made = pieces()
    first = next(made)  # what cannot be answered is said before the first byte
    response = StreamingHttpResponse(_after(first, made), content_type=rowtext.DUMPS[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{record.uuid}.{form}") or ""
    return response


@open_to("anyone")
def dataset(request: HttpRequest, name: str) -> HttpResponseBase:
    """To a dataset's page."""
    slug = catalogue.slug_of_dataset(asker=asker_of(request), name=name)
    return HttpResponseRedirect(f"{site_of(request).base}/datasets/{slug}")


@open_to("anyone")
def resource(request: HttpRequest, name: str, resource: str, download: str = "") -> HttpResponseBase:
    """To a table's or a file's page; with the word `download`, to what it holds."""
    asker = asker_of(request)
    slug, table, sha256 = place_of(asker, resource)
    if slug != catalogue.slug_of_dataset(asker=asker, name=name):
        raise no_resource(resource)
    page = f"/datasets/{slug}/tables/{table}" if table else f"/files/{sha256}"
    end = (".csv" if table else "/content") if download else ""
    return HttpResponseRedirect(f"{site_of(request).base}{page}{end}")


@open_to("anyone")
def organization(request: HttpRequest, name: str) -> HttpResponseBase:
    """To a publisher's page."""
    slug = catalogue.slug_of_publisher(asker=asker_of(request), name=name)
    return HttpResponseRedirect(f"{site_of(request).base}/publishers/{slug}")


@open_to("anyone")
def group(request: HttpRequest, name: str) -> HttpResponseBase:
    """To the datasets of a theme."""
    theme = wire.theme_of(name)
    if not theme:
        raise NotFound(f"There is no group “{name[:100]}”.")
    return HttpResponseRedirect(f"{site_of(request).base}/search?theme={theme}")


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
