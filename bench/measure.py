"""Timing whole processes with all their children, and many calls of one function."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

_MEGABYTE = 1_000_000
_LOOK_EVERY = 0.1  # seconds; looking takes a processor's time from what is measured
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"  # no installation has it, and start-up pays for it


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds on the clock, seconds of processor, peak memory of the tree in MB."""

    wall: float
    cpu: float
    peak: float


def process(command: Sequence[str]) -> Cost:
    """Run a command to its end and tell what it and its children cost. Raises CalledProcessError."""
    start = time.perf_counter()
    before = _children_cpu()
    environment = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(_LOOK_EVERY)
    wall = time.perf_counter() - start
    if child.returncode:
        assert child.stderr is not None
        raise subprocess.CalledProcessError(child.returncode, command, stderr=child.stderr.read().decode())
    return Cost(wall, _children_cpu() - before, peak)


def median_process(command: Sequence[str], times: int, prepare: Callable[[], None] = lambda: None) -> Cost:
    """The medians of several runs of a command, each prepared for."""
    costs = []
    for _ in range(times):
        prepare()
        costs.append(process(command))
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        max(c.peak for c in costs),
    )


def median_ms(call: Callable[[], object], times: int) -> float:
    """The median time of a call in milliseconds, after two calls to warm up."""
    call()
    call()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def each_ms(call: Callable[[str], object], questions: Sequence[str], times: int) -> list[float]:
    """The milliseconds of each call, all questions so many times in turn, after two rounds to warm up."""
    for question in [*questions] * 2:
        call(question)
    taken = []
    for question in [*questions] * times:
        start = time.perf_counter()
        call(question)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _children_cpu() -> float:
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def _memory(pid: int) -> float:
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
        return sum(one.memory_info().rss for one in tree) / _MEGABYTE
    except psutil.NoSuchProcess:
        return 0.0
