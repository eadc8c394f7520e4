"""What an asker may keep of an answer, and how it learns that nothing has changed since."""

from hashlib import sha256
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from hundred import __version__
from hundred.catalogue import queries as catalogue
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import asker_of


def tag_of(*what: bytes | str) -> str:
    """An entity tag for whatever is told apart by these."""
    digest = sha256()
    for part in what:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return f'"{digest.hexdigest()[:32]}"'


def tag_of_catalogue(request: HttpRequest, *more: str) -> str:
    """The tag of an answer made of the catalogue's present state for this asker, known before it is made."""
    asker = asker_of(request)
    seen = f"{asker.id} {asker.is_data_team} {' '.join(asker.publishers)}"
    state = catalogue.catalogue_mark(asker=asker)
    return tag_of(__version__, repr(site_of(request)), state, seen, request.get_full_path(), *more)


def unchanged(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """The answer 304 where the asker has what the tag stands for, before any work is done for it."""
    # without a response to compare, Django answers only a condition that settles the matter
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        return None
    answer["ETag"] = tag
    return _kept_by(request, answer)


def with_tag(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with its entity tag, or 304 where the asker has it."""
    response["ETag"] = tag
    found = get_conditional_response(request, etag=tag, response=cast(HttpResponse, response))
    return _kept_by(request, found or response)


def _kept_by(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Anyone may keep what anyone may see, and asks each time whether it still holds."""
    signed_in = asker_of(request).signed_in
    response["Cache-Control"] = "private, no-cache" if signed_in else "public, max-age=0, must-revalidate"
    return response
