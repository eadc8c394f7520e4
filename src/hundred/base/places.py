"""Places by their ONS (GSS) codes: nine characters, the first three saying what kind of place."""

import re

GSS = re.compile(r"[EWSNK]\d{8}")

# The entities a combined authority deals with (ONS Register of Geographic Codes).
KINDS = {
    "E05": "ward",
    "E06": "unitary authority",
    "E07": "district council",
    "E08": "metropolitan borough council",
    "E09": "London borough council",
    "E10": "county council",
    "E12": "region",
    "E23": "police force area",
    "E31": "fire and rescue authority",
    "E47": "combined authority",
    "E01": "lower layer super output area",
    "E02": "middle layer super output area",
}


def is_gss(code: str) -> bool:
    """Whether a text has the form of a GSS code, such as `E08000035`."""
    return GSS.fullmatch(code) is not None


def kind_of(code: str) -> str:
    """What kind of place a GSS code names, `place` where it is of a kind we do not know."""
    return KINDS.get(code[:3], "place")
