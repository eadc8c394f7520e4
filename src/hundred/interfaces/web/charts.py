"""Simple charts of an answer, drawn here: bars and a line, beside the table they are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from hundred.interfaces.web.writing import cell, number, plural

Shape = Literal["bars", "line"]

MOST_BARS = 50
_HEIGHT, _WIDTH = 100.0, 100.0  # of the drawing, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its amount in words, and where it begins and how long it is, of 100."""

    label: str
    amount: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the sentence that says what it shows; `points` are a line's, in units of 100 by 100."""

    shape: Shape
    says: str
    bars: tuple[Bar, ...] = ()
    points: str = ""
    zero: float = 0.0
    lowest: str = ""
    highest: str = ""
    first: str = ""
    last: str = ""


def chart(shape: Shape, of: tuple[str, str], labels: Sequence[Any], amounts: Sequence[Any]) -> Chart | None:
    """A chart of amounts by labels, named by `of` (labels, amounts); rows without an amount are left out.

    None where no row has an amount.
    """
    rows = [
        (cell(label), amount) for label, amount in zip(labels, amounts, strict=True) if _is_number(amount)
    ]
    if not rows:
        return None
    by, what = of
    if shape == "bars":
        shown = rows[:MOST_BARS]
        few = f"the first {number(MOST_BARS)} of {plural(len(rows), 'row')}" if len(rows) > MOST_BARS else ""
        says = f"{what} by {by}, " + (few or plural(len(rows), "row"))
        return Chart(shape, says, bars=_bars(shown))
    return _line(rows, f"{what} by {by}, {plural(len(rows), 'row')}")


def _bars(rows: Sequence[tuple[str, Any]]) -> tuple[Bar, ...]:
    least, most = _span([amount for _, amount in rows])
    scale = _WIDTH / (most - least)
    return tuple(
        Bar(
            label or "(empty)",
            cell(amount),
            round((min(float(amount), 0) - least) * scale, 2),
            round(abs(float(amount)) * scale, 2),
        )
        for label, amount in rows
    )


def _line(rows: Sequence[tuple[str, Any]], says: str) -> Chart:
    amounts = [amount for _, amount in rows]
    least, most = _span(amounts)
    scale, step = _HEIGHT / (most - least), _WIDTH / max(len(rows) - 1, 1)
    points = " ".join(
        f"{at * step:.2f},{_HEIGHT - (float(amount) - least) * scale:.2f}"
        for at, amount in enumerate(amounts)
    )
    return Chart(
        "line",
        f"{says}, from {cell(min(amounts))} to {cell(max(amounts))}",
        points=points,
        zero=round(_HEIGHT + least * scale, 2),
        lowest=_rounded(least),
        highest=_rounded(most),
        first=rows[0][0],
        last=rows[-1][0],
    )


def _rounded(amount: float) -> str:
    return number(int(amount) if amount.is_integer() else round(amount, 2))


def _span(amounts: Sequence[Any]) -> tuple[float, float]:
    """From the least to the greatest, nought among them."""
    least, most = min(0.0, float(min(amounts))), max(0.0, float(max(amounts)))
    return (least, most) if most > least else (0.0, 1.0)


def _is_number(amount: Any) -> bool:
    return isinstance(amount, (int, float, Decimal)) and amount == amount and abs(amount) != float("inf")
