"""The process behind the fence: it answers one stranger's question, and is gone.

It holds nothing worth taking (no environment, no database, no address of one). It may open the parts of the
tables that its parent grants and no other file, write none, and reach no network; the system ends it where
it uses more memory or time than it was given. What it says to its parent is JSON and Arrow, never pickles:
were the engine itself taken over, the parent would still only read data.
"""

import contextlib
import json
import math
import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from hundred.base.child import confine, line_of_child
from hundred.base.landlock import may_only_read
from hundred.lake.schema import literal, quoted
from hundred.lake.statement import BadSql, tables_named

Engine = duckdb.DuckDBPyConnection

ENGINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",  # a name in the SQL is never one of this program's
    "temp_directory": "",
    "max_temp_directory_size": "0MB",  # what does not fit memory is refused, never spilled
    "threads": "1",
}
_SHUT = {"enable_external_access": "false", "lock_configuration": "true"}
_MEGABYTE = 1_000_000
_BATCH = 2_048  # rows: one vector of the engine
_GRACE = 2  # seconds the parent has to end this process before the system does
_TELLING = (  # errors whose words are about the SQL or its data, never about this machine
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.InvalidInputException,
    duckdb.InvalidTypeException,
    duckdb.NotImplementedException,
    duckdb.OutOfRangeException,
    duckdb.ParserException,
    duckdb.SyntaxException,
    duckdb.TypeMismatchException,
)
_LISTS, _WHOLE = ("STRUCT", "MAP", "UNION"), ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_KINDS = {  # what the engine's types are to readers; all others are given as text
    "BOOLEAN": "boolean",
    "DATE": "date",
    "FLOAT": "float",
    "DOUBLE": "float",
    "JSON": "json",
    **dict.fromkeys((*_WHOLE, "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"), "integer"),
}


class _TooLarge(Exception):
    """The answer has more bytes than it may."""


def serve() -> None:
    """Get ready, wait for the question, answer it."""
    line = line_of_child()
    with contextlib.suppress(EOFError, ConnectionError):
        limits = json.loads(line.recv_bytes())
        may_only_read([Path("/")])  # and write, run or reach nothing, before the engine has threads
        parser = duckdb.connect(":memory:", config={**ENGINE, **_SHUT})
        engine = duckdb.connect(":memory:", config={**ENGINE, "memory_limit": f"{limits['memory_mb']}MB"})
        engine.execute("SET errors_as_json = true")
        engine.execute("SET TimeZone = 'Europe/London'")
        bound_space(limits["memory_mb"])
        _say(line, ready=True)
        asked = json.loads(line.recv_bytes())
        _bound_time(limits["seconds"])
        try:
            _answer(line, parser, engine, asked["sql"])
        except BadSql as wrong:
            _say(line, error="sql", says=wrong.says, fix=wrong.fix, at=wrong.at)
        except _TooLarge:
            _say(line, error="bytes")
        except (MemoryError, duckdb.OutOfMemoryException):
            _say(line, error="memory")
        except RecursionError:
            _say(line, error="sql", says="The question is nested too deeply.", fix="Simplify it.", at=None)
        except duckdb.Error as failed:
            _say(line, error="sql", **{**_told(failed), "at": None})  # it counts from our own words


def _answer(line: Connection, parser: Engine, engine: Engine, sql: str) -> None:
    """The whole conversation: tables named, tables granted, columns, rows, how many."""
    found = parser.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    parser.close()
    assert found is not None
    named = tables_named(json.loads(found[0]))
    _say(line, tables=[{"path": table.path, "at": table.at} for table in named])
    granted = json.loads(line.recv_bytes())
    may_only_read(Path(path) for table in granted["tables"] for path in table["paths"])
    grant(engine, granted["tables"])
    columns, answer = _shaped(engine, sql, granted["places"])
    _say(line, columns=columns)
    rows, sent, most = 0, 0, granted["rows"]
    reader = answer.limit(most + 1).to_arrow_reader(_BATCH)
    line.send_bytes(_as_stream(pa.RecordBatch.from_pylist([], schema=reader.schema)))
    for batch in reader:
        piece = batch.slice(0, most - rows)
        rows += batch.num_rows
        sent += piece.nbytes
        if sent > granted["bytes"]:
            raise _TooLarge
        line.send_bytes(_as_stream(piece))
    _say(line, more=rows > most)


