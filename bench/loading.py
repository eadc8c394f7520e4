"""Loading one large spend file: Hundred against raw DuckDB and against sqlite-utils."""

import shutil
import sys
from pathlib import Path

from bench.data import make_spend
from bench.measure import Cost, median_process, process

_RAW = (
    "import duckdb; duckdb.connect().execute(\"COPY (FROM read_csv('{source}', all_varchar=true, header=true,"
    " delim=',', quote='\\\"')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)\")"
)


def hundred(*words: str) -> list[str]:
    return [sys.executable, "-m", "hundred", *words]


def new_region(home: Path) -> None:
    """An empty region with one publisher."""
    shutil.rmtree(home, ignore_errors=True)
    process(hundred("init", str(home), "--name", "Bench"))
    process(
        hundred("--home", str(home), "publishers", "add", "Ambleford Borough Council", "--slug", "ambleford")
    )


def add(home: Path, file: Path) -> list[str]:
    return hundred("--home", str(home), "add", str(file), "--publisher", "ambleford", "--dataset", "spend")


def loads(folder: Path, rows: int, peer_rows: int, times: int) -> list[tuple[str, int, Cost]]:
    """(what, rows, cost) for every loader; peers load fewer rows, since they take minutes for a million."""
    clean, messy, small = folder / "spend.csv", folder / "messy.csv", folder / "small.csv"
    make_spend(clean, rows)
    make_spend(messy, rows, encoding="cp1252")
    make_spend(small, peer_rows)
    raw = [sys.executable, "-c", _RAW.format(source=clean, target=folder / "raw.parquet")]
    home, database = folder / "region", folder / "peer.db"
    peer = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "spend", str(small), "--csv"]
    found = []

    def measured(what: str, count: int, command: list[str], prepare: object) -> None:
        found.append((what, count, median_process(command, times, prepare)))  # type: ignore[arg-type]

    measured("raw DuckDB: text → Parquet", rows, raw, lambda: None)
    measured("hundred add, UTF-8", rows, add(home, clean), lambda: new_region(home))
    measured("hundred add, cp1252 with preamble", rows, add(home, messy), lambda: new_region(home))
    measured("hundred add, UTF-8", peer_rows, add(home, small), lambda: new_region(home))
    measured(
        "sqlite-utils insert --csv (detects types)",
        peer_rows,
        peer,
        lambda: database.unlink(missing_ok=True),
    )
    return found
