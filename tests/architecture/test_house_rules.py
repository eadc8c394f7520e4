"""Rules of the house that are about files and words rather than imports."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "hundred").rglob("*.py"))
WRITTEN = [path for path in SOURCES if "migrations" not in path.parts]
BANNED_NAMES = {"utils", "helpers", "misc", "common", "manager", "base_classes"}


def test_there_are_sources_to_check() -> None:
    assert len(WRITTEN) > 50


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_named_for_what_it_is_not(path: Path) -> None:
    assert path.stem not in BANNED_NAMES
    assert path.parent.name not in BANNED_NAMES


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)
    named = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in named:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"#\s+\S", line), f"{requirement} has no reason beside it"


def test_the_lock_file_names_no_registry() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")
