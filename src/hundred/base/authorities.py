"""England's combined authorities and their constituent councils, from the public register."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_REGISTER = Path(__file__).with_name("authorities.toml")


@dataclass(frozen=True, slots=True)
class Council:
    """A constituent council: its GSS code, its short name for addresses, and its title."""

    gss_code: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class CombinedAuthority:
    """A combined (county) authority with its constituent councils."""

    gss_code: str
    slug: str
    title: str
    members: tuple[Council, ...]


@cache
def combined_authorities() -> dict[str, CombinedAuthority]:
    """Every combined authority by its GSS code, in order of code."""
    register = tomllib.loads(_REGISTER.read_text("utf-8"))
    return {
        code: CombinedAuthority(
            code, entry["slug"], entry["title"], tuple(Council(**member) for member in entry["members"])
        )
        for code, entry in sorted(register.items())
    }


def council_named(title: str) -> Council | None:
    """The constituent council that goes by that name: its title, its short name or its GSS code."""
    wanted = " ".join(title.split()).casefold()
    for authority in combined_authorities().values():
        for council in authority.members:
            if wanted in (
                council.title.casefold(),
                council.slug.replace("-", " "),
                council.gss_code.casefold(),
            ):
                return council
    return None
