"""The places that datasets are about: areas of councils and combined authorities, by GSS code."""

from hundred.base.authorities import combined_authorities
from hundred.catalogue.models import Publisher


def place_titles() -> dict[str, str]:
    """Every place we can name, by its GSS code: those of the public register, and the publishers' own."""
    named: dict[str, str] = {}
    for authority in combined_authorities().values():
        named[authority.gss_code] = authority.title
        named |= {council.gss_code: council.title for council in authority.members}
    own = Publisher.objects.exclude(gss_code="").order_by("pk").values_list("gss_code", "title")
    return {**named, **dict(own)}
