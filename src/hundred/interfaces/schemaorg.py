"""A dataset in schema.org's words, for search engines of datasets. Pure functions.

Source: https://developers.google.com/search/docs/appearance/structured-data/dataset, which asks for a
description of 50 to 5,000 characters.
"""

from typing import Any

from hundred.catalogue.records import DatasetRecord, PublisherRecord, TableRecord
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.media import DOWNLOADS, formats

Json = dict[str, Any]

_MOST_VARIABLES = 200
_SHORTEST, _LONGEST = 50, 5_000
_GOVERNMENT = ("council", "combined-authority", "police", "fire", "nhs", "transport")


def dataset(site: Site, record: DatasetRecord) -> Json:
    """A dataset with its tables in every format."""
    here = dataset_address(site, record)
    owner = _publisher(site, record.publisher)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": here,
        "url": here,
        "identifier": here,
        "name": record.title,
        "description": description(record),
        "keywords": [*record.tags, record.theme_title],
        "inLanguage": "en-GB",
        "license": record.licence.url or here,
        "isAccessibleForFree": True,
        **({} if record.access == "open" else {"conditionsOfAccess": record.access_title}),
        "creator": owner,
        "publisher": owner,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": f"{site.name} datastore",
            "url": f"{site.base}/",
        },
        "dateCreated": record.created_at.isoformat(timespec="seconds"),
        **(
            {
                "dateModified": record.updated_at.isoformat(timespec="seconds"),
                "version": f"{record.updated_at:%Y-%m-%d}",
            }
            if record.updated_at
            else {}
        ),
        **_covers(record),
        "variableMeasured": _variables(record),
        "distribution": [download(site, table, kind) for table in record.tables for kind in formats(table)],
    }


def description(record: DatasetRecord) -> str:
    """The dataset's description, with what it holds where that says too little."""
    says = record.description
    if len(says) < _SHORTEST:
        rows = sum(table.rows for table in record.tables)
        says = (
            f"{says or record.title + '.'} Published by {record.publisher.title}: {rows:,} rows, each traced "
        )
        says += "to the line of the file it came from."
    return says[:_LONGEST]


def download(site: Site, table: TableRecord, kind: str) -> Json:
    """A table as a file of this format."""
    title, media = DOWNLOADS[kind]
    return {
        "@type": "DataDownload",
        "name": f"{table.title}, {title}",
        "encodingFormat": media,
        "contentUrl": f"{table_address(site, table)}.{kind}",
    }


def _publisher(site: Site, record: PublisherRecord) -> Json:
    return {
        "@type": "GovernmentOrganization" if record.kind in _GOVERNMENT else "Organization",
        "@id": f"{site.base}/publishers/{record.slug}",
        "name": record.title,
        "url": record.homepage or f"{site.base}/publishers/{record.slug}",
        **(
            {
                "contactPoint": {
                    "@type": "ContactPoint",
                    "contactType": "customer service",
                    "email": record.email,
                }
            }
            if record.email
            else {}
        ),
    }


def _covers(record: DatasetRecord) -> Json:
    told: Json = {}
    if record.covers.days:
        first, last = record.covers.days
        told["temporalCoverage"] = f"{first.isoformat()}/{last.isoformat()}"
    place: Json = {"@type": "Place", "name": record.publisher.title}
    if record.publisher.gss_code:
        place["identifier"] = record.publisher.gss_code
    if record.covers.box:
        west, south, east, north = record.covers.box
        box = f"{south:.6g} {west:.6g} {north:.6g} {east:.6g}"  # latitude before longitude here
        place["geo"] = {"@type": "GeoShape", "box": box}
    return told | ({"spatialCoverage": place} if len(place) > 2 else {})


def _variables(record: DatasetRecord) -> list[Json]:
    named = {column.name: column for table in record.tables for column in table.schema}
    return [
        {"@type": "PropertyValue", "name": name, "description": column.original or name.replace("_", " ")}
        for name, column in list(named.items())[:_MOST_VARIABLES]
    ]
