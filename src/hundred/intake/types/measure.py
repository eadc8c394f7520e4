"""Counts what every cell of a staged table looks like, in the engine."""

from collections.abc import Sequence
from pathlib import Path

from hundred.intake.types.evidence import Evidence
from hundred.lake.engine import Session
from hundred.lake.schema import quoted

_NUMERIC = ("integer", "code", "number", "grouped", "money")
_EXAMPLE_LENGTH = 80
_AT_ONCE = 100  # columns asked about in one question
_SAMPLE = 50_000  # rows on which we judge how often a column repeats itself; fewer are a small table
_REPEATS = 2  # times a cell comes back on average before counting equal cells first is worth it


def measure(engine: Session, cells: Path, columns: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence of each named column of a Parquet file of texts. The session must know the grammar."""
    table = f"read_parquet('{_escaped(cells)}')"
    return tuple(
        evidence
        for first in range(0, len(columns), _AT_ONCE)
        for evidence in _measured(engine, table, columns[first : first + _AT_ONCE])
    )


def _measured(engine: Session, table: str, columns: Sequence[str]) -> list[Evidence]:
    counted = _counted(engine, table, columns)
    # The grammar is written once for all columns: planning it for each would cost more than the counting.
    answers = engine.execute(f"""
        WITH counted(place, cell, times) AS ({counted}),
        shaped AS (
            SELECT *, shape IN {_NUMERIC} AS is_number
            FROM (SELECT place, times, x, x <> cell AS is_padded, shape_of(x) AS shape
                  FROM (SELECT place, times, cell, trimmed(cell) AS x FROM counted))
        )
        SELECT place, shape, sum(times),
            coalesce(max(places_of(x)) FILTER (is_number), 0),
            coalesce(max(length(x) - places_of(x)) FILTER (is_number), 0),
            coalesce(sum(times) FILTER (is_padded), 0),
            min(x)
        FROM shaped GROUP BY place, shape""").fetchall()
    by_place: list[list[tuple[str, int, int, int, int, str | None]]] = [[] for _ in columns]
    for place, *answer in answers:
        by_place[place].append(tuple(answer))
    return [_evidence(answer) for answer in by_place]


def _counted(engine: Session, table: str, columns: Sequence[str]) -> str:
    """The question for all cells as place, cell, and how often: counted first where they come back often."""
    cells = ", ".join(quoted(column) for column in columns)
    distinct = ", ".join(f"approx_count_distinct({quoted(column)})" for column in columns)
    sample = f"SELECT count(*), {distinct} FROM (SELECT {cells} FROM {table} LIMIT {_SAMPLE})"
    ((rows, *counts),) = engine.execute(sample).fetchall()
    if rows < _SAMPLE:  # one scan, as planning a scan for each column would take longer than reading
        return f"SELECT unnest(range({len(columns)})), unnest([{cells}]), 1 FROM {table}"
    return " UNION ALL ".join(
        f"SELECT {place}, {quoted(column)}, count(*) FROM {table} GROUP BY 2"
        if count * _REPEATS < rows
        else f"SELECT {place}, {quoted(column)}, 1 FROM {table}"
        for place, (column, count) in enumerate(zip(columns, counts, strict=True))
    )


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _evidence(answers: Sequence[tuple[str, int, int, int, int, str | None]]) -> Evidence:
    counts = {shape: int(count) for shape, count, *_ in answers}
    examples = [example for shape, *_, example in answers if shape not in ("empty", "missing") and example]
    return Evidence(
        cells=sum(counts.values()),
        empty=counts.pop("empty", 0),
        missing=counts.pop("missing", 0),
        padded=sum(int(answer[4]) for answer in answers),
        shapes=dict(sorted(counts.items())),
        places=max((answer[2] for answer in answers), default=0),
        whole=max((answer[3] for answer in answers), default=0),
        example=min(examples, default="")[:_EXAMPLE_LENGTH],
    )
