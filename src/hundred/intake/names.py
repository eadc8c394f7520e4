"""Columns' names: the heading as published, tidied for SQL and addresses."""

import re
import unicodedata
from collections.abc import Sequence

_LIMIT = 63  # PostgreSQL's limit for identifiers, the tightest our readers meet


def column_names(headings: Sequence[str]) -> tuple[str, ...]:
    """One unique lower-case name per heading: `Net Amount (£)` → `net_amount`.

    A heading with nothing left to name it by becomes `column_N`, N counted from 1; a name met
    before gets the next free number: `amount`, `amount_2`.
    """
    taken: set[str] = set()
    names = []
    for position, heading in enumerate(headings, 1):
        wanted = tidied(heading) or f"column_{position}"
        name, copy = wanted, 1
        while name in taken:
            copy += 1
            name = f"{wanted[: _LIMIT - len(str(copy)) - 1]}_{copy}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def tidied(heading: str) -> str:
    """A heading as a lower-case ASCII name, "" where none of its characters can be kept."""
    spaced = (
        re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading)
        .replace("&", " and ")
        .replace("%", " percent ")
    )
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LIMIT].rstrip("_")
