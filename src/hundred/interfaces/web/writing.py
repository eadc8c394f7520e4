"""How pages write values: numbers, sizes, counts of things, and the typed cells of a table."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from markupsafe import Markup

from hundred.base.time import say_day, say_instant

_IN_SCRIPT = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_LONG, _MEDIUM = 40, 24  # letters in a cell
_CLASSES = {
    name: Markup(f' class="hd-data__{name}"') if name else Markup()  # noqa: S704  our own words
    for name in ("number", "when", "long", "medium", "short", "")
}
_SHAPES = {
    "LineString": "Line",
    "Polygon": "Area",
    "MultiPoint": "Points",
    "MultiLineString": "Lines",
    "MultiPolygon": "Areas",
}
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


def number(amount: int | float | Decimal) -> str:
    """A number with its thousands marked: `1,370,112`; a negative one with a true minus sign."""
    return f"{amount:,}".replace("-", "−")


def size(count: int) -> str:
    """A number of bytes as people say it: `512 bytes`, `1.4 MB`, in steps of 1,000 as file managers count."""
    if count == 1:
        return "1 byte"
    amount, unit = float(count), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 1 if unit and amount < 9.95 else 0
    return f"{amount:.{digits}f} {_UNITS[unit]}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 file`, `3 files`, `2 councillors' entries` where `many` is given."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def is_numeric(kind: str) -> bool:
    """Whether a column of this kind (`hundred.lake.schema.Kind`) is set to the right, in tabular figures."""
    return kind in ("integer", "decimal")


def cell_class(kind: str, text: str = "") -> Markup:
    """The class attribute of a cell of this kind: figures to the right, long text in wide columns."""
    if is_numeric(kind):
        return _CLASSES["number"]
    if kind in ("date", "datetime"):
        return _CLASSES["when"]
    if len(text) > _LONG:
        return _CLASSES["long"]
    return _CLASSES["medium" if len(text) > _MEDIUM else "short"] if text else _CLASSES[""]


def cell(value: object) -> str:
    """A table's cell as text: decimals with thousands, days as `4 May 2027`, nothing for an absent value.

    Integers are left as they are, since many are years, codes and identifiers rather than amounts.
    """
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case Decimal():
            return f"{value:,f}".replace("-", "−")
        case int() | float():
            return str(value).replace("-", "−")
        case datetime():
            return say_instant(value) if value.tzinfo else f"{say_day(value)}, {value:%H:%M}"
        case date():
            return say_day(value)
        case _:
            return str(value)


def place(geojson: str | None) -> str:
    """A place in few words: `53.8008 N, 1.5491 W`, or what kind of shape it is where it is no point."""
    if not geojson:
        return ""
    shape = json.loads(geojson)
    if shape["type"] != "Point" or not shape["coordinates"]:
        return _SHAPES.get(shape["type"], "Place")
    east, north = shape["coordinates"][:2]
    return f"{abs(north):.4f} {'N' if north >= 0 else 'S'}, {abs(east):.4f} {'E' if east >= 0 else 'W'}"


def options(pairs: Iterable[tuple[str, str]], chosen: str = "") -> list[dict[str, object]]:
    """(value, label) pairs as the GOV.UK select, radios and checkboxes take them."""
    return [{"value": value, "text": label, "selected": value == chosen} for value, label in pairs]


def as_script(data: object) -> Markup:
    """Data as JSON that can stand in a page's script element, whatever its texts hold."""
    return Markup(json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT))  # noqa: S704  made safe here
