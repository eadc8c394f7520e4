"""Ways to take a table's rows away: downloads in every format."""

from django.urls import reverse

from hundred.catalogue.records import TableRecord
from hundred.interfaces.web.parts import Download

_FORMATS = {
    "csv": ("CSV", "for spreadsheets and most programs"),
    "xlsx": ("Excel", "one worksheet"),
    "json": ("JSON", "for web programs"),
    "geojson": ("GeoJSON", "for maps"),
    "parquet": ("Parquet", "for analysis, typed and compact"),
}
FORMATS = tuple(_FORMATS)
_SHEET_ROWS = 1_048_575  # more do not fit a worksheet


def downloads(table: TableRecord, asked: str = "", rows: int | None = None) -> tuple[Download, ...]:
    """A table's rows in every format; `asked` is the query string that narrows them to `rows` rows."""
    rows = table.rows if rows is None else rows
    return tuple(
        Download(label, _address(table, kind, asked), note)
        for kind, (label, note) in _FORMATS.items()
        if (kind != "xlsx" or rows <= _SHEET_ROWS) and (kind != "geojson" or has_places(table))
    )


def has_places(table: TableRecord) -> bool:
    """Whether the table has a column of places."""
    return any(column.type.kind == "geometry" for column in table.schema)


def _address(table: TableRecord, kind: str, asked: str = "") -> str:
    address = reverse("download", args=[table.dataset, table.name, kind])
    return f"{address}?{asked}" if asked else address
