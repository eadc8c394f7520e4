"""kill -9 at any moment of `hundred add`: the region verifies, and running it again finishes the job."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from crash_driver import FILES, ROWS

KILLS = 50
LANES = 2  # so that killed work also has company on the machine
DRIVER = Path(__file__).with_name("crash_driver.py")


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(LANES) as lanes:
        found = lanes.map(lambda seed: _trials(tmp_path / str(seed), seed), range(LANES))
        trials = [trial for lane in found for trial in lane]
    assert len(trials) == KILLS
    for trial in trials:
        assert "failed" not in trial, trial
        assert (trial["n"], trial["lines"]) == (FILES * ROWS, FILES * ROWS), trial
        assert trial["parts"] == FILES, trial  # one version's worth of data
        assert trial["total"] == f"{ROWS * sum(range(FILES)) + FILES * sum(range(ROWS)) / 100:.2f}", trial
    assert sum(trial["killed"] for trial in trials) >= KILLS * 0.6  # the others were quicker than their kill


def _trials(folder: Path, seed: int) -> list[dict[str, Any]]:
    command = [sys.executable, str(DRIVER), str(folder), str(KILLS // LANES), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()[1:]]