def grant(engine: Engine, tables: Sequence[Mapping[str, Any]]) -> None:
    """Let the engine see these tables under their names, and open nothing else from now on."""
    paths = sorted({path for table in tables for path in table["paths"]})
    engine.execute(f"SET allowed_paths = [{', '.join(map(literal, paths))}]")
    engine.execute("SET enable_external_access = false")
    for table in tables:
        *schema, _ = names = [quoted(name) for name in table["path"]]
        if schema:
            engine.execute(f"CREATE SCHEMA IF NOT EXISTS {schema[0]}")
        engine.execute(f"CREATE VIEW {'.'.join(names)} AS {table['select']}")
    engine.execute("SET lock_configuration = true")


def _shaped(engine: Engine, sql: str, places: str) -> tuple[list[dict[str, str]], duckdb.DuckDBPyRelation]:
    """The answer with each column's name used once, and of a type that every program reads."""
    try:
        whole = engine.sql(sql)
    except duckdb.Error:
        _say_where(engine, sql)
        raise
    columns, cells = [], []
    used: set[str] = set()
    for at, (name, kind) in enumerate(zip(whole.columns, map(str, whole.types), strict=True), 1):
        given = name
        for nth in count(2):
            if given.lower() not in used:
                break
            given = f"{name}_{nth}"
        used.add(given.lower())
        meant, cell = _cell(f"#{at}", kind, places)
        columns.append({"name": given, "type": kind, "kind": meant})
        cells.append(f"{cell} AS {quoted(given)}")
    return columns, whole.project(", ".join(cells))


def _say_where(engine: Engine, sql: str) -> None:
    """Fail as the relation did, with the place in the text: only a statement run as it stands tells that."""
    try:
        engine.execute(sql)
    except duckdb.Error as failed:
        told = _told(failed)
        raise BadSql(told["says"], told["fix"], at=told["at"]) from failed


def _cell(cell: str, kind: str, places: str) -> tuple[str, str]:
    """What a column of the engine's type is to readers, and the SQL of its cells."""
    if kind.endswith("]") or kind.startswith(_LISTS):
        return "json", f"CAST(to_json({cell}) AS VARCHAR)"
    if kind.startswith("GEOMETRY"):
        return "geometry", f"ST_AsGeoJSON({cell})" if places == "geojson" else f"ST_AsText({cell})"
    if kind.startswith("DECIMAL"):
        return "decimal", cell
    if kind.startswith("TIMESTAMP"):
        return "datetime", f"CAST({cell} AS TIMESTAMP)"
    meant = _KINDS.get(kind, "text")
    return meant, cell if meant not in ("text", "json") else f"CAST({cell} AS VARCHAR)"


def _as_stream(batch: pa.RecordBatch) -> memoryview:
    """One batch as an Arrow stream of its own."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return memoryview(sink.getvalue())


def _told(failed: duckdb.Error) -> dict[str, Any]:
    """An error of the engine in few words: what, what else there is, and where."""
    if not isinstance(failed, _TELLING):
        return {"says": "The engine cannot answer this question.", "fix": "Ask it another way.", "at": None}
    text = str(failed).partition(": ")[2]
    try:
        told = json.loads(text)
    except ValueError:
        told = {"exception_message": text}
    says = told["exception_message"].split("\n")[0].strip().rstrip(".!")[:_LETTERS]
    candidates = [name.strip() for name in told.get("candidates", "").split(",") if name.strip()]
    fix = f"Did you mean {' or '.join(candidates[:3])}?" if candidates else _FIXES.get(type(failed), "")
    return {"says": f"{says}.", "fix": fix, "at": int(told["position"]) if "position" in told else None}


_LETTERS = 400
_FIXES: dict[type[duckdb.Error], str] = {
    duckdb.ConversionException: "TRY_CAST gives nothing where a cell cannot be converted.",
    duckdb.InvalidInputException: "Check the values that the functions are given.",
    duckdb.BinderException: "Check names and types; CAST(column AS type) converts.",
}


def bound_space(memory_mb: int) -> None:
    """No more memory than what it takes to be ready and this; no byte of any file; behind others in the
    queue for the processor."""
    if sys.platform == "linux":
        ready = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        confine(ready + memory_mb * _MEGABYTE * 4 // 3)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def _bound_time(seconds: float) -> None:
    """The system ends this process where its parent, who should, is gone."""
    allowed = math.ceil(seconds) + _GRACE
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = math.ceil(used.ru_utime + used.ru_stime) + allowed
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    signal.alarm(allowed)


def _say(line: Connection, **what: Any) -> None:
    line.send_bytes(json.dumps(what).encode())
