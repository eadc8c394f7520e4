"""What a column of text or numbers means beyond its type: a postcode, a company number, a financial year."""

from hundred.intake.types.evidence import Evidence
from hundred.intake.types.headings import coordinates_named, identifier_named, says
from hundred.intake.types.shapes import DIGITS, count

_MOST = 0.9  # of a column's values, where nothing but its cells tells
_HALF = 0.5  # where the heading tells too: what is wrong with the others becomes a finding

_WHOLE = (*DIGITS, "code")
_TOLD = {
    "uprn": _WHOLE,
    "usrn": _WHOLE,
    "nhs-number": (*_WHOLE, "digits", "spaced"),
    "company-number": (*_WHOLE, "company-number", "mixed"),
    "charity-number": (*_WHOLE, "company-number", "mixed", "digits"),
    "vat-number": (*_WHOLE, "vat-number", "digits", "spaced", "mixed"),
    "phone": (*_WHOLE, "phone", "digits", "spaced"),
    "ods-code": (*_WHOLE, "mixed", "outcode", "text"),
    "postcode": ("postcode", "outcode"),
}
# Formats told by the cells alone.
_SEEN = {
    "postcode": ("postcode",),
    "gss-code": ("gss-code",),
    "vat-number": ("vat-number",),
    "email": ("email",),
    "url": ("url",),
    "phone": ("phone",),
    "month": ("month yyyy-mm", "month mm/yyyy", "month Mon-yy"),
}
# Coordinates, by the most characters before the decimal places: digits, a sign and the point.
_REACH = {"easting": (5, 7), "northing": (4, 8), "latitude": (1, 4), "longitude": (1, 5)}


def identifier_of(evidence: Evidence, heading: str) -> str:
    """The format of identifiers that the heading names and half of the cells look like, "" for none."""
    named = identifier_named(heading)
    if not named or count(evidence, _TOLD[named]) < max(1, evidence.values * _HALF):
        return ""
    if named == "postcode" and count(evidence, ["outcode"]) > count(evidence, ["postcode"]):
        return "postcode-district"
    return named


def is_code(evidence: Evidence, heading: str) -> bool:
    """Whether digits are codes: the heading says so, and all have the same width of six or more."""
    return evidence.narrowest >= 6 and evidence.narrowest == evidence.whole and names_codes(heading)


def names_codes(heading: str) -> bool:
    """Whether a heading is one of codes or numbers that name things, not of amounts."""
    return says(heading, "code") and not says(heading, "amount")


def text_format(evidence: Evidence, heading: str) -> str:
    """What the texts of a column are, "" where they are just text."""
    enough = max(1, evidence.values * _MOST)
    for name, shapes in _SEEN.items():
        if count(evidence, shapes) >= enough:
            return name
    return _time_format(evidence, heading, enough)


def _time_format(evidence: Evidence, heading: str, enough: float) -> str:
    """`2011-12` is a year where others can only be years or the heading says so, else a month."""
    years, months = count(evidence, ["financial-year"]), count(evidence, _SEEN["month"])
    either, short = count(evidence, ["year or month"]), count(evidence, ["short year"])
    means_year = says(heading, "year")
    if years + either + (short if means_year else 0) >= enough and (years or means_year or not months):
        return "financial-year"
    if months + either >= enough:
        return "month"
    periods = count(evidence, ["period"]) + months
    return "period" if periods >= enough and (says(heading, "period") or says(heading, "year")) else ""


def coordinate_of(evidence: Evidence, heading: str) -> str:
    """Which coordinate the numbers of a column are, by heading and reach, "" where they are none."""
    for name in coordinates_named(heading):
        least, most = _REACH[name]
        if least <= evidence.whole <= most:
            return name
    return ""
