"""What a reader of one kind of file is given, and what it gives back."""

from dataclasses import dataclass
from pathlib import Path

from hundred.base.findings import Finding
from hundred.intake.descriptions import Description
from hundred.intake.reading import ReadTable
from hundred.intake.sniff import Sniffed
from hundred.intake.tally import Tally
from hundred.lake.engine import Session


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, the name it came under, what it is, where to stage, and an engine.

    `sha256` is given where the file is to be published, so that typed rows may be drafted with it.
    """

    path: Path
    name: str
    sniffed: Sniffed
    into: Path
    engine: Session
    sha256: str = ""

    def tally(self, sheet: str = "") -> Tally:
        """A tally of problems in the file, or in a sheet of it, which stages every line concerned."""
        return Tally(self.name, sheet, into=self.into)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its tables, the findings, its encoding where it is text, and its kind where that
    is told only by reading it. A file that describes others gives `descriptions`."""

    tables: tuple[ReadTable, ...]
    findings: tuple[Finding, ...]
    encoding: str | None = None
    kind: str = ""
    descriptions: tuple[Description, ...] = ()
