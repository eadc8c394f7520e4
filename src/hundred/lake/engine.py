"""The query engine: DuckDB, spoken to here and nowhere else.

Other rooms hold a `Session` and send it SQL; they never import the engine's package. Code stays
portable between DuckDB 1.5 and 2.0: results are taken with `fetchall`, `fetchone`,
`fetchmany` and `to_arrow_reader`.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Session = duckdb.DuckDBPyConnection
EngineError = duckdb.Error


@contextmanager
def session(*, memory_mb: int = 600, threads: int | None = None, scratch: Path | None = None) -> Iterator[Session]:
    """A private engine for one piece of heavy work, gone when it is done.

    Work larger than `memory_mb` spills to a folder under `scratch` (the system's own temporary
    folder where None), which is removed at the end.
    """
    with tempfile.TemporaryDirectory(prefix="engine-", dir=scratch, ignore_cleanup_errors=True) as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": spill,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        if threads:
            config["threads"] = threads
        connection = duckdb.connect(":memory:", config=config)
        try:
            yield connection
        finally:
            connection.close()
