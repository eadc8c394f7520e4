"""Reads one file: told by its bytes, read by its kind, its cells staged as text."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from hundred.base.identifiers import sha256_of
from hundred.intake import problems
from hundred.intake.engines import engine_for
from hundred.intake.formats.html_page import read_html
from hundred.intake.formats.json_file import read_json
from hundred.intake.formats.parquet import read_parquet
from hundred.intake.formats.source import Contents, Source
from hundred.intake.formats.spreadsheet_xml import read_spreadsheet_xml
from hundred.intake.formats.text import read_text
from hundred.intake.formats.workbook import read_workbook
from hundred.intake.misfits import find_misfits
from hundred.intake.problems import Refused
from hundred.intake.reading import FileFacts, Reading, ReadTable
from hundred.intake.sniff import CONTAINERS, sniff
from hundred.intake.stage import staged_occurrences
from hundred.intake.tally import finding_of

_TEXTS = ("csv", "json", "html", "xml-spreadsheet")
_PACKED = 20  # how much larger a workbook's cells are than its file, at most as a rule

# A reader for every kind `sniff` can tell.
_READERS: dict[str, Callable[[Source], Contents]] = {
    "csv": read_text,
    "json": read_json,
    "parquet": read_parquet,
    "html": read_html,
    "xml-spreadsheet": read_spreadsheet_xml,
    "xlsx": read_workbook,
    "xlsm": read_workbook,
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
        kind, contents = _read(path, name, into, sha256)
        facts = FileFacts(name, digest.result(), path.stat().st_size, kind, contents.encoding)
    occurrences = staged_occurrences(into)
    tables = tuple(replace(table, occurrences=occurrences) for table in _named_apart(contents.tables))
    return Reading(facts, tables, contents.findings, contents.descriptions)


def _read(path: Path, name: str, into: Path, sha256: str) -> tuple[str, Contents]:
    try:
        sniffed = sniff(path)
        if sniffed.kind in CONTAINERS:
            raise Refused(sniffed.kind, problems.IS_PACKED)
        size = path.stat().st_size * (1 if sniffed.kind in _TEXTS else _PACKED)
        with engine_for(size, into) as engine:
            contents = _READERS[sniffed.kind](Source(path, name, sniffed, into, engine, sha256))
            return contents.kind or sniffed.kind, contents
    except Refused as refused:
        finding = finding_of(refused.problem, name, count=refused.count, what=refused.what)
        return refused.kind, Contents((), (finding,))


def _named_apart(tables: Iterable[ReadTable]) -> Iterator[ReadTable]:
    """Tables with a number after the name where an earlier one has it."""
    taken: set[str] = set()
    for table in tables:
        name, number = table.name, 1
        while name in taken:
            number += 1
            name = f"{table.name} ({number})"
        taken.add(name)
        yield replace(table, name=name)


def examine(path: Path, *, name: str, into: Path, sha256: str = "") -> Reading:
    """`read` a file and judge it by itself: its findings are those of reading and of typing its tables."""
    reading = read(path, name=name, into=into, sha256=sha256)
    findings = list(reading.findings)
    for number, table in enumerate(reading.tables):
        with engine_for(reading.file.bytes, into) as engine:
            found = find_misfits(engine, table, table.decisions(), into=into / f"misfits-{number}.parquet")
        findings += [replace(finding, file=name) for finding in found]
    return replace(reading, findings=tuple(findings))
