"""Engines that know how cells are written: one kept for small files, a private one for each large file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hundred.intake.types import grammar
from hundred.lake.engine import Session, session
from hundred.lake.kept import KeptEngines

_MEMORY_MB = 400
_SMALL = 8 << 20  # bytes of text, of which an engine needs a few times as much at most

_kept = KeptEngines(grammar.teach, memory_mb=_MEMORY_MB)


@contextmanager
def engine_for(size: int, scratch: Path) -> Iterator[Session]:
    """An engine for a file of `size` bytes; what memory cannot hold spills within `scratch`."""
    if size <= _SMALL:
        with _kept.engine() as engine:
            yield engine
        return
    with session(memory_mb=_MEMORY_MB, scratch=scratch) as engine:
        grammar.teach(engine)
        yield engine
