"""Writing a run's parts to the lake, committing its snapshots, and moving the pointers."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.conf import settings

from hundred import intake
from hundred.accounts.records import Person
from hundred.base.errors import Conflict
from hundred.base.findings import Finding
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue.actions import NewFile, NewPart, NewVersion
from hundred.intake.confined import Reader, at_once
from hundred.lake.tables import Part as LakePart
from hundred.stewardship.models import Run, RunFile, RunFinding
from hundred.stewardship.plan import PartToWrite, TableChange, columns_as_json, file_names, layout_of
from hundred.stewardship.reading import ReadFile, note, staged
from hundred.stewardship.records import Progress, Watcher


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """The next version of a table, its parts in the lake, and what was found while typing each of them."""

    version: NewVersion
    findings: tuple[tuple[PartToWrite, Finding], ...]


def write(
    run: Run, changes: Sequence[TableChange], reader: Reader, *, watch: Watcher
) -> tuple[WrittenTable, ...]:
    """Write every part that the changes need, then commit a snapshot for each table."""
    total = sum(len(change.writes) for change in changes)
    done = 0
    written = []
    with at_once(reader) as pool:
        for change in changes:
            parts, findings = [], []
            works = pool.map(lambda wanted, change=change: _write_part(change, wanted, reader), change.writes)
            for wanted in change.writes:
                note(run, Progress("Writing", done, total, wanted.file_name), watch)
                part, found = next(works)
                parts.append(part)
                findings += [(wanted, finding) for finding in found]
                done += 1
            written.append(WrittenTable(_commit(change, parts), tuple(findings)))
    note(run, Progress("Publishing", total, total), watch)
    return tuple(written)


def publish(*, by: Person, run: Run, read: Sequence[ReadFile], tables: Sequence[WrittenTable]) -> None:
    """Move the pointers, and write down in the run what became of its files. Inside one transaction."""
    names = file_names(run, read)
    files = [_new_file(file, names[file.row.pk]) for file in read]
    catalogue_actions.publish(
        by=by, dataset=run.dataset.slug, files=files, versions=[table.version for table in tables]
    )
    for file in read:
        file.row.state = RunFile.State.PUBLISHED
        file.row.name = names[file.row.pk]
        file.row.save(update_fields=["state", "name"])
    RunFinding.objects.bulk_create(
        RunFinding.of(run, part.sha256, part.file_name, finding, begins=part.begins)
        for table in tables
        for part, finding in table.findings
    )


def _write_part(
    change: TableChange, wanted: PartToWrite, reader: Reader
) -> tuple[NewPart, tuple[Finding, ...]]:
    table = _wanted_table(staged(reader, wanted.sha256, wanted.file_name), change, wanted)
    tables = settings.LAKE.tables
    path = tables.new_part(change.layout.lake_name)
    written = intake.write_typed(table, change.decisions, file=wanted.sha256, into=path)
    aside = ""
    if table.set_aside:
        aside_path = path.with_suffix(".aside.parquet")
        shutil.copyfile(table.aside, aside_path)
        aside = tables.relative(aside_path)
    part = NewPart(
        sha256=wanted.sha256,
        file_name=wanted.file_name,
        sheet=wanted.sheet,
        path=tables.relative(path),
        rows=written.rows,
        bytes=path.stat().st_size,
        set_aside=table.set_aside,
        aside_path=aside,
        occurrences_path=tables.relative(written.occurrences) if written.occurrences else "",
        reading={
            "dialect": asdict(table.dialect) if table.dialect else None,
            "begins": table.begins,
            "header_lines": list(table.header_lines),
            "first_line": table.first_line,
            "last_line": table.last_line,
            "columns": columns_as_json(table.columns),
            "typing": [[finding.code, finding.column] for finding in written.findings],
        },
        replaces=wanted.replaces,
    )
    return part, written.findings


def _wanted_table(reading: intake.Reading, change: TableChange, wanted: PartToWrite) -> intake.ReadTable:
    """The table of a reading that a part is made of. Raises Conflict where the file is read otherwise now."""
    layout = change.layout.layout
    alike = [
        found
        for found in reading.tables
        if found.sheet == wanted.sheet and layout_of(found.columns) == layout
    ]
    if not alike:
        raise Conflict(
            f"{wanted.file_name} gives other columns than when it was added.",
            "Add the file again under its name: that replaces what it gave.",
        )
    return min(alike, key=lambda found: abs(found.begins - wanted.begins))


def _commit(change: TableChange, parts: Sequence[NewPart]) -> NewVersion:
    layout = change.layout
    whole = [LakePart(part.path, part.rows) for part in change.stays]
    whole += [LakePart(part.path, part.rows) for part in parts]
    snapshot = settings.LAKE.tables.commit(layout.lake_name, change.schema, whole, base=layout.snapshot)
    return NewVersion(
        name=layout.name,
        title=layout.title,
        layout=layout.layout,
        lake_name=layout.lake_name,
        number=layout.number + 1,
        schema=change.schema,
        snapshot=snapshot,
        parts=tuple(parts),
        ends=change.ends,
        says=change.says,
    )


def _new_file(file: ReadFile, name: str) -> NewFile:
    return NewFile(
        sha256=file.row.sha256,
        bytes=file.row.bytes,
        name=name,
        kind=file.reading.file.kind,
        encoding=file.reading.file.encoding or "",
        came_from=file.row.came_from,
        container=file.row.container,
    )
