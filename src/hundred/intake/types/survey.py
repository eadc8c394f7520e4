"""Counts what every cell of a plain text looks like in a single scan, as `measure` does of staged cells.

Columns whose cells come back often are counted cell by cell, the others shape by shape, each in a grouping
set of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hundred.intake.types.evidence import Evidence
from hundred.intake.types.measure import CONTINENTAL, WHOLE, Answer, evidence_of, shaped, with_order
from hundred.intake.types.shapes import NUMERIC
from hundred.lake.engine import Session
from hundred.lake.schema import literal, quoted

MOST_COLUMNS = 60  # as many as the engine tells apart in one question
_FACTS = ("shape", "places", "whole", "comma", "least", "padded")


_STEPS = (
    "trimmed(cell_{n}) AS x_{n}",
    "shape_of(x_{n}) AS shape_{n}, coalesce(x_{n} <> cell_{n}, false) AS padded_{n}",
    f"CASE WHEN shape_{{n}} IN {NUMERIC} THEN places_of(x_{{n}}, shape_{{n}}) END AS behind_{{n}}",
    (
        "coalesce(behind_{n}, 0) AS places_{n},"
        " coalesce(whole_of(x_{n}, shape_{n}, behind_{n}), 0) AS whole_{n},"
        f" CASE WHEN shape_{{n}} IN {CONTINENTAL} THEN coalesce(continental_places(x_{{n}}), 0) ELSE 0 END"
        " AS comma_{n},"
        f" CASE WHEN shape_{{n}} IN {WHOLE} THEN coalesce(strlen(x_{{n}}), 0) ELSE 0 END AS least_{{n}}"
    ),
)  # what is made of the cells of a column counted by shape, n being its place


@dataclass(frozen=True, slots=True)
class Survey:
    """The evidence of a text's columns, how many rows it has, and how many of them are odd."""

    evidence: tuple[Evidence, ...]
    rows: int
    odd: int


def survey(
    engine: Session,
    cells: str,
    columns: Sequence[str],
    samples: Sequence[Evidence],
    *,
    odd: str,
    repeating: Sequence[bool],
    month: int = 0,
) -> Survey:
    """The evidence of each column of the relation `cells`. The session must know the grammar.

    `samples` is the evidence of a sample, whose examples are kept; `repeating` says of which columns the
    cells come back often; `odd` is the SQL for a row that should not be there. `month` is that of
    `measure`.
    """
    sets = _sets(repeating)
    which = " ".join(f"WHEN GROUPING({names[0]}) = 0 THEN {number}" for number, names in enumerate(sets))
    every = ", ".join(name for names in sets for name in names)
    engine.execute(f"""
        CREATE OR REPLACE TEMP TABLE surveyed AS SELECT CASE {which} END AS place, {every}, count(*) AS times
        FROM ({_faced(cells, columns, repeating, odd)})
        GROUP BY GROUPING SETS ({", ".join(f"({', '.join(names)})" for names in sets)})""")
    answers: list[list[Answer]] = [[] for _ in columns]
    counted_by_cell = [place for place, often in enumerate(repeating) if often]
    if counted_by_cell:
        cell = ", ".join(f"cell_{number}" for number in counted_by_cell)
        these = f"place IN {(*counted_by_cell, -1)}"
        counted = f"SELECT place, coalesce({cell}) AS cell, times FROM surveyed WHERE {these}"
        for number, *answer in engine.execute(shaped(counted)).fetchall():
            answers[number].append(tuple(answer))
    for number, often in enumerate(repeating):
        if not often:
            answers[number] = _shapes(engine, number, samples[number].example)
    rows, strange = engine.execute(
        f"SELECT coalesce(sum(times), 0), coalesce(sum(times) FILTER (is_odd), 0) FROM surveyed"
        f" WHERE place = {len(columns)}"
    ).fetchall()[0]
    engine.execute("DROP TABLE surveyed")
    evidence = tuple(
        with_order(engine, cells, column, evidence_of(answer), month)
        for column, answer in zip(columns, answers, strict=True)
    )
    kept = tuple(
        facts if often else replace(facts, example=sample.example)
        for facts, often, sample in zip(evidence, repeating, samples, strict=True)
    )
    return Survey(kept, int(rows), int(strange))


def _sets(repeating: Sequence[bool]) -> list[list[str]]:
    """The names in each grouping set: one set per column, and one for odd rows."""
    sets = [
        [f"cell_{place}"] if often else [f"{fact}_{place}" for fact in _FACTS]
        for place, often in enumerate(repeating)
    ]
    return [*sets, ["is_odd"]]


def _faced(cells: str, columns: Sequence[str], repeating: Sequence[bool], odd: str) -> str:
    """The question for every row's cells, and for the facts of those counted by shape.

    Each step is a question of its own, as a name used where it is made would be worked out again.
    """
    named = [f"{quoted(column)} AS cell_{place}" for place, column in enumerate(columns)]
    asked = f"SELECT {', '.join(named)}, coalesce({odd}, false) AS is_odd FROM {cells}"
    places = [place for place, often in enumerate(repeating) if not often]
    for step in _STEPS:
        made = [step.format(n=place) for place in places]
        asked = f"SELECT {', '.join(['*', *made])} FROM ({asked})"
    return asked


def _shapes(engine: Session, place: int, example: str) -> list[Answer]:
    facts = ", ".join(f"max({fact}_{place})" for fact in _FACTS[1:4])
    return [
        (shape, int(times), int(places), int(whole), int(comma), int(least), int(padded), example)
        for shape, times, places, whole, comma, least, padded in engine.execute(
            f"SELECT shape_{place}, sum(times), {facts}, min(least_{place}),"
            f" coalesce(sum(times) FILTER (padded_{place}), 0)"
            f" FROM surveyed WHERE place = {place} GROUP BY 1"
        ).fetchall()
    ]


def is_like(column: str, heading: str) -> str:
    """The SQL for a cell that is its column's heading, nothing where the heading is nothing."""
    return f"{quoted(column)} = {literal(heading)}" if heading else f"{quoted(column)} IS NULL"
