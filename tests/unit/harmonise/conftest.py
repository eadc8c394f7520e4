"""The bench of the tests of harmonising."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from harmonise_bench import Bench

from hundred.lake.engine import session


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with session(memory_mb=500) as engine:
        yield Bench(engine, tmp_path)
