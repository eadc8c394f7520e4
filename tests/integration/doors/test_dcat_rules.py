"""The catalogue against the rules of others: DCAT-AP 3's shapes, and the UK metadata exchange model."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from rdflib import Graph
from region_names import GRANTS, SPEND

from doors.conftest import SITES

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "catalogue"
SHAPES = SHARED / "dcat-shapes" / "ckanext" / "dcat" / "tests" / "shacl" / "dcat-ap_3_shacl_shapes.ttl"
MODEL = SHARED / "uk-metadata-model" / "src"
needs_shared = pytest.mark.skipif(
    not SHAPES.exists(), reason="no catalogue in ../shared/data beside this checkout"
)


def violations(turtle: bytes) -> str:
    """What DCAT-AP 3's shapes find wrong, "" where nothing is."""
    from pyshacl import validate

    conforms, _, says = validate(
        Graph().parse(data=turtle, format="turtle"), shacl_graph=Graph().parse(SHAPES), advanced=True
    )
    return "" if conforms else says


@needs_shared
@pytest.mark.real
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the validator's own
def test_dcat_ap_has_no_objection(door: Client, officer: Client) -> None:
    for client, address in (
        (door, "/catalog.ttl"),
        (officer, "/catalog.ttl"),
        (door, f"/datasets/{SITES}.ttl"),
        (officer, f"/datasets/{GRANTS}.ttl"),
    ):
        assert violations(client.get(address).content) == "", address


def problems(record: dict[str, Any], kind: str, model: dict[str, Any]) -> list[str]:
    """What the UK model finds wrong with a record: slots it lacks or does not know, and values amiss."""
    slots, usage = _slots(kind, model)
    found = [f"{kind} has no slot {name}" for name in record if name not in slots]
    if record.get("type", f"dcat:{kind}") != f"dcat:{kind}":
        found.append(f"{record['type']} is no {kind}")
    for name in slots:
        slot = {**model["slots"].get(name, {}), **usage.get(name, {})}
        if name not in record:
            found += [f"{kind} lacks {name}"] if slot.get("required") else []
            continue
        value = record[name]
        if isinstance(value, list) != bool(slot.get("multivalued")):
            found.append(f"{name} is not as many as it should be: {value}")
        for one in value if isinstance(value, list) else [value]:
            found += [f"{name}: {one}" for _ in [0] if not _allowed(one, slot, model)]
    return found


def _slots(kind: str, model: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    about = model["classes"][kind]
    above = _slots(about["is_a"], model) if "is_a" in about else ([], {})
    return [*above[0], *about["slots"]], {**above[1], **about.get("slot_usage", {})}


def _allowed(value: Any, slot: dict[str, Any], model: dict[str, Any]) -> bool:
    kind = slot.get("range", "string")
    if kind == "OrganisationValues":  # has no councils: a publisher is named by its address
        return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None
    if kind in model["enums"]:
        return value in model["enums"][kind]["permissible_values"]
    if kind in model["classes"]:
        return isinstance(value, dict) and problems(value, kind, model) == []
    if kind == "integer":
        return isinstance(value, int) and value >= slot.get("minimum_value", value)
    if kind == "date":
        return re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) is not None
    if kind in ("uri", "uriorcurie"):
        return isinstance(value, str) and re.fullmatch(r"\S+", value) is not None
    return isinstance(value, str) and re.search(slot.get("pattern", ""), value) is not None


@needs_shared
@pytest.mark.real
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_dcat_ap_would_object(door: Client) -> None:
    turtle = door.get("/catalog.ttl").content
    assert "Less than 1 values" in violations(turtle.replace(b"dct:title", b"dct:subject"))
    assert "class" in violations(turtle.replace(b"a foaf:Document", b"a dcat:Catalog"))


@needs_shared
@pytest.mark.real
def test_each_record_is_one_of_the_uk_model(door: Client) -> None:
    model = yaml.safe_load((MODEL / "model" / "uk_cross_government_metadata_exchange_model.yaml").read_text())
    kinds = []
    for slug in (SPEND, SITES):
        told = json.loads(door.get(f"/datasets/{slug}.jsonld?profile=uk").content)["@graph"]
        for record in told:
            kind = record["type"].removeprefix("dcat:")
            kinds.append(kind)
            # a region that gives no e-mail address can't say whom to write to about its API
            assert problems(record, kind, model) == (
                [f"contactPoint: {record['contactPoint']}"] if kind == "DataService" else []
            )
    assert set(kinds) == {"Dataset", "Distribution", "DataService"}


@needs_shared
@pytest.mark.real
def test_this_check_of_the_uk_model_tells_right_from_wrong() -> None:
    model = yaml.safe_load((MODEL / "model" / "uk_cross_government_metadata_exchange_model.yaml").read_text())
    for kind in ("ContactPoint", "DataService", "Dataset", "Distribution"):
        for verdict, wrong in (("valid", False), ("invalid", True)):
            for path in sorted((MODEL / "data" / kind / verdict).iterdir()):
                record = yaml.safe_load(path.read_text())
                found = [
                    says
                    for says in problems(record, kind, model)
                    if not says.startswith(("publisher", "creator"))
                ]
                assert bool(found) == wrong, (path.name, found)


def test_the_uk_model_gets_what_it_requires(door: Client) -> None:
    told = json.loads(door.get(f"/datasets/{SITES}.jsonld?profile=uk").content)["@graph"]
    dataset = next(record for record in told if record["type"] == "dcat:Dataset")
    assert dataset["updateFrequency"] == "freq:monthly"
    assert (dataset["accessRights"], dataset["securityClassification"]) == ("OPEN", "NOT_APPLICABLE")
    assert dataset["summary"] == "Where the council’s sites are. One row a site."
    ways = {record["identifier"] for record in told if record["type"] == "dcat:Distribution"}
    assert set(dataset["distribution"]) == ways
