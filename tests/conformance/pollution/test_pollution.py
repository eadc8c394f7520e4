"""Polluted files are read without being told how they are written. `make pollution` shows the table.

The floors are what the reader reaches today; they are raised when it reaches more, never lowered.
"""

from collections import defaultdict

import pytest
from conformance.pollution.pollutions import polluted
from conformance.pollution.score import FULL, Score, score
from conformance.pollution.traps import traps

pytestmark = pytest.mark.slow

POSITIONS = (
    0,
    1,
    24,
    41,
    80,
)  # the header, rows at the ends, and rows whose last cell has two lines or quotes
FLOOR = 9.9
DIALECTS_FLOOR = 0.99
PERFECT = (
    "as it should be",
    "payload",
    "header",
    "preamble",
    "footnote",
    "size",
    "encoding",
    "quote",
    "escape",
    "record end",
    "one record's escape",
    "one record's end",
    "traps",
)


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return [score(file) for file in [*polluted(POSITIONS), *traps()]]


def test_all_files_together_keep_their_score(scores):
    assert sum(found.points for found in scores) / len(scores) >= FLOOR


@pytest.mark.parametrize("section", PERFECT)
def test_what_is_read_perfectly_stays_perfect(scores, section):
    sections = defaultdict(list)
    for found in scores:
        sections[found.section].append(found)
    assert [(found.name, found.why) for found in sections[section] if found.points < FULL - 1e-9] == []


def test_the_dialect_is_found(scores):
    assert sum(found.dialect for found in scores) / len(scores) >= DIALECTS_FLOOR


def test_reading_never_fails(scores):
    assert [found.why for found in scores if "Error" in found.why or "Exception" in found.why] == []
