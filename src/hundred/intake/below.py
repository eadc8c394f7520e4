"""What stands among and below the rows but is none: totals that add up, and notes under the table."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hundred.intake import problems
from hundred.intake.reading import ReadColumn, Role
from hundred.intake.tally import Tally
from hundred.intake.types.decide import Decision, decide_all
from hundred.intake.types.values import number
from hundred.lake.engine import Session
from hundred.lake.schema import quoted

_TAIL = 100  # lines at the end among which notes, and totals without a label, are sought
_MOST = 500  # rows called totals that are added up; where there are more, the word means something else
_FEW = 3  # cells that a total without a label may fill
_FULL = 2.5  # cells that rows fill on average in a table where a lone sentence stands out
# What a note begins with in a cell of its own: its number, or the word that it explains.
_NUMBER = re.compile(r"[(\[]?(\d{1,3}|\w)[.)\]:]|[*†‡]+|\D{1,60}:")
_DECIMALS = re.compile(r"(?:\.(\d+)|,(\d{1,2}))\D*$")
_NOTE = re.compile(
    r"((foot)?notes?|source|nb|n\.b\.|key|\*)\b.*|(\S+\s+){3,}\S+|\*.*", re.IGNORECASE | re.DOTALL
)

_Span = tuple[int, tuple[Decimal, ...]]  # how many rows, and the sums of their numbers


@dataclass(frozen=True, slots=True)
class Staged:
    """The rows staged so far: their file, their columns, how many they are and the line of the last.

    `overfull` holds the line and the cells by column of a few rows that were set aside for having too
    many cells: their amounts are part of a total all the same.
    """

    cells: Path
    columns: tuple[ReadColumn, ...]
    rows: int
    last_line: int
    overfull: Sequence[tuple[int, Mapping[str, str]]] = ()


@dataclass(frozen=True, slots=True)
class NoRow:
    """A staged row that is none, with its role and its cells."""

    line: int
    role: Role
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row that may be a total: its line, its cells, and whether it says that it is one."""

    line: int
    cells: tuple[str, ...]
    labelled: bool


def find_below(engine: Session, staged: Staged, tally: Tally) -> tuple[NoRow, ...]:
    """The staged rows that are totals or notes, in the order of their lines.

    A row is a total where it says so, and an amount in it is the sum of its column so far or since an
    earlier total; one at the very end need not say so. A row that says so but does not add up stays.
    """
    if not staged.rows or not staged.columns:
        return ()
    tail = _rows(engine, staged, f"_line >= {staged.last_line - _TAIL}")
    totals = _totals(engine, staged, tail, tally)
    taken = {total.line for total in totals}
    notes = _notes(staged, [row for row in tail if row[0] not in taken])
    return tuple(sorted((*totals, *notes), key=lambda found: found.line))


def _rows(engine: Session, staged: Staged, where: str) -> list[tuple[int, tuple[str, ...]]]:
    names = ", ".join(quoted(column.name) for column in staged.columns)
    answers: list[tuple[Any, ...]] = engine.execute(
        f"SELECT _line, {names} FROM {_table(staged)} WHERE {where} LIMIT {_MOST + 1}"
    ).fetchall()
    return sorted((int(line), tuple(cell or "" for cell in cells)) for line, *cells in answers)


def _totals(
    engine: Session, staged: Staged, tail: Sequence[tuple[int, tuple[str, ...]]], tally: Tally
) -> list[NoRow]:
    decisions = decide_all([(column.original, column.evidence) for column in staged.columns])
    numeric = {
        place: decision
        for place, decision in enumerate(decisions)
        if decision.type.kind in ("integer", "decimal")
    }
    if not numeric:
        return []
    marks = _marks(engine, staged, tail, numeric)
    if not marks or len(marks) > _MOST:
        return []
    between = _sums(engine, staged, marks, numeric)
    found, above, with_unproven = [], list[_Span](), list[_Span]()
    for mark, span in zip(marks, between, strict=True):
        above.append(span)
        with_unproven.append(span)
        stated = [_stated(engine, mark.cells[place], numeric[place]) for place in numeric]
        said = [mark.cells[place] for place in numeric]
        if any(_adds_up(mark, spans, stated, said) for spans in (above, with_unproven)):
            found.append(NoRow(mark.line, "total", mark.cells))
            continue
        with_unproven.append((1, tuple(stated)))  # it stays a row, so that a total below may count it
        if mark.labelled:
            tally.add(problems.TOTAL_UNPROVEN, lines=(mark.line,), examples=("; ".join(mark.cells),))
    return found


