"""Records in the UK cross-government metadata exchange model: JSON-LD whose keys are the model's own slots.

Read as JSON, each object is a record of the model; read as RDF, it is DCAT in the model's terms. Two things
the model cannot hold are told as they are: its list of organisations has no councils, so a publisher is named
by its address; and where neither the publisher nor the region gives an e-mail address, there is none.
Source: https://co-cddo.github.io/ukgov-metadata-exchange-model
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from hundred import __version__
from hundred.catalogue.records import DatasetList, DatasetRecord, FileRecord, TableRecord
from hundred.catalogue.vocabulary import LICENCES
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.api.dcat import vocabulary, wire
from hundred.interfaces.media import ANY_FILE, DOWNLOADS, FILES, formats

Json = dict[str, Any]

_MODEL = "https://w3id.org/co-cddo/ukgov-metadata-exchange-model/"
_UNCLASSIFIED = "NOT_APPLICABLE"  # councils do not use the government's security classifications
_SUMMARY = 250


def _term(iri: str, kind: str = "") -> Json:
    return {"@id": iri, "@type": kind} if kind else {"@id": iri}


CONTEXT: Json = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "freq": "http://purl.org/cld/freq/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "identifier": "@id",
    "type": "@type",
    "accessRights": "dct:accessRights",
    "accessService": _term("dcat:accessService", "@id"),
    "byteSize": _term("dcat:byteSize", "xsd:integer"),
    "contactName": "vcard:fn",
    "contactPoint": "dcat:contactPoint",
    "creator": _term("dct:creator", "@id"),
    "dataset": _term("dcat:dataset", "@id"),
    "description": "dct:description",
    "distribution": _term("dcat:distribution", "@id"),
    "downloadURL": _term("dcat:downloadURL", "@id"),
    "email": "vcard:hasEmail",
    "endpointDescription": _term("dcat:endpointDescription", "@id"),
    "endpointURL": _term("dcat:endpointURL", "@id"),
    "issued": _term("dct:issued", "xsd:date"),
    "keyword": "dcat:keyword",
    "licence": _term("dct:license", "@id"),
    "mediaType": "dcat:mediaType",
    "modified": _term("dct:modified", "xsd:date"),
    "publisher": _term("dct:publisher", "@id"),
    "securityClassification": f"{_MODEL}securityClassification",
    "servesData": _term("dcat:servesDataset", "@id"),
    "service": _term("dcat:service", "@id"),
    "serviceStatus": "adms:status",
    "serviceType": "dct:type",
    "summary": "rdfs:comment",
    "theme": _term("dcat:theme", "@id"),
    "title": "dct:title",
    "updateFrequency": _term("dct:accrualPeriodicity", "@id"),
    "version": "dcat:version",
    **{
        name: wire.CONTEXT[name] for name in ("first", "previous", "next", "last", "collection", "totalItems")
    },
}


def catalog(site: Site, found: DatasetList, pages: Json, changed_at: datetime | None) -> Json:
    """A page of the catalogue: its datasets, their distributions and the services, side by side."""
    about: Json = {
        "identifier": f"{site.base}/catalog",
        "type": "dcat:Catalog",
        "title": f"{site.name} datastore",
        "publisher": f"{site.base}/about",
        "dataset": [dataset_address(site, record) for record in found.datasets],
        "service": [f"{site.base}/api/v1"],
    }
    view: Json = {
        "identifier": pages["self"],
        "type": "hydra:PartialCollectionView",
        "collection": f"{site.base}/catalog",
        "totalItems": found.total,
        **{name: address for name, address in pages.items() if name != "self"},
    }
    told = [thing for record in found.datasets for thing in dataset(site, record)]
    service = data_service(site, changed_at, [dataset_address(site, record) for record in found.datasets])
    return {"@context": CONTEXT, "@graph": [about, view, *told, service]}


def dataset_document(site: Site, record: DatasetRecord, files: Sequence[FileRecord]) -> Json:
    """A dataset on its own, with its distributions and the service that answers about it."""
    service = data_service(site, record.updated_at, [dataset_address(site, record)])
    return {"@context": CONTEXT, "@graph": [*dataset(site, record, files), service]}


def dataset(site: Site, record: DatasetRecord, files: Sequence[FileRecord] = ()) -> list[Json]:
    """A dataset and its distributions, which the model keeps apart."""
    ways = distributions(site, record, files)
    about = {
        "identifier": dataset_address(site, record),
        "type": "dcat:Dataset",
        "title": record.title,
        "summary": _summary(record),
        "description": wire.describe(record),
        "keyword": list(record.tags),
        "theme": _themes(record),
        **_terms(site, record),
        "version": wire.version(record),
        "securityClassification": _UNCLASSIFIED,
        "contactPoint": _contact(site, record.publisher.title, record.publisher.email),
        "issued": _day(record.created_at),
        "modified": _day(record.updated_at or record.created_at),
        "creator": [f"{site.base}/publishers/{record.publisher.slug}"],
        "publisher": f"{site.base}/publishers/{record.publisher.slug}",
        "updateFrequency": vocabulary.UK_FREQUENCIES.get(record.frequency, "freq:irregular"),
        "distribution": [way["identifier"] for way in ways],
    }
    return [{name: value for name, value in about.items() if value != []}, *ways]


def distributions(site: Site, record: DatasetRecord, files: Iterable[FileRecord]) -> list[Json]:
    """Each table in each format, and the files as they came."""
    tables = [_table(site, record, table, kind) for table in record.tables for kind in formats(table)]
    return tables + [_file(site, record, found) for found in wire.kept_files(files)]


def data_service(site: Site, changed_at: datetime | None, serves: list[str]) -> Json:
    """The API, as the model describes services."""
    return {
        "identifier": f"{site.base}/api/v1",
        "type": "dcat:DataService",
        "title": f"{site.name} datastore: API",
        "description": "Datasets, tables, filtered and grouped rows, files, and each row’s line.",
        "licence": LICENCES["OGL-UK-3.0"].url,
        "accessRights": "OPEN",
        "securityClassification": _UNCLASSIFIED,
        "version": __version__,
        "contactPoint": _contact(site, f"{site.name} datastore", site.email),
        **({"modified": _day(changed_at)} if changed_at else {}),
        "creator": [f"{site.base}/about"],
        "publisher": f"{site.base}/about",
        "endpointURL": f"{site.base}/api/v1",
        "endpointDescription": f"{site.base}/api/v1/openapi.json",
        "serviceStatus": "LIVE",
        "serviceType": "REST",
        "servesData": serves,
    }


def _table(site: Site, record: DatasetRecord, table: TableRecord, kind: str) -> Json:
    title, media = DOWNLOADS[kind]
    return {
        "identifier": f"{dataset_address(site, record)}#{quote(table.name)}-{kind}",
        "type": "dcat:Distribution",
        "title": f"{table.title}, {title}",
        "description": f"{table.rows:,} rows in {len(table.schema)} columns: version {table.version}.",
        **_terms(site, record),
        "modified": _day(table.published_at),
        "downloadURL": f"{table_address(site, table)}.{kind}",
        "accessService": [f"{site.base}/api/v1"],
        "mediaType": media,
    }


def _file(site: Site, record: DatasetRecord, found: FileRecord) -> Json:
    return {
        "identifier": f"{dataset_address(site, record)}#file-{found.sha256}",
        "type": "dcat:Distribution",
        "title": f"{found.name}, as it came",
        **_terms(site, record),
        "modified": _day(found.came_at),
        "downloadURL": f"{site.base}/files/{found.sha256}/content",
        **({"byteSize": found.bytes} if found.bytes else {}),  # the model begins at 1
        "mediaType": FILES.get(found.kind, ANY_FILE),
    }


def _terms(site: Site, record: DatasetRecord) -> Json:
    """The licence, the dataset's page where its terms have no address, and who may have it."""
    return {
        "licence": record.licence.url or dataset_address(site, record),
        "accessRights": vocabulary.UK_ACCESS[record.access],
    }


def _contact(site: Site, name: str, email: str) -> Json:
    found = email or site.email
    return {"contactName": name, **({"email": found} if found else {})}


def _summary(record: DatasetRecord) -> str:
    line = " ".join(wire.describe(record).split())
    return line if len(line) <= _SUMMARY else line[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _themes(record: DatasetRecord) -> list[str]:
    known = vocabulary.THEMES.get(record.theme)
    return [f"{vocabulary.EU}data-theme/{known[0]}"] if known else []


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
