"""The operator's own SQL over the region's tables. Trusted and local: a stranger's goes through a fence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from hundred.base.errors import Invalid
from hundred.lake.conditions import source
from hundred.lake.engine import EngineError, session
from hundred.lake.schema import PROVENANCE_COLUMNS, literal, quoted
from hundred.lake.tables import TableData


@contextmanager
def query(
    sql: str, tables: Mapping[str, TableData], *, memory_mb: int = 1000, scratch: Path | None = None
) -> Iterator[pa.RecordBatchReader]:
    """The answer to a question in SQL, batch by batch, while the context is open.

    Tables go by their names: `SELECT sum(amount) FROM leeds_spend.payments`, with `_file`, `_sheet`
    and `_line` beside their columns. Places come as WKT. Raises `Invalid` with the engine's own words
    where the SQL is wrong.
    """
    with session(memory_mb=memory_mb, scratch=scratch) as engine:
        for name, table in tables.items():
            names = name.split(".")
            if len(names) > 1:
                engine.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(names[0])}")
            place = ".".join(quoted(word) for word in names)
            engine.execute(f"CREATE VIEW {place} AS {select_all(table)}")
        try:
            answer = engine.sql(sql)
            if answer is None:
                raise Invalid("That statement gives no rows.", "Ask with SELECT.", field="sql")
            yield _with_wkt(answer).to_arrow_reader(50_000)
        except EngineError as error:
            raise Invalid(f"The question cannot be answered: {error}", field="sql") from error


def select_all(table: TableData) -> str:
    """The SELECT of all of a table's columns, `_file _sheet _line` among them, over its own parts alone."""
    names = ", ".join(quoted(column.name) for column in (*table.schema, *PROVENANCE_COLUMNS))
    if not table.paths:
        return f"SELECT {names} FROM {source(table).text}"
    return f"SELECT {names} FROM read_parquet([{', '.join(map(literal, table.paths))}])"


def _with_wkt(answer: Any) -> Any:
    """An answer with its places as text, which every program can read."""
    kinds = [str(kind) for kind in answer.types]
    if not any(kind.startswith("GEOMETRY") for kind in kinds):
        return answer
    shown = (
        f"{f'ST_AsText(#{at})' if kind.startswith('GEOMETRY') else f'#{at}'} AS {quoted(name)}"
        for at, (name, kind) in enumerate(zip(answer.columns, kinds, strict=True), 1)
    )
    return answer.project(", ".join(shown))
