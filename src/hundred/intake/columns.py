"""A table's columns from its headings and its staged cells."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hundred.intake import problems
from hundred.intake.frame import Frame
from hundred.intake.names import column_names, tidied
from hundred.intake.reading import ReadColumn
from hundred.intake.tally import Tally
from hundred.intake.types.evidence import Evidence
from hundred.intake.types.headings import month_named
from hundred.intake.types.measure import measure
from hundred.lake.engine import Session

MAX_COLUMNS = 2_000


def staged_names(headings: Sequence[str]) -> tuple[str, ...]:
    """The names under which cells are staged, one per heading."""
    return column_names(headings)


def read_columns(engine: Session, cells: Path, frame: Frame, tally: Tally) -> tuple[ReadColumn, ...]:
    """The columns of a staged table with the evidence of their cells, as `columns_of` has them."""
    evidence = measure(engine, cells, staged_names(frame.headings), month=month_named(tally.file))
    return columns_of(frame, evidence, tally)


def columns_of(frame: Frame, evidence: Sequence[Evidence], tally: Tally) -> tuple[ReadColumn, ...]:
    """A table's columns from the evidence of their cells, and what is wrong with their headings.

    A column with neither heading nor values is left out.
    """
    names = staged_names(frame.headings)
    columns = []
    dropped = 0
    for position, (name, heading, facts) in enumerate(zip(names, frame.headings, evidence, strict=True), 1):
        if not heading and facts.cells == facts.empty:
            dropped += 1
            continue
        if frame.header and not tidied(heading):
            tally.add(problems.HEADING_EMPTY, column=str(position))
        columns.append(ReadColumn(name, heading, facts))
    if not frame.header:
        tally.add(problems.NO_HEADER)
    if dropped:
        tally.add(problems.COLUMNS_EMPTY, count=dropped)
    for name, count in Counter(filter(None, map(tidied, frame.headings))).items():
        if count > 1:
            heading = next(heading for heading in frame.headings if tidied(heading) == name)
            tally.add(problems.HEADING_TWICE, count=count, column=heading)
    return tuple(columns)
