"""Chooses the delimiter: the one under which most records have the same number of cells."""

import numpy as np

from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import Positions, Slab, strict
from hundred.intake.reading import Dialect

DELIMITERS = (",", ";", "\t", "|")
_ONE_CELL = 0.05  # what a delimiter that separates nothing is worth


def choose_dialect(head: bytes, *, whole: bool) -> Dialect:
    """The dialect of a UTF-8 text, judged on its head. `whole` says that it is all there is."""
    scores = {}
    for delimiter in DELIMITERS:
        if delimiter.encode() in head:
            slab = records_of(head, Dialect(delimiter), whole=whole)
            scores[delimiter] = _consistency(slab)
    best = max(scores, key=lambda delimiter: scores[delimiter], default=",")
    return Dialect(best)


def records_of(head: bytes, dialect: Dialect, *, whole: bool) -> Slab:
    """The records of a text's head under a dialect, read strictly where its quotes allow."""
    text = head if not whole or head.endswith((b"\n", b"\r")) else head + b"\n"
    slab = strict(text, dialect, 1)
    if slab is None or not slab.records:
        slab = repaired(text, dialect, 1, width=0, at_end=True, repairs=Repairs())
    return slab


def usual_width(widths: Positions) -> int:
    """The number of cells of a table's records: common, and rather wide than narrow, as notes are narrow."""
    if not len(widths):
        return 0
    counts = np.bincount(widths)
    worth = counts * np.log2(1 + np.arange(len(counts)))
    return int(np.flatnonzero(worth == worth.max())[-1])


def _consistency(slab: Slab) -> float:
    filled = slab.widths[slab.closes > slab.opens]
    width = usual_width(filled)
    if width <= 1:
        return _ONE_CELL
    share = float(np.mean(filled == width))
    return share * share * float(np.log2(width))
