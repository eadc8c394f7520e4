"""Loading one large spend file: Hundred against raw DuckDB and against sqlite-utils."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.data import ABOVE, make_spend
from bench.measure import Cost, median_process, process

_RAW = """
import duckdb
read = "read_csv('{source}', all_varchar=true, header=true, delim=',', quote='\\"')"
duckdb.connect().execute("COPY (FROM " + read + ") TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
"""
# The engine reads UTF-8 alone, and nothing above the headings: of other files, somebody makes that first.
_MADE_READABLE = """
with (open("{given}", encoding="cp1252", newline="") as given,
      open("{source}", "w", encoding="utf-8", newline="") as made):
    for _ in range({above}):
        given.readline()
    while text := given.read(1 << 20):
        made.write(text)
"""


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


@dataclass(frozen=True, slots=True)
class Load:
    """What loading a file cost, and how many times as long it took as the first way with the same bytes."""

    what: str
    rows: int
    cost: Cost
    ratio: float


def loads(folder: Path, rows: int, peer_rows: int, times: int) -> list[Load]:
    """Every loader of each file; the peer loads fewer rows, since it takes minutes for a million."""
    clean, messy, small = folder / "spend.csv", folder / "messy.csv", folder / "small.csv"
    make_spend(clean, rows)
    make_spend(messy, rows, encoding="cp1252")
    make_spend(small, peer_rows)
    home, database = folder / "region", folder / "peer.db"
    peer = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "spend", str(small), "--csv"]

    def ours(file: Path) -> Cost:
        return median_process(add(home, file), times, lambda: new_region(home))

    raw = median_process(_raw(clean, folder / "raw.parquet"), times)
    raw_messy = median_process(_raw(messy, folder / "raw.parquet", above=ABOVE), times)
    our_small = ours(small)
    theirs = median_process(peer, times, lambda: database.unlink(missing_ok=True))
    found = (
        ("raw DuckDB: text → Parquet", rows, raw, raw),
        ("hundred add, UTF-8", rows, ours(clean), raw),
        ("cp1252 with preamble: made UTF-8, then raw DuckDB", rows, raw_messy, raw_messy),
        ("hundred add, cp1252 with preamble", rows, ours(messy), raw_messy),
        ("hundred add, UTF-8", peer_rows, our_small, our_small),
        ("sqlite-utils insert --csv (detects types)", peer_rows, theirs, our_small),
    )
    return [Load(what, count, cost, cost.wall / first.wall) for what, count, cost, first in found]


def _raw(file: Path, target: Path, above: int = 0) -> list[str]:
    """The least anyone could do with a file, which has lines above its headings where it is not UTF-8."""
    if not above:
        return [sys.executable, "-c", _RAW.format(source=file, target=target)]
    made = file.with_suffix(".utf8")
    program = _MADE_READABLE.format(given=file, source=made, above=above)
    return [sys.executable, "-c", program + _RAW.format(source=made, target=target)]