def _marks(
    engine: Session,
    staged: Staged,
    tail: Sequence[tuple[int, tuple[str, ...]]],
    numeric: Mapping[int, Decision],
) -> list[_Mark]:
    labels = [column.name for column in staged.columns if column.evidence.shapes.get("total")]
    marks = {}
    if labels:
        where = " OR ".join(f"shape_of(trimmed({quoted(name)})) = 'total'" for name in labels)
        marks = {line: _Mark(line, cells, True) for line, cells in _rows(engine, staged, where)}
    for line, cells in tail[-3:]:
        filled = [place for place, cell in enumerate(cells) if cell.strip()]
        sparse = len(filled) <= _FEW < len(cells) or len(filled) == 1 < len(cells)
        if line not in marks and sparse and set(filled) & set(numeric):
            marks[line] = _Mark(line, cells, False)
    return [marks[line] for line in sorted(marks)]


def _sums(
    engine: Session, staged: Staged, marks: Sequence[_Mark], numeric: Mapping[int, Decision]
) -> list[_Span]:
    """How many rows stand before each mark since the one above it, and the sums of their numbers."""
    lines = [mark.line for mark in marks]
    spans = ", ".join(
        f"({nth}, {low}, {high})" for nth, (low, high) in enumerate(zip([0, *lines], lines, strict=False))
    )
    values = ", ".join(
        f"coalesce(sum({_number(quoted(staged.columns[place].name), decision)}), 0)"
        for place, decision in numeric.items()
    )
    answers = engine.execute(f"""
        SELECT nth, count(_line), {values}
        FROM (VALUES {spans}) AS spans(nth, low, high) JOIN {_table(staged)} ON _line > low AND _line < high
        GROUP BY nth""").fetchall()
    found = {nth: (int(rows), tuple(Decimal(value) for value in sums)) for nth, rows, *sums in answers}
    for line, cells in staged.overfull:
        nth = bisect_left(lines, line)
        if nth in found:
            rows, sums = found[nth]
            more = [
                _stated(engine, cells.get(staged.columns[place].name, ""), numeric[place])
                for place in numeric
            ]
            found[nth] = rows, tuple(a + b for a, b in zip(sums, more, strict=True))
    nothing = (0, tuple(Decimal(0) for _ in numeric))
    return [found.get(nth, nothing) for nth in range(len(marks))]


def _adds_up(mark: _Mark, above: Sequence[_Span], stated: Sequence[Decimal], said: Sequence[str]) -> bool:
    """Whether a number of a mark is the sum of its column above it, or since an earlier mark."""
    alone = sum(1 for cell in mark.cells if cell.strip()) == 1
    for nth, number_stated in enumerate(stated):
        if not number_stated:
            continue
        slack = _rounding(said[nth]) if alone or mark.labelled else Decimal(0)
        rows, total = 0, Decimal(0)
        for span_rows, span_sums in reversed(above):
            rows, total = rows + span_rows, total + span_sums[nth]
            if mark.labelled and rows and abs(total - number_stated) <= slack:
                return True
        if rows > 1 and abs(total - number_stated) <= slack:
            return True
    return False


def _rounding(cell: str) -> Decimal:
    """Half of the last place that a number is written to: it may have been rounded by as much."""
    decimals = _DECIMALS.search(cell)
    return Decimal(5).scaleb(-1 - len((decimals[1] or decimals[2]) if decimals else ""))


def _stated(engine: Session, cell: str, decision: Decision) -> Decimal:
    """The number in a cell, 0 where there is none."""
    ((stated,),) = engine.execute(
        f"SELECT {_number('cell', decision)} FROM (SELECT ? AS cell)", [cell]
    ).fetchall()
    return Decimal(stated or 0)


def _notes(staged: Staged, tail: Sequence[tuple[int, tuple[str, ...]]]) -> list[NoRow]:
    """The notes at the end: lines that each say so, or all below a blank line where one of them does."""
    sure, possible, apart = 0, 0, 0
    for nth in range(1, len(tail) + 1):
        line, cells = tail[-nth]
        said = [cell.strip() for cell in cells if cell.strip()]
        is_note = len(said) == 1 and bool(_NOTE.fullmatch(said[0]))
        sure = nth if is_note and sure == nth - 1 else sure
        numbered = len(said) == 2 and bool(_NUMBER.fullmatch(said[0]))
        if len(said) != 1 and not numbered:
            break
        possible += is_note
        if nth < len(tail) and possible and _ends(*tail[-nth - 1]) + 1 < line:
            apart = nth
    found = [NoRow(line, "note", cells) for line, cells in tail[len(tail) - max(sure, apart) :]]
    rows = staged.rows - len(found)
    told = sum(bool(cell.strip()) for note in found for cell in note.cells)
    values = sum(column.evidence.values for column in staged.columns) - told
    return found if rows and values >= rows * _FULL else []


def _ends(line: int, cells: Sequence[str]) -> int:
    """The last line of a row that starts on a line."""
    return line + sum(cell.count("\n") for cell in cells)


def _number(cell: str, decision: Decision) -> str:
    """The SQL for the number in a cell that may hold something else."""
    return number(f"trimmed({cell})", replace(decision, misfits=1), "DECIMAL(38, 6)")


def _table(staged: Staged) -> str:
    return "read_parquet('" + str(staged.cells).replace("'", "''") + "')"
