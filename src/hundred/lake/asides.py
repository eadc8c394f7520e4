"""What was set aside of a part: the records of its file that are not rows, with their role and the reason."""

from dataclasses import dataclass
from pathlib import Path

from hundred.lake.engine import reading


@dataclass(frozen=True, slots=True)
class Aside:
    """A record that is not a row: the line it starts on, its role, the reason, its text.

    Roles are those of `hundred.intake`: `preamble`, `header`, `blank`, `ragged`, `total`, `note`.
    """

    line: int
    role: str
    reason: str
    text: str


def asides_between(path: Path, first: int, last: int, *, limit: int = 1000) -> list[Aside]:
    """The records set aside that start on lines `first` to `last`, in order.

    `path` is the part's `aside_path` within the lake's tables, made absolute.
    """
    sql = (
        "SELECT _line, role, reason, text FROM read_parquet(?)"
        " WHERE _line BETWEEN ? AND ? ORDER BY _line LIMIT ?"
    )
    with reading() as engine:
        answer = engine.execute(sql, [[str(path)], first, last, limit]).fetchall()
    return [Aside(*row) for row in answer]
