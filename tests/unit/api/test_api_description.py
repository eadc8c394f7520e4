"""The API's description: valid, complete, and changed only on purpose.

Renew the snapshot with `PYTHONPATH=src .venv/bin/python tests/golden/renew.py`.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from hundred.interfaces.api.native.urls import document

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "openapi.json"


def as_text(described: dict[str, Any]) -> str:
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def test_it_is_valid_openapi() -> None:
    validate(json.loads(as_text(document())))


def test_it_is_the_one_that_was_agreed() -> None:
    assert as_text(document()) == GOLDEN.read_text("utf-8"), "if this is meant, renew the snapshot"


def test_every_shape_is_a_schema_with_a_description_and_is_used() -> None:
    found = document()
    used = as_text(found)
    for name, shape in found["components"]["schemas"].items():
        Draft202012Validator.check_schema(shape)
        assert shape["description"]
        assert f'"#/components/schemas/{name}"' in used, f"{name} is used nowhere"


def operations() -> list[Any]:
    return [pytest.param(item["get"], id=path) for path, item in document()["paths"].items()]


@pytest.mark.parametrize("operation", operations())
def test_every_operation_is_explained_with_examples(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    for parameter in operation.get("parameters", []):
        assert parameter["description"]
        assert "example" in parameter
    for status in ("200", "400", "503"):
        assert status in operation["responses"]


@pytest.mark.parametrize("operation", operations())
def test_every_example_has_the_shape_it_is_an_example_of(operation: dict[str, Any]) -> None:
    components = {"components": document()["components"]}
    for media in operation["responses"]["200"]["content"].values():
        if "example" in media:
            Draft202012Validator({**media["schema"], **components}).validate(media["example"])
