"""The bodies that publish."""

from django.http import HttpRequest, HttpResponseBase

from hundred.catalogue import queries as catalogue
from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Route, in_path
from hundred.interfaces.api.native.links import base_of
from hundred.interfaces.api.native.shapes import text
from hundred.interfaces.guard import asker_of, open_to


@open_to("anyone")
def publishers(request: HttpRequest) -> HttpResponseBase:
    found = catalogue.publishers(asker=asker_of(request))
    base = base_of(request)
    listed = [wire.publisher(record, base) for record in found]
    return as_json(request, {"publishers": listed, "total": len(listed)})


@open_to("anyone")
def publisher(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = catalogue.publisher(asker=asker_of(request), slug=slug)
    return as_json(request, wire.publisher(found, base_of(request)))


ROUTES = (
    Route(
        path="publishers",
        name="publishers",
        title="Every publisher",
        says="Councils, the combined authority and its partners, by title.",
        subject="Publishers",
        view=publishers,
        answer="PublisherList",
    ),
    Route(
        path="publishers/{slug}",
        name="publisher",
        title="One publisher",
        says="A publisher and how many of its datasets you may see.",
        subject="Publishers",
        view=publisher,
        answer="Publisher",
        parameters=(in_path("slug", text("The publisher’s short name.", "aldergate")),),
    ),
)
