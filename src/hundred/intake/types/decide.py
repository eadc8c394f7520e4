"""Chooses a column's type from the evidence of all its cells, and from its heading where that helps."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self

from hundred.intake.types.evidence import Evidence
from hundred.intake.types.formats import coordinate_of, identifier_of, is_code, names_codes, text_format
from hundred.intake.types.headings import says
from hundred.intake.types.shapes import (
    BRITISH,
    CONTINENTAL,
    DIGITS,
    GROUPED,
    MIXED,
    MONEY,
    PERCENTAGE,
    SCALED,
    THOUSANDTHS,
    count,
)
from hundred.lake.schema import TEXT, Kind, Type

ENOUGH = 20  # fewer values than this must all agree
TOLERATED = 0.01  # of a column's values, and one at least, may be of another kind: null, with a finding
_IMPOSSIBLE = 0.2  # of a column's dates may be days that no calendar has
_WIDE_SCALE = 5  # the smallest scale the lake keeps in 38 digits instead of 18

Order = Literal["", "day", "month"]
Style = Literal["", "continental", "percentage", "scaled", "scientific", "figures"]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a column is typed.

    `format` is how most of its cells are written (`dd/mm/yyyy`, `£1,234.56`) or what they mean
    (`postcode`, `percentage`), "" for plain text. `order` says whether the day or the month comes first
    where a date is written in figures, and `ambiguous` that no cell proves it, nor whether a point parts
    thousands or decimals. `style` is how numbers are read, "" in the British way; `figures` lets whole
    numbers be dates. `misfits` counts the values which are not of the type. `plain` says that all others
    are written alike (numbers without signs but a minus, dates in `format`), without white space.
    """

    type: Type
    format: str = ""
    order: Order = ""
    misfits: int = 0
    plain: bool = False
    ambiguous: bool = False
    style: Style = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "type": Type(**data["type"])})


AS_TEXT = Decision(TEXT)


def decide_all(columns: Sequence[tuple[str, Evidence]]) -> tuple[Decision, ...]:
    """One decision for each column of a table, from headings and evidence.

    Dates whose order nothing proves follow that of the other dates of the table.
    """
    decisions = [decide(evidence, heading) for heading, evidence in columns]
    proven = {decision.order for decision in decisions if decision.order and not decision.ambiguous}
    if len(proven) == 1:
        (order,) = proven
        for place, (heading, evidence) in enumerate(columns):
            if decisions[place].ambiguous and decisions[place].order:
                decisions[place] = decide(evidence, heading, order=order)
    return tuple(decisions)


def decide(evidence: Evidence, heading: str = "", *, order: Order = "") -> Decision:
    """The type which (almost) all values of a column share, text where there is none.

    A column without a single value is text. Whole numbers with leading zeros or more than 18 digits
    are codes, which stay text, and so do whole numbers beside words of letters and digits, identifiers
    the heading names, and numbers of one width under a heading of codes. `order` is that of the dates
    beside the column.
    """
    if not evidence.values:
        return AS_TEXT
    identifier = identifier_of(evidence, heading)
    if identifier:
        return Decision(TEXT, identifier)
    decision = _geometry(evidence) or _boolean(evidence, heading) or _dated(evidence, heading, order)
    if decision is None and not is_code(evidence, heading):
        decision = _integer(evidence) or _decimal(evidence) or _percentage(evidence) or _scaled(evidence)
        if decision and decision.misfits and decision.type.kind == "integer" and names_codes(heading):
            decision = None  # what is no number among codes is another code, and must not be lost
        coordinate = coordinate_of(evidence, heading) if decision else ""
        if decision and coordinate:
            return replace(decision, format=coordinate, ambiguous=False)
    return decision or Decision(TEXT, text_format(evidence, heading))


def _misfits(evidence: Evidence, fitting: int, excused: int = 0) -> int | None:
    """How many values do not fit, None where that is too many. The excused do not fit, but do not count."""
    misfits = evidence.values - fitting
    values = evidence.values - excused
    tolerated = max(1, int(values * TOLERATED)) if values >= ENOUGH else 0
    return misfits if fitting and misfits - excused <= tolerated else None


def _geometry(evidence: Evidence) -> Decision | None:
    for written in ("geojson", "wkt"):
        misfits = _misfits(evidence, count(evidence, (written,)))
        if misfits is not None:
            return Decision(Type("geometry"), written, misfits=misfits)
    return None


def _boolean(evidence: Evidence, heading: str) -> Decision | None:
    shapes = evidence.shapes
    pairs = {name.removeprefix("boolean "): n for name, n in shapes.items() if name.startswith("boolean ")}
    if shapes.get("letter t") and shapes.get("letter f"):
        pairs["t/f"] = count(evidence, ("letter t", "letter f"))
    if says(heading, "yes or no"):
        pairs["1/0"] = shapes.get("bit", 0)
    misfits = _misfits(evidence, sum(pairs.values()))
    return None if misfits is None else Decision(Type("boolean"), _commonest(pairs), misfits=misfits)


def _integer(evidence: Evidence) -> Decision | None:
    shapes = evidence.shapes
    fraction = ("number", "scientific", *MONEY, *THOUSANDTHS)
    if count(evidence, ("code", *MIXED, *fraction)) or evidence.places:
        return None
    grouped = count(evidence, GROUPED) - shapes.get("grouped continental", 0)
    misfits = _misfits(evidence, count(evidence, DIGITS) + grouped)
    if misfits is None or evidence.whole > 18:
        return None
    return Decision(
        Type("integer"),
        "1,234" if grouped else "",
        misfits=misfits,
        plain=not grouped and not evidence.padded,
    )


