"""A file's bytes over HTTP: whole or from a place in it, so that a broken download goes on."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def send(request: HttpRequest, path: Path, *, name: str, tag: str) -> HttpResponseBase:
    """The file to be saved under a name, never shown: 200 whole, 206 a range of it, 416 where there is no
    such range."""
    size = path.stat().st_size
    span = _span(request, size, tag)
    if span is not None and not span:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    stream = path.open("rb")
    if not span:
        response = _attached(stream, name)
    else:
        stream.seek(span.start)
        response = _attached(_Slice(stream, len(span)), name)
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response["Content-Length"] = str(len(span) if span else size)
    response["Accept-Ranges"] = "bytes"
    return response


def _attached(stream: "BinaryIO | _Slice", name: str) -> FileResponse:
    kind = "application/octet-stream"  # a browser must not take a stranger's bytes for a page
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=kind)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _span(request: HttpRequest, size: int, tag: str) -> range | None:
    """The bytes asked for; None for all of them, and an empty range where there are none such."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.groups() == ("", "") or request.headers.get("If-Range", tag) != tag:
        return None  # several ranges at once are answered with the whole, as RFC 9110 allows
    first, last = asked.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(size, int(last) + 1 if last else size))


class _Slice:
    """A stream that ends after so many bytes."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self._stream, self._left = stream, left

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        self._stream.close()
