"""Which standard a table answers, if any: a register of contracts among files of payments is found out."""

from collections.abc import Iterable
from dataclasses import dataclass

from hundred.harmonise.facts import Sample
from hundred.harmonise.headings import words_of
from hundred.harmonise.mapping import TableMapping, map_table
from hundred.harmonise.standard import Standard, standards

ENOUGH = 0.6  # fit from which a table answers a standard
_REQUIRED, _COLUMNS, _TELLING = 0.6, 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a table answers a standard, from 0 to 1, and how it would be mapped."""

    standard: Standard
    share: float
    mapping: TableMapping

    @property
    def answers(self) -> bool:
        """Whether that is enough to say that the table is of this standard."""
        return self.share >= ENOUGH


def classify(sample: Sample, title: str = "", among: Iterable[Standard] = ()) -> tuple[Fit, ...]:
    """How well the table answers each standard (all that come with Hundred, or those given), the best first.

    `title` is what the table is called, its file and its dataset included. The share is made of what is found
    of the required fields, of the columns that the standard explains, and of whether it has a field that
    hardly any other standard has, or is called so.
    """
    fits = [_fit(standard, sample, title) for standard in (tuple(among) or standards().values())]
    return tuple(sorted(fits, key=lambda fit: (-fit.share, fit.standard.slug)))


def _fit(standard: Standard, sample: Sample, title: str) -> Fit:
    mapping = map_table(standard, sample)
    sure = {match.field: match.confidence for match in mapping.matches}
    required = sum(sure.get(field.name, 0.0) for field in standard.required) / len(standard.required)
    columns = {facts.column.name for facts in sample.facts if facts.filled}
    explained = {match.column for match in mapping.matches} & columns
    telling = any(field.telling and field.name in sure for field in standard.fields)
    called = bool({word for each in standard.called for word in words_of(each)} & set(words_of(title)))
    if standard.general and not (telling or called):
        return Fit(standard, 0.0, mapping)
    share = (
        _REQUIRED * required
        + _COLUMNS * (len(explained) / len(columns) if columns else 0.0)
        + _TELLING * (telling or called)
    )
    return Fit(standard, share, mapping)
