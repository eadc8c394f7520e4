"""JSON Schemas in few words: what each answer holds, for people, for programs and for the tests."""

from typing import Any

Shape = dict[str, Any]

_COMPONENTS = "#/components/schemas/"


def text(says: str, example: str, *, one_of: tuple[str, ...] = ()) -> Shape:
    """A text; `one_of` lists the only values it can take."""
    return {"type": "string", **({"enum": list(one_of)} if one_of else {}), **_said(says, example)}


def whole(says: str, example: int, *, least: int = 0, most: int | None = None) -> Shape:
    """A whole number between bounds."""
    bounds = {"minimum": least} if most is None else {"minimum": least, "maximum": most}
    return {"type": "integer", **bounds, **_said(says, example)}


def yes_no(says: str, example: bool) -> Shape:
    return {"type": "boolean", **_said(says, example)}


def instant(says: str) -> Shape:
    """A moment in time, ISO 8601 in UTC."""
    return {"type": "string", "format": "date-time", **_said(says, "2027-05-04T14:07:00+00:00")}


def address(says: str, example: str) -> Shape:
    """A full address."""
    return {"type": "string", "format": "uri", **_said(says, "https://data.example.org" + example)}


def list_of(items: Shape, says: str) -> Shape:
    return {"type": "array", "items": items, "description": says}


def record(says: str, /, **properties: Shape) -> Shape:
    """An object that always has all of these properties and no others."""
    return {
        "type": "object",
        "description": says,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def or_null(shape: Shape) -> Shape:
    """This, or null where there is none."""
    if "type" in shape:
        return {**shape, "type": [shape["type"], "null"]}
    return {"anyOf": [shape, {"type": "null"}]}


def named(name: str) -> Shape:
    """The component of that name."""
    return {"$ref": _COMPONENTS + name}


def example_of(shape: Shape, components: dict[str, Shape]) -> Any:
    """An example put together from the examples of a shape's parts."""
    if "$ref" in shape:
        return example_of(components[shape["$ref"].removeprefix(_COMPONENTS)], components)
    if "examples" in shape:
        return shape["examples"][0]
    if "anyOf" in shape:
        return example_of(shape["anyOf"][0], components)
    if "items" in shape:
        return [example_of(shape["items"], components)]
    return {name: example_of(part, components) for name, part in shape["properties"].items()}


def _said(says: str, example: object) -> Shape:
    return {"description": says, "examples": [example]}
