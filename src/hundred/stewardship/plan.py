"""Which tables a run changes, which types they take, and which parts have to be written.

Types are judged over the whole column: every file of the table, those published before and the new
ones. Where a new file widens a type, the parts written under the narrower one are written again from
the bytes that were kept.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from hundred import intake
from hundred.accounts.records import OPERATOR
from hundred.base.identifiers import slug
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import LayoutRecord, PartRecord
from hundred.lake.schema import Column, Schema
from hundred.stewardship.models import Run
from hundred.stewardship.reading import ReadFile

Columns = tuple[intake.ReadColumn, ...]


@dataclass(frozen=True, slots=True)
class PartToWrite:
    """A table of a file whose rows go into ours: where in its sheet it begins.

    `replaces` names the part it takes over from.
    """

    sha256: str
    file_name: str
    sheet: str
    begins: int = 1
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class TableChange:
    """The next version of one table: what stays, what ends and what is to be written."""

    layout: LayoutRecord
    schema: Schema
    decisions: tuple[intake.Decision, ...]
    stays: tuple[PartRecord, ...]
    ends: tuple[str, ...]
    writes: tuple[PartToWrite, ...]
    says: str


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A table of a file of this run, under the name the file will have in the dataset."""

    sha256: str
    file_name: str
    table: intake.ReadTable


def layout_of(columns: Columns) -> str:
    """The layout a table has: the SHA-256 of its column names in order."""
    return hashlib.sha256("\n".join(column.name for column in columns).encode()).hexdigest()


def columns_as_json(columns: Columns) -> list[dict[str, Any]]:
    """What a part remembers of its columns, so that types can be judged again without reading again."""
    return [
        {"name": column.name, "original": column.original, "evidence": column.evidence.as_dict()}
        for column in columns
    ]


def plan(run: Run, read: Sequence[ReadFile]) -> tuple[TableChange, ...]:
    """The changes that publishing the read files means, one for each table concerned."""
    dataset = run.dataset.slug
    names = file_names(run, read)
    arriving: dict[str, list[_Arrival]] = {}
    for file in read:
        for table in file.reading.tables:
            arrival = _Arrival(file.row.sha256, names[file.row.pk], table)
            arriving.setdefault(layout_of(table.columns), []).append(arrival)
    layouts = {layout.layout: layout for layout in catalogue.layouts(asker=OPERATOR, dataset=dataset)}
    new = [key for key in arriving if key not in layouts]
    for key in sorted(new, key=lambda key: -sum(arrival.table.rows for arrival in arriving[key])):
        taken = {layout.name for layout in layouts.values()}
        layouts[key] = _new_layout(dataset, key, _table_name(dataset, arriving[key], taken))
    present = catalogue.current_parts(asker=OPERATOR, dataset=dataset)
    replaced = set(names.values())
    changes = []
    for key, layout in layouts.items():
        parts = [part for part in present if part.table == layout.name]
        if key in arriving or any(part.file_name in replaced for part in parts):
            changes.append(_change(layout, parts, arriving.get(key, []), replaced))
    return tuple(changes)


def file_names(run: Run, read: Sequence[ReadFile]) -> dict[int, str]:
    """The name each read file will have in the dataset, by the key of its row in the run.

    Two files of one run never share a name; a file shares its name with one that is there already only
    where it is meant to replace it.
    """
    known = catalogue.dataset_files(asker=OPERATOR, dataset=run.dataset.slug) if run.keep_both else ()
    taken = {file.name for file in known}
    names = {}
    for file in read:
        names[file.row.pk] = _free_name(file.row.name, taken)
        taken.add(names[file.row.pk])
    return names


def _free_name(name: str, taken: set[str]) -> str:
    path, number, free = PurePath(name), 1, name
    while free in taken:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def _new_layout(dataset: str, key: str, name: str) -> LayoutRecord:
    title = name.replace("_", " ").capitalize()
    return LayoutRecord(key, name, title, f"{_snake(dataset)}.{name}", 0, None, ())


def _table_name(dataset: str, arrivals: Sequence[_Arrival], taken: set[str]) -> str:
    """A name for a new table: the dataset's for its first and largest, then its title or its sheet's name."""
    table = arrivals[0].table
    own = table.title or table.sheet
    name = _snake(own if taken and own else dataset)
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _snake(text: str) -> str:
    name = slug(text, limit=70).replace("-", "_") or "table"
    return name if name[0].isalpha() else f"t_{name}"


def _change(
    layout: LayoutRecord, parts: Sequence[PartRecord], arrivals: Sequence[_Arrival], replaced: set[str]
) -> TableChange:
    staying = [part for part in parts if part.file_name not in replaced]
    ends = tuple(part.path for part in parts if part.file_name in replaced)
    decisions, schema = _judge(staying, arrivals)
    retype = layout.number > 0 and bool(staying) and schema != layout.schema
    writes = [
        PartToWrite(arrival.sha256, arrival.file_name, arrival.table.sheet, arrival.table.begins)
        for arrival in arrivals
    ]
    if retype:
        writes += [
            PartToWrite(part.sha256, part.file_name, part.sheet, part.begins, part.path) for part in staying
        ]
    return TableChange(
        layout=layout,
        schema=schema,
        decisions=decisions,
        stays=() if retype else tuple(staying),
        ends=ends,
        writes=tuple(writes),
        says=_says(arrivals, ends, retype),
    )


def _judge(
    staying: Iterable[PartRecord], arrivals: Iterable[_Arrival]
) -> tuple[tuple[intake.Decision, ...], Schema]:
    """The types of a table's columns, from the evidence of every file that has rows in it."""
    remembered: list[Sequence[Mapping[str, Any]]] = [part.reading["columns"] for part in staying]
    remembered += [columns_as_json(arrival.table.columns) for arrival in arrivals]
    columns = list(zip(*remembered, strict=True))
    decisions = intake.decide_all(
        [
            (
                str(column[0]["original"]),
                intake.merge_all(intake.Evidence.from_dict(file["evidence"]) for file in column),
            )
            for column in columns
        ]
    )
    schema = [
        Column(str(column[0]["name"]), decision.type, str(column[0]["original"]))
        for column, decision in zip(columns, decisions, strict=True)
    ]
    made = intake.derived([column.name for column in schema], decisions)
    return decisions, (*schema, *(ours.column for ours in made))


def _says(arrivals: Sequence[_Arrival], ends: Sequence[str], retype: bool) -> str:
    number = len({arrival.file_name for arrival in arrivals})
    said = [f"{number} {'file' if number == 1 else 'files'} added"] if number else []
    if ends:
        said.append(f"{len(ends)} replaced")
    if retype:
        said.append("column types widened")
    return ", ".join(said)
