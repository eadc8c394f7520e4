"""Questions of a large table over HTTP, against in-process DuckDB on the same Parquet."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import httpx

from bench.data import make_spend
from bench.loading import add, hundred, new_region
from bench.measure import median_ms, process

_TABLE = "/datasets/spend/tables/spend"


def questions(folder: Path, rows: int, times: int) -> list[tuple[str, float, float, float]]:
    """(question, in-process ms, API ms, page ms) on a table of `rows` rows; page is 0 where there is none."""
    home, file = folder / "large", folder / "large.csv"
    make_spend(file, rows)
    new_region(home)
    process(add(home, file))
    (part,) = parts(home)
    engine = duckdb.connect()
    engine.execute("SET parquet_metadata_cache = true")
    with served(home) as address, httpx.Client(base_url=address, timeout=120) as client:
        asked = []
        for what, sql, query, group in _QUESTIONS:
            direct = median_ms(lambda sql=sql: engine.execute(sql.format(part=part)).fetchall(), times)
            api = median_ms(_get(client, f"/api/v1{_TABLE}/{'groups' if group else 'rows'}?{query}"), times)
            page = 0.0 if group else median_ms(_get(client, f"{_TABLE}?{query}"), times)
            asked.append((what, direct, api, page))
        return asked


# what, SQL on the part, the same in the filter language, whether it groups
_QUESTIONS = (
    ("first 100 rows", "SELECT * FROM '{part}' LIMIT 100", "_limit=100", False),
    (
        "supplier is …, 100 rows",
        "SELECT * FROM '{part}' WHERE supplier_name = 'Supplier 700 Limited' LIMIT 100",
        "supplier_name=Supplier+700+Limited&_limit=100",
        False,
    ),
    (
        "largest 100 amounts",
        "SELECT * FROM '{part}' ORDER BY net_amount DESC NULLS LAST, _file, _sheet, _line LIMIT 100",
        "_sort=-net_amount&_limit=100",
        False,
    ),
    (
        "sum by service",
        "SELECT service_area, count(*), sum(net_amount) FROM '{part}' GROUP BY 1 ORDER BY 3 DESC LIMIT 100",
        "_by=service_area&_sum=net_amount",
        True,
    ),
)


def _get(client: httpx.Client, path: str) -> Callable[[], None]:
    def get() -> None:
        client.get(path).raise_for_status()

    return get


def parts(home: Path) -> list[Path]:
    return [path for path in (home / "lake" / "tables").rglob("*.parquet") if ".aside." not in path.name]


@contextmanager
def served(home: Path, workers: int = 1) -> Iterator[str]:
    """The region at a free port, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = hundred("--home", str(home), "serve", "--port", str(port), "--workers", str(workers))
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            raise RuntimeError("The server did not start.")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
