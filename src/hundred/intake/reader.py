"""Reads one file: told by its bytes, read by its kind, its cells staged as text."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hundred.base.identifiers import sha256_of
from hundred.intake import problems
from hundred.intake.engines import engine_for
from hundred.intake.formats.source import Contents, Source
from hundred.intake.formats.text import read_text
from hundred.intake.formats.workbook import read_workbook
from hundred.intake.problems import Refused
from hundred.intake.reading import FileFacts, Reading
from hundred.intake.sniff import sniff
from hundred.intake.tally import Tally

_PACKED = 20  # how much larger a workbook's cells are than its file, at most as a rule

# A reader for every kind `sniff` can tell.
_READERS: dict[str, Callable[[Source], Contents]] = {
    "csv": read_text,
    "xlsx": read_workbook,
    "xlsb": read_workbook,
    "xls": read_workbook,
    "ods": read_workbook,
}


def read(path: Path, *, name: str, into: Path, sha256: str = "") -> Reading:
    """Read a file into tables, staging their cells as text in Parquet files within the folder `into`.

    `name` is what the publisher calls the file. `sha256` is computed where it is not given. A file
    which cannot be read gives a Reading without tables and an error finding which says why and what to
    do. Raises OSError where the disk fails.
    """
    with ThreadPoolExecutor(1) as beside:  # hashing costs no time beside reading
        digest = beside.submit(lambda: sha256 or sha256_of(path))
        kind, contents = _read(path, name, into)
        facts = FileFacts(name, digest.result(), path.stat().st_size, kind, contents.encoding)
    return Reading(facts, contents.tables, contents.findings)


def _read(path: Path, name: str, into: Path) -> tuple[str, Contents]:
    try:
        sniffed = sniff(path)
        if sniffed.kind not in _READERS:
            raise Refused("zip", problems.IS_ZIP)
        size = path.stat().st_size * (1 if sniffed.kind == "csv" else _PACKED)
        with engine_for(size, into) as engine:
            return sniffed.kind, _READERS[sniffed.kind](Source(path, name, sniffed, into, engine))
    except Refused as refused:
        tally = Tally(name)
        tally.add(refused.problem, count=refused.count)
        return refused.kind, Contents((), tally.findings())
