"""Parquet: its rows as texts, written by the engine without a loop; `_line` is the row's number from 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hundred.intake import problems
from hundred.intake.columns import staged_names
from hundred.intake.formats.json_cells import compact
from hundred.intake.formats.json_text import Pairs
from hundred.intake.formats.records import Records
from hundred.intake.formats.source import Contents, Source
from hundred.intake.problems import Refused
from hundred.lake.engine import EngineError, Session, reading
from hundred.lake.schema import quoted
from hundred.lake.tables import ROW_GROUP_ROWS

_DIGITS = 15  # whole numbers of as many digits are exact in a double
_LINE = "file_row_number + 1"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column without columns of its own: its heading, and the SQL that gives its text."""

    heading: str
    text: str


def read_parquet(source: Source) -> Contents:
    """The table of a Parquet file. Raises Refused."""
    tally = source.tally()
    leaves = _leaves(source.path)
    here = source.into / "source.parquet"  # a name without the signs of a pattern, which the engine looks for
    here.symlink_to(source.path.resolve())
    try:
        with Records(source, 0, [leaf.heading for leaf in leaves]) as records:
            rows = _stage(source.engine, here, leaves, records.cells)
            table = records.table(rows, min(rows, 1), rows, tally)
    finally:
        here.unlink()
    return Contents((table,), tally.findings())


def parquet_rows(path: Path, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Rows `first` to `last`: their numbers, and their cells by their headings as a JSON object of texts.

    Raises ValueError where the file cannot be opened.
    """
    try:
        leaves = _leaves(path)
    except Refused as refused:
        raise ValueError(str(refused)) from None
    texts = ", ".join(leaf.text for leaf in leaves)
    with reading() as engine:
        answers = engine.execute(
            f"SELECT {_LINE}, {texts} FROM {_table(path)} WHERE {_LINE} BETWEEN ? AND ?", [first, last]
        ).fetchall()
    for number, *cells in sorted(answers):
        named = zip((leaf.heading for leaf in leaves), cells, strict=True)
        yield number, compact(Pairs((heading, cell or "") for heading, cell in named))


def _leaves(path: Path) -> list[_Leaf]:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError, ValueError):
        raise Refused("parquet", problems.PARQUET_CORRUPT) from None
    leaves = [leaf for field in schema for leaf in _of_field(field, field.name, quoted(field.name))]
    if not leaves:
        raise Refused("parquet", problems.PARQUET_CORRUPT)
    return leaves


def _of_field(field: Any, heading: str, sql: str) -> Iterator[_Leaf]:
    if pa.types.is_struct(field.type):
        for inner in field.type:
            name = inner.name.replace("'", "''")
            yield from _of_field(inner, f"{heading}.{inner.name}", f"{sql}['{name}']")
    else:
        yield _Leaf(heading, f"nullif({_text(field.type, sql)}, '')")


def _text(kind: Any, sql: str) -> str:
    """The SQL that writes a value as one would type it, exactly."""
    types = pa.types
    if types.is_floating(kind):
        return (
            f"CASE WHEN {sql} = trunc({sql}) AND abs({sql}) < 1e{_DIGITS} "
            f"THEN CAST(CAST({sql} AS BIGINT) AS VARCHAR) "
            f"WHEN abs({sql}) BETWEEN 1e{_DIGITS} AND 1e38 THEN CAST(CAST({sql} AS HUGEINT) AS VARCHAR) "
            f"ELSE CAST({sql} AS VARCHAR) END"
        )
    if types.is_timestamp(kind) and kind.tz:
        return f"CAST(make_timestamp(epoch_us({sql})) AS VARCHAR) || 'Z'"
    if types.is_nested(kind):
        return f"CAST(to_json({sql}) AS VARCHAR)"
    if types.is_binary(kind) or types.is_large_binary(kind):
        return f"coalesce(TRY(decode({sql})), lower(hex({sql})))"
    return f"CAST({sql} AS VARCHAR)"


def _stage(engine: Session, path: Path, leaves: list[_Leaf], cells: Path) -> int:
    names = staged_names([leaf.heading for leaf in leaves])
    texts = ", ".join(f"{leaf.text} AS {quoted(name)}" for leaf, name in zip(leaves, names, strict=True))
    try:
        ((rows,),) = engine.execute(
            f"COPY (SELECT {_LINE} AS _line, {texts} FROM {_table(path)}) TO {_literal(cells)} "
            f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP_ROWS}, PRESERVE_ORDER true)"
        ).fetchall()
    except EngineError as error:
        if "No space left" in str(error):
            raise
        raise Refused("parquet", problems.PARQUET_CORRUPT) from None
    return int(rows)


def _table(path: Path) -> str:
    return f"read_parquet({_literal(path)}, file_row_number = true)"


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
