"""What the catalogue tells other rooms: frozen, complete, free of the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hundred.catalogue.vocabulary import Licence
from hundred.lake.schema import Schema


@dataclass(frozen=True, slots=True)
class PublisherRecord:
    """A publisher. `datasets` counts those the asker may see."""

    slug: str
    title: str
    kind: str
    kind_title: str
    gss_code: str
    homepage: str
    email: str
    about: str
    datasets: int = 0


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

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def bytes(self) -> int:
        return sum(table.bytes for table in self.tables)


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
    """What to look for. Empty means all; several values of one facet mean any of them."""

    text: str = ""
    publisher: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    sort: str = "updated"
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class DatasetList:
    """A page of datasets, how many there are in all, and how they can be narrowed."""

    datasets: tuple[DatasetRecord, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]


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
    """The rows one sheet of one file gave a table; `reading` is how the file was read.

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
