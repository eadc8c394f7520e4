"""Staged files: a table's cells as text, and what was set aside, both in Parquet."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from hundred.base.identifiers import new_id
from hundred.intake.reading import Role
from hundred.lake.engine import Session
from hundred.lake.tables import ROW_GROUP_ROWS

_ASIDE = pa.schema(
    [("_line", pa.int64()), ("role", pa.string()), ("reason", pa.string()), ("text", pa.string())]
)
_OCCURRENCES = pa.schema(
    [("_line", pa.int64()), *((name, pa.string()) for name in ("sheet", "code", "column", "text"))]
)
_FLUSH_AT = 10_000


# Why a record is set aside as the text streams past.
REASONS: dict[Role, str] = {
    "preamble": "stands above the headings",
    "header": "names the columns",
    "blank": "has nothing in any cell",
    "ragged": "has more cells than there are columns",
}


def stage_cells(engine: Session, batches: Iterable[Any], schema: Any, into: Path) -> int:
    """Write batches of cells to a Parquet file as they come, in their order; the number of rows.

    An exception of the source of the batches comes out as itself, not as the engine's.
    """
    source = _Source(batches)
    reader = pa.RecordBatchReader.from_batches(schema, iter(source))
    engine.register("staged_cells", reader)
    name = str(into).replace("'", "''")
    try:
        ((rows,),) = engine.execute(
            f"COPY (SELECT * FROM staged_cells) TO '{name}' "
            f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP_ROWS})"
        ).fetchall()
    except Exception:
        if source.failure is not None:
            raise source.failure from None
        raise
    finally:
        engine.unregister("staged_cells")
    return int(rows)


def unstage(engine: Session, cells: Path, lines: Sequence[int]) -> None:
    """Take the rows that start on these lines out of the staged cells."""
    old, new = (str(path).replace("'", "''") for path in (cells, cells.with_suffix(".less")))
    listed = ", ".join(map(str, lines))
    engine.execute(
        f"COPY (SELECT * FROM read_parquet('{old}') WHERE _line NOT IN ({listed})) TO '{new}' "
        f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP_ROWS}, PRESERVE_ORDER true)"
    ).fetchall()
    cells.with_suffix(".less").replace(cells)


class _Source:
    def __init__(self, batches: Iterable[Any]) -> None:
        self._batches = batches
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._batches
        except Exception as failure:
            self.failure = failure
            raise


class Aside:
    """Collects the records that are not rows, writing them to Parquet as they come."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, _ASIDE, compression="zstd")
        self._waiting: list[dict[str, Any]] = []
        self.count = 0

    def add(self, line: int, role: Role, reason: str, text: str) -> None:
        self._waiting.append({"_line": line, "role": role, "reason": reason, "text": text})
        self.count += 1
        if len(self._waiting) >= _FLUSH_AT:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, schema=_ASIDE))
            self._waiting = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()


class Occurrences:
    """Every line, or cell of a line, that shows a problem, written to a Parquet file as they are told.

    The file begins with the first of them, as most files have none, and gets its name when it is whole.
    `text` is null where only the line is known.
    """

    def __init__(self, into: Path, sheet: str) -> None:
        self._path = into / f"occurrences-{new_id()}.parquet"
        self._sheet = sheet
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[Any] = []
        self._rows = 0

    def add(self, code: str, column: str, lines: Sequence[int], texts: Sequence[str]) -> None:
        """More lines with the problem of this code; as many texts as lines, or none."""
        count = len(lines)
        columns = [
            pa.array(lines, pa.int64()),
            pa.repeat(self._sheet, count),
            pa.repeat(code, count),
            pa.repeat(column, count),
            pa.array(texts, pa.string()) if texts else pa.nulls(count, pa.string()),
        ]
        self._waiting.append(pa.Table.from_arrays(columns, schema=_OCCURRENCES))
        self._rows += count
        if self._rows >= _FLUSH_AT:
            self._flush()

    def finish(self) -> None:
        """Write what waits and give the file its name."""
        if self._waiting:
            self._flush()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            self._half.rename(self._path)

    @property
    def _half(self) -> Path:
        return self._path.with_suffix(".half")

    def _flush(self) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._half, _OCCURRENCES, compression="zstd")
        self._writer.write_table(pa.concat_tables(self._waiting))
        self._waiting, self._rows = [], 0


def staged_occurrences(into: Path) -> tuple[Path, ...]:
    """The files of occurrences that reading has staged in a folder."""
    return tuple(sorted(into.glob("occurrences-*.parquet")))
