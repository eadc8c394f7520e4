"""The catalogue as DCAT-US 1.1 (`/data.json`), which Socrata's, Esri's and DKAN's harvesters read.

Source: https://resources.data.gov/resources/dcat-us/. What only agencies of the United States have
(`bureauCode`, `programCode`) is left out, as it is by everybody else.
"""

from typing import Any
from urllib.parse import quote

from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.api.dcat import vocabulary, wire
from hundred.interfaces.media import DOWNLOADS, formats

Json = dict[str, Any]

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"
_LEVELS = {"open": "public", "shared": "restricted public", "closed": "non-public"}
_PERIODS = {  # ISO 8601
    "daily": "R/P1D",
    "weekly": "R/P1W",
    "monthly": "R/P1M",
    "quarterly": "R/P3M",
    "yearly": "R/P1Y",
    "irregular": "irregular",
}


def catalog(site: Site) -> Json:
    """The catalogue without its datasets."""
    return {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": f"{site.base}/data.json",
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
    }


def dataset(site: Site, record: DatasetRecord) -> Json:
    """A dataset with its tables in every format."""
    here = dataset_address(site, record)
    email = record.publisher.email or site.email
    theme = vocabulary.THEMES.get(record.theme)
    return {
        "@type": "dcat:Dataset",
        "identifier": here,
        "title": record.title,
        "description": wire.describe(record),
        "keyword": list(record.tags) or [record.theme_title],
        "theme": [theme[1] if theme else record.theme_title],
        "issued": record.created_at.isoformat(timespec="seconds"),
        "modified": (record.updated_at or record.created_at).isoformat(timespec="seconds"),
        "publisher": {"@type": "org:Organization", "name": record.publisher.title},
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": record.publisher.title,
            **({"hasEmail": f"mailto:{quote(email, safe='@')}"} if email else {}),
        },
        "accessLevel": _LEVELS[record.access],
        **({} if record.access == "open" else {"rights": record.access_title}),
        **({"license": record.licence.url} if record.licence.url else {}),
        **({"accrualPeriodicity": _PERIODS[record.frequency]} if record.frequency in _PERIODS else {}),
        **_covers(record),
        "landingPage": here,
        "language": ["en-GB"],
        **(
            {"distribution": [_way(site, table, kind) for table in record.tables for kind in formats(table)]}
            if record.tables
            else {}
        ),
    }


def _way(site: Site, table: TableRecord, kind: str) -> Json:
    title, media = DOWNLOADS[kind]
    return {
        "@type": "dcat:Distribution",
        "title": f"{table.title}, {title}",
        "description": f"{table.rows:,} rows in {len(table.schema)} columns: version {table.version}.",
        "downloadURL": f"{table_address(site, table)}.{kind}",
        "mediaType": media,
        "format": title,
    }


def _covers(record: DatasetRecord) -> Json:
    told: Json = {}
    if record.covers.days:
        first, last = record.covers.days
        told["temporal"] = f"{first.isoformat()}/{last.isoformat()}"
    if record.covers.box:
        told["spatial"] = ",".join(f"{edge:.6g}" for edge in record.covers.box)
    return told
