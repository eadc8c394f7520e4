"""`hundred read`: what a file is and what is in it. Needs no region and changes nothing."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from hundred.base.errors import Invalid, NotFound
from hundred.interfaces.cli.site import EXIT_DONE, EXIT_UNUSABLE, AsJson
from hundred.interfaces.cli.terminal import out, say, say_findings, table, write_json

if TYPE_CHECKING:
    from hundred.base.findings import Finding
    from hundred.intake import Reading, ReadTable

_MOST_ASIDE_SHOWN = 8
_SHOWN_TEXT = 90


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files or zips.")],
    as_json: AsJson = False,
    as_csv: Annotated[
        bool,
        typer.Option("--csv", help="Write a table's cells as they were read: UTF-8, comma, header first."),
    ] = False,
    number: Annotated[
        int,
        typer.Option("--table", min=0, metavar="N", help="Which table --csv writes; the largest by default."),
    ] = 0,
) -> int:
    """Read files and say what they are: tables, columns, types, lines set aside, and what to do about them.

    Exits with 3 where a file cannot be read as a table.
    """
    for file in files:
        if not file.is_file():
            raise NotFound(f"There is no file {file}.", "Check the path, or write it in quotes.")
    answers: list[Any] = []
    usable = True
    with TemporaryDirectory(prefix="hundred-read-") as folder:
        for reading, findings in _readings(files, Path(folder)):
            usable = usable and reading is not None and bool(reading.tables)
            if as_csv and reading is not None and reading.tables:
                write_cells(_chosen(reading, number), sys.stdout.buffer)
                return EXIT_DONE
            if as_csv or as_json:
                answers.append(_as_dict(reading, findings))
            else:
                _report(reading, findings)
    if as_csv:
        raise Invalid("There is no table to write.", "`hundred read FILE` says what the file is.")
    if as_json:
        write_json(answers[0] if len(answers) == 1 else answers)
    return EXIT_DONE if usable else EXIT_UNUSABLE


def _readings(files: Sequence[Path], folder: Path) -> "Iterator[tuple[Reading | None, tuple[Finding, ...]]]":
    """Each file's reading with its findings; None for a member of a zip that was refused."""
    from hundred import intake  # noqa: PLC0415  loads the engine

    for nth, file in enumerate(files):
        inside = folder / str(nth)
        inside.mkdir()
        for mth, member in enumerate(intake.members(file, file.name, inside)):
            if member.path is None:
                yield None, (member.finding,) if member.finding else ()
                continue
            staging = inside / f"staging-{mth}"
            staging.mkdir()
            reading = intake.read(member.path, name=member.name, into=staging)
            yield reading, reading.findings


def _chosen(reading: "Reading", number: int) -> "ReadTable":
    if number > len(reading.tables):
        raise Invalid(f"The file has no table {number}.", f"It has {len(reading.tables)}.", field="table")
    return reading.tables[number - 1] if number else max(reading.tables, key=lambda found: found.rows)


def write_cells(table: "ReadTable", stream: BinaryIO) -> None:
    """Write a table's cells as they were read: UTF-8, RFC 4180, its headings first."""
    from pyarrow import csv, parquet  # noqa: PLC0415  slow to import

    options = csv.WriteOptions(include_header=False, eol="\r\n", quoting_style="needed")
    headings = [column.original for column in table.columns]
    stream.write((",".join('"' + heading.replace('"', '""') + '"' for heading in headings) + "\r\n").encode())
    names = [column.name for column in table.columns]
    with parquet.ParquetFile(table.cells) as cells:
        for batch in cells.iter_batches(columns=names):
            csv.write_csv(batch.select(names), stream, options)
    stream.flush()


def _as_dict(reading: "Reading | None", findings: "tuple[Finding, ...]") -> dict[str, Any]:
    from hundred.intake import decide, report  # noqa: PLC0415  loads the engine

    if reading is not None:
        decisions = [[decide(column.evidence) for column in table.columns] for table in reading.tables]
        return report.as_json(reading, decisions)
    name = findings[0].file if findings else ""
    refused = {"name": name, "sha256": "", "bytes": 0, "kind": "refused", "encoding": None}
    return {"file": refused, "tables": [], "findings": [finding.as_dict() for finding in findings]}


def _columns(found: "ReadTable") -> Iterator[tuple[str, str, str, str, int, str]]:
    """Name, heading as published, type, format, empty cells and an example of each column."""
    from hundred.intake import decide  # noqa: PLC0415  loads the engine

    for column in found.columns:
        decision, seen = decide(column.evidence), column.evidence
        nulls = seen.cells - seen.values + decision.misfits
        yield column.name, column.original, decision.type.kind, decision.format, nulls, seen.example


def _asides(found: "ReadTable") -> Iterator[dict[str, Any]]:
    from pyarrow import parquet  # noqa: PLC0415  slow to import

    with parquet.ParquetFile(found.aside) as asides:
        for batch in asides.iter_batches():
            for line in batch.to_pylist():
                line["line"] = line.pop("_line")
                yield line


def _report(reading: "Reading | None", findings: "tuple[Finding, ...]") -> None:
    if reading is not None:
        facts = reading.file
        encoding = f", {facts.encoding}" if facts.encoding else ""
        say(f"{facts.name}: {facts.kind}{encoding}, {facts.bytes:,} bytes", style="bold")
        say(f"SHA-256 {facts.sha256}", style="dim")
        for number, found in enumerate(reading.tables, start=1):
            _report_table(number, found)
    say_findings([(finding.file or (reading.file.name if reading else ""), finding) for finding in findings])
    say()


def _report_table(number: int, found: "ReadTable") -> None:
    header = (
        f"header on line {', '.join(map(str, found.header_lines))}" if found.header_lines else "no header"
    )
    sheet = f" (sheet {found.sheet})" if found.sheet else ""
    say()
    lines = f"lines {found.first_line:,} to {found.last_line:,}"
    say(f"Table {number}{sheet}: {found.rows:,} rows on {lines}, {header}")
    rows = [
        (name, original if original != name else "", kind, form, nulls, _short(example))
        for name, original, kind, form, nulls, example in _columns(found)
    ]
    headings = ("column", "as published", "type", "written as", "empty", "example")
    out().print(table(headings, rows, right=("empty",)))
    if found.set_aside:
        say(f"{found.set_aside:,} lines set aside:")
        for shown, line in enumerate(_asides(found)):
            if shown == _MOST_ASIDE_SHOWN:
                say(f"  … and {found.set_aside - shown:,} more (--json lists them all)")
                break
            say(f"  line {line['line']:,} ({line['role']}): {_short(line['text'] or '')}")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN_TEXT else plain[: _SHOWN_TEXT - 1] + "…"
