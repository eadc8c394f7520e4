"""One tiny demo region for all tests that only read it."""

import json
from pathlib import Path
from typing import Any

import pytest

from hundred.demo import make


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    make(folder, scale=0.05)
    return folder


@pytest.fixture(scope="session")
def truth(region: Path) -> dict[str, Any]:
    return json.loads((region / "truth.json").read_text("utf-8"))
