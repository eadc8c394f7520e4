"""The lists of a JSON document: where they are, what they hold, and their entries one at a time."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hundred.intake.formats.json_text import PLAIN, Broken, Cut, JsonText, NotJson

_DEEPEST = 8  # objects within objects in which lists are sought
_MOST_LISTS = 1_000
_KEPT = 2_000  # entries of a list kept because they may be the headings of another

Decoder = Callable[[str], json.JSONDecoder]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, or a lone member of an object where `number` is 0.

    `path` names the list (`result.records`, "" for the document itself), `nth` counts the document's lists,
    `number` the list's entries, both from 1, and `line` is the line the entry starts on. Its value is
    `Broken` where it cannot be read.
    """

    path: str
    nth: int
    number: int
    line: int
    cut: Cut

    @property
    def value(self) -> Any:
        return self.cut.value


@dataclass(slots=True)
class End:
    """How a document ends: `cut` on the line where it breaks off, `after` on the line of what follows it.

    `commas` is a line with a comma too many before a closing bracket.
    """

    cut: int = 0
    after: int = 0
    commas: int = 0


class Walk:
    """Goes through a document once. `end` is true when it is done. Raises NotJson, Refused."""

    def __init__(self, pieces: Iterator[bytes], decoder: Decoder = lambda path: PLAIN) -> None:
        self._text = JsonText(pieces)
        self._decoder = decoder
        self._lists = 0
        self.is_lines = False
        self.end = End()

    def entries(self) -> Iterator[Entry]:
        """The entries of all lists, and the members of the objects around them, in their order."""
        self.is_lines = self._text.is_lines()
        if self.is_lines:
            yield from self._lines()
            return
        try:
            if self._text.peek() == "[":
                yield from self._list("")
            else:
                yield from self._members("", 1)
        except NotJson as error:
            if not error.is_cut:
                raise
            self.end.cut = error.line
        if self._text.peek() and not self.end.cut:
            self.end.after = self._text.line

    def _lines(self) -> Iterator[Entry]:
        number = 0
        while mark := self._text.peek():
            if mark == ",":
                self._text.take(mark)
                continue
            number += 1
            line = self._text.line
            try:
                cut = self._text.value(self._decoder(""))
            except NotJson:
                cut = Cut(Broken(), self._text.rest_of_line())
            yield Entry("", 1, number, line, cut)

    def _list(self, path: str) -> Iterator[Entry]:
        self._text.take("[")
        self._lists += 1
        nth, number, commas = self._lists, 0, 0
        while (mark := self._text.peek()) != "]":
            if not mark:
                raise NotJson(self._text.line, is_cut=True)
            if mark == ",":
                self._text.take(mark)
                commas += 1
                continue
            number += 1
            line = self._text.line
            try:
                cut = self._value(path)
            except NotJson as error:
                if error.is_cut:
                    yield Entry(path, nth, number, line, Cut(Broken(), self._text.rest()))
                raise
            if commas != (number > 1):
                cut = replace(cut, is_repaired=True)
            yield Entry(path, nth, number, line, cut)
            commas = 0
        self._close("]", commas)

    def _close(self, bracket: str, commas: int) -> None:
        if commas:
            self.end.commas = self._text.line
        self._text.take(bracket)

    def _members(self, path: str, depth: int) -> Iterator[Entry]:
        self._text.take("{")
        commas = 0
        while (mark := self._text.peek()) != "}":
            if mark == ",":
                self._text.take(mark)
                commas += 1
                continue
            commas = 0
            if mark != '"':
                raise NotJson(self._text.line, is_cut=not mark)
            name = self._value(path).value
            self._text.take(":")
            inner = f"{path}.{name}" if path else str(name)
            mark = self._text.peek()
            if mark == "[":
                yield from self._list(inner)
            elif mark == "{" and depth < _DEEPEST:
                yield from self._members(inner, depth + 1)
            else:
                yield Entry(inner, 0, 0, self._text.line, self._value(inner))
        self._close("}", commas)

    def _value(self, path: str) -> Cut:
        try:
            return self._text.value(self._decoder(path))
        except NotJson:
            return self._text.broken_value(self._decoder(path))


@dataclass(slots=True)
class ListFacts:
    """What a list holds: objects (how many `filled`), lists of plain values, and entries of other kinds.

    `crowded` is true where two entries start on one line, and `broken` is the line of one that is not valid.
    `kept` holds the first plain entries and, of objects, their names: they may be headings.
    """

    objects: int = 0
    filled: int = 0
    rows: int = 0
    others: int = 0
    width: int = 0
    line: int = 0
    crowded: bool = False
    broken: int = 0
    kept: list[str] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        value = entry.value
        self.crowded = self.crowded or entry.line <= self.line
        self.line = entry.line
        if isinstance(value, dict):
            self.objects += 1
            self.filled += bool(value)
            named = next((value[key] for key in ("name", "fieldName", "id") if key in value), None)
            self._keep(named)
        elif isinstance(value, list) and not any(isinstance(cell, dict | list) for cell in value):
            self.rows += 1
            self.width = max(self.width, len(value))
        else:
            self.others += 1
            self.broken = self.broken or (entry.line if isinstance(value, Broken) else 0)
            self._keep(value)

    def _keep(self, value: object) -> None:
        if isinstance(value, str) and len(self.kept) < _KEPT:
            self.kept.append(value)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first look at a document found: its lists by their paths, and its lone plain members.

    `resources` tells that it lists files with their columns.
    """

    lists: dict[str, ListFacts]
    members: dict[str, Any]
    is_lines: bool
    end: End
    resources: bool = False


def survey(pieces: Iterator[bytes], look: Callable[[Entry], None]) -> Survey:
    """Go through a document and give each entry of a list to `look`. Raises NotJson, Refused."""
    walk = Walk(pieces)
    lists: dict[str, ListFacts] = {}
    members: dict[str, Any] = {}
    resources = False
    for entry in walk.entries():
        resources = resources or (entry.path == "resources" and _has_columns(entry.value))
        if not entry.number:
            if len(members) < _MOST_LISTS:
                members[entry.path] = entry.value
        elif entry.path in lists or len(lists) < _MOST_LISTS:
            lists.setdefault(entry.path, ListFacts()).add(entry)
            look(entry)
    return Survey(lists, members, walk.is_lines, walk.end, resources)


def _has_columns(value: Any) -> bool:
    """Whether an object describes a file: where it is, and its columns."""
    return isinstance(value, dict) and "path" in value and "schema" in value
