"""Chooses a column's type from the evidence of all its cells."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from hundred.intake.types.evidence import Evidence
from hundred.lake.schema import TEXT, Kind, Type

ENOUGH = 20  # fewer values than this must all agree
TOLERATED = 0.01  # of a column's values, and one at least, may be of another kind: null, with a finding
_WIDE_SCALE = 5  # the smallest scale the lake keeps in 38 digits instead of 18

Order = Literal["", "day", "month"]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a column is typed.

    `format` is how most of its cells are written (`dd/mm/yyyy`, `£1,234.56`), "" for text. `order`
    says whether the day or the month comes first where a date is written in figures, and `ambiguous`
    that no cell proves it. `misfits` counts the values which are not of the type. `plain` says that all
    others are written alike (numbers without signs but a minus, dates in `format`), without white space.
    """

    type: Type
    format: str = ""
    order: Order = ""
    misfits: int = 0
    plain: bool = False
    ambiguous: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "type": Type(**data["type"])})


AS_TEXT = Decision(TEXT)


def decide(evidence: Evidence) -> Decision:
    """The type which (almost) all values of a column share, text where there is none.

    A column without a single value is text. Whole numbers with leading zeros or more than 18 digits
    are codes, which stay text, and so do whole numbers beside words of letters and digits.
    """
    for judged in (_boolean, _integer, _decimal, _date, _datetime):
        decision = judged(evidence)
        if decision is not None:
            return decision
    return AS_TEXT


def _misfits(evidence: Evidence, fitting: int) -> int | None:
    """How many values do not fit, None where that is too many."""
    values = evidence.values
    misfits = values - fitting
    tolerated = max(1, int(values * TOLERATED)) if values >= ENOUGH else 0
    return misfits if fitting and misfits <= tolerated else None


def _boolean(evidence: Evidence) -> Decision | None:
    pairs = {
        name.removeprefix("boolean "): n for name, n in evidence.shapes.items() if name.startswith("boolean ")
    }
    misfits = _misfits(evidence, sum(pairs.values()))
    return None if misfits is None else Decision(Type("boolean"), _commonest(pairs), misfits=misfits)


def _integer(evidence: Evidence) -> Decision | None:
    shapes = evidence.shapes
    if (
        shapes.get("code")
        or shapes.get("mixed")
        or shapes.get("number")
        or shapes.get("money")
        or evidence.places
    ):
        return None
    misfits = _misfits(evidence, shapes.get("integer", 0) + shapes.get("grouped", 0))
    if misfits is None or evidence.whole > 18:
        return None
    grouped = bool(shapes.get("grouped"))
    return Decision(
        Type("integer"),
        "1,234" if grouped else "",
        misfits=misfits,
        plain=not grouped and not evidence.padded,
    )


def _decimal(evidence: Evidence) -> Decision | None:
    shapes = evidence.shapes
    if (shapes.get("code") or shapes.get("mixed")) and not evidence.places and not shapes.get("money"):
        return None
    kinds = {kind: shapes.get(kind, 0) for kind in ("integer", "code", "number", "grouped", "money")}
    misfits = _misfits(evidence, sum(kinds.values()))
    scale = max(evidence.places, 2 if kinds["money"] else 0)
    if scale <= 4 and evidence.whole + scale > 18:
        scale = _WIDE_SCALE
    if misfits is None or evidence.whole + scale > 38:
        return None
    written = "£1,234.56" if kinds["money"] else "1,234.56" if kinds["grouped"] else ""
    return Decision(
        Type("decimal", scale), written, misfits=misfits, plain=not written and not evidence.padded
    )


def _date(evidence: Evidence) -> Decision | None:
    return _day("date", evidence, ("date", "midnight"))


def _datetime(evidence: Evidence) -> Decision | None:
    return _day("datetime", evidence, ("date", "midnight", "datetime"))


def _day(kind: Kind, evidence: Evidence, precisions: tuple[str, ...]) -> Decision | None:
    written = [
        (order, form, count)
        for (precision, order, form), count in _dated(evidence.shapes).items()
        if precision in precisions
    ]
    day = sum(count for order, _, count in written if order != "month")
    month = sum(count for order, _, count in written if order != "day")
    first: Order = "month" if month > day else "day"  # British unless the cells say otherwise
    misfits = _misfits(evidence, max(day, month))
    if misfits is None:
        return None
    forms: dict[str, int] = {}
    for order, form, count in written:
        forms[form] = forms.get(form, 0) + (0 if order in {"day", "month"} - {first} else count)
    commonest = _commonest(forms)
    if first == "month" and commonest.startswith(("dd/", "dd-", "dd.")) and "Mon" not in commonest:
        commonest = f"mm{commonest[2]}dd{commonest[5:]}"
    orders = {order for order, _, _ in written}
    ambiguous = "either" in orders and not orders & {"day", "month"}
    in_figures = bool(orders & {"either", "day", "month"})
    plain = len(forms) == 1 and not evidence.padded
    return Decision(Type(kind), commonest, first if in_figures else "", misfits, plain, ambiguous)


def _dated(shapes: Mapping[str, int]) -> dict[tuple[str, str, str], int]:
    """Shapes such as `date either dd/mm/yyyy` in their three parts: precision, order, form."""
    dated = {}
    for shape, count in shapes.items():
        precision, _, rest = shape.partition(" ")
        if precision in ("date", "midnight", "datetime"):
            order, _, form = rest.partition(" ")
            dated[precision, order, form] = count
    return dated


def _commonest(counts: Mapping[str, int]) -> str:
    return max(counts, key=lambda name: (counts[name], name), default="")
