"""What every door for programs does alike: it only reads, answers HEAD and OPTIONS, and any site may ask."""

from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from hundred.interfaces.guard import asker_of

ALLOWED = "GET, HEAD, OPTIONS"


def bare(response: HttpResponseBase) -> HttpResponse:
    """The headers of an answer without its body, for HEAD."""
    found = HttpResponse(status=response.status_code, headers=response.headers)
    if isinstance(response, HttpResponse):
        found["Content-Length"] = str(len(response.content))
    if isinstance(response, FileResponse) and response.file_to_stream:
        response.file_to_stream.close()  # not the answer itself: that would say the request is over
    return found


def options(allowed: str = ALLOWED) -> HttpResponse:
    """The answer to OPTIONS."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})


def for_all(request: HttpRequest, response: HttpResponseBase, allowed: str = ALLOWED) -> HttpResponseBase:
    """Let any web page read what anyone may see; a signed-in person's answers are for our own pages."""
    response["X-Content-Type-Options"] = "nosniff"
    if request.method == "OPTIONS" or not asker_of(request).signed_in:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = allowed
        response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match, Range"
        response["Access-Control-Expose-Headers"] = (
            "ETag, Link, Content-Range, Content-Disposition, Hundred-Reads, Retry-After"
        )
        response["Access-Control-Max-Age"] = "86400"
    return response
