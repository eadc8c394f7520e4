"""`hundred harmonise`: files in the shape of a standard. Needs no region and changes nothing of the files."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hundred.base.authorities import council_named
from hundred.base.errors import Invalid
from hundred.base.findings import Finding
from hundred.base.identifiers import new_id
from hundred.interfaces.cli import incoming, layouts
from hundred.interfaces.cli.answers import answers_of, nobody, reader_of_files
from hundred.interfaces.cli.site import EXIT_DONE, EXIT_UNUSABLE, AsJson
from hundred.interfaces.cli.terminal import err, out, progress, write_json

if TYPE_CHECKING:
    from hundred.harmonise import Publisher, Standard
    from hundred.intake import ReadTable
    from hundred.lake.engine import Session
    from hundred.lake.schema import Column

_MEMORY_MB = 1_000


@dataclass(frozen=True, slots=True)
class _Offered:
    """A table of a file, as read."""

    file: str
    sha256: str
    table: "ReadTable"


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("harmonise")(harmonise)


def harmonise(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders or archives.")],
    standard: Annotated[
        str, typer.Option("--standard", metavar="ID", help="Their standard, as in `spend`; else it is told.")
    ] = "",
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who published them.")] = "",
    as_json: AsJson = False,
    into: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="F.parquet", help="Write the rows here, and what was changed beside it."
        ),
    ] = None,
) -> int:
    """Bring files into the shape of a standard: which column is which field, and why, and the rows.

    Every row keeps its file, sheet and line. Tables of one layout are taken together. Exits with 3 where a
    table answers no standard, or it is not clear which column is a field that it needs.
    """
    if addresses := [file for file in files if incoming.is_address(file)]:
        raise Invalid(f"{addresses[0]} is an address, not a file.", "Download it, or `hundred add` it.")
    incoming.check(files)
    from hundred.harmonise import Publisher, standard_named  # noqa: PLC0415  loads the engine

    asked = standard_named(standard) if standard else None
    council = council_named(publisher) if publisher else None
    known = Publisher(publisher, council.gss_code if council else "")
    with ExitStack() as until_told:
        folder = Path(until_told.enter_context(tempfile.TemporaryDirectory(prefix="hundred-harmonise-")))
        offered, findings = _read(list(incoming.files_of(files)), folder, until_told)
        found = list(_layouts(offered, asked, known, folder))
        if into is not None:
            _write_out(found, into)
        if as_json:
            write_json(layouts.as_json(found, asked, publisher, findings))
        else:
            layouts.report(found, findings)
    done = bool(found) and all(layout.outcome.became for layout in found)
    return EXIT_DONE if done else EXIT_UNUSABLE


def _read(
    found: Sequence[incoming.Found], folder: Path, until_told: ExitStack
) -> tuple[list[_Offered], list[Finding]]:
    """The tables of all files, and what is wrong with them."""
    reader = until_told.enter_context(reader_of_files())
    seen = err().is_terminal and not out().is_terminal
    tell = until_told.enter_context(progress()) if seen else nobody
    offered: list[_Offered] = []
    findings: list[Finding] = []
    for answer in answers_of(found, reader, folder, tell):
        findings += answer.reading.findings
        facts = answer.reading.file
        offered += [_Offered(facts.name, facts.sha256, table) for table in answer.reading.tables]
    return offered, findings


def _layouts(
    offered: Sequence[_Offered], asked: "Standard | None", publisher: "Publisher", folder: Path
) -> Iterator[layouts.Layout]:
    """The tables, those of one layout together, in the shape of their standard."""
    from hundred.lake.engine import session  # noqa: PLC0415  the engine

    alike: dict[tuple[str, ...], list[_Offered]] = defaultdict(list)
    for each in offered:
        alike[tuple(column.name for column in each.table.columns)].append(each)
    with session(memory_mb=_MEMORY_MB, scratch=folder) as engine:
        for tables in alike.values():
            yield _layout(engine, tables, asked, publisher, folder)


def _layout(
    engine: "Session",
    tables: Sequence[_Offered],
    asked: "Standard | None",
    publisher: "Publisher",
    folder: Path,
) -> layouts.Layout:
    from hundred.harmonise import harmonise_table  # noqa: PLC0415  loads the engine

    columns, typed = _typed(tables, folder)
    names = {each.sha256: each.file for each in tables}
    written, changes = folder / f"{new_id()}.parquet", folder / f"{new_id()}.parquet"
    outcome = harmonise_table(
        engine,
        typed,
        columns,
        standard=asked,
        publisher=publisher,
        title=" ".join(names.values()),
        into=written,
        changes=changes,
    )
    rows = sum(each.table.rows for each in tables)
    return layouts.Layout(names, columns, rows, outcome, written, changes)


def _typed(tables: Sequence[_Offered], folder: Path) -> "tuple[tuple[Column, ...], list[Path]]":
    """The columns of tables of one layout, typed by the cells of all, and their rows as Parquet files."""
    from hundred import intake  # noqa: PLC0415  loads the engine
    from hundred.lake.schema import Column  # noqa: PLC0415

    side_by_side = list(zip(*(each.table.columns for each in tables), strict=True))
    decisions = intake.decide_all(
        [(same[0].original, intake.merge_all(each.evidence for each in same)) for same in side_by_side]
    )
    columns = tuple(
        Column(same[0].name, decision.type, same[0].original)
        for same, decision in zip(side_by_side, decisions, strict=True)
    )
    written = []
    for each in tables:
        written.append(folder / f"{new_id()}.parquet")
        intake.write_typed(each.table, decisions, file=each.sha256, into=written[-1])
    return columns, written


def _write_out(found: Sequence[layouts.Layout], into: Path) -> None:
    """All rows that were written in one file, and all changes in another beside it, each whole or not at all.

    Raises Invalid where the tables answer several standards, which one file cannot hold.
    """
    from hundred.lake.engine import session  # noqa: PLC0415  the engine
    from hundred.lake.schema import literal  # noqa: PLC0415

    done = [layout for layout in found if layout.outcome.became and layout.outcome.mapping]
    standards = {layout.outcome.mapping.standard.id for layout in done if layout.outcome.mapping}
    if len(standards) > 1:
        raise Invalid(f"These files answer {len(standards)} standards.", "Name one of them with --standard.")
    if not done:
        return
    beside = into.with_name(f"{into.stem}.changes{into.suffix}")
    with session(memory_mb=_MEMORY_MB) as engine:
        for parts, to in (([each.written for each in done], into), ([each.changes for each in done], beside)):
            part = to.with_name(f".{to.name}.part")
            rows = f"SELECT * FROM read_parquet([{', '.join(map(literal, parts))}])"
            engine.execute(f"COPY ({rows}) TO {literal(part)} (FORMAT parquet, COMPRESSION zstd)")
            part.replace(to)
