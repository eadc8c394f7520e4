"""Reads one file: told by its bytes, read by its kind, its cells staged as text."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hundred.base.findings import Finding
from hundred.base.identifiers import sha256_of
from hundred.intake.formats.source import Source
from hundred.intake.formats.text import read_text
from hundred.intake.formats.workbook import read_workbook
from hundred.intake.problems import Refused, not_a_table
from hundred.intake.reading import FileFacts, Reading, ReadTable
from hundred.intake.sniff import sniff
from hundred.intake.tally import Tally
from hundred.intake.types import grammar
from hundred.lake.engine import session

_MEMORY_MB = 400


def read(path: Path, *, name: str, into: Path, sha256: str = "") -> Reading:
    """Read a file into tables, staging their cells as text in Parquet files within the folder `into`.

    `name` is what the publisher calls the file. `sha256` is computed where it is not given. A file
    which cannot be read gives a Reading without tables and an error finding which says why and what to
    do. Raises OSError where the disk fails.
    """
    with ThreadPoolExecutor(1) as beside:  # hashing costs no time beside reading
        digest = beside.submit(lambda: sha256 or sha256_of(path))
        kind, encoding, tables, findings = _read(path, name, into)
        facts = FileFacts(name, digest.result(), path.stat().st_size, kind, encoding)
    return Reading(facts, tables, findings)


def _read(
    path: Path, name: str, into: Path
) -> tuple[str, str | None, tuple[ReadTable, ...], tuple[Finding, ...]]:
    try:
        sniffed = sniff(path)
        if sniffed.kind == "zip":
            what = "a zip within a zip, or one that was not unpacked"
            raise Refused("zip", not_a_table("file-is-zip", what, "Unpack it and send the files in it."))
        with session(memory_mb=_MEMORY_MB, scratch=into) as engine:
            grammar.teach(engine)
            source = Source(path, name, into, engine)
            if sniffed.kind == "csv":
                encoding, tables, findings = read_text(source, sniffed.encoding)
                return "csv", encoding, tables, findings
            tables, findings = read_workbook(source, sniffed.kind)
            return sniffed.kind, None, tables, findings
    except Refused as refused:
        tally = Tally(name)
        tally.add(refused.problem)
        return refused.kind, None, (), tally.findings()
