"""JSON, JSON Lines and GeoJSON: every list of objects, or of lists of plain values, is a table.

The `_line` of a row is the physical line its object starts on, where each starts on a line of its own.
Where they share lines, as in a file without line ends, or where the file has several lists, a list is a
sheet, named by where it stands (`result.records`; `records` for the document itself), and `_line` is the
number of the entry in it.
"""

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.formats.decoded import encoding_of, utf8_pieces
from hundred.intake.formats.json_cells import (
    Headings,
    Members,
    cells_of,
    compact,
    constants,
    doubled,
    is_object,
    text_of,
)
from hundred.intake.formats.json_lists import Entry, ListFacts, Survey, Walk, survey
from hundred.intake.formats.json_text import EXACT, PLAIN, Broken, NotJson, Pairs
from hundred.intake.formats.json_whole import whole_records
from hundred.intake.formats.records import Records
from hundred.intake.formats.sheet import Row, Sheet, read_sheet
from hundred.intake.formats.sidecar import read_sidecar, sidecar_kind
from hundred.intake.formats.source import Contents, Source
from hundred.intake.problems import Refused
from hundred.intake.reading import ReadTable
from hundred.intake.tally import Tally

ROOT = "records"  # the sheet of a document that is a list itself
_MOST_TABLES = 50
_SMALL = 64 << 20  # bytes of a document that may be held whole
_HEADINGS = ("columns", "fields", "headers", "header", "field_names", "columnnames")
_SHAPES = ("coordinates", "arcs", "bbox", "transform")  # lists of maps that are no tables


def read_json(source: Source) -> Contents:
    """The tables of a JSON document. Raises Refused."""
    tally = source.tally()
    encoding = encoding_of(source, tally)
    try:
        return _Document(source, encoding, tally).read()
    except RecursionError:
        raise Refused("json", problems.JSON_DEEP) from None
    except NotJson as error:
        raise Refused("json", problems.JSON_INVALID, count=error.line) from None


def json_rows(path: Path, encoding: str, sheet: str) -> Iterator[tuple[int, str]]:
    """The entries of the list that is a sheet: their numbers and their texts. Raises KeyError, ValueError."""
    try:
        for name, entries in _lists(Walk(utf8_pieces(path, encoding))):
            if name == sheet:
                yield from ((entry.number, " ".join(entry.cut.raw.split())) for entry in entries)
                return
        if sheet != ROOT:
            raise KeyError(sheet)
        for number, cells in enumerate(_whole(path, encoding), 1):
            yield number, compact(Pairs(cells))
    except NotJson as error:
        raise ValueError(str(error)) from None


def _lists(walk: Walk) -> Iterator[tuple[str, Iterator[Entry]]]:
    """The lists of a document with the names they have as sheets."""
    met: Counter[str] = Counter()
    for (nth, path), entries in itertools.groupby(walk.entries(), key=lambda entry: (entry.nth, entry.path)):
        if nth:
            name = path or ROOT
            met[name] += 1
            yield f"{name} ({met[name]})" if met[name] > 1 else name, entries


def _whole(path: Path, encoding: str) -> list[list[tuple[str, str]]]:
    if path.stat().st_size > _SMALL:
        return []
    try:
        return whole_records(EXACT.decode(b"".join(utf8_pieces(path, encoding)).decode().lstrip("\ufeff ")))
    except json.JSONDecodeError:
        return []


class _Document:
    """One document, gone through twice: for its lists and their headings, then for their cells."""

    def __init__(self, source: Source, encoding: str, tally: Tally) -> None:
        self._source = source
        self._encoding = encoding
        self._headings: dict[str, Headings] = {}
        self._tally = tally

    def read(self) -> Contents:
        found = survey(utf8_pieces(self._source.path, self._encoding), self._look)
        if sidecar := sidecar_kind(self._source.path, found):
            return read_sidecar(self._source, self._encoding, sidecar, self._tally)
        chosen = _chosen(found)
        kind = _kind(found)
        if len(chosen) > _MOST_TABLES:
            raise Refused(kind, problems.JSON_MANY_LISTS, count=len(chosen))
        self._tell(found, chosen)
        if chosen:
            tables, findings = self._tables(found, chosen)
        else:
            tables, findings = self._table_of_whole(found, kind), ()
        if not tables:
            raise Refused(kind, problems.IS_JSON)
        return Contents(tuple(tables), self._tally.findings() + findings, self._encoding, kind)

    def _look(self, entry: Entry) -> None:
        if isinstance(entry.value, dict):
            self._headings.setdefault(entry.path, Headings()).add(entry.value)

    def _tell(self, found: Survey, chosen: dict[str, ListFacts]) -> None:
        if found.end.cut:
            self._tally.add(problems.JSON_CUT, lines=(found.end.cut,))
        if found.end.after:
            self._tally.add(problems.JSON_AFTER, lines=(found.end.after,))
        if found.end.commas:
            self._tally.add(problems.JSON_COMMAS, lines=(found.end.commas,))
        system = found.members.get("crs.properties.name") or found.members.get("spatialReference.wkid")
        if system and not any(name in str(system) for name in ("CRS84", "4326")):
            self._tally.add(problems.NOT_WGS84, system=str(system)[:80])
        if not chosen:
            return
        beside = [name for name in found.members if not name.startswith("crs.") and name != "type"]
        if beside:
            texts = [f"{name}: {text_of(found.members[name])}" for name in beside]
            self._tally.add(problems.JSON_BESIDE, count=len(beside), examples=texts)

    def _tables(
        self, found: Survey, chosen: dict[str, ListFacts]
    ) -> tuple[list[ReadTable], tuple[Finding, ...]]:
        walk = Walk(
            utf8_pieces(self._source.path, self._encoding), lambda path: EXACT if path in chosen else PLAIN
        )
        tables: list[ReadTable] = []
        findings: tuple[Finding, ...] = ()
        by_line = len(chosen) == 1 and not any(facts.crowded for facts in chosen.values())
        for name, entries in _lists(walk):
            first = next(entries)
            if first.path in chosen:
                tally = self._tally if by_line else self._source.tally(name)
                flat = first.path not in self._headings or self._headings[first.path].flat
                table = _Table(self._source, "" if by_line else name, tally, flat=flat)
                headings = self._headings_for(first.path, found)
                tables += table.read(itertools.chain([first], entries), headings, len(tables))
                findings += () if by_line else tally.findings()
        return tables, findings

    def _headings_for(self, path: str, found: Survey) -> Sequence[str]:
        """The headings of a list of objects, or those that another list gives to one of lists."""
        if path in self._headings:
            return self._headings[path].chosen
        beside = path.rpartition(".")[0]
        for other, facts in found.lists.items():
            near = not beside or other.startswith(f"{beside}.") or "." in other
            if near and _last(other) in _HEADINGS and len(facts.kept) == found.lists[path].width:
                return facts.kept
        return ()

    def _table_of_whole(self, found: Survey, kind: str) -> list[ReadTable]:
        if broken := found.end.cut or next(
            (facts.broken for facts in found.lists.values() if facts.broken), 0
        ):
            raise Refused(kind, problems.JSON_INVALID, count=broken)
        rows = _whole(self._source.path, self._encoding)
        headings = tuple(dict.fromkeys(heading for cells in rows for heading, _ in cells))
        if not headings:
            return []
        with Records(self._source, 0, headings) as records:
            wide = ((line, _wide(cells, headings)) for line, cells in enumerate(rows, 1))
            return [records.stage(wide, self._tally, sheet=ROOT, name=Path(self._source.name).stem)]


