"""What every cell of a column looks like, counted: enough to choose the column's type.

Evidence of one table's many files is merged before the type is decided, so that two hundred monthly
files agree on their types.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import reduce
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts over all cells of a column.

    `cells` counts all cells, `empty` those with nothing in them, `missing` those with a word for
    nothing (`N/A`), `padded` those with white space around them. `shapes` counts the
    rest by what they look like (the names are those of `hundred.intake.types.grammar`), those that look
    like nothing but text under `text`. `places` and `whole` are the most
    digits found after and before a decimal point. `example` is a cell's text, "" where all are empty.
    """

    cells: int = 0
    empty: int = 0
    missing: int = 0
    padded: int = 0
    shapes: dict[str, int] = field(default_factory=dict)
    places: int = 0
    whole: int = 0
    example: str = ""

    @property
    def values(self) -> int:
        """How many cells say something."""
        return self.cells - self.empty - self.missing

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**data)


def merge(a: Evidence, b: Evidence) -> Evidence:
    """The evidence of both columns' cells together. The order of merging does not matter."""
    shapes = {name: a.shapes.get(name, 0) + b.shapes.get(name, 0) for name in sorted({*a.shapes, *b.shapes})}
    return Evidence(
        cells=a.cells + b.cells,
        empty=a.empty + b.empty,
        missing=a.missing + b.missing,
        padded=a.padded + b.padded,
        shapes=shapes,
        places=max(a.places, b.places),
        whole=max(a.whole, b.whole),
        example=min((a.example, b.example), key=lambda text: (not text, text)),
    )


def merge_all(evidence: Iterable[Evidence]) -> Evidence:
    """The evidence of many files' column together; that of no cells where there are none."""
    return reduce(merge, evidence, Evidence())
