"""`make bench`: prints a table of ratios, all of one run on this machine."""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from bench.asking import questions
from bench.fence import fence
from bench.loading import loads
from bench.searching import ranking, searches


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the file to load")
    parser.add_argument(
        "--peer-rows", type=int, default=200_000, help="rows for the peer, which takes minutes"
    )
    parser.add_argument("--table-rows", type=int, default=5_000_000, help="rows of the table that is asked")
    parser.add_argument(
        "--datasets", type=int, nargs="*", default=[100_000, 500_000], help="sizes of the catalogues searched"
    )
    parser.add_argument("--times", type=int, default=3, help="runs of each load; the median counts")
    parser.add_argument("--only", choices=("loading", "asking", "fence", "searching"), help="one part alone")
    given = parser.parse_args()
    print(f"{time.strftime('%d %B %Y')}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(prefix="hundred-bench-") as folder:
        for name, show in (
            ("loading", show_loads),
            ("asking", show_questions),
            ("fence", show_fence),
            ("searching", show_searches),
        ):
            if given.only in (None, name):
                show(Path(folder), given)


def show_loads(folder: Path, given: argparse.Namespace) -> None:
    found = loads(folder, given.rows, given.peer_rows, given.times)
    print(f"| load, whole process, {given.times} runs | rows | wall s | CPU s | peak MB ", end="")
    print("| wall ÷ first of its bytes |")
    print("|---|---:|---:|---:|---:|---:|")
    for load in found:
        cost = load.cost
        print(f"| {load.what} | {load.rows:,} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:,.0f}", end="")
        print(f" | {load.ratio:.2f} |")
    print()


def show_fence(folder: Path, given: argparse.Namespace) -> None:
    direct, fenced, flood = fence(folder, given.rows, times=15)
    print(f"| SQL of {given.rows:,} rows, 2 workers | ms | ÷ first |")
    print("|---|---:|---:|")
    print(f"| a sum, DuckDB in process, one thread | {direct:.0f} | 1.00 |")
    print(f"| the same behind the fence, over HTTP | {fenced:.0f} | {fenced / direct:.2f} |")
    print(f"| pages, p95, idle | {flood.idle:.0f} | 1.00 |")
    print(f"| pages, p95, while one client floods with cross joins | {flood.flooded:.0f} | ", end="")
    print(f"{flood.flooded / flood.idle:.2f} |")
    print(f"| another client’s sum, idle | {flood.other_idle:.0f} | 1.00 |")
    print(f"| another client’s sum, flooded | {flood.other_flooded:.0f} | ", end="")
    print(f"{flood.other_flooded / flood.other_idle:.2f} |")
    said = ", ".join(f"{count:,} × {status}" for status, count in flood.answers.items())
    print(f"\nThe flood was answered {said}.\n")


def show_searches(folder: Path, given: argparse.Namespace) -> None:
    for datasets in given.datasets:
        built, rows = searches(folder, datasets, times=10)
        print(
            f"| of {datasets:,} datasets, index built in {built:.0f} s | median ms | p95 ms | ÷ bare index |"
        )
        print("|---|---:|---:|---:|")
        for what, median, high, ratio in rows:
            print(f"| {what} | {median:.1f} | {high:.1f} | {ratio:.2f} |")
        print()
    if scores := ranking(folder):
        print("nDCG@10 of judged questions: {:.3f} (chosen by), {:.3f} (reported)\n".format(*scores))


def show_questions(folder: Path, given: argparse.Namespace) -> None:
    found = questions(folder, given.table_rows, times=15)
    print(f"| of {given.table_rows:,} rows | DuckDB ms | API ms | page ms | limit: 2 × DuckDB + 15 |")
    print("|---|---:|---:|---:|---:|")
    for what, direct, api, page in found:
        shown = f"{page:.0f}" if page else "–"
        print(f"| {what} | {direct:.0f} | {api:.0f} | {shown} | {2 * direct + 15:.0f} |")


if __name__ == "__main__":
    main()