class _Table:
    """A list that is a table, by the lines of its entries where `sheet` is "", else by their numbers.

    The objects within its entries are made columns where it is `flat`.
    """

    def __init__(self, source: Source, sheet: str, tally: Tally, *, flat: bool) -> None:
        self._source = source
        self._sheet = sheet
        self._tally = tally
        self._flat = flat

    def read(self, entries: Iterator[Entry], headings: Sequence[str], number: int) -> list[ReadTable]:
        stem = Path(self._source.name).stem
        name = stem if self._sheet in ("", ROOT) else self._sheet
        if not headings:
            sheet = Sheet(self._sheet, self._plain_rows(entries), title=name)
            table = read_sheet(self._source, sheet, number, self._tally)
            return [table] if table else []
        if not self._flat:
            self._tally.add(problems.JSON_WIDE)
        with Records(self._source, number, headings) as records:
            rows = self._rows(entries, headings, records)
            return [records.stage(rows, self._tally, sheet=self._sheet, name=name)]

    def _line(self, entry: Entry) -> int:
        return entry.number if self._sheet else entry.line

    def _plain_rows(self, entries: Iterator[Entry]) -> Iterator[Row]:
        for entry in entries:
            whole = isinstance(entry.value, list) and not is_object(entry.value)
            yield self._line(entry), list(map(text_of, entry.value)) if whole else [entry.cut.raw]

    def _rows(self, entries: Iterator[Entry], headings: Sequence[str], records: Records) -> Iterator[Row]:
        for entry in entries:
            line, value = self._line(entry), entry.value
            if entry.cut.is_repaired:
                self._tally.add(problems.JSON_COMMAS, lines=(line,))
            if is_object(value):
                cells = cells_of(value, flat=self._flat)
                self._tell_oddities(line, value, cells)
                yield line, _wide(cells, headings)
            elif isinstance(value, list) and len(value) <= len(headings):
                yield line, [*map(text_of, value), *[""] * (len(headings) - len(value))]
            else:
                problem = problems.JSON_BROKEN if isinstance(value, Broken) else problems.JSON_MIXED
                reason = "is not valid JSON" if isinstance(value, Broken) else "is not a record"
                self._tally.add(problem, lines=(line,), examples=(entry.cut.raw,))
                records.aside.add(line, "ragged", reason, entry.cut.raw)

    def _tell_oddities(self, line: int, value: Members, cells: list[tuple[str, str]]) -> None:
        if names := doubled(value):
            self._tally.add(problems.JSON_NAME_TWICE, lines=(line,), examples=names)
        if found := constants(cells):
            self._tally.add(problems.JSON_CONSTANTS, lines=(line,), count=len(found), examples=found)


def _wide(cells: Sequence[tuple[str, str]], headings: Sequence[str]) -> list[str]:
    """The cells of a row, one for every heading."""
    by_heading = dict(cells)
    return [by_heading.get(heading, "") for heading in headings]


def _chosen(found: Survey) -> dict[str, ListFacts]:
    """The lists that are tables."""
    kind = found.members.get("type")
    if kind == "Topology":
        raise Refused("json", problems.TOPOJSON)
    if kind == "FeatureCollection":
        return {path: facts for path, facts in found.lists.items() if path == "features" and facts.objects}
    lists = {
        path: facts
        for path, facts in found.lists.items()
        if facts.filled or (facts.rows and facts.width > 1 and _last(path) not in _SHAPES)
    }
    told = {path: facts for path, facts in lists.items() if _last(path) not in _HEADINGS}
    return told or lists


def _kind(found: Survey) -> str:
    if found.is_lines:
        return "jsonl"
    return "geojson" if found.members.get("type") in ("FeatureCollection", "Feature") else "json"


def _last(path: str) -> str:
    return path.rpartition(".")[2].lower()
