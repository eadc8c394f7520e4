"""What every maker of a dataset is given: where to write, chance to draw from, a place for the truth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hundred.demo.cells import Cell
from hundred.demo.chance import Chance
from hundred.demo.files import simple_grid, write_plain, write_workbook
from hundred.demo.layouts import columns_of
from hundred.demo.region import DatasetSpec
from hundred.demo.truth import Truth

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder a region is made in, and its truth so far."""

    into: Path
    truth: Truth

    def chance(self, name: str) -> Chance:
        """A stream of chance of that name."""
        return Chance(self.truth.seed, name)

    def count(self, usual: int, least: int = 5) -> int:
        """How many things to make at this region's scale."""
        return max(least, round(usual * self.truth.scale))

    def path(self, publisher: str, dataset: str, name: str) -> Path:
        """Where a dataset's file goes."""
        return self.into / publisher / dataset / name

    def plant_bad(self, path: Path, rows: int, bad: Sequence[Sequence[object]]) -> None:
        """Notes a file's rows and its bad ones: line, code, column, raw text."""
        files = self.truth.planted.setdefault("other_files", {})
        files["/".join(path.parts[-3:])] = {"rows": rows, "bad": [list(entry) for entry in bad]}


def write_table(
    path: Path, columns: str, fields: Mapping[str, Callable[[T], Cell]], things: Sequence[T]
) -> Path:
    """Writes things under headings (`Heading=field; …`), as a workbook if its name says so."""
    pairs = columns_of(columns)
    headings = [heading for heading, _ in pairs]
    writers = [fields[field] for _, field in pairs]
    rows = [[write(thing) for write in writers] for thing in things]
    if path.suffix == ".xlsx":
        write_workbook(path, [("Data", simple_grid(headings, rows))])
        return path
    return write_plain(path, headings, rows)


def open_data(
    publisher: str,
    name: str,
    title: str,
    description: str,
    *,
    theme: str,
    files: Sequence[Path],
    frequency: str,
    tags: str,
) -> DatasetSpec:
    """A dataset anyone may use under the Open Government Licence; `tags` are parted by commas."""
    return DatasetSpec(
        slug=f"{publisher}-{name}",
        title=title,
        description=description,
        publisher=publisher,
        theme=theme,
        licence="OGL-UK-3.0",
        access="open",
        frequency=frequency,
        tags=tuple(tag.strip() for tag in tags.split(",")),
        files=tuple(files),
    )
