"""A file's bytes, whole or in part."""

from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import RequestFactory

from hundred.interfaces.ranges import send

pytestmark = pytest.mark.django_db  # closing an answer lets go of its database connections

TAG = '"9f86"'


def asked(folder: Path, **headers: str) -> FileResponse:
    path = folder / "kept"
    path.write_bytes(b"0123456789")
    request = RequestFactory().get("/", headers=headers)
    return send(request, path, name="spend 2027.csv", tag=TAG)  # type: ignore[return-value]


def body(response: FileResponse) -> bytes:
    try:
        return b"".join(response)  # type: ignore[arg-type] # a synchronous stream
    finally:
        response.close()


def test_the_whole_file_is_saved_never_shown(tmp_path: Path) -> None:
    response = asked(tmp_path)
    assert (response.status_code, body(response)) == (200, b"0123456789")
    assert response["Content-Length"] == "10"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="spend 2027.csv"'
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("wanted", "bytes_sent", "said"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=7-99", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
    ],
)
def test_a_range_of_it(tmp_path: Path, wanted: str, bytes_sent: bytes, said: str) -> None:
    response = asked(tmp_path, range=wanted)
    assert (response.status_code, body(response), response["Content-Range"]) == (206, bytes_sent, said)
    assert response["Content-Length"] == str(len(bytes_sent))


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_no_such_range(tmp_path: Path, wanted: str) -> None:
    response = asked(tmp_path, range=wanted)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize(
    "headers",
    [{"range": "bytes=0-1,3-4"}, {"range": "lines=1-2"}, {"range": "bytes=0-1", "if-range": '"other"'}],
)
def test_what_cannot_be_answered_in_part_is_answered_whole(tmp_path: Path, headers: dict[str, str]) -> None:
    response = asked(tmp_path, **headers)
    assert (response.status_code, body(response)) == (200, b"0123456789")
