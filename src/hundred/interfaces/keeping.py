"""What an asker may keep of an answer, and how it learns that nothing has changed since.

One rule for every interface (`kept_by`, applied to every answer by the web's middleware), so that no shared
cache ever shows one person what was made for another (RFC 9111).
"""

from hashlib import sha256
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from hundred import __version__
from hundred.catalogue import queries as catalogue
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import asker_of

PRIVATE = "private, no-store"
PUBLIC = "public, max-age=0, must-revalidate"
_SAFE = ("GET", "HEAD")
TELLS_WHO = ("Cookie",)  # the headers by which we know who asks


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
    return answer


def with_tag(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with its entity tag, or 304 where the asker has it."""
    response["ETag"] = tag
    found = get_conditional_response(request, etag=tag, response=cast(HttpResponse, response))
    return found or response


def kept_by(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its caching headers, or 304 where the asker has it already.

    What anyone may see, anyone may keep, and asks each time whether it still holds: an answer without a tag
    of its own gets one from its content. What was made for a signed-in person is kept by nobody, and neither
    is an answer that sets a cookie (a form's token, a message shown once), or one to anything but a question.
    """
    patch_vary_headers(response, TELLS_WHO)
    if asker_of(request).signed_in or request.method not in _SAFE or response.cookies:
        response.headers["Cache-Control"] = PRIVATE
        return response
    response.headers.setdefault("Cache-Control", PUBLIC)
    return _tagged(request, response) if response.headers["Cache-Control"] == PUBLIC else response


def _tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code != HTTPStatus.OK or response.streaming or "ETag" in response.headers:
        return response
    whole = cast(HttpResponse, response)
    tag = tag_of(whole.content)
    response.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=whole) or response
