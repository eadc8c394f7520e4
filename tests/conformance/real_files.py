"""Files that public bodies and open projects published, beside this checkout, and how tests read them.

They stay out of the project; where the folder is absent the tests say so and are skipped. Tests look at
a sample which takes seconds; `pytest --every-file` looks at them all.
"""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from hundred.intake import Reading, ReadTable, members, read, write_typed

SHARED = Path(__file__).resolve().parents[2] / "../shared/data"


def needs(*folders: str) -> Any:
    """The marks of a test that reads these folders: real, slow, skipped where one is absent."""
    absent = [folder for folder in folders if not (SHARED / folder).is_dir()]
    reason = f"no {', '.join(absent)} in ../shared/data beside this checkout"
    return [pytest.mark.real, pytest.mark.slow, pytest.mark.skipif(bool(absent), reason=reason)]


def largest(reading: Reading) -> ReadTable:
    """The main table of a reading."""
    return max(reading.tables, key=lambda table: table.rows)


def typed_rows(path: Path, folder: Path) -> tuple[ReadTable, list[dict[str, Any]]]:
    """A file's main table, and its rows as they would be published."""
    table = largest(read(path, name=path.name, into=folder))
    decisions = table.decisions()
    into = folder / "typed.parquet"
    write_typed(table, decisions, file="0" * 64, into=into)
    return table, pq.read_table(into).to_pylist()


def readings(path: Path, folder: Path) -> list[tuple[str, Reading]]:
    """Each reading of a file, or of each file in a zip that is not refused, with its name."""
    folder.mkdir(exist_ok=True)
    staging = folder / "staging"
    staging.mkdir(exist_ok=True)
    return [
        (member.name, checked(read(member.path, name=member.name, into=staging)))
        for member in members(path, path.name, folder)
        if member.path is not None
    ]


def checked(reading: Reading) -> Reading:
    """The reading, once it is sure that it lost nothing and says why where it holds nothing."""
    what = reading.file.name
    if reading.file.kind in ("csvw", "frictionless"):  # describes other files
        assert (reading.tables, bool(reading.findings)) == ((), True), what
    elif not reading.tables:
        (finding,) = reading.findings
        assert (finding.severity, bool(finding.says), bool(finding.fix)) == ("error", True, True), what
    for table in reading.tables:
        assert pq.read_metadata(table.cells).num_rows == table.rows, what
        aside = pq.read_table(table.aside)
        assert aside.num_rows == table.set_aside, what
        assert None not in aside["role"].to_pylist() + aside["reason"].to_pylist(), what
    return reading
