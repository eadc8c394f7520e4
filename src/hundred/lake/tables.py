"""Tables: where their immutable parts lie, and their projection into Apache Iceberg."""

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hundred.base.errors import Invalid, NotFound
from hundred.base.identifiers import new_id
from hundred.lake.disk import minding_a_full_disk
from hundred.lake.schema import Schema

# Rows in each row group of a part, for those who write one. Twenty thousand makes a page of scattered
# rows three times faster than the usual 120,000, for a tenth more bytes.
ROW_GROUP_ROWS = 20_480

_TABLE = re.compile(r"[a-z][a-z0-9_]{0,99}\.[a-z][a-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file of a table: the schema's columns in order, then `_file _sheet _line`,
    sorted by `_line`. `path` is relative to the lake's tables, with forward slashes."""

    path: str
    rows: int


@dataclass(frozen=True)
class TableData:
    """The rows of one table version, as the lake reads them: its columns and its parts in order.

    `paths` are absolute, `counts` the rows of each. Column names differ by more than their case.
    """

    schema: Schema
    paths: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def rows(self) -> int:
        return sum(self.counts)

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same rows, in any process and any folder: parts never change, so their names say
        it all."""
        names = "\n".join(path.rsplit("/", 1)[-1] for path in self.paths)
        return hashlib.sha256(names.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class External:
    """What another engine needs to read a table: its Iceberg metadata file, and its head."""

    table: str
    location: str
    metadata_location: str
    snapshot: int | None


@dataclass(frozen=True)
class Tables:
    """A folder of tables' parts. A table's name is two words: `leeds_spend.payments`.

    The record of truth is the list of parts that the caller keeps with each version. Iceberg is
    how other engines read the same files; we read them without it.
    """

    root: Path
    catalogue_url: str

    def folder(self, table: str) -> Path:
        """The table's own folder. Raises `Invalid` where the name is not two snake_case words."""
        if not _TABLE.fullmatch(table):
            raise Invalid(f"{table!r} is not a table's name.", "Use two words such as leeds_spend.payments.")
        return self.root.joinpath(*table.split("."))

    def new_part(self, table: str) -> Path:
        """A path no one else uses, in a folder that exists, to write a part of the table to."""
        folder = self.folder(table) / "data"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{new_id()}.parquet"

    def relative(self, path: Path) -> str:
        """A part's path as we record it, so that the region's home can move."""
        return path.relative_to(self.root).as_posix()

    def absolute(self, path: str) -> Path:
        """Where the part of that recorded path is. Raises `Invalid` where it would lie elsewhere."""
        if ".." in path.split("/") or path.startswith("/"):
            raise Invalid(f"{path!r} is not the path of a part.")
        return self.root / path

    def data(self, schema: Schema, parts: Sequence[Part]) -> TableData:
        """A version's rows, ready for questions; empty parts are left out."""
        full = [part for part in parts if part.rows]
        return TableData(
            schema,
            tuple(str(self.absolute(part.path)) for part in full),
            tuple(part.rows for part in full),
        )

    def commit(self, table: str, schema: Schema, parts: Sequence[Part], *, base: int | None) -> int:
        """Make the Iceberg table hold exactly these parts, and return its snapshot.

        `base` is the snapshot the caller last recorded. Whatever the catalogue says (nothing,
        another head, another folder, other columns), the table is brought to exactly `parts`; no
        data file is ever removed from disk.

        Call it before you open a transaction on the same database, never inside one: it writes to
        that database itself and would wait for you. Raises `NotFound` where a part's file is
        missing, `Invalid` where a part does not fit the schema, `Unavailable` where the catalogue
        stays busy.
        """
        from hundred.lake import iceberg  # noqa: PLC0415  pyiceberg takes 1.5 s to import

        location = self.folder(table)
        paths = [self.absolute(part.path) for part in parts]
        if missing := [path.name for path in paths if not path.is_file()]:
            raise NotFound(
                f"The part {missing[0]} of {table} is missing from the lake.", "Run `hundred verify`."
            )
        wanted = iceberg.Wanted(
            table, str(location.absolute()), schema, tuple(str(p.absolute()) for p in paths)
        )
        with minding_a_full_disk():
            return iceberg.commit(self.catalogue_url, wanted, base)

    def get_ready(self) -> None:
        """Begin to load what `commit` needs, in the background. For whoever has other work to do first."""
        threading.Thread(target=_load_iceberg, daemon=True).start()

    def external(self, table: str) -> External:
        """What another engine needs to read the table. Raises `NotFound`."""
        from hundred.lake import iceberg  # noqa: PLC0415  pyiceberg takes 1.5 s to import

        self.folder(table)
        return External(table, *iceberg.locations(self.catalogue_url, table))

    def drop(self, table: str) -> None:
        """Take the table out of the Iceberg catalogue, where it is in it. Its files stay."""
        from hundred.lake import iceberg  # noqa: PLC0415  pyiceberg takes 1.5 s to import

        self.folder(table)
        iceberg.drop(self.catalogue_url, table)


def _load_iceberg() -> None:
    from hundred.lake import iceberg  # noqa: F401, PLC0415  pyiceberg takes a second to import
