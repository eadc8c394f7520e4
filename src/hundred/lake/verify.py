"""Verify: the lake holds what the records say, whole, and nothing that nobody knows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hundred.base.errors import HundredError
from hundred.base.findings import Finding
from hundred.lake.engine import EngineError, Session, session
from hundred.lake.home import Lake
from hundred.lake.schema import PROVENANCE
from hundred.lake.tables import Part, Tables

# Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and everything found wrong with it."""

    findings: tuple[Finding, ...]
    files: int
    bytes: int
    parts: int
    rows: int

    @property
    def sound(self) -> bool:
        """Whether every figure still rests on its evidence. Orphans and leftovers do no harm."""
        return all(finding.severity != "error" for finding in self.findings)


def verify(
    lake: Lake,
    *,
    published: Mapping[str, Sequence[Part]],
    known_files: Collection[str],
    known_beside: Collection[str] = (),
    progress: Progress = lambda what, done, total: None,
) -> Report:
    """Hash every file again, read every part whole, and compare both with the records.

    `published` holds every part of every version, by table; `known_files` the SHA-256 of every file
    on record; `known_beside` the paths of what lies beside parts.
    """
    known = set(known_files)
    findings: list[Finding] = []
    size = 0
    held = sorted(known.union(lake.files))
    for nth, sha256 in enumerate(held, start=1):
        bytes_, found = _check_file(lake, sha256, known)
        size += bytes_
        findings += found
        progress("Files", nth, len(held))
    parts = {part.path: (table, part) for table, listed in published.items() for part in listed}
    with session(scratch=lake.scratch) as engine:
        for nth, (table, part) in enumerate(parts.values(), start=1):
            findings += _check_part(engine, lake.tables, table, part, known)
            progress("Parts of tables", nth, len(parts))
    findings += _missing_beside(lake.tables, known_beside)
    findings += _orphan_parts(lake.tables, {*parts, *known_beside})
    findings += _leftovers(lake)
    rows = sum(part.rows for _, part in parts.values())
    return Report(tuple(findings), files=len(held), bytes=size, parts=len(parts), rows=rows)


def _check_file(lake: Lake, sha256: str, known: set[str]) -> tuple[int, list[Finding]]:
    if sha256 not in lake.files:
        return 0, [
            Finding(
                "file-missing",
                "error",
                "A file on record is not in the lake.",
                "Restore it from a backup, or add the same file again.",
                file=sha256,
            )
        ]
    found = []
    if not lake.files.check(sha256):
        found.append(
            Finding(
                "file-changed",
                "error",
                "A file's bytes no longer match their SHA-256.",
                "Remove it and restore it from a backup, or add the same file again; check the disk.",
                file=sha256,
            )
        )
    if sha256 not in known:
        found.append(
            Finding(
                "file-unknown",
                "info",
                "The lake holds a file that no record names, as an interrupted upload leaves.",
                "Add it again to finish the upload, or remove it.",
                file=sha256,
            )
        )
    return lake.files.path(sha256).stat().st_size, found


def _check_part(
    engine: Session, tables: Tables, table: str, part: Part, known: set[str]
) -> Iterator[Finding]:
    """A part must exist, be readable to its last byte, hold the rows on record, and come from known files."""
    try:
        path = tables.absolute(part.path)
        if not path.is_file():
            yield _about(table, part, "part-missing", "is missing.")
            return
        rows, lines, files = _read_whole(engine, path)
    except (EngineError, HundredError) as error:
        yield _about(table, part, "part-unreadable", f"cannot be read: {str(error).splitlines()[0]}")
        return
    if rows != part.rows:
        yield _about(table, part, "part-rows", f"holds {rows:,} rows; {part.rows:,} are on record.")
    if lines != rows:
        yield _about(table, part, "part-lines", "does not say of every row which line it came from.")
    for file in sorted(set(files) - known):
        yield _about(table, part, "part-file-unknown", f"rests on the file {file}, which no record names.")


def _read_whole(engine: Session, path: Path) -> tuple[int, int, list[str]]:
    """Rows, distinct provenances, and the files named; hashing every column reads every byte."""
    file, sheet, line = PROVENANCE
    answer = engine.execute(
        f"SELECT count(*), count(DISTINCT ({file}, {sheet}, {line})), list(DISTINCT {file}),"
        " bit_xor(hash(*COLUMNS(*))) FROM read_parquet(?)",
        [[str(path)]],
    ).fetchone()
    assert answer is not None
    return answer[0], answer[1], answer[2] or []


def _about(table: str, part: Part, code: str, says: str) -> Finding:
    return Finding(
        code,
        "error",
        f"A part of the table {table} ({part.path}) {says}",
        "Restore it from a backup, or add the dataset's files again.",
    )


def _missing_beside(tables: Tables, known: Collection[str]) -> Iterator[Finding]:
    missing = sorted(path for path in known if not tables.absolute(path).is_file())
    if missing:
        yield Finding(
            "beside-missing",
            "error",
            "The record of a file’s lines set aside, or of those that findings concern, is missing.",
            "Restore it from a backup, or add the dataset's files again.",
            count=len(missing),
            examples=tuple(missing[:10]),
        )


def _orphan_parts(tables: Tables, known: set[str]) -> Iterator[Finding]:
    on_disk = sorted(tables.relative(path) for path in tables.root.glob("*/*/data/*"))
    orphans = [path for path in on_disk if path not in known]
    if orphans:
        yield Finding(
            "part-unknown",
            "info",
            "The lake holds parts of tables that no version names, as an interrupted load leaves.",
            "They do no harm; remove them to free their space.",
            count=len(orphans),
            examples=tuple(orphans[:10]),
        )


def _leftovers(lake: Lake) -> Iterator[Finding]:
    own = "engine-"  # what this check spills, at work now
    scratch = (path for path in lake.scratch.rglob("*") if path.is_file() and own not in str(path))
    left = [*lake.files.leftovers(), *sorted(scratch)]
    if left:
        yield Finding(
            "leftover",
            "info",
            "Temporary files are there, of work going on now or of work that was killed.",
            "They do no harm; remove them when nothing runs.",
            count=len(left),
            examples=tuple(path.name for path in left[:10]),
        )
