"""Turns staged texts into a Parquet file of typed columns, and accounts for each cell that does not fit."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.engines import engine_for
from hundred.intake.reading import ReadTable
from hundred.intake.tally import EXAMPLES_KEPT, LINES_KEPT, Tally
from hundred.intake.types.decide import Decision
from hundred.lake.engine import Session
from hundred.lake.schema import quoted
from hundred.lake.tables import ROW_GROUP_ROWS

_PARQUET = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
_PACKED = 12  # how much larger staged cells are than their file, as a rule

_PATTERNS = {
    "yyyy-mm-dd": "%Y-%m-%d",
    "dd/mm/yyyy": "%d/%m/%Y",
    "dd-mm-yyyy": "%d-%m-%Y",
    "dd.mm.yyyy": "%d.%m.%Y",
    "dd/mm/yy": "%d/%m/%y",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the rows, a finding per column with cells that do not fit, and the occurrences.

    `occurrences` is the Parquet file of every line that shows a finding, those of reading too, in the
    order of the lines; None where no line does.
    """

    rows: int
    findings: tuple[Finding, ...]
    occurrences: Path | None = None


def write_typed(table: ReadTable, decisions: Sequence[Decision], *, file: str, into: Path) -> Written:
    """Write the table's rows with one decision per column to the Parquet file `into`, whole or not at all.

    The columns are those of the table, then `_file` (the SHA-256 `file`), `_sheet` and `_line`, in the
    order of the lines. A cell that is not of its column's type becomes null and is counted in a finding
    `cell-not-<kind>`; a date column whose order of day and month had to be assumed gives one too. The
    occurrences lie beside the rows.
    """
    if len(decisions) != len(table.columns):
        raise ValueError(f"{len(table.columns)} columns need as many decisions, not {len(decisions)}")
    part = into.with_name(f".{into.name}.part")
    misfits, occurrences = part.with_suffix(".misfits"), into.with_suffix(".occurrences.parquet")
    try:
        with engine_for(table.cells.stat().st_size * _PACKED, into.parent) as engine:
            rows = _write(engine, table, decisions, file, part)
            findings = find_misfits(engine, table, decisions, into=misfits)
            told = [*table.occurrences, *([misfits] if misfits.exists() else [])]
            if told:
                _gather(engine, told, table.sheet, occurrences)
        _settle(part, into)
    finally:
        part.unlink(missing_ok=True)
        misfits.unlink(missing_ok=True)
    return Written(rows, findings, occurrences if told else None)


def _write(engine: Session, table: ReadTable, decisions: Sequence[Decision], file: str, part: Path) -> int:
    typed = [
        f"{_value(quoted(column.name), decision)} AS {quoted(column.name)}"
        for column, decision in zip(table.columns, decisions, strict=True)
    ]
    typed += [f"{_literal(file)} AS _file", f"{_literal(table.sheet)} AS _sheet", "_line"]
    ask = f"COPY (SELECT {', '.join(typed)} FROM {_cells(table)}) TO {_literal(part)} ({_PARQUET})"
    ((rows,),) = engine.execute(ask).fetchall()
    if not _in_order(part):  # a plan that joins loses the order; what keeps it uses one core only
        engine.execute(f"{ask.removesuffix(')')}, PRESERVE_ORDER true)").fetchall()
    return int(rows)


def _in_order(part: Path) -> bool:
    """Whether the rows of a part stand in the order of their lines."""
    last = 0
    with pq.ParquetFile(part) as file:
        for group in range(file.num_row_groups):
            lines = file.read_row_group(group, columns=["_line"])["_line"].to_numpy()
            if lines[0] <= last or (lines[1:] <= lines[:-1]).any():
                return False
            last = int(lines[-1])
    return True


def _value(cell: str, decision: Decision) -> str:
    """The SQL that gives a cell's typed value, null where it has none."""
    if decision.plain and not decision.misfits:
        return _plain_value(cell, decision)
    x = f"trimmed({cell})"
    month_first = "true" if decision.order == "month" else "false"
    match decision.type.kind:
        case "text":
            return cell
        case "boolean":
            return f"boolean_value({x})"
        case "date":
            return f"date_value({x}, {month_first})"
        case "datetime":
            return f"instant_value({x}, {month_first})"
        case "integer" | "decimal":
            # Without misfits every cell is known to be a number or a word for nothing.
            guarded = (
                f"CASE WHEN is_number({x}) THEN bare_number({x}) END"
                if decision.misfits
                else f"bare_number({x})"
            )
            return f"TRY_CAST({guarded} AS {decision.type.sql})"


def _plain_value(cell: str, decision: Decision) -> str:
    """The SQL for a column whose values are all written alike, which the engine reads fastest."""
    kind, pattern = decision.type.kind, _PATTERNS.get(decision.format)
    if kind == "date" and pattern:
        return f"CAST(try_strptime({cell}, '{pattern}') AS DATE)"
    if kind in ("integer", "decimal"):
        return f"TRY_CAST({cell} AS {decision.type.sql})"
    return _value(cell, replace(decision, plain=False))


def find_misfits(
    engine: Session, table: ReadTable, decisions: Sequence[Decision], *, into: Path
) -> tuple[Finding, ...]:
    """The findings of typing a table. Every cell that does not fit goes to the Parquet file `into`."""
    tally = Tally("", table.sheet)
    columns = {column.name: (column, found) for column, found in zip(table.columns, decisions, strict=True)}
    asked = [_misfits(table, name, found) for name, (_, found) in columns.items() if found.misfits]
    misfits = _counted(engine, asked, into) if asked else {}
    for name, (column, decision) in columns.items():
        heading = column.original or column.name
        if found := misfits.get(name):
            count, lines, examples = found
            tally.add(
                problems.MISFITS[decision.type.kind],
                lines=lines,
                examples=examples,
                count=count,
                column=name,
                heading=heading,
                written=f", usually written {decision.format}" if decision.format else "",
            )
        if decision.ambiguous:
            tally.add(problems.DATE_ORDER_ASSUMED, column=name, heading=heading)
    return tally.findings()


def _misfits(table: ReadTable, name: str, decision: Decision) -> str:
    """The SQL that gives the cells of a column that have something in them, but no value of its type."""
    code, cell = problems.MISFITS[decision.type.kind].code, quoted(name)
    return f"""
        SELECT _line, {_literal(table.sheet)} AS sheet, '{code}' AS code, {_literal(name)} AS "column",
            {cell} AS text
        FROM {_cells(table)}
        WHERE NOT says_nothing(trimmed({cell})) AND {_value(cell, decision)} IS NULL"""


def _counted(
    engine: Session, asked: Sequence[str], into: Path
) -> dict[str, tuple[int, list[int], list[str]]]:
    """Write the misfits to a file; how many each column has, and the lines and texts of the first."""
    engine.execute(f"COPY ({' UNION ALL '.join(asked)}) TO {_literal(into)} ({_PARQUET})").fetchall()
    answers = engine.execute(f"""
        SELECT "column", count(*), min(_line, {LINES_KEPT}), arg_min(text, _line, {EXAMPLES_KEPT})
        FROM read_parquet({_literal(into)}) GROUP BY 1""").fetchall()
    return {name: (int(count), lines, examples) for name, count, lines, examples in answers}


def _gather(engine: Session, told: Sequence[Path], sheet: str, into: Path) -> None:
    """One file of all occurrences in a sheet, in the order of their lines."""
    files = ", ".join(map(_literal, told))
    engine.execute(f"""
        COPY (SELECT _line, code, "column", text FROM read_parquet([{files}])
              WHERE sheet = {_literal(sheet)} ORDER BY _line, code, "column")
        TO {_literal(into)} ({_PARQUET})""").fetchall()


def _cells(table: ReadTable) -> str:
    return f"read_parquet({_literal(table.cells)})"


def _literal(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _settle(part: Path, into: Path) -> None:
    """Sync the file, give it its name, and sync the folder that holds the name."""
    for path in (part, into.parent):
        if path is not part:
            part.replace(into)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
