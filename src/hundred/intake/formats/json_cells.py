"""A JSON object as the cells of a row: objects in it flattened, lists kept as JSON, numbers as written."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hundred.intake.formats.json_text import Constant, Number, Pairs

Members = dict[str, Any] | Pairs
_ESRI = {"attributes", "geometry", "centroid"}
_SHAPES_KEPT = 1_000
_MOST_FLAT = 256  # columns that objects within objects may make


def is_object(value: object) -> bool:
    """Whether a value is an object, decoded in either way."""
    return isinstance(value, dict | Pairs)


class Headings:
    """The headings of the columns of some objects, in the order they are met.

    Objects within objects are made columns unless these would be more than a person could survey, as where
    names in them are not of properties but of things.
    """

    def __init__(self) -> None:
        self._flat: dict[str, None] = {}
        self._shallow: dict[str, None] = {}
        self._shapes: set[tuple[Any, ...]] = set()

    def add(self, value: dict[str, Any]) -> None:
        """Take note of the columns that an object has a cell in."""
        shape = (value.get("type") == "Feature", *_shape(value))
        if shape in self._shapes:
            return
        if len(self._shapes) < _SHAPES_KEPT:
            self._shapes.add(shape)
        if self.flat:
            self._flat.update(dict.fromkeys(heading for heading, _ in _cells(value, flat=True)))
        self._shallow.update(dict.fromkeys(heading for heading, _ in _cells(value, flat=False)))

    @property
    def flat(self) -> bool:
        """Whether objects within objects are made columns."""
        return len(self._flat) <= _MOST_FLAT or len(self._flat) == len(self._shallow)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The headings."""
        return tuple(self._flat if self.flat else self._shallow)


def cells_of(value: Members, *, flat: bool = True) -> list[tuple[str, str]]:
    """An object's cells with their headings: `{"address": {"postcode": "M1 1AA"}}` has `address.postcode`.

    Where it is not `flat`, the cell of `address` is an object as JSON. Of a GeoJSON feature the cells are
    its identifier, its properties and, as compact GeoJSON, its `geometry`; of an ArcGIS feature its
    attributes and the parts of its geometry.
    """
    return [(heading, text_of(leaf)) for heading, leaf in _cells(value, flat=flat)]


def text_of(value: Any) -> str:
    """A value as the text of a cell; null is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value if value.isascii() else value.encode("utf-8", "replace").decode()
        case _:
            return compact(value)


def compact(value: Any) -> str:
    """A value as JSON without spaces, its numbers as they were written."""
    match value:
        case Number() | Constant():
            return value
        case Pairs():
            return "{" + ",".join(f"{_quoted(name)}:{compact(inner)}" for name, inner in value) + "}"
        case list() if all(type(inner) is Number for inner in value):
            return "[" + ",".join(value) + "]"
        case list():
            return "[" + ",".join(map(compact, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def doubled(value: Any) -> list[str]:
    """The names that members of an object share with another member, at any depth."""
    if isinstance(value, Pairs):
        names = [name for name, _ in value]
        own = (
            [] if len(set(names)) == len(names) else sorted({name for name in names if names.count(name) > 1})
        )
        return own + [name for _, inner in value for name in doubled(inner)]
    return []


def constants(cells: Iterable[tuple[str, str]]) -> list[str]:
    """Those of the cells' texts that are NaN or Infinity."""
    return [text for _, text in cells if isinstance(text, Constant)]


def _shape(value: dict[str, Any]) -> tuple[Any, ...]:
    """The names in an object and in the objects within it: all that its headings depend on, and fast."""
    return tuple((name, _shape(inner)) if type(inner) is dict else name for name, inner in value.items())


def _cells(value: Members, *, flat: bool) -> Iterator[tuple[str, Any]]:
    named = dict(_members(value))
    if named.get("type") == "Feature" and "geometry" in named:
        yield from _feature(named, flat=flat)
    elif is_object(named.get("attributes")) and named.keys() <= _ESRI:
        yield from _nested("", named.pop("attributes"), flat=flat)
        yield from _nested("", named, flat=True)
    else:
        yield from _nested("", value, flat=flat)


def _feature(named: dict[str, Any], *, flat: bool) -> Iterator[tuple[str, Any]]:
    geometry, properties = named.pop("geometry"), named.pop("properties", None)
    del named["type"]
    if "id" in named:
        yield "id", named.pop("id")
    if is_object(properties):
        yield from _nested("", properties, flat=flat)
    yield from _nested("", named, flat=flat)
    yield "geometry", geometry


def _nested(prefix: str, value: Members, *, flat: bool) -> Iterator[tuple[str, Any]]:
    for name, inner in _members(value):
        heading = f"{prefix}.{text_of(name)}" if prefix else text_of(name)
        if flat and is_object(inner):
            yield from _nested(heading, inner, flat=True)
        else:
            yield heading, inner


def _members(value: Members) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
