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

    `cells` counts all cells, `empty` those with nothing in them, `padded` those with white space around
    them. Words that stand where a value should are counted by what they say: `missing` that there is
    nothing (`N/A`), `withheld` that it is kept back (`REDACTED`), `errors` that a formula failed
    (`#REF!`), `unknown` that it is not known yet (`TBC`).

    `shapes` counts the rest by what they look like (the names are those of
    `hundred.intake.types.grammar`), those that look like nothing but text under `text`. `places` and
    `whole` are the most digits found after and before a decimal point, `continental_places` those after
    a decimal comma, and `narrowest` the fewest characters of a whole number, 0 where there is none.
    `days` and `months` count the files whose dates fall into one month only where the day, or the month,
    comes first. `example` is a cell's text, "" where all are empty.
    """

    cells: int = 0
    empty: int = 0
    missing: int = 0
    withheld: int = 0
    errors: int = 0
    unknown: int = 0
    padded: int = 0
    shapes: dict[str, int] = field(default_factory=dict)
    places: int = 0
    whole: int = 0
    continental_places: int = 0
    narrowest: int = 0
    days: int = 0
    months: int = 0
    example: str = ""

    @property
    def nothing(self) -> int:
        """How many cells hold nothing, or a word for what is missing."""
        return self.empty + self.missing + self.withheld + self.errors + self.unknown

    @property
    def values(self) -> int:
        """How many cells say something."""
        return self.cells - self.nothing

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
        withheld=a.withheld + b.withheld,
        errors=a.errors + b.errors,
        unknown=a.unknown + b.unknown,
        padded=a.padded + b.padded,
        shapes=shapes,
        places=max(a.places, b.places),
        whole=max(a.whole, b.whole),
        continental_places=max(a.continental_places, b.continental_places),
        narrowest=min(filter(None, (a.narrowest, b.narrowest)), default=0),
        days=a.days + b.days,
        months=a.months + b.months,
        example=min((a.example, b.example), key=lambda text: (not text, text)),
    )


def merge_all(evidence: Iterable[Evidence]) -> Evidence:
    """The evidence of many files' column together; that of no cells where there are none."""
    return reduce(merge, evidence, Evidence())
