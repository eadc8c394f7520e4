"""What stewardship tells other rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hundred.base.findings import Finding


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: where its bytes are now, its name, and where it came from."""

    path: Path
    name: str
    came_from: str


@dataclass(frozen=True, slots=True)
class RunFileRecord:
    """A file of a run and what became of it."""

    name: str
    sha256: str
    bytes: int
    container: str
    state: str
    state_title: str
    rows: int
    set_aside: int
    says: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: how far it is, and when it is done, what it did."""

    id: str
    dataset: str
    dataset_title: str
    publisher: str
    by: str
    state: str
    state_title: str
    stage: str
    done: int
    total: int
    says: str
    fix: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    files: tuple[RunFileRecord, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files if file.state == "published")

    @property
    def set_aside(self) -> int:
        return sum(file.set_aside for file in self.files if file.state == "published")

    def count(self, state: str) -> int:
        """How many files of the run ended in this state."""
        return sum(file.state == state for file in self.files)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` in this stage, now at `item`."""

    stage: str
    done: int
    total: int
    item: str = ""


Watcher = Callable[[Progress], None]


def nobody(progress: Progress) -> None:
    """A watcher that looks away."""
