"""`hundred read`: what files are and what is in them. Needs no region and changes nothing."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hundred.base.errors import Invalid
from hundred.interfaces.cli import incoming, saying
from hundred.interfaces.cli.answers import Answer, answers_of, nobody, reader_of_files
from hundred.interfaces.cli.site import EXIT_DONE, EXIT_UNUSABLE, AsJson
from hundred.interfaces.cli.terminal import err, out, progress, say

if TYPE_CHECKING:
    from hundred.intake import Reading, ReadTable


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("read")(read)


def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders or archives.")],
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

    With --json, an object for a file, and an array of such objects for several or for a folder. Exits with
    3 where a file cannot be read as a table.
    """
    if addresses := [file for file in files if incoming.is_address(file)]:
        raise Invalid(f"{addresses[0]} is an address, not a file.", "Download it, or `hundred add` it.")
    incoming.check(files)
    found = list(incoming.files_of(files))
    with ExitStack() as open_until_told:
        folder = open_until_told.enter_context(tempfile.TemporaryDirectory(prefix="hundred-read-"))
        reader = reader_of_files()
        seen = (
            err().is_terminal and not out().is_terminal
        )  # elsewhere the answers themselves tell of progress
        tell = open_until_told.enter_context(progress()) if seen else nobody
        answers = answers_of(found, open_until_told.enter_context(reader), Path(folder), tell)
        if as_csv:
            return _write_csv(answers, number)
        if as_json:
            return _write_json(answers, several=len(files) > 1 or Path(files[0]).is_dir())
        return _report(answers)


def _write_json(answers: Iterator[Answer], *, several: bool) -> int:
    """The object of one file, or an array written as several files are read, those of a zip too.

    The exit code.
    """
    first, second = next(answers, None), next(answers, None)
    if first is None:
        sys.stdout.write("[]\n")
        return EXIT_DONE
    if second is None and not several:
        usable = _write_object(first)
        sys.stdout.write("\n")
        return EXIT_DONE if usable else EXIT_UNUSABLE
    usable = True
    for number, answer in enumerate(filter(None, chain((first, second), answers))):
        sys.stdout.write(",\n" if number else "[\n")
        usable &= _write_object(answer)
    sys.stdout.write("\n]\n")
    return EXIT_DONE if usable else EXIT_UNUSABLE


def _write_object(answer: Answer) -> bool:
    """Write one file's object; whether the file could be used."""
    from hundred.intake import report  # noqa: PLC0415  loads the engine

    sys.stdout.writelines(report.as_json(answer.reading))
    answer.forget()
    return _usable(answer.reading)


def _write_csv(answers: Iterable[Answer], number: int) -> int:
    """Write the table of this number, counted over all files, or the largest. The exit code.

    Raises Invalid where there is no table of this number. Why files could not be used is told as an error.
    """
    from hundred.intake import report  # noqa: PLC0415  loads the engine

    chosen: tuple[ReadTable, Answer] | None = None
    tables, refused = 0, []
    for answer in answers:
        before = tables
        tables += len(answer.reading.tables)
        refused += [] if answer.reading.tables else list(answer.reading.findings)
        best = _chosen(answer.reading, number - before if number else None)
        if best and (chosen is None or best.rows > chosen[0].rows):
            if chosen:
                chosen[1].forget()
            chosen = best, answer
        else:
            answer.forget()
    for finding in refused:
        if finding.severity == "error":
            err().print(f"Error: {finding.file}: {finding.says} {finding.fix}", soft_wrap=True)
    if chosen is None and not tables:
        return EXIT_UNUSABLE
    if chosen is None:
        raise Invalid(f"There is no table {number}.", f"There are {tables}.", field="table")
    for piece in report.cells_as_csv(chosen[0]):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    return EXIT_DONE


def _chosen(reading: "Reading", number: int | None) -> "ReadTable | None":
    """The reading's table of this number, or for None its largest, where there is one."""
    if number is not None:
        return reading.tables[number - 1] if 0 < number <= len(reading.tables) else None
    return max(reading.tables, key=lambda found: found.rows, default=None)


def _report(answers: Iterator[Answer]) -> int:
    """Tell a person: all about one file, or a line for each of several; then what is to be done."""
    with err().status("Reading"):
        first, second = next(answers, None), next(answers, None)
    if first is None:
        say("There is no file in this folder.")
        return EXIT_DONE
    told = saying.Told()
    for answer in filter(None, chain((first, second), answers)):
        told.file(answer.reading, at_length=second is None)
        answer.forget()
    told.end()
    return EXIT_DONE if told.refused == 0 else EXIT_UNUSABLE


def _usable(reading: "Reading") -> bool:
    return bool(reading.tables) or all(finding.severity == "info" for finding in reading.findings)
