"""A file far larger than memory should be read in memory that does not grow with it."""

import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTES = 600
MOST = 1 << 30  # bytes of memory at the peak

CHILD = """
import resource, sys
from pathlib import Path
from hundred.intake import read
reading = read(Path(sys.argv[1]), name="spend.csv", into=Path(sys.argv[2]))
(table,) = reading.tables
decisions = table.decisions()
kinds = [decision.type.kind for decision in decisions]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(table.rows, table.set_aside, peak * (1 if sys.platform == "darwin" else 1024), *kinds)
"""


def write_spend(path: Path, megabytes: int) -> int:
    """A messy spend file of about so many megabytes; the number of its rows."""
    rows = [
        f'{n % 28 + 1:02}/04/2027,"Dyke, Drain and Ditch Ltd",£{n * 37 % 90000 / 100:.2f},{n:07},Café\r\n'
        for n in range(20_000)
    ]
    block = "".join(rows).encode("cp1252")
    times = (megabytes << 20) // len(block)
    with path.open("wb") as stream:
        stream.write(
            "Estuary Council: payments over £500\r\n\r\nDay,Supplier,Net,Reference,Note\r\n".encode("cp1252")
        )
        for _ in range(times):
            stream.write(block)
    return times * len(rows)


@pytest.mark.slow
def test_a_file_of_hundreds_of_megabytes_is_read_in_less_than_a_gibibyte(tmp_path):
    path, into, program = tmp_path / "spend.csv", tmp_path / "staging", tmp_path / "child.py"
    into.mkdir()
    program.write_text(CHILD)  # DuckDB takes `python -c` for a person, and shows its progress
    rows = write_spend(path, MEGABYTES)
    done = subprocess.run(
        [sys.executable, program, path, into], capture_output=True, text=True, timeout=600, check=True
    )
    read, aside, peak, *kinds = done.stdout.split()
    assert (int(read), int(aside)) == (rows, 3)
    assert kinds == ["date", "text", "decimal", "text", "text"]
    assert int(peak) < MOST
