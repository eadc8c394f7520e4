"""Fetching from the web: from real servers on this machine, which only a test may name."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hundred.base.errors import Invalid, NotFound, Unavailable
from hundred.interfaces.cli.fetch import Rules, fetch, is_public

ANYWHERE = Rules(bytes=1000, allows=lambda address: True)


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/spend%20april.csv":
                self._answer(200, b"a,b\n1,2\n")
            case "/named":
                self._answer(
                    200, b"x", {"Content-Disposition": "attachment; filename*=UTF-8''..%2Fm%C3%A4rz.csv"}
                )
            case "/moved":
                self._answer(302, b"", {"Location": "/spend%20april.csv"})
            case "/inside":
                self._answer(302, b"", {"Location": "http://169.254.169.254/latest/meta-data"})
            case "/round":
                self._answer(302, b"", {"Location": "/round"})
            case "/other-scheme":
                self._answer(302, b"", {"Location": "file:///etc/passwd"})
            case "/large":
                self._answer(200, b"x" * 5000)
            case "/broken":
                self._answer(503, b"")
            case _:
                self._answer(404, b"")

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_a_file_comes_under_the_last_part_of_its_address(site: str, tmp_path: Path) -> None:
    fetched = fetch(f"{site}/spend%20april.csv?v=1", tmp_path, ANYWHERE)
    assert fetched.name == "spend april.csv"
    assert fetched.path.read_bytes() == b"a,b\n1,2\n"


def test_the_sites_own_name_wins_and_never_leaves_the_folder(site: str, tmp_path: Path) -> None:
    assert fetch(f"{site}/named", tmp_path, ANYWHERE).name == "märz.csv"


def test_redirects_are_followed_and_the_given_address_is_kept_without_its_password(
    site: str, tmp_path: Path
) -> None:
    given = f"{site}/moved".replace("//", "//user:secret@")
    fetched = fetch(given, tmp_path, ANYWHERE)
    assert fetched.name == "spend april.csv"
    assert fetched.address == f"{site}/moved"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/nothing", NotFound),
        ("/broken", Unavailable),
        ("/round", Unavailable),
        ("/large", Invalid),
        ("/other-scheme", Invalid),
    ],
)
def test_what_cannot_be_had_is_said(site: str, tmp_path: Path, path: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        fetch(f"{site}{path}", tmp_path, ANYWHERE)


def test_a_redirect_into_the_network_is_refused(site: str, tmp_path: Path) -> None:
    rules = Rules(bytes=1000, allows=lambda address: is_public(address) or address in ("127.0.0.1", "::1"))
    with pytest.raises(Invalid, match=r"169\.254\.169\.254"):
        fetch(f"{site}/inside", tmp_path, rules)


def test_names_of_this_machine_are_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="inside a network"):
        fetch(f"{site}/named", tmp_path, Rules(bytes=1000))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1%eth0",
        "fc00::1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_machines_and_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4009:80b::200e"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)
