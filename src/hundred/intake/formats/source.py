"""What a reader of one kind of file is given."""

from dataclasses import dataclass
from pathlib import Path

from hundred.lake.engine import Session


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, the name it came under, the folder for staged files, and an engine."""

    path: Path
    name: str
    into: Path
    engine: Session