def _decimal(evidence: Evidence) -> Decision | None:
    money, places = count(evidence, MONEY), evidence.places
    if count(evidence, ("code", *MIXED)) and not places and not money:
        return None
    british, continental = count(evidence, BRITISH), count(evidence, CONTINENTAL)
    if continental > british:
        return _number(evidence, continental, evidence.continental_places, "continental")
    style: Style = "scientific" if evidence.shapes.get("scientific") else ""
    decision = _number(evidence, british, places, style)
    thousandths = count(evidence, THOUSANDTHS)
    proof = british - count(evidence, (*DIGITS, "code", "grouped whole", "money whole")) - thousandths
    return replace(decision, ambiguous=True) if decision and thousandths and not proof else decision


def _percentage(evidence: Evidence) -> Decision | None:
    return _number(evidence, count(evidence, PERCENTAGE), evidence.places, "percentage")


def _scaled(evidence: Evidence) -> Decision | None:
    """Sums in thousands or millions, only where every value has the word: `£1.2m`, never beside `£3`."""
    decision = _number(evidence, count(evidence, SCALED), evidence.places, "scaled")
    return decision if decision and not decision.misfits else None


def _number(evidence: Evidence, fitting: int, places: int, style: Style) -> Decision | None:
    money = count(evidence, (*MONEY, *SCALED))
    misfits = _misfits(evidence, fitting)
    scale = max(places, 2 if money else 0)
    if scale <= 4 and evidence.whole + scale > 18:
        scale = _WIDE_SCALE
    if misfits is None or evidence.whole + scale > 38:
        return None
    written = _written(evidence, style)
    plain = not written and not style and not evidence.padded
    return Decision(Type("decimal", scale), written, misfits=misfits, plain=plain, style=style)


def _written(evidence: Evidence, style: Style) -> str:
    money, grouped = count(evidence, MONEY), count(evidence, GROUPED)
    match style:
        case "continental":
            return "€1.234,56" if money else "1.234,56"
        case "percentage":
            return "percentage"
        case "scaled":
            return "£1.2m"
        case _:
            return "£1,234.56" if money else "1,234.56" if grouped else ""


def _dated(evidence: Evidence, heading: str, order: Order) -> Decision | None:
    """The dates of a column; where the heading says that it holds dates, whole numbers may be some."""
    figures: dict[str, int] = {}
    if says(heading, "date"):
        figures = {name: evidence.shapes[name] for name in ("serial", "yyyymmdd") if name in evidence.shapes}
    for kind, precisions in _PRECISIONS.items():
        decision = _day(kind, evidence, precisions, figures, order)
        if decision is not None:
            return decision
    return None


_PRECISIONS: dict[Kind, tuple[str, ...]] = {
    "date": ("date", "midnight"),
    "datetime": ("date", "midnight", "datetime"),
}


def _day(
    kind: Kind, evidence: Evidence, precisions: tuple[str, ...], figures: Mapping[str, int], beside: Order
) -> Decision | None:
    found = _parts(evidence.shapes)
    impossible = sum(number for (_, order, _), number in found.items() if order == "no")
    zero = sum(number for (_, order, _), number in found.items() if order == "zero")
    written = [
        (order, form, number)
        for (precision, order, form), number in found.items()
        if precision in precisions and order not in ("no", "zero")
    ]
    written += [("iso", name, number) for name, number in figures.items()]
    day = sum(number for order, _, number in written if order != "month")
    month = sum(number for order, _, number in written if order != "day")
    excused = zero + (impossible if impossible <= _IMPOSSIBLE * max(day, month) else 0)
    misfits = _misfits(evidence, max(day, month), excused)
    if misfits is None:
        return None
    orders = {order for order, _, _ in written}
    open_ = "either" in orders and not orders & {"day", "month"}
    first = _first(day, month, evidence, beside)
    forms: dict[str, int] = {}
    for order, form, number in written:
        forms[form] = forms.get(form, 0) + (0 if order in {"day", "month"} - {first} else number)
    return Decision(
        Type(kind),
        _in_order(_commonest(forms), first),
        first if orders & {"either", "day", "month"} else "",
        misfits,
        plain=len(forms) == 1 and not evidence.padded and not figures,
        ambiguous=open_ and not beside and evidence.days <= evidence.months,
        style="figures" if figures else "",
    )


def _first(day: int, month: int, evidence: Evidence, beside: Order) -> Literal["day", "month"]:
    """What comes first: what the cells prove, else the dates beside, else the files; else the British day."""
    if day != month:
        return "month" if month > day else "day"
    if beside:
        return beside
    return "month" if evidence.months > evidence.days else "day"


def _in_order(form: str, first: Order) -> str:
    if first == "month" and form.startswith(("dd/", "dd-", "dd.")) and "Mon" not in form:
        return f"mm{form[2]}dd{form[5:]}"
    return form


def _parts(shapes: Mapping[str, int]) -> dict[tuple[str, str, str], int]:
    """Shapes such as `date either dd/mm/yyyy` in their three parts: precision, order, form."""
    dated = {}
    for shape, number in shapes.items():
        precision, _, rest = shape.partition(" ")
        if precision in ("date", "midnight", "datetime"):
            order, _, form = rest.partition(" ")
            dated[precision, order, form] = number
    return dated


def _commonest(counts: Mapping[str, int]) -> str:
    return max(counts, key=lambda name: (counts[name], name), default="")
