"""An indexer that is killed at any moment, while others change and search: nothing is lost or shown."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DRIVER = Path(__file__).with_name("search_driver.py")
SECONDS, KILLS = 8, 6


def hundred(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "hundred", *words], check=True, capture_output=True, timeout=120)


def start(home: Path, what: str, seconds: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(DRIVER), str(home), what, str(seconds)]
    with (home / f"{what}.txt").open("a") as said:
        return subprocess.Popen(command, stderr=said)


def count(home: Path) -> list[int]:
    """How many datasets there are, and open ones; how many are found, and open ones; what still waits."""
    command = [sys.executable, str(DRIVER), str(home), "count", "0"]
    said = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [int(word) for word in said.stdout.split()]


def test_a_killed_indexer_loses_nothing_and_shows_nothing_closed(tmp_path: Path) -> None:
    home = tmp_path / "region"
    hundred("init", str(home), "--name", "Testshire")
    hundred("--home", str(home), "publishers", "add", "Estuary Council", "--slug", "estuary")
    assert count(home) == [0, 0, 0, 0, 0]  # there is an index from here on, so every search is answered
    others = [start(home, what, SECONDS) for what in ("write", "read")]
    for _ in range(KILLS):
        indexer = start(home, "index", 60)
        time.sleep(SECONDS / KILLS)
        indexer.kill()
        indexer.wait()
    writer, reader = (other.wait(timeout=120) for other in others)
    assert writer == 0, (home / "write.txt").read_text()
    assert reader == 0, (home / "read.txt").read_text()
    there, still_open, found, found_open, waiting = count(home)
    assert there > 10
    assert (found, found_open, waiting) == (there, still_open, 0)
    folders = [path for path in (home / "search").iterdir() if path.is_dir()]
    assert len(folders) <= 2  # the index, and at most one build that was killed
