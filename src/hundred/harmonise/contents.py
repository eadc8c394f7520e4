"""What the cells of a column say for and against each kind of thing that a field may hold.

Evidence is in log-odds: 0 says nothing, 3 makes it twenty times as likely, -8 rules it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hundred.harmonise.facts import Facts
from hundred.harmonise.standard import Field

_NEVER = -8.0
_HARDLY = -3.0
_FIGURES = ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that speaks for a mapping, or against it: how strongly, and in words."""

    weight: float
    because: str = ""


def evidence_of_cells(field: Field, facts: Facts) -> Evidence:
    """What the cells of a column say about its being this field. An empty column says nothing."""
    if not facts.filled:
        return Evidence(-0.5, "The column is empty.")
    return _OF[field.holds](field, facts)


def _date(field: Field, facts: Facts) -> Evidence:
    if facts.kind not in ("date", "datetime"):
        return Evidence(_NEVER if facts.kind != "text" else _HARDLY - 2, "Its cells are no dates.")
    told = f"Its cells are days from {_day(facts.first)} to {_day(facts.last)}."
    if facts.distinct == 1 and facts.filled > 20:
        return Evidence(-2.0 if field.required else 1.0, f"Every row has the same day, {_day(facts.first)}.")
    return Evidence(2.0, told)


def _money(field: Field, facts: Facts) -> Evidence:
    if facts.kind not in _FIGURES:
        return Evidence(_NEVER if facts.share("digits") < 0.5 else _HARDLY, "Its cells are no amounts.")
    weight = 1.0
    if facts.share("pence") > 0.02:
        weight += 1.5
    elif facts.kind == "integer":
        weight -= 1.0
    if facts.share("negative") > 0:
        weight += 0.5
    if field.required and (facts.distinct <= 2 and facts.filled > 20):
        weight -= 3.0
    if facts.kind == "integer" and facts.distinct > 0.95 * facts.filled and facts.filled > 100:
        weight -= 2.0  # a number that a system gave out
    return Evidence(weight, "Its cells are amounts.")


def _organisation(field: Field, facts: Facts) -> Evidence:
    if facts.kind != "text":
        return Evidence(_NEVER, "Its cells are no names.")
    if facts.share("codes") > 0.8:
        return Evidence(-5.0, "Its cells are codes, not names.")
    share = facts.share("organisations") + facts.share("withheld")
    if facts.distinct == 1 and facts.filled > 20:
        return Evidence(-4.0, "Every row has the same name.")
    weight = min(3.0, 10 * share) - (1.5 if share < 0.05 else 0.0)
    if facts.distinct < 10 and facts.filled > 200:
        weight -= 2.0
    return Evidence(weight, f"{share:.0%} of its cells read like names of organisations.")


def _label(field: Field, facts: Facts) -> Evidence:
    if facts.kind in ("date", "datetime", "decimal"):
        return Evidence(_NEVER, "Its cells are no names.")
    if facts.kind == "integer" or facts.share("codes") > 0.8:
        return Evidence(_HARDLY, "Its cells are codes.")
    few = facts.distinct <= max(20, 0.3 * facts.filled)
    return Evidence(1.0 if few else -1.0, f"It has {facts.distinct:,} different cells in {facts.filled:,}.")


def _words(field: Field, facts: Facts) -> Evidence:
    if facts.kind != "text":
        return Evidence(_NEVER, "Its cells are no text.")
    if facts.share("codes") > 0.8:
        return Evidence(_HARDLY, "Its cells are codes.")
    return Evidence(1.0 if facts.share("words") > 0.3 else 0.0, "Its cells are texts.")


def _code(field: Field, facts: Facts) -> Evidence:
    if facts.kind in ("date", "datetime", "boolean"):
        return Evidence(_NEVER, "Its cells are no codes.")
    if facts.kind == "decimal" and facts.share("pence") > 0.02:
        return Evidence(_NEVER, "Its cells are amounts.")
    if facts.share("words") > 0.6:
        return Evidence(-2.0, "Its cells are words.")
    return Evidence(1.0 if facts.share("codes") > 0.8 else 0.0, "Its cells are codes.")


