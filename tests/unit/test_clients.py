"""One client is one person, one address of IPv4, or one network of IPv6."""

from dataclasses import replace

import pytest
from django.test import RequestFactory
from pytest_django import Settings as DjangoSettings

from hundred.accounts.records import Person
from hundred.interfaces.clients import client_of


def client(address: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client_of(RequestFactory().get("/", REMOTE_ADDR=address, headers=headers))


def test_an_address_is_a_client() -> None:
    assert client("192.0.2.1") == client("192.0.2.1")
    assert client("192.0.2.1") != client("192.0.2.2")


def test_a_network_of_ipv6_is_one_client() -> None:
    assert client("2001:db8::1") == client("2001:db8::ffff:1")
    assert client("2001:db8::1") != client("2001:db8:0:1::1")


def test_a_person_is_one_client_everywhere() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    request.person = Person(7, "Ash", "ash@example.org", "reader")  # type: ignore[attr-defined]
    assert client_of(request) == "person 7"


def test_only_our_own_proxy_is_believed(settings: DjangoSettings) -> None:
    assert client("192.0.2.1", "198.51.100.1") == client("192.0.2.1")
    settings.REGION = replace(settings.REGION, behind_https_proxy=True)
    assert client("127.0.0.1", "203.0.113.9, 198.51.100.1") == client("127.0.0.1", "198.51.100.1")
    assert client("127.0.0.1", "nonsense") == "somewhere"


@pytest.mark.parametrize("address", ["", "unix:"])
def test_a_client_without_an_address_is_somewhere(address: str) -> None:
    assert client(address) == "somewhere"
