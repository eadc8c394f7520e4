"""Gives each field one column and each column one field, so that all together is likeliest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

_FORBIDDEN = -1e6
_STEEPNESS = 0.8  # of confidence by the distance to the next best whole, in log-odds


@dataclass(frozen=True, slots=True)
class Assigned:
    """A column that a field got, and how sure that is: from 0 to 1, 0.5 where something else is as likely."""

    column: str
    confidence: float


def assign(weights: Mapping[str, Mapping[str, float]]) -> dict[str, Assigned]:
    """The columns of fields by the weights `weights[field][column]`, in log-odds. A field may get none.

    How sure a pair is follows from how much less likely the best whole is that does without it.
    """
    fields = list(weights)
    columns = sorted({column for each in weights.values() for column in each})
    matrix = [[weights[field].get(column, _FORBIDDEN) for column in columns] for field in fields]
    best, pairs = _best(matrix)
    found = {}
    for row, place in pairs:
        kept, matrix[row][place] = matrix[row][place], _FORBIDDEN
        without, _ = _best(matrix)
        matrix[row][place] = kept
        found[fields[row]] = Assigned(columns[place], 1 / (1 + exp(-_STEEPNESS * (best - without))))
    return found


def _best(matrix: Sequence[Sequence[float]]) -> tuple[float, list[tuple[int, int]]]:
    """The best total, and its pairs of row and column. To do without a column is open to all, worth 0."""
    import numpy as np  # noqa: PLC0415  with scipy, slow to load
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    if not matrix or not matrix[0]:
        return 0.0, []
    open_to_all = np.hstack([np.array(matrix), np.zeros((len(matrix), len(matrix)))])
    rows, places = linear_sum_assignment(open_to_all, maximize=True)
    pairs = [
        (int(row), int(place)) for row, place in zip(rows, places, strict=True) if place < len(matrix[0])
    ]
    return float(open_to_all[rows, places].sum()), pairs
