"""Searching a large catalogue with facets: our query, API and page against the bare index."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

import httpx

from bench.asking import served
from bench.loading import new_region
from bench.measure import each_ms
from bench.questions import QUESTIONS

Row = tuple[str, float, float, float]


def searches(folder: Path, datasets: int, times: int) -> tuple[float, list[Row]]:
    """Seconds to build the index of so many datasets, and (what, median ms, 95th percentile ms, ratio of the
    medians to the bare index), each question asked so many times by one client."""
    home = folder / f"catalogue-{datasets}"
    new_region(home)
    command = [sys.executable, "-m", "bench.searched", str(home), str(datasets), str(times)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout.splitlines()[-1])
    timed = {
        "bare index, words and facets": found["bare"],
        "search: access, facets, records, highlights": found["ours"],
        "completing a word": found["completing"],
    }
    with served(home) as address, httpx.Client(base_url=address, timeout=60) as client:
        for what, path in (("API over HTTP", "/api/v1/datasets"), ("page over HTTP", "/search")):
            timed[what] = each_ms(lambda q, path=path: client.get(path, params={"q": q}), QUESTIONS, times)
    first = statistics.median(found["bare"])
    rows = []
    for what, taken in timed.items():
        median = statistics.median(taken)
        rows.append((what, median, statistics.quantiles(taken, n=20)[-1], median / first))
    return found["built"], rows


def ranking(folder: Path) -> tuple[float, float] | None:
    """nDCG at 10 of judged questions over real records: of those chosen by, and of those kept to report by;
    None where the records are not here."""
    home = folder / "judged"
    new_region(home)
    command = [sys.executable, "-m", "bench.judged", str(home)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    chosen_by, reported = json.loads(said[-1]) if said else (None, None)
    return (chosen_by, reported) if chosen_by else None
