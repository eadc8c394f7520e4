"""Fetching a file from the web, without becoming a way into the machine's own network.

Every hop's host is resolved here, each of its addresses is checked, and the connection goes to the very
address that was checked: a name that answers differently the second time gains nothing.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from hundred import __version__
from hundred.base.errors import Invalid, NotFound, Unavailable
from hundred.base.identifiers import new_id

_HOPS = 5
_CONNECT_SECONDS, _READ_SECONDS = 10.0, 30.0
_CHUNK = 1 << 20
_REDIRECTS = {301, 302, 303, 307, 308}

Tell = Callable[[int, int], None]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and so one that strangers may name."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


@dataclass(frozen=True, slots=True)
class Rules:
    """How much may be fetched: bytes, seconds in all, and from which addresses."""

    bytes: int
    seconds: float = 3600.0
    allows: Callable[[str], bool] = is_public


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched file: its bytes on disk, the name it came under, and the address given (without password)."""

    path: Path
    name: str
    address: str


def fetch(address: str, into: Path, rules: Rules, tell: Tell = lambda done, total: None) -> Fetched:
    """Fetch a file into a folder.

    Raises Invalid for addresses we do not fetch and files too large, NotFound where the site has no such
    file, Unavailable where it does not answer as it should.
    """
    given = address
    deadline = time.monotonic() + rules.seconds
    timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        for _ in range(_HOPS + 1):
            try:
                with closing(client.send(_request(client, address, rules), stream=True)) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        address = urljoin(address, answer.headers["location"])
                        continue
                    _check_status(answer, given)
                    path = into / new_id()
                    _save(answer, path, rules, deadline, tell)
                    return Fetched(path, _name(answer, address), _without_password(given))
            except httpx.HTTPError as error:
                says = str(error) or type(error).__name__
                raise Unavailable(f"{given} could not be fetched: {says}.", "Try again later.") from error
    raise Unavailable(f"{given} leads from one address to the next without end.", "Check the address.")


def _request(client: httpx.Client, address: str, rules: Rules) -> httpx.Request:
    """What to ask for: the checked IP address in place of the host, which is named beside it."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid(f"{address} is not an address we fetch from.", "Use one that begins with https://.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Invalid(f"{address} is not a valid address.", "Check the number after its colon.") from error
    ip = _checked_address(parts.hostname, port, rules)
    target = httpx.URL(address).copy_with(host=ip)
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": f"Hundred/{__version__}",
        "Accept-Encoding": "identity",  # the bytes as they were published
    }
    return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": parts.hostname})


def _checked_address(host: str, port: int, rules: Rules) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise Unavailable(f"There is no host {host} to be found.", "Check the address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if refused := [ip for ip in addresses if not rules.allows(ip)]:
        raise Invalid(
            f"{host} is at {refused[0]}, an address inside a network, from which we do not fetch.",
            "Save the file yourself and add it from this machine.",
        )
    return addresses[0]


def _check_status(answer: httpx.Response, given: str) -> None:
    if answer.status_code in (404, 410):
        raise NotFound(
            f"There is nothing at {given} (the site says {answer.status_code}).", "Check the address."
        )
    if answer.status_code != httpx.codes.OK:
        says = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise Unavailable(f"{given} could not be fetched: the site says {says}.", "Try again later.")


def _save(answer: httpx.Response, path: Path, rules: Rules, deadline: float, tell: Tell) -> None:
    total = int(answer.headers.get("content-length") or 0) if "content-encoding" not in answer.headers else 0
    too_large = Invalid(f"The file is larger than the {rules.bytes:,} bytes allowed here.", "Split it.")
    if total > rules.bytes:
        raise too_large
    size = 0
    with path.open("xb") as out:
        for chunk in answer.iter_bytes(_CHUNK):
            size += len(chunk)
            if size > rules.bytes:
                raise too_large
            if time.monotonic() > deadline:
                raise Unavailable(
                    f"The file did not arrive within {rules.seconds:g} seconds.", "Try again later."
                )
            out.write(chunk)
            tell(size, total)


def _name(answer: httpx.Response, address: str) -> str:
    """The name the site gives the file, else the last part of its address; never a path."""
    header = Message()
    header["Content-Disposition"] = answer.headers.get("content-disposition", "")
    named = header.get_filename() or unquote(urlsplit(address).path)
    return PurePosixPath(named.replace("\\", "/")).name.replace("\0", "") or "download"


def _without_password(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
