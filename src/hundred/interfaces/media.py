"""Media types: what tables and descriptions are given away in, and what the kinds of file that come are."""

from hundred.catalogue.records import TableRecord

_SHEET_ROWS = 1_048_575  # more do not fit a worksheet, and are not given away as one

DOWNLOADS: dict[str, tuple[str, str]] = {  # format: its title and its media type
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": ("GeoJSON", "application/geo+json"),
}

FILES: dict[str, str] = {  # by `FileRecord.kind`
    "csv": "text/csv",
    "fixed": "text/plain",
    "json": "application/json",
    "html": "text/html",
    "parquet": "application/vnd.apache.parquet",
    "xls": "application/vnd.ms-excel",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xml-spreadsheet": "application/xml",
}
ANY_FILE = "application/octet-stream"

DESCRIPTIONS: dict[str, str] = {  # a dataset as RDF: how its address ends, and the media type
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "xml": "application/rdf+xml",
}


def formats(table: TableRecord) -> tuple[str, ...]:
    """The formats a table can be had in: GeoJSON where it has places, Excel where its rows fit a sheet."""
    places = any(column.type.kind == "geometry" for column in table.schema)
    fits = {"geojson": places, "xlsx": table.rows <= _SHEET_ROWS}
    return tuple(kind for kind in DOWNLOADS if fits.get(kind, True))


def alternates(address: str) -> str:
    """The value of a Link header (RFC 8288) that leads from a dataset's page to its descriptions."""
    return ", ".join(
        f'<{address}.{suffix}>; rel="alternate"; type="{media}"' for suffix, media in DESCRIPTIONS.items()
    )
