"""Finishes a staged table: its columns are measured, and totals and notes taken out of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hundred.intake import problems
from hundred.intake.below import NoRow, Staged, find_below
from hundred.intake.columns import read_columns
from hundred.intake.frame import Frame
from hundred.intake.reading import ReadColumn, Role
from hundred.intake.stage import Aside, unstage
from hundred.intake.tally import Tally
from hundred.intake.types.headings import month_named
from hundred.intake.types.measure import measure
from hundred.lake.engine import Session

_REASONS: dict[Role, str] = {
    "total": "is the sum of rows above it",
    "note": "is a note below the table",
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A table's columns, how many rows it has and on which lines, and the lines that were taken out.

    `overfull` is that of `Staged`.
    """

    columns: tuple[ReadColumn, ...]
    rows: int
    first_line: int
    last_line: int
    taken: frozenset[int] = frozenset()
    overfull: tuple[tuple[int, Mapping[str, str]], ...] = ()


def finish(
    engine: Session, cells: Path, frame: Frame, found: Finished, *, aside: Aside, tally: Tally, delimiter: str
) -> Finished:
    """The table as it is once totals and notes are set aside. `found` holds what streaming told."""
    columns = read_columns(engine, cells, frame, tally)
    none = find_below(engine, Staged(cells, columns, found.rows, found.last_line, found.overfull), tally)
    finished = replace(found, columns=columns)
    if none:
        finished = _without(engine, cells, finished, none, month_named(tally.file))
        for row in none:
            aside.add(row.line, row.role, _REASONS[row.role], _written(row, delimiter))
        for role, problem in (("total", problems.TOTALS), ("note", problems.NOTES)):
            lines = [row.line for row in none if row.role == role]
            if lines:
                tally.add(problem, lines=lines)
    if not finished.rows:
        tally.add(problems.NO_ROWS)
    return finished


def _without(engine: Session, cells: Path, found: Finished, none: tuple[NoRow, ...], month: int) -> Finished:
    taken = frozenset(row.line for row in none)
    unstage(engine, cells, sorted(taken))
    name = str(cells).replace("'", "''")
    ((first, last),) = engine.execute(
        f"SELECT coalesce(min(_line), 0), coalesce(max(_line), 0) FROM read_parquet('{name}')"
    ).fetchall()
    evidence = measure(engine, cells, [column.name for column in found.columns], month=month)
    columns = tuple(
        replace(column, evidence=facts) for column, facts in zip(found.columns, evidence, strict=True)
    )
    return Finished(columns, found.rows - len(taken), first, last, taken)


def _written(row: NoRow, delimiter: str) -> str:
    """A row's cells as one record."""
    text = delimiter.join(_guarded(cell, delimiter) for cell in row.cells)
    return text.rstrip(delimiter) if row.role == "note" else text


def _guarded(cell: str, delimiter: str) -> str:
    if delimiter != "\t" and any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell
