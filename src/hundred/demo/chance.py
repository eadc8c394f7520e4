"""Seeded chance that falls the same way on every machine.

Every subject draws from its own stream, named after it, so that adding a dataset does not change
the others. Only sums and products of `random()` are used: they are exact in IEEE arithmetic, while
`gauss` and `lognormvariate` lean on the machine's own logarithms.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

# Quantiles of a log-normal shape (sigma about 0.9) around 1, at equal steps of probability.
_SKEWED = (
    0.12,
    0.2,
    0.28,
    0.35,
    0.42,
    0.5,
    0.58,
    0.67,
    0.77,
    0.88,
    1.0,
    1.14,
    1.31,
    1.5,
    1.75,
    2.1,
    2.6,
    3.4,
    4.8,
    8.0,
)


class Chance:
    """One named stream of chance."""

    def __init__(self, seed: int, name: str) -> None:
        # Not a secret: the whole point is that anyone can draw the same numbers again.
        self._random = Random(f"{seed}/{name}")  # noqa: S311
        self.unit = self._random.random

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return int(self.unit() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, each as likely."""
        return things[int(self.unit() * len(things))]

    def sample(self, things: Sequence[T], count: int) -> list[T]:
        """That many different things, in the order drawn."""
        rest = list(things)
        return [rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest)))]

    def happens(self, probability: float) -> bool:
        """True as often as the probability says."""
        return self.unit() < probability

    def round(self, expected: float) -> int:
        """A whole number whose mean is `expected`: 2.3 gives 2, and 3 in three cases of ten."""
        whole = int(expected)
        return whole + (self.unit() < expected - whole)

    def skewed(self) -> float:
        """A factor around 1 with a long tail upwards, as amounts of money have."""
        place = self.unit() * (len(_SKEWED) - 1)
        step = int(place)
        return _SKEWED[step] + (place - step) * (_SKEWED[step + 1] - _SKEWED[step])

    def bell(self) -> float:
        """A number with mean 0 and standard deviation 1: the sum of twelve uniforms less six."""
        unit = self.unit
        return sum(unit() for _ in range(12)) - 6.0
