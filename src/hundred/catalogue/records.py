"""What the catalogue tells other rooms: frozen, complete, free of the database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hundred.catalogue.vocabulary import Licence
from hundred.lake.schema import Schema


@dataclass(frozen=True, slots=True)
class PublisherRecord:
    """A publisher. `datasets` counts those the asker may see. `uuid` is the name that never changes, for
    programs: records of datasets, tables and files have one too."""

    slug: str
    title: str
    kind: str
    kind_title: str
    gss_code: str
    homepage: str
    email: str
    about: str
    datasets: int = 0
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table in one of its versions. `first_file` and `last_file` are names, in order of name."""

    dataset: str
    name: str
    title: str
    lake_name: str
    version: int
    current: int
    schema: Schema
    rows: int
    bytes: int
    set_aside: int
    files: int
    first_file: str
    last_file: str
    published_at: datetime
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table under the name that SQL calls it by, and whose it is."""

    name: str
    dataset_title: str
    table: TableRecord


@dataclass(frozen=True, slots=True)
class NamedTables:
    """Some tables, and how many there are in all."""

    tables: tuple[NamedTable, ...]
    total: int


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One edition of a table."""

    table: str
    number: int
    rows: int
    bytes: int
    set_aside: int
    says: str
    published_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it belongs to a dataset. `rows` and `set_aside` are those of its current parts."""

    sha256: str
    name: str
    dataset: str
    dataset_title: str
    bytes: int
    kind: str
    encoding: str
    came_from: str
    container: str
    came_at: datetime
    replaced_at: datetime | None
    rows: int
    set_aside: int
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and the last day a dataset's rows tell of, and the box around their places in degrees of
    WGS 84 (west, south, east, north); None where there are none, or nobody has looked yet."""

    days: tuple[date, date] | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """A dataset with its tables in their current versions."""

    slug: str
    title: str
    description: str
    publisher: PublisherRecord
    licence: Licence
    theme: str
    theme_title: str
    frequency: str
    frequency_title: str
    tags: tuple[str, ...]
    access: str
    access_title: str
    shared_with: tuple[str, ...]
    created_at: datetime
    updated_at: datetime | None
    tables: tuple[TableRecord, ...] = ()
    file_count: int = 0
    covers: Coverage = Coverage()
    uuid: str = ""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def bytes(self) -> int:
        return sum(table.bytes for table in self.tables)


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A dataset worth looking at beside another, and why: `Can be joined by UPRN`."""

    dataset: DatasetRecord
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value datasets can be narrowed to, and how many would be left."""

    value: str
    title: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list of datasets."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class DatasetSearch:
    """What to look for. Empty means all; several values of one facet mean any of them.

    `updated` are keys of `vocabulary.FRESHNESS`. `within` is west, south, east and north in degrees of
    WGS 84: datasets with places there. `since` and `until` bound the days their rows tell of. `sort` is
    `relevance` (without text: last updated), `updated`, `title` or `newest`. With `correct`, a text nothing
    answers is looked for as it may have been meant. With `wider`, where few datasets have most of the words,
    those with any of them follow. Without `facets`, none are counted.
    """

    text: str = ""
    publisher: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    within: tuple[float, float, float, float] | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    correct: bool = False
    wider: bool = True
    facets: bool = True


Marked = tuple[tuple[str, bool], ...]  # a text in pieces, each with whether it was asked for


@dataclass(frozen=True, slots=True)
class Match:
    """Why a dataset was found: title and description with the words asked for, empty where they have none;
    and `also` in its `columns`, `values` or `places` (which of them, `where` says)."""

    title: Marked = ()
    description: Marked = ()
    where: str = ""
    also: Marked = ()


@dataclass(frozen=True, slots=True)
class DatasetList:
    """A page of datasets, how many there are in all, and how they can be narrowed.

    `matches` has one entry for each dataset where text was asked for, and is empty otherwise. `full` is how
    many have most of the words, where the rest have only some; None where all have. `meant` is what a text
    that found little may have meant, `corrected` whether these datasets answer that instead.
    """

    datasets: tuple[DatasetRecord, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    matches: tuple[Match, ...] = ()
    full: int | None = None
    meant: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text may become: the title of a `dataset` or of a `publisher`, as `kind` says."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class FollowRecord:
    """What a person is told of by e-mail: a dataset by its slug, or a search by the parameters of its
    address, `asked`. `told_at` is up to when they have been told, and `stop_token` proves a link in those
    e-mails."""

    id: int
    title: str
    asked: str
    dataset: str
    every: str
    every_title: str
    told_at: datetime
    stop_token: str


@dataclass(frozen=True, slots=True)
class DueFollows:
    """All that a person is to be told of now; `stop_token` proves a link that ends all their follows."""

    person: int
    follows: tuple[FollowRecord, ...]
    stop_token: str


@dataclass(frozen=True, slots=True)
class RegionTotals:
    """What the region's datastore holds, as far as the asker may see."""

    datasets: int
    publishers: int
    tables: int
    files: int
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PartRecord:
    """The rows one sheet of one file gave a table; `reading` is how the sheet was read.

    `aside_path` and `occurrences_path` are the files of what was set aside, and of every line that shows a
    finding (`hundred.lake.occurrences`); "" where there is none.

    It belongs to the versions from `since` up to but not `until`, to all from `since` on where that is None.
    """

    table: str
    sha256: str
    file_name: str
    sheet: str
    path: str
    rows: int
    set_aside: int
    aside_path: str
    occurrences_path: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    since: int = 1
    until: int | None = None

    @property
    def begins(self) -> int:
        """The line of the sheet on which the part begins: the first but where tables stand below another."""
        return int(self.reading.get("begins", 1))


@dataclass(frozen=True, slots=True)
class LayoutRecord:
    """A table as the next run sees it: its layout, and the number, snapshot and schema it has now.

    `number` is 0 and `snapshot` None before the first version.
    """

    layout: str
    name: str
    title: str
    lake_name: str
    number: int
    snapshot: int | None
    schema: Schema
