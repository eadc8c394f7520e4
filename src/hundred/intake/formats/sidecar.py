"""Files that describe other files (CSVW metadata, Frictionless packages, resources and table schemas)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hundred.intake import problems
from hundred.intake.descriptions import Description, columns_of
from hundred.intake.formats.decoded import utf8_pieces
from hundred.intake.formats.json_lists import Survey, Walk
from hundred.intake.formats.json_text import Broken
from hundred.intake.formats.source import Contents, Source
from hundred.intake.tally import Tally

_CSVW = "http://www.w3.org/ns/csvw"
_LARGEST = 4 << 20  # bytes of a description
_SCHEMA = {"fields", "missingValues", "primaryKey", "foreignKeys"}
_ENDINGS = {  # of a description's name, and of the name of what it describes
    ".csv-metadata.json": ".csv",
    ".geojson-metadata.json": ".geojson",
    "-metadata.json": "",
    ".resource.json": ".csv",
    ".schema.json": ".csv",
}


def sidecar_kind(path: Path, found: Survey) -> str:
    """`csvw` or `frictionless` where a document describes other files, else ""."""
    if path.stat().st_size > _LARGEST or found.is_lines:
        return ""
    context = found.lists.get("@context")
    if found.members.get("@context") == _CSVW or (context and _CSVW in context.kept):
        return "csvw"
    roots = {name.partition(".")[0] for name in (*found.members, *found.lists)}
    if found.lists.get("fields") and roots <= _SCHEMA:
        return "frictionless"
    if found.lists.get("schema.fields") and "path" in roots:
        return "frictionless"
    return "frictionless" if found.resources else ""


def read_sidecar(source: Source, encoding: str, kind: str, tally: Tally) -> Contents:
    """What a description says. It holds no table."""
    lists: dict[str, list[Any]] = {}
    members: dict[str, Any] = {}
    for entry in Walk(utf8_pieces(source.path, encoding)).entries():
        if isinstance(entry.value, Broken):
            tally.add(problems.DESCRIPTION_BROKEN, lines=(entry.line,), examples=(entry.cut.raw,))
        elif entry.number:
            lists.setdefault(entry.path, []).append(entry.value)
        else:
            members[entry.path] = entry.value
    describe = _csvw if kind == "csvw" else _frictionless
    told = tuple(found for found in describe(source.name, lists, members) if found.columns)
    tally.add(problems.DESCRIPTION, targets=", ".join(found.target for found in told) or "none by name")
    return Contents((), tally.findings(), encoding, kind, told)


def _csvw(name: str, lists: dict[str, list[Any]], members: dict[str, Any]) -> Iterator[Description]:
    for table in lists.get("tables", ()):
        schema = table.get("tableSchema", {}) if isinstance(table, dict) else {}
        if isinstance(schema, dict):
            yield Description(str(table.get("url", "")), columns_of(schema.get("columns", ())))
    target = str(members.get("url", "")) or _beside(name)
    yield Description(target, columns_of(lists.get("tableSchema.columns", ())))


def _frictionless(name: str, lists: dict[str, list[Any]], members: dict[str, Any]) -> Iterator[Description]:
    for resource in lists.get("resources", ()):
        schema = resource.get("schema", {}) if isinstance(resource, dict) else {}
        if isinstance(schema, dict):
            yield Description(str(resource.get("path", "")), columns_of(schema.get("fields", ())))
    yield Description(str(members.get("path", "")), columns_of(lists.get("schema.fields", ())))
    yield Description(_beside(name), columns_of(lists.get("fields", ())))


def _beside(name: str) -> str:
    """The name of the file that a description stands beside, by the description's own name."""
    for ending, other in _ENDINGS.items():
        if name.casefold().endswith(ending):
            return name[: -len(ending)] + other
    return ""
