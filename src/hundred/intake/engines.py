"""Engines that know how cells are written: kept for small files, given up after a large one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hundred.intake.types import grammar
from hundred.lake.engine import Session
from hundred.lake.kept import KeptEngines

_MEMORY_MB = 400
_SMALL = 8 << 20  # bytes of text, of which an engine needs a few times as much at most

_kept = KeptEngines(grammar.teach, memory_mb=_MEMORY_MB)


@contextmanager
def engine_for(size: int, scratch: Path) -> Iterator[Session]:
    """An engine for a file of `size` bytes; what memory cannot hold spills within `scratch`."""
    with _kept.engine() if size <= _SMALL else _kept.spilling(scratch) as engine:
        yield engine


def get_ready() -> None:
    """Have an engine ready before the first file comes."""
    _kept.start_one()
