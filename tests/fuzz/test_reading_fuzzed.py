"""The fuzz target runs for a bounded time, from fresh seeds, and finds nothing that fails.

Where it does, the failing input is in the message: mend the reader and keep the input as a test. To look
for longer: `python tests/fuzz/reading.py -timeout=20 FOLDER`.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 25
TARGET = Path(__file__).with_name("reading.py")


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this machine"
)
def test_no_input_found_in_a_bounded_time_breaks_reading(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    limits = [f"-max_total_time={SECONDS}", "-timeout=20", "-max_len=4096", "-rss_limit_mb=2048"]
    done = subprocess.run(
        [sys.executable, TARGET, *limits, corpus],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS + 120,
        check=False,
    )
    failing = [path.read_bytes() for path in tmp_path.glob("*-*") if path.is_file()]
    assert (done.returncode, failing) == (0, []), done.stdout[-3000:] + done.stderr[-3000:]