def _yes_no(field: Field, facts: Facts) -> Evidence:
    if facts.kind == "boolean" or facts.share("yes_no") > 0.9:
        return Evidence(2.0, "Its cells say yes or no.")
    return Evidence(_NEVER if facts.kind != "text" else _HARDLY, "Its cells are not yes or no.")


def _choice(field: Field, facts: Facts) -> Evidence:
    if facts.kind != "text":
        return Evidence(_NEVER, "Its cells are no words.")
    return Evidence(
        0.5 if facts.distinct <= max(20, 2 * len(field.choices)) else -1.0, "It has few different cells."
    )


def _number(field: Field, facts: Facts) -> Evidence:
    if facts.kind not in _FIGURES:
        return Evidence(_NEVER if facts.share("digits") < 0.5 else -1.0, "Its cells are no numbers.")
    return Evidence(1.0, "Its cells are numbers.")


def _whole_number(field: Field, facts: Facts) -> Evidence:
    if facts.kind == "decimal" and facts.share("pence") > 0.02:
        return Evidence(_HARDLY, "Its cells are not whole numbers.")
    return _number(field, facts)


def _between(least: float, most: float, what: str) -> Callable[[Field, Facts], Evidence]:
    """A number within bounds: a coordinate, of the British National Grid in metres or in degrees."""

    def judge(field: Field, facts: Facts) -> Evidence:
        if facts.kind not in _FIGURES or facts.first is None or facts.last is None:
            return Evidence(_NEVER, f"Its cells are no {what}s.")
        assert not isinstance(facts.first, date)
        assert not isinstance(facts.last, date)
        inside = least <= float(facts.last) <= most
        return Evidence(
            2.0 if inside else _NEVER, f"Its cells {'lie' if inside else 'do not lie'} within Britain."
        )

    return judge


def _pattern(share: str, what: str) -> Callable[[Field, Facts], Evidence]:
    """Texts written as a register writes its numbers."""

    def judge(field: Field, facts: Facts) -> Evidence:
        if facts.kind in ("date", "datetime", "boolean"):
            return Evidence(_NEVER, f"Its cells are no {what}s.")
        part = facts.share(share)
        if part > 0.7:
            return Evidence(2.5, f"{part:.0%} of its cells are written as {what}s are.")
        return Evidence(0.0 if part > 0.2 else -2.0, f"{part:.0%} of its cells are written as {what}s are.")

    return judge


def _uprn(field: Field, facts: Facts) -> Evidence:
    if facts.share("digits") < 0.7:
        return Evidence(_HARDLY, "Its cells are no UPRNs.")
    return Evidence(1.0 if 4 <= facts.length <= 12 else -1.0, "Its cells are numbers.")


def _address(field: Field, facts: Facts) -> Evidence:
    if facts.kind != "text":
        return Evidence(_NEVER, "Its cells are no text.")
    return Evidence(
        min(2.0, 3 * facts.share("streets")), f"{facts.share('streets'):.0%} of its cells name a street."
    )


def _day(value: object) -> str:
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else ""


_OF: dict[str, Callable[[Field, Facts], Evidence]] = {
    "words": _words,
    "label": _label,
    "organisation": _organisation,
    "code": _code,
    "choice": _choice,
    "yes-no": _yes_no,
    "date": _date,
    "money": _money,
    "number": _number,
    "whole-number": _whole_number,
    "easting": _between(0, 700_000, "easting"),
    "northing": _between(0, 1_300_000, "northing"),
    "latitude": _between(49, 61, "latitude"),
    "longitude": _between(-9, 2, "longitude"),
    "address": _address,
    "company-number": _pattern("company", "company number"),
    "charity-number": _pattern("charity", "charity number"),
    "vat-number": _pattern("vat", "VAT number"),
    "gss-code": _pattern("gss", "code of a place"),
    "proclass-code": _pattern("proclass", "ProClass code"),
    "cpv-code": _pattern("cpv", "CPV code"),
    "postcode": _pattern("postcode", "postcode"),
    "uprn": _uprn,
    "web-address": _pattern("web", "web address"),
    "email-address": _pattern("email", "e-mail address"),
}
