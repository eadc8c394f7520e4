"""`hundred query`: the operator's own SQL over the region's published tables."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from hundred.base.errors import Invalid
from hundred.interfaces.cli.site import Home, Settings, invocation
from hundred.interfaces.cli.terminal import out, say, table, write_json

if TYPE_CHECKING:
    import pyarrow as pa

    from hundred.lake.rows import TableData

_MOST_SHOWN = 1_000


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("query")(query)


def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT, in DuckDB's SQL.")] = "",
    form: Annotated[Format, typer.Option("--format", help="How to write the answer.")] = Format.TABLE,
    into: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    tables: Annotated[bool, typer.Option("--tables", help="List the tables there are, and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    home: Home = None,
) -> None:
    """Ask the region's tables. `hundred query --tables` lists them; every row has _file, _sheet and _line."""
    settings = invocation(context).open(home)
    form = Format.JSON if as_json else form
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue.queries import everything_published  # noqa: PLC0415  a Django room

    published = everything_published(asker=OPERATOR).published
    if tables:
        _list(published, as_json=form is Format.JSON)
        return
    if not sql.strip():
        raise Invalid(
            "There is no question.", "Write SQL in quotes; `hundred query --tables` lists the tables."
        )
    _answer(sql, published, settings, form, into)


def _list(published: "dict[str, TableData]", *, as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "table": name,
                    "rows": data.rows,
                    "columns": [
                        {"name": c.name, "type": c.type.sql, "original": c.original} for c in data.schema
                    ],
                }
                for name, data in sorted(published.items())
            ]
        )
        return
    rows = [
        (name, data.rows, ", ".join(c.name for c in data.schema)) for name, data in sorted(published.items())
    ]
    out().print(table(("table", "rows", "columns"), rows, right=("rows",)))


def _answer(
    sql: str, published: "dict[str, TableData]", settings: Settings, form: Format, into: Path | None
) -> None:
    from hundred.lake.sql import query as ask  # noqa: PLC0415  loads the engine

    if form is Format.PARQUET and into is None and sys.stdout.isatty():
        raise Invalid("A Parquet file is not for reading on a terminal.", "Name a file with --out FILE.")
    with ask(sql, published, memory_mb=settings.engine_memory_mb) as batches:
        if form is Format.TABLE and into is None:
            _print(batches)
        else:
            with _target(into) as stream:
                _write(batches, Format.CSV if form is Format.TABLE else form, stream)
    if into is not None:
        say(f"Written to {into}.")


@contextmanager
def _target(into: Path | None) -> Iterator[BinaryIO]:
    """The file named, whole or not at all; else standard output."""
    if into is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = into.with_name(f".{into.name}.unfinished")
    try:
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(into)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(batches: "pa.RecordBatchReader", form: Format, stream: BinaryIO) -> None:
    from pyarrow import csv, parquet  # noqa: PLC0415  slow to import

    if form is Format.CSV:
        with csv.CSVWriter(stream, batches.schema, write_options=csv.WriteOptions(eol="\r\n")) as writer:
            for batch in batches:
                writer.write_batch(batch)
    elif form is Format.PARQUET:
        with parquet.ParquetWriter(stream, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
    else:
        start = b"[\n"
        for batch in batches:
            lines = (json.dumps(row, ensure_ascii=False, default=str) for row in batch.to_pylist())
            if batch.num_rows:
                stream.write(start + ",\n".join(lines).encode())
                start = b",\n"
        stream.write(b"[]\n" if start == b"[\n" else b"\n]\n")


def _print(batches: "pa.RecordBatchReader") -> None:
    rows: list[tuple[object, ...]] = []
    more = False
    for batch in batches:
        rows += zip(*(column.to_pylist() for column in batch.columns), strict=True)
        if len(rows) > _MOST_SHOWN:
            rows, more = rows[:_MOST_SHOWN], True
            break
    import pyarrow as pa  # noqa: PLC0415  slow to import

    numbers = [f.name for f in batches.schema if pa.types.is_integer(f.type) or pa.types.is_decimal(f.type)]
    out().print(table(batches.schema.names, rows, right=numbers))
    if more:
        say(f"Only the first {_MOST_SHOWN:,} rows are shown: use --format csv or --out FILE for all.")
