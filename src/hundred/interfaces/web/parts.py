"""The small records that `templates/components/` are given; a page makes them from a query's answer."""

from dataclasses import dataclass
from typing import Literal

from hundred.catalogue.records import Match

Sorted = Literal["", "ascending", "descending"]
Tone = Literal["success", "important"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A message at the head of the page: what was done (`success`), or what to know (`important`)."""

    says: str
    tone: Tone = "important"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page's frame shows: whose datastore this is, who is asking, and what they may do."""

    region: str
    version: str
    person: str = ""
    may_add: bool = False
    may_administer: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A text and where it leads; the last crumb of a trail has no `href`."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of an overview: `1.37 million`, `rows`."""

    figure: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A dataset in a list. `facts` are short: rows, formats, when it was updated. `match` is why a search
    found it: its title and summary with the words marked, and where else they are."""

    title: str
    href: str
    publisher: Link
    summary: str = ""
    access: str = "open"
    facts: tuple[str, ...] = ()
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a facet can take, and how many datasets have it."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A property to narrow a list by; `name` is the query parameter."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: `href` sorts the table by it, `kind` is the type's (`hundred.lake.schema.Kind`)."""

    label: str
    kind: str = "text"
    href: str = ""
    sorted: Sorted = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's typed cells in the order of the headings, and the page of the line it came from."""

    cells: tuple[object, ...]
    line: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force, said in words, and the address without it."""

    says: str
    without: str


@dataclass(frozen=True, slots=True)
class Download:
    """A way to take data away: `CSV`, and what it is good for."""

    label: str
    href: str
    note: str = ""
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One version in a table's history; `current` is the published one."""

    title: str
    when: str
    note: str = ""
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class RawLine:
    """A physical line of a file as it stands; `role` says what it is where it is not a row: `preamble`."""

    number: int
    text: str
    chosen: bool = False
    role: str = ""
