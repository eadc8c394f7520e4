"""A bench for small tables: writes them, looks at them, harmonises them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hundred.harmonise import Outcome, Publisher, Sample, harmonise_table, sample, standards
from hundred.lake.engine import Session
from hundred.lake.schema import Column, Type

_KINDS = {"date": pa.date32(), "integer": pa.int64(), "boolean": pa.bool_(), "text": pa.string()}


@dataclass
class Bench:
    """Writes tables given as `{heading: cells}` and harmonises them."""

    engine: Session
    folder: Path
    written: int = 0
    columns: list[Column] = field(default_factory=list)

    def table(self, cells: dict[str, Sequence[Any]]) -> tuple[Path, list[Column]]:
        """The Parquet file of a table, its types told from its cells, and its columns."""
        self.written += 1
        columns, arrays = [], []
        for number, (heading, column) in enumerate(cells.items()):
            array = pa.array(column)
            kind, scale = _kind_of(array)
            columns.append(Column(f"c{number}", Type(kind, scale), heading))
            arrays.append(array if kind == "decimal" else array.cast(_KINDS[kind]))
        rows = len(arrays[0]) if arrays else 0
        arrays += [pa.array(["f" * 64] * rows), pa.array([""] * rows), pa.array(range(2, rows + 2))]
        path = self.folder / f"{self.written}.parquet"
        pq.write_table(
            pa.table(arrays, [*(column.name for column in columns), "_file", "_sheet", "_line"]), path
        )
        self.columns = columns
        return path, columns

    def looked_at(self, cells: dict[str, Sequence[Any]]) -> Sample:
        """The facts of a table."""
        path, columns = self.table(cells)
        return sample(self.engine, [path], columns)

    def harmonised(
        self, cells: dict[str, Sequence[Any]], standard: str = "spend", publisher: str = "Ambleford"
    ) -> tuple[Outcome, list[dict[str, Any]], list[dict[str, Any]]]:
        """What became of a table, its rows in the standard's shape, and the transform log."""
        path, columns = self.table(cells)
        into, changes = (self.folder / f"{self.written}.{name}.parquet" for name in ("out", "changes"))
        outcome = harmonise_table(
            self.engine,
            [path],
            columns,
            standard=standards()[standard],
            publisher=Publisher(publisher, "E99"),
            into=into,
            changes=changes,
        )
        if outcome.became is None:
            return outcome, [], []
        return outcome, pq.read_table(into).to_pylist(), pq.read_table(changes).to_pylist()

    def heading_of(self, column: str) -> str:
        """The heading of a column of the table written last, "" where there is no such column."""
        return next((each.original for each in self.columns if each.name == column), "")


def _kind_of(array: pa.Array) -> tuple[Any, int]:
    if pa.types.is_decimal(array.type):
        return "decimal", array.type.scale
    if pa.types.is_date(array.type):
        return "date", 0
    if pa.types.is_boolean(array.type):
        return "boolean", 0
    return ("integer", 0) if pa.types.is_integer(array.type) else ("text", 0)
