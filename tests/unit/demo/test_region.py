"""The region as a whole: the same every time, quick to make, wholly invented, and visible in every access."""

import hashlib
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from hundred.base.identifiers import slug
from hundred.base.places import is_gss, kind_of
from hundred.demo import make

THEMES = {
    "spending",
    "contracts",
    "property",
    "planning",
    "transport",
    "environment",
    "people",
    "leisure",
    "safety",
}

# A few names that a careless list of words would contain.
REAL = re.compile(
    r"\b(leeds|bradford|wakefield|calderdale|kirklees|manchester|salford|trafford|bolton|oldham|hyndburn|sheffield|"
    r"newcastle|liverpool|hull|grimsby|capita|serco|kier|veolia|tesco|amazon|microsoft|barnardo|oxfam)\b"
)


def fingerprint(folder: Path) -> str:
    """One hash of every file's name and bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def test_the_same_seed_makes_the_same_bytes(region: Path, tmp_path: Path) -> None:
    make(tmp_path, scale=0.05)
    assert fingerprint(tmp_path) == fingerprint(region)


def test_another_seed_makes_another_region(region: Path, tmp_path: Path) -> None:
    make(tmp_path, seed=2000, scale=0.05)
    assert fingerprint(tmp_path) != fingerprint(region)


@pytest.mark.slow
def test_a_whole_region_takes_seconds(tmp_path: Path) -> None:
    started = time.process_time()
    make(tmp_path)
    assert time.process_time() - started < 10  # two on an idle laptop
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert 60_000 < sum(entry["rows"] for entry in truth["files"].values()) < 120_000


def test_every_dataset_can_be_added_as_it_is(tmp_path: Path) -> None:
    made = make(tmp_path, scale=0.02)
    publishers = {publisher.slug for publisher in made.publishers}
    assert len({dataset.slug for dataset in made.datasets}) == len(made.datasets)
    for dataset in made.datasets:
        assert slug(dataset.slug) == dataset.slug
        assert dataset.publisher in publishers
        assert dataset.theme in THEMES
        assert dataset.files
        assert len(set(dataset.files)) == len(dataset.files)
        for path in dataset.files:
            assert path.parent == tmp_path / dataset.publisher / dataset.slug
            assert path.stat().st_size > 0
    assert {dataset.theme for dataset in made.datasets} == THEMES
    assert {dataset.access for dataset in made.datasets} == {"open", "shared", "closed"}
    assert {dataset.licence for dataset in made.datasets} == {"OGL-UK-3.0", "CC-BY-4.0"}
    shared = next(dataset for dataset in made.datasets if dataset.access == "shared")
    assert set(shared.shared_with) < publishers


def test_publishers_have_codes_of_their_kind(tmp_path: Path) -> None:
    made = make(tmp_path, scale=0.02)
    kinds = {
        publisher.gss_code: kind_of(publisher.gss_code) for publisher in made.publishers if publisher.gss_code
    }
    assert all(is_gss(code) for code in kinds)
    assert list(kinds.values()).count("metropolitan borough council") == 7
    assert kinds[made.code] == "combined authority"


def test_nothing_real_is_named(region: Path) -> None:
    for path in region.rglob("*"):
        if path.suffix in (".csv", ".json"):
            encoding = "utf-16" if "tolbury-spend" in str(path) else "cp1252"
            words = path.read_bytes().decode(encoding, errors="replace").lower()
            assert not REAL.findall(words), path


def test_region_json_says_what_make_returned(region: Path) -> None:
    said: dict[str, Any] = json.loads((region / "region.json").read_text("utf-8"))
    for dataset in said["datasets"]:
        assert all((region / path).is_file() for path in dataset["files"])
