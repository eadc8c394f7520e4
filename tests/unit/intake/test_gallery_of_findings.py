"""Every finding of the catalogue, shown by one small file that has it and nothing else wrong with it."""

import re
from pathlib import Path

import pytest
from gallery_of_findings import COMES_WITH, GALLERY, file_with

from hundred.base.findings import SEVERITIES, Finding, Problem
from hundred.intake import members, read, write_typed
from hundred.intake.columns import MAX_COLUMNS
from hundred.intake.problems import (
    DESCRIBED_MISSING,
    DESCRIBED_OTHERWISE,
    IS_PACKED,
    JSON_LONG,
    NOT_DESCRIBED,
    NOT_OPENED,
    NOT_READABLE,
    catalogue,
)
from hundred.intake.unpack import Limits

EVERY = [problem for problems in catalogue().values() for problem in problems]
# These no file gives by itself, or none that is small: a zip is unpacked before it is read, only a reader
# that died refuses a file as unreadable (tests/integration/test_reader_process.py), one that is not opened
# has no bytes to show (tests/integration/test_cli_read.py), and a value too long for us takes half a minute
# to be sure of. What a file beside another says of it takes two of them (test_descriptions.py).
BY_OTHER_MEANS = {IS_PACKED, NOT_OPENED, NOT_READABLE, JSON_LONG}
BY_OTHER_MEANS |= {DESCRIBED_MISSING, DESCRIBED_OTHERWISE, NOT_DESCRIBED}
FEW = Limits(members=2)


def found_in(path: Path, name: str, limits: Limits | None = None) -> list[Finding]:
    """What unpacking, reading and typing find in a file."""
    into = path.parent / "into"
    into.mkdir()
    found: list[Finding] = []
    for member in members(path, name, into, limits=limits):
        if member.path is None:
            found += [member.finding] if member.finding else []
            continue
        reading = read(member.path, name=member.name, into=into)
        found += reading.findings
        for table in reading.tables:
            decisions = table.decisions()
            written = write_typed(table, decisions, file="f" * 64, into=into / "typed.parquet")
            found += written.findings
    return found


@pytest.mark.parametrize(
    "problem", [found for found in EVERY if found not in BY_OTHER_MEANS], ids=lambda found: found.code
)
def test_a_small_file_gives_this_finding_and_no_other(problem: Problem, tmp_path: Path) -> None:
    path = file_with(problem.code, problem.example, tmp_path)
    found = found_in(path, "payments", FEW if problem.code == "zip-members-many" else None)
    assert {finding.code for finding in found} == {problem.code} | COMES_WITH.get(problem.code, set())
    for finding in found:
        assert "{" not in finding.says + finding.fix, "every word of the sentence was given"


def test_a_zip_where_a_table_should_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(GALLERY["zip-junk"])
    assert [finding.code for finding in read(path, name="a.zip", into=tmp_path).findings] == [
        "file-is-packed"
    ]


def test_every_code_is_there_once_and_is_words_joined_by_hyphens() -> None:
    codes = [problem.code for problem in EVERY]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code) for code in codes)


@pytest.mark.parametrize("problem", EVERY, ids=lambda found: found.code)
def test_every_problem_says_what_is_wrong_what_to_do_and_shows_an_example(problem: Problem) -> None:
    assert problem.severity in SEVERITIES
    assert problem.example
    for sentence in (problem.says, problem.fix, problem.says_of_one or "."):
        assert sentence.endswith(".")
    assert "{count}" not in problem.says or problem.says_of_one or problem.code in PLURAL_ONLY
    assert "{count}" not in problem.says_of_one


# What can only be said of several.
PLURAL_ONLY = {
    "heading-repeated",
    "tables-below",
    "tables-beside",
    "columns-too-many",
    "json-invalid",
    "json-lists-many",
    "html-tables-many",
}


def test_every_finding_is_made_from_the_catalogue() -> None:
    """No room that reads files builds findings by hand, where the catalogue would not know of them."""
    source = Path(__file__).resolve().parents[3] / "src" / "hundred"
    makers = {
        path.relative_to(source).as_posix()
        for room in ("intake", "stewardship")
        for path in (source / room).rglob("*.py")
        if re.search(r"\b(Finding|Problem)\(", path.read_text("utf-8")) and "problems/" not in path.as_posix()
    }
    # tally.py fills the catalogue's sentences in; the others bring kept findings back.
    assert makers == {
        "intake/reading.py",
        "intake/tally.py",
        "stewardship/queries.py",
    }


def test_the_most_columns_are_said_as_they_are() -> None:
    (problem,) = (found for found in EVERY if found.code == "columns-too-many")
    assert f"{MAX_COLUMNS:,}" in problem.says
