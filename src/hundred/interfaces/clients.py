"""Who counts as one client, where shares and limits are kept fair: a person, else a network address."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

from hundred.interfaces.guard import asker_of

_IPV6_OF_ONE = 64  # bits: what one household or office is given


def client_of(request: HttpRequest) -> str:
    """The same for all requests of one signed-in person, or of one network address.

    Behind our own proxy the address is the last that X-Forwarded-For names; what stands before it is whatever
    the client wrote.
    """
    person = asker_of(request)
    if person.id is not None:
        return f"person {person.id}"
    address = request.META.get("REMOTE_ADDR", "")
    if settings.REGION.behind_https_proxy:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        known = ip_address(address)
    except ValueError:
        return "somewhere"
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return f"network {int(known) >> (128 - _IPV6_OF_ONE):x}"
    return f"address {known}"
