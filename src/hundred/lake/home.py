"""The lake: one folder of files and tables, and the catalogue that other engines read."""

from dataclasses import dataclass
from pathlib import Path

from hundred.lake.files import Files
from hundred.lake.tables import Tables


@dataclass(frozen=True)
class Lake:
    """A region's lake.

    `root` is its folder. `catalogue_url` is the SQLAlchemy address of the database that holds the
    Iceberg catalogue: the region's own, such as `sqlite:////srv/region/hundred.sqlite3` or
    `postgresql+psycopg://…`.
    """

    root: Path
    catalogue_url: str

    @property
    def files(self) -> Files:
        return Files(self.root / "files")

    @property
    def tables(self) -> Tables:
        return Tables(self.root / "tables", self.catalogue_url)

    @property
    def scratch(self) -> Path:
        """A folder for temporary work, on the lake's own disk so that a rename out of it is atomic."""
        folder = self.root / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder
