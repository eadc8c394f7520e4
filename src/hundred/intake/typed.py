"""Turns staged texts into a Parquet file of typed columns, and accounts for each cell that does not fit."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from hundred.base.findings import Finding
from hundred.intake.engines import engine_for
from hundred.intake.geometry import able_to_place, derived, has_places, place
from hundred.intake.misfits import find_misfits
from hundred.intake.reading import ReadTable
from hundred.intake.relation import cells_of
from hundred.intake.types.decide import Decision
from hundred.intake.types.values import value
from hundred.lake.engine import Session
from hundred.lake.schema import literal, quoted
from hundred.lake.tables import ROW_GROUP_ROWS

# Places are GeoParquet and Parquet's own type too: the former is lost where a column has no place at all.
_PARQUET = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}, GEOPARQUET_VERSION 'BOTH'"
_PACKED = 12  # how much larger staged cells are than their file, as a rule


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

    The columns are those of the table, those made of them (`derived`), then `_file` (the SHA-256 `file`),
    `_sheet` and `_line`, in the order of the lines. A cell that is not of its column's type becomes null
    and is counted in a finding `cell-not-<kind>`; the other findings are those of `find_misfits`. The
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
                _gather(engine, told, table, occurrences)
        _settle(part, into)
    finally:
        part.unlink(missing_ok=True)
        misfits.unlink(missing_ok=True)
    return Written(rows, findings, occurrences if told else None)


def _write(engine: Session, table: ReadTable, decisions: Sequence[Decision], file: str, part: Path) -> int:
    columns = typed_columns([column.name for column in table.columns], decisions, file, table.sheet)
    if table.draft and table.draft.columns == columns and table.draft.path.exists():
        shutil.move(table.draft.path, part)
        return table.rows
    made = derived([column.name for column in table.columns], decisions)
    with able_to_place(engine, needed=has_places(made, decisions)):
        rows = copy_typed(engine, columns, cells_of(table), part)
        if not _in_order(part):  # a plan that joins loses the order; what keeps it uses one core only
            rows = copy_typed(engine, columns, cells_of(table), part, keep_order=True)
    return rows


def typed_columns(
    names: Sequence[str], decisions: Sequence[Decision], file: str, sheet: str
) -> tuple[str, ...]:
    """The SQL of every column of a part, from the columns of cells."""
    values = {name: value(quoted(name), decision) for name, decision in zip(names, decisions, strict=True)}
    for ours in derived(list(values), decisions):
        values[ours.name] = place(ours.rule, *(values[name] for name in ours.made_from))
    typed = [f"{sql} AS {quoted(name)}" for name, sql in values.items()]
    return (*typed, f"{literal(file)} AS _file", f"{literal(sheet)} AS _sheet", "_line")


def copy_typed(
    engine: Session, columns: Sequence[str], cells: str, into: Path, *, keep_order: bool = False
) -> int:
    """Write typed columns of cells to a Parquet file; how many rows it has."""
    order = ", PRESERVE_ORDER true" if keep_order else ""
    ((rows,),) = engine.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {cells}) TO {literal(into)} ({_PARQUET}{order})"
    ).fetchall()
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


def _gather(engine: Session, told: Sequence[Path], table: ReadTable, into: Path) -> None:
    """One file of all occurrences in the lines of a table, in their order."""
    files = ", ".join(map(literal, told))
    above_next = f"AND _line < {table.until}" if table.until else ""
    engine.execute(f"""
        COPY (SELECT _line, code, "column", text FROM read_parquet([{files}])
              WHERE sheet = {literal(table.sheet)} AND _line >= {table.begins} {above_next}
              ORDER BY _line, code, "column")
        TO {literal(into)} ({_PARQUET})""").fetchall()


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
