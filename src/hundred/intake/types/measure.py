"""Counts what every cell of a staged table looks like, one column at a time, in the engine."""

from collections.abc import Sequence
from pathlib import Path

from hundred.intake.types.evidence import Evidence
from hundred.lake.engine import Session
from hundred.lake.schema import quoted

NUMERIC = ("integer", "code", "number", "grouped", "money")
_EXAMPLE_LENGTH = 80


def measure(engine: Session, cells: Path, columns: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence of each named column of a Parquet file of texts. The session must know the grammar."""
    if not columns:
        return ()
    questions = [_question(position, name, cells) for position, name in enumerate(columns)]
    answers = engine.execute(" UNION ALL ".join(questions)).fetchall()
    return tuple(
        _evidence([answer[1:] for answer in answers if answer[0] == position])
        for position in range(len(columns))
    )


def _question(position: int, column: str, cells: Path) -> str:
    return f"""
        SELECT {position}, shape, count(*),
            max(CASE WHEN shape IN {NUMERIC} THEN places_of(x) ELSE 0 END),
            max(CASE WHEN shape IN {NUMERIC} THEN length(x) - places_of(x) ELSE 0 END),
            min(x)
        FROM (
            SELECT x, shape_of(x) AS shape
            FROM (SELECT trimmed({quoted(column)}) AS x FROM read_parquet('{_escaped(cells)}'))
        ) GROUP BY shape"""


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _evidence(answers: Sequence[tuple[str, int, int, int, str | None]]) -> Evidence:
    counts = {shape: count for shape, count, *_ in answers}
    examples = [example for shape, *_, example in answers if shape not in ("empty", "missing") and example]
    return Evidence(
        cells=sum(counts.values()),
        empty=counts.pop("empty", 0),
        missing=counts.pop("missing", 0),
        shapes=dict(sorted(counts.items())),
        places=max((answer[2] for answer in answers), default=0),
        whole=max((answer[3] for answer in answers), default=0),
        example=min(examples, default="")[:_EXAMPLE_LENGTH],
    )
