"""Counts what every cell of a staged table looks like, in the engine."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from hundred.intake.types.evidence import Evidence
from hundred.intake.types.shapes import DIGITS, NUMERIC
from hundred.lake.engine import Session
from hundred.lake.schema import literal, quoted

CONTINENTAL = ("grouped continental", "money continental")
WHOLE = (*DIGITS, "code", "spaced")
_WORDS = ("empty", "missing", "withheld", "error", "unknown")
_EXAMPLE_LENGTH = 80
_AT_ONCE = 100  # columns asked about in one question
_SAMPLE = 50_000  # rows on which we judge how often a column repeats itself; fewer are a small table
_REPEATS = 2  # times a cell comes back on average before counting equal cells first is worth it
_DAYS = 5  # different days show a file to be of one month, where one number is the same in all its dates

Answer = tuple[str, int, int, int, int, int, int, str | None]


def measure(engine: Session, cells: Path, columns: Sequence[str], *, month: int = 0) -> tuple[Evidence, ...]:
    """The evidence of each named column of a Parquet file of texts. The session must know the grammar.

    `month` is the one that the file is about, 0 where it does not say.
    """
    table = f"read_parquet({literal(cells)})"
    few = pq.read_metadata(cells).num_rows < _SAMPLE
    evidence = [
        facts
        for first in range(0, len(columns), _AT_ONCE)
        for facts in _measured(engine, table, columns[first : first + _AT_ONCE], few=few)
    ]
    return tuple(
        with_order(engine, table, column, facts, month)
        for column, facts in zip(columns, evidence, strict=True)
    )


def shaped(counted: str) -> str:
    """The question for shapes, from one for `place, cell, times`: how many cells of a place have each.

    It answers with place, shape, how many, the most places and the most whole digits of numbers, the
    most places behind a decimal comma, the fewest characters, how many are padded, and the first text.
    """
    # The grammar is written once for all columns: planning it for each would cost more than the counting.
    return f"""
        WITH shaped AS (
            SELECT *, CASE WHEN shape IN {NUMERIC} THEN places_of(x, shape) END AS places
            FROM (SELECT place, times, x, x <> cell AS is_padded, shape_of(x) AS shape
                  FROM (SELECT place, times, cell, trimmed(cell) AS x FROM ({counted})))
        )
        SELECT place, shape, sum(times),
            coalesce(max(places), 0),
            coalesce(max(whole_of(x, shape, places)), 0),
            coalesce(max(continental_places(x)) FILTER (shape IN {CONTINENTAL}), 0),
            coalesce(min(strlen(x)), 0),
            coalesce(sum(times) FILTER (is_padded), 0),
            min(x)
        FROM shaped GROUP BY place, shape"""


def _measured(engine: Session, table: str, columns: Sequence[str], *, few: bool) -> list[Evidence]:
    asked = shaped(f"FROM ({_counted(engine, table, columns, few=few)}) AS counted(place, cell, times)")
    by_place: list[list[Answer]] = [[] for _ in columns]
    for place, *answer in engine.execute(asked).fetchall():
        by_place[place].append(tuple(answer))
    return [evidence_of(answer) for answer in by_place]


def _counted(engine: Session, table: str, columns: Sequence[str], *, few: bool) -> str:
    """The question for all cells as place, cell, and how often: counted first where they come back often."""
    cells = ", ".join(quoted(column) for column in columns)
    if few:  # one scan, as planning a scan for each column would take longer than reading
        each = f"SELECT unnest(range({len(columns)})) AS place, unnest([{cells}]) AS cell FROM {table}"
        return f"SELECT place, cell, count(*) FROM ({each}) GROUP BY ALL"
    distinct = ", ".join(f"approx_count_distinct({quoted(column)})" for column in columns)
    sample = f"SELECT count(*), {distinct} FROM (SELECT {cells} FROM {table} LIMIT {_SAMPLE})"
    ((rows, *counts),) = engine.execute(sample).fetchall()
    return " UNION ALL ".join(
        f"SELECT {place}, {quoted(column)}, count(*) FROM {table} GROUP BY 2"
        if count * _REPEATS < rows
        else f"SELECT {place}, {quoted(column)}, 1 FROM {table}"
        for place, (column, count) in enumerate(zip(columns, counts, strict=True))
    )


def evidence_of(answers: Sequence[Answer]) -> Evidence:
    """The evidence of a column from what `shaped` answers of it."""
    counts = {shape: int(count) for shape, count, *_ in answers}
    words = {word: counts.pop(word, 0) for word in _WORDS}
    examples = [example for shape, *_, example in answers if shape not in _WORDS and example]
    return Evidence(
        cells=sum(counts.values()) + sum(words.values()),
        empty=words["empty"],
        missing=words["missing"],
        withheld=words["withheld"],
        errors=words["error"],
        unknown=words["unknown"],
        padded=sum(int(answer[6]) for answer in answers),
        shapes=dict(sorted(counts.items())),
        places=max((answer[2] for answer in answers), default=0),
        whole=max((answer[3] for answer in answers), default=0),
        continental_places=max((answer[4] for answer in answers), default=0),
        narrowest=min((answer[5] for answer in answers if answer[0] in WHOLE), default=0),
        example=min(examples, default="")[:_EXAMPLE_LENGTH],
    )


def with_order(engine: Session, table: str, column: str, evidence: Evidence, month: int) -> Evidence:
    """The evidence with this file's word on the order of days and months, where its cells leave it open."""
    return _with_votes(engine, table, column, evidence, month) if _leaves_order_open(evidence) else evidence


def _leaves_order_open(evidence: Evidence) -> bool:
    orders = {
        shape.split()[1] for shape in evidence.shapes if shape.startswith(("date ", "midnight ", "datetime "))
    }
    return "either" in orders and not orders & {"day", "month"}


def _with_votes(engine: Session, table: str, column: str, evidence: Evidence, month: int) -> Evidence:
    """The evidence with this file's word on whether day or month comes first.

    In a file of one month, the month is the number that stays the same. Where that is the first number it
    may also be the day of a series by month, so the file's name must say which month it is, or days come
    back as they do among payments.
    """
    ((first, second, firsts, seconds, years, rows),) = engine.execute(f"""
        SELECT min(parts[1]), min(parts[2]), count(DISTINCT parts[1]), count(DISTINCT parts[2]),
            count(DISTINCT parts[3]), sum(times)
        FROM (SELECT CAST(regexp_extract_all(x, '[0-9]+') AS INTEGER[]) AS parts, times
              FROM (SELECT trimmed({quoted(column)}) AS x, count(*) AS times FROM {table} GROUP BY 1)
              WHERE contains(date_shape(x), ' either '))""").fetchall()
    if seconds == 1 and firsts > 1 and month in (0, second):
        return replace(evidence, days=1)
    among_payments = not month and first != 1 and years == 1 and seconds >= _DAYS and rows > seconds
    if firsts == 1 and seconds > 1 and (first == month or among_payments):
        return replace(evidence, months=1)
    return evidence
