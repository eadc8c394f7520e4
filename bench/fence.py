"""Strangers' SQL over HTTP: what the fence costs, and whether pages answer while one client floods."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx

from bench.asking import parts, served
from bench.data import make_spend
from bench.loading import add, new_region
from bench.measure import median_ms, process

_TABLE = "spend.spend"
_SUM = "SELECT service_area, count(*), sum(net_amount) FROM {} GROUP BY 1 ORDER BY 3 DESC LIMIT 100"
_CROSS_JOIN = f"SELECT count(*) FROM {_TABLE} a, {_TABLE} b WHERE a.net_amount < b.net_amount"
_CONNECTIONS = 8
_OTHER = "127.0.0.2"  # another client of this machine
_PAGES = ("/", "/search?q=spend", "/datasets/spend", "/datasets/spend/tables/spend", "/publishers")


@dataclass(frozen=True, slots=True)
class Flood:
    """Milliseconds that 95 of 100 pages take at most, idle and flooded; what another's questions take then,
    half of them at most; and what the flood was answered, by status."""

    idle: float
    flooded: float
    other_idle: float
    other_flooded: float
    answers: dict[str, int]


def fence(folder: Path, rows: int, times: int) -> tuple[float, float, Flood]:
    """Milliseconds of a sum in process and through the fence, and how pages bear a flood of cross joins."""
    home, file = folder / "fence", folder / "fence.csv"
    make_spend(file, rows)
    new_region(home)
    process(add(home, file))
    (part,) = parts(home)
    engine = duckdb.connect(config={"threads": 1})
    direct = median_ms(lambda: engine.execute(_SUM.format(f"'{part}'")).fetchall(), times)
    with served(home, workers=2) as address:
        fenced = _median(_asking(address), times)
        idle = _pages(address, 10 * times)
        with _flooding(address) as flood:
            flooded, other = _pages(address, 10 * times), _median(_asking(address), times)
            answers = flood()
    return direct, fenced, Flood(idle, flooded, fenced, other, answers)


def _asking(address: str) -> Callable[[], None]:
    client = httpx.Client(base_url=address, timeout=60, transport=httpx.HTTPTransport(local_address=_OTHER))

    def ask() -> None:
        answer = client.get("/api/v1/sql", params={"sql": _SUM.format(_TABLE)})
        if answer.status_code != 503:  # no turn came; it is timed all the same
            answer.raise_for_status()

    return ask


def _median(call: Callable[[], None], times: int) -> float:
    """Half of the calls take at most so many milliseconds, a moment apart, as people ask."""
    taken = []
    call()
    for _ in range(times):
        time.sleep(1)
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _pages(address: str, times: int) -> float:
    """Milliseconds that 95 of 100 pages take at most, one reader asking for one after another."""
    taken = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for at in range(times + len(_PAGES)):
            start = time.perf_counter()
            client.get(_PAGES[at % len(_PAGES)]).raise_for_status()
            taken.append((time.perf_counter() - start) * 1000)
            time.sleep(0.02)
    return statistics.quantiles(taken[len(_PAGES) :], n=20)[-1]


@contextmanager
def _flooding(address: str) -> Iterator[Callable[[], dict[str, int]]]:
    """One client asks for cross joins over many connections, without a pause, in a process of its own."""
    command = [sys.executable, "-m", "bench.fence", address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as flood:
        time.sleep(3)

        def stop() -> dict[str, int]:
            said, _ = flood.communicate("\n")
            counted = (line.split() for line in said.splitlines())
            return {status: int(count) for status, count in counted}

        try:
            yield stop
        finally:
            flood.kill()


def _flood(address: str) -> None:
    answers: dict[int, int] = {}
    over = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not over.is_set():
                with suppress(httpx.TransportError):
                    status = client.get("/api/v1/sql", params={"sql": _CROSS_JOIN}).status_code
                    answers[status] = answers.get(status, 0) + 1

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(_CONNECTIONS)]
    for thread in threads:
        thread.start()
    sys.stdin.readline()
    over.set()
    for status, count in sorted(answers.items()):
        print(status, count)


if __name__ == "__main__":
    _flood(sys.argv[1])
