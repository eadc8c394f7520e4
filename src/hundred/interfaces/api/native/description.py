"""The API's description in OpenAPI 3.1, made of the declarations that run it."""

from collections.abc import Sequence
from typing import Any

from hundred import __version__
from hundred.interfaces.api.native.components import COMPONENTS
from hundred.interfaces.api.native.declare import JSON, Parameter, Route
from hundred.interfaces.api.native.shapes import example_of, named

_ABOUT = """\
The region’s datasets, every row of their tables, and the way from each row to the line of its file.

Everything is read with GET (SQL with POST too) and needs no key; what is not open is *not found* unless you
are signed in and may see it. Lists link to their `next` and `previous` page. Answers carry an `ETag`: send it
back as `If-None-Match` and an unchanged answer is an empty 304. Errors say what happened and what to do.
"""

_SUBJECTS = {
    "Region": "The door, and how much there is.",
    "Publishers": "The bodies that publish.",
    "Datasets": "Titled, licensed things with an owner.",
    "Tables": "Rows and typed columns, each row traced to its line.",
    "SQL": "Questions of your own over all tables.",
    "Files": "Bytes as they came, named by their SHA-256.",
}

_ERRORS = {
    "400": ("invalid", "A parameter cannot be understood; `field` names it."),
    "404": ("not-found", "There is no such thing, or you may not know of it."),
    "429": ("too-many", "You have too many questions open; `Retry-After` says when to try again."),
    "503": (
        "unavailable",
        "The question is too large or something does not answer now; trying again may help.",
    ),
}


def describe(routes: Sequence[Route]) -> dict[str, Any]:
    """The OpenAPI document of these routes."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hundred",
            "version": __version__,
            "summary": "A city region’s datastore, every figure traced to the line it came from.",
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1", "description": "This site."}],
        "tags": [{"name": name, "description": says} for name, says in _SUBJECTS.items()],
        "security": [{}],
        "paths": {f"/{route.path}": _operations(route) for route in routes},
        "components": {
            "schemas": COMPONENTS,
            "responses": {kind: _error(kind, says) for kind, says in _ERRORS.values()},
        },
    }


def _operations(route: Route) -> dict[str, Any]:
    if not route.posted:
        return {"get": _operation(route)}
    posted = _operation(route)
    posted["operationId"] += "-by-post"
    shapes = {parameter.name: _shape(parameter) for parameter in route.query}
    body = {
        "type": "object",
        "properties": shapes,
        "required": [parameter.name for parameter in route.query if parameter.required],
        "additionalProperties": False,
    }
    example = {parameter.name: _example(parameter) for parameter in route.query if parameter.required}
    del posted["parameters"]
    media = {"schema": body, "example": example}
    posted["requestBody"] = {
        "required": True,
        "content": {JSON: media, "application/x-www-form-urlencoded": media},
    }
    return {"get": _operation(route), "post": posted}


def _operation(route: Route) -> dict[str, Any]:
    parameters = [_parameter(parameter) for parameter in route.parameters]
    if route.filters:
        parameters.append(_FILTERS)
    failures = [
        status
        for status in _ERRORS
        if (status != "404" or route.parameters) and (status != "429" or route.posted)
    ]
    return {
        "operationId": route.name,
        "summary": route.title,
        "description": route.says,
        "tags": [route.subject],
        **({"parameters": parameters} if parameters else {}),
        "responses": {
            **_answers(route),
            **{status: {"$ref": f"#/components/responses/{_ERRORS[status][0]}"} for status in failures},
        },
    }


def _answers(route: Route) -> dict[str, Any]:
    if route.media != JSON:
        octets: dict[str, Any] = {route.media: {}}
        return {
            "200": {"description": route.title, "headers": {"ETag": _TAG}, "content": octets},
            "206": {"description": "The range asked for.", "content": octets},
            "304": {"description": "You have it already."},
            "416": {"description": "The file has no such range."},
        }
    shape = named(route.answer) if route.answer in COMPONENTS else {"type": "object"}
    example = {"example": example_of(shape, COMPONENTS)} if route.answer in COMPONENTS else {}
    return {
        "200": {
            "description": route.title,
            "headers": {"ETag": _TAG},
            "content": {JSON: {"schema": shape, **example}, **{media: {} for media in route.also}},
        },
        "304": {"description": "Nothing has changed since the answer whose ETag you sent."},
    }


_TAG = {"description": "Stands for this very answer.", "schema": {"type": "string"}}

_FILTERS = {
    "name": "filters",
    "in": "query",
    "description": "Conditions on columns: `column` or `column__operator` with a value. All must hold.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"net_amount__ge": "1000", "supplier__contains": "paving"},
}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.shape["description"],
        "schema": _shape(parameter),
        **({"style": "form", "explode": True} if parameter.many else {}),
        "example": _example(parameter),
    }


def _shape(parameter: Parameter) -> dict[str, Any]:
    shape = {key: value for key, value in parameter.shape.items() if key not in ("description", "examples")}
    return {"type": "array", "items": shape} if parameter.many else shape


def _example(parameter: Parameter) -> Any:
    example = parameter.shape["examples"][0]
    return [example] if parameter.many else example


def _error(kind: str, says: str) -> dict[str, Any]:
    said = {"kind": kind, "says": says, "fix": "", "field": ""}
    return {
        "description": says,
        "content": {JSON: {"schema": named("Error"), "example": {"error": said}}},
    }
