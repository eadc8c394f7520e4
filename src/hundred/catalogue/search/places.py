"""The places that datasets are about: areas of councils and combined authorities, by GSS code."""

from functools import cache

from hundred.base.authorities import combined_authorities
from hundred.catalogue.models import Publisher


@cache
def register() -> dict[str, str]:
    """The titles of the public register's places by their GSS codes."""
    named: dict[str, str] = {}
    for authority in combined_authorities().values():
        named[authority.gss_code] = authority.title
        named |= {council.gss_code: council.title for council in authority.members}
    return named


def place_titles() -> dict[str, str]:
    """Every place we can name, by its GSS code: those of the public register, and the publishers' own."""
    own = Publisher.objects.exclude(gss_code="").order_by("pk").values_list("gss_code", "title")
    return {**register(), **dict(own)}
