"""Completing a search while it is typed."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import urlencode

from hundred.catalogue import queries as catalogue
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Parameter, Route, with_default
from hundred.interfaces.api.native.links import base_of
from hundred.interfaces.api.native.shapes import text, whole
from hundred.interfaces.guard import asker_of, open_to


@open_to("anyone")
def suggestions(request: HttpRequest, /, *, q: str, size: int) -> HttpResponseBase:
    found = catalogue.suggestions(asker=asker_of(request), text=q, limit=size)
    page = f"{base_of(request)}/search?"
    listed = [{**asdict(each), "links": {"page": page + urlencode({"q": each.text})}} for each in found]
    return as_json(request, {"suggestions": listed, "total": len(listed)})


ROUTES = (
    Route(
        path="suggestions",
        name="suggestions",
        title="Complete a search",
        says="Titles that have all the words typed so far, the last of which may be unfinished.",
        subject="Datasets",
        view=suggestions,
        answer="SuggestionList",
        parameters=(
            Parameter("q", with_default(text("What is typed so far.", "spend"), "")),
            Parameter("size", with_default(whole("How many at most.", 8, least=1, most=20), 8)),
        ),
    ),
)
