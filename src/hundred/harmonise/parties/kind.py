"""What kind of counterparty a name is, as far as the name and the numbers beside it tell.

Kinds come before identity: a name that is no organisation must not be matched with one, and the name of an
individual is not shown to the public. The first of `KINDS` that fits is taken.
"""

import tomllib
from functools import cache
from pathlib import Path

from hundred.lake.schema import literal

KINDS = ("redacted", "pseudo-payment", "public-body", "charity", "company", "individual", "unknown")
_WORDS = Path(__file__).with_name("kinds.toml")


def redacted_sql(name: str) -> str:
    """SQL that says whether a name (an SQL expression) stands for one that is withheld."""
    return f"regexp_matches({name}, {literal(_pattern('redacted'))})"


def kind_sql(name: str, *, company_number: str = "NULL", charity_number: str = "NULL") -> str:
    """SQL for the kind of the counterparty of that name, one of `KINDS`; null where there is no name.

    The arguments are SQL expressions. A number in a register says more than the words of a name.
    """
    tests = [(f"regexp_matches({name}, {literal(_pattern(kind))})", kind) for kind in KINDS[:-1]]
    numbered = [(f"{charity_number} IS NOT NULL", "charity"), (f"{company_number} IS NOT NULL", "company")]
    tests[3:3] = numbered  # public bodies have numbers, too
    branches = [f"WHEN {test} THEN {literal(kind)} " for test, kind in tests]
    return f"CASE WHEN {name} IS NULL THEN NULL {''.join(branches)}ELSE 'unknown' END"


@cache
def _pattern(kind: str) -> str:
    entry = tomllib.loads(_WORDS.read_text("utf-8"))[kind]
    names = [rf"^(?:{'|'.join(entry['names'])})$"] if "names" in entry else []
    words = [rf"\b(?:{'|'.join(entry['words'])})(?:$|[^A-Za-z0-9])"] if "words" in entry else []
    return f"(?i){'|'.join([*names, *words])}"
