"""A small table of our own, and how to write it: the clean side of every polluted file.

Nine columns (day, time, quantity, code, price, words, long text, address, remarks), eighty rows, the
same on every run. The long text and the address are always quoted, other cells where they must be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

Row = list[str]

HEADER = ["Day", "Time", "Quantity", "Code", "Price", "Item", "Description", "Link", "Remarks"]
ROWS = 80
ALWAYS_QUOTED = frozenset({6, 7})

_THINGS = (
    "Rake, long", "Garden bench", "Bird box", 'Saw 24"', "Children's gloves", "Watering can, 9 l",
    "Compost bin", 'Spirit level 36" blue', "Path gravel", "Bulbs, mixed", "Men's boots", "Hand trowel",
)  # fmt: skip
_TEXTS = (
    "Made of oak from the town's own woods, oiled twice, and strong enough for a school yard.",
    "The handle is 4'9\" long, which saves the back; the head can be changed without tools.",
    "Light, dry and warm. Sold by the dozen, packed in paper, delivered to the depot.",
    "Stands frost, rain and small feet, and needs no more care than a wipe in spring.",
    "For paths, borders and tree pits; half a bag covers a square metre, more or less.",
)
_REMARKS = {9: "Back in May", 23: "First line\nsecond line", 41: 'The "good" one', 60: "two,\nthree"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written. `escape` is what stands before a quote within a quoted cell: the quote itself
    (doubled), a backslash, or nothing. No `quote` at all leaves every cell bare."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"

    def with_quote(self, quote: str) -> "Style":
        return replace(self, quote=quote, escape=quote)


def table() -> list[Row]:
    """The rows."""
    return [_row(number) for number in range(ROWS)]


def _row(number: int) -> Row:
    day = date(2027, 1, 28) + timedelta(days=number)
    code = f"{'ABCDEFGH'[number % 8]}{'KLMNP'[number % 5]}-{1000 + (number * 2713) % 9000}"
    return [
        f"{day:%d/%m/%Y}",
        f"{number // 4 % 24:02}:{number % 4 * 15:02}",
        str(number * 7 % 31),
        code,
        f"£{number * 1931 % 9973 / 100:.2f}",
        _THINGS[number % len(_THINGS)],
        _TEXTS[number % len(_TEXTS)],
        f"https://shop.example/item/{code}",
        _REMARKS.get(number, ""),
    ]


def spelt(cell: str, style: Style, *, always: bool = False) -> str:
    """A cell as it stands in the file."""
    marks = (*style.delimiter, style.quote, "\r", "\n")
    if not style.quote or not (always or any(mark in cell for mark in marks)):
        return cell
    return style.quote + cell.replace(style.quote, style.escape + style.quote) + style.quote


def spelt_row(row: Sequence[str], style: Style) -> list[str]:
    """A record's cells as they stand in the file."""
    return [spelt(cell, style, always=place in ALWAYS_QUOTED) for place, cell in enumerate(row)]


def record(row: Sequence[str], style: Style) -> str:
    """A record with its line end."""
    return style.delimiter.join(spelt_row(row, style)) + style.end


def text_of(rows: Sequence[Sequence[str]], style: Style) -> str:
    """Records one after the other."""
    return "".join(record(row, style) for row in rows)
