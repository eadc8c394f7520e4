"""A JSON object as the cells of a row: objects in it flattened, lists kept as JSON, numbers as written."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hundred.intake.formats.json_text import Constant, Number, Pairs

Members = dict[str, Any] | Pairs
_ESRI = {"attributes", "geometry", "centroid"}


def is_object(value: object) -> bool:
    """Whether a value is an object, decoded in either way."""
    return isinstance(value, dict | Pairs)


def headings_of(value: Members) -> Iterator[str]:
    """The headings of the columns that an object has a cell in."""
    return (heading for heading, _ in _flat(value))


def cells_of(value: Members) -> list[tuple[str, str]]:
    """An object's cells with their headings: `{"address": {"postcode": "M1 1AA"}}` has `address.postcode`.

    Of a GeoJSON feature the cells are its identifier, its properties and, as compact GeoJSON, its
    `geometry`; of an ArcGIS feature its attributes and the parts of its geometry.
    """
    return [(heading, text_of(leaf)) for heading, leaf in _flat(value)]


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


def _flat(value: Members) -> Iterator[tuple[str, Any]]:
    named = dict(_members(value))
    if named.get("type") == "Feature" and "geometry" in named:
        yield from _feature(named)
    elif is_object(named.get("attributes")) and named.keys() <= _ESRI:
        yield from _nested("", named.pop("attributes"))
        yield from _nested("", named)
    else:
        yield from _nested("", value)


def _feature(named: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    geometry, properties = named.pop("geometry"), named.pop("properties", None)
    del named["type"]
    if "id" in named:
        yield "id", named.pop("id")
    if is_object(properties):
        yield from _nested("", properties)
    yield from _nested("", named)
    yield "geometry", geometry


def _nested(prefix: str, value: Members) -> Iterator[tuple[str, Any]]:
    for name, inner in _members(value):
        heading = f"{prefix}.{text_of(name)}" if prefix else text_of(name)
        if is_object(inner):
            yield from _nested(heading, inner)
        else:
            yield heading, inner


def _members(value: Members) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
