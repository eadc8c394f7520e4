"""Records as DCAT-AP 3: JSON-LD objects in the terms of `CONTEXT`. Pure functions.

The application profile asks that whatever a description names has its class beside it, so vocabulary terms
are written with theirs. Source: DCAT-AP 3.0, https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from hundred.base.places import is_gss
from hundred.catalogue.records import DatasetList, DatasetRecord, FileRecord, PublisherRecord, TableRecord
from hundred.catalogue.vocabulary import Licence
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.api.dcat import vocabulary
from hundred.interfaces.media import ANY_FILE, DOWNLOADS, FILES, formats

Json = dict[str, Any]

_ENGLISH = f"{vocabulary.EU}language/ENG"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_MOST_FILES = 1_000  # a dataset's newest; the API lists all of them


def _words(iri: str) -> Json:
    return {"@id": iri, "@language": "en"}


def _of(iri: str, kind: str) -> Json:
    return {"@id": iri, "@type": kind}


CONTEXT: Json = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": _words("dct:title"),
    "description": _words("dct:description"),
    "keyword": _words("dcat:keyword"),
    "label": _words("skos:prefLabel"),
    "name": "foaf:name",
    "contactName": "vcard:fn",
    "identifier": "dct:identifier",
    "version": "dcat:version",
    "notation": "skos:notation",
    "issued": _of("dct:issued", "xsd:dateTime"),
    "modified": _of("dct:modified", "xsd:dateTime"),
    "startDate": _of("dcat:startDate", "xsd:date"),
    "endDate": _of("dcat:endDate", "xsd:date"),
    "byteSize": _of("dcat:byteSize", "xsd:nonNegativeInteger"),
    "checksumValue": _of("spdx:checksumValue", "xsd:hexBinary"),
    "totalItems": _of("hydra:totalItems", "xsd:integer"),
    "scheme": _of("skos:inScheme", "@id"),
    "email": _of("vcard:hasEmail", "@id"),
    "contactPage": _of("vcard:hasURL", "@id"),
    "first": _of("hydra:first", "@id"),
    "previous": _of("hydra:previous", "@id"),
    "next": _of("hydra:next", "@id"),
    "last": _of("hydra:last", "@id"),
    "firstPage": "hydra:firstPage",
    "previousPage": "hydra:previousPage",
    "nextPage": "hydra:nextPage",
    "lastPage": "hydra:lastPage",
    "collection": _of("hydra:collection", "@id"),
    "service": _of("dcat:service", "@id"),
    "servesDataset": _of("dcat:servesDataset", "@id"),
    "accessService": _of("dcat:accessService", "@id"),
}


def catalog(site: Site, found: DatasetList, pages: Json, changed_at: datetime | None) -> Json:
    """A page of the catalogue. `pages` are the addresses around this one, by their names in Hydra."""
    here = f"{site.base}/catalog"
    about: Json = {
        "@id": here,
        "@type": "dcat:Catalog",
        "title": f"{site.name} datastore",
        "description": site.about or f"The data that the public bodies of {site.name} publish.",
        "identifier": here,
        "dct:publisher": region(site),
        "dct:language": named(_ENGLISH, "dct:LinguisticSystem"),
        "foaf:homepage": named(f"{site.base}/", "foaf:Document"),
        "dcat:themeTaxonomy": [
            {"@id": f"{vocabulary.EU}data-theme", "@type": "skos:ConceptScheme", "title": "Data theme"},
            _themes(site),
        ],
        **_moment("modified", changed_at),
        **_place(site.code),
        "dcat:service": services(site),
        "dcat:dataset": [dataset(site, record) for record in found.datasets],
    }
    return {"@context": CONTEXT, "@graph": [about, _paging(here, found, pages)]}


def dataset_document(site: Site, record: DatasetRecord, files: Sequence[FileRecord]) -> Json:
    """A dataset on its own, with the files it is made from and the services that answer about it."""
    told = [{**service, "servesDataset": dataset_address(site, record)} for service in services(site)]
    return {"@context": CONTEXT, "@graph": [dataset(site, record, files), *told]}


def dataset(site: Site, record: DatasetRecord, files: Sequence[FileRecord] = ()) -> Json:
    """A dataset with its distributions: each table in each format, and the files as they came.

    The catalogue leaves the files out, of which a dataset may have hundreds; they stand in its own document.
    """
    here = dataset_address(site, record)
    owner = publisher(site, record.publisher)
    frequency = vocabulary.FREQUENCIES.get(record.frequency)
    right, said = vocabulary.ACCESS[record.access]
    return {
        "@id": here,
        "@type": "dcat:Dataset",
        "identifier": here,
        "adms:identifier": {
            "@id": f"{here}#oai",
            "@type": "adms:Identifier",
            "notation": oai(site, record),
        },
        "title": record.title,
        "description": describe(record),
        "keyword": list(record.tags),
        "dct:publisher": owner,
        "dct:creator": owner,
        "dcat:contactPoint": contact(site, record.publisher),
        "dcat:landingPage": named(here, "foaf:Document"),
        "dct:language": named(_ENGLISH, "dct:LinguisticSystem"),
        "dct:accessRights": {"@id": right, "@type": "dct:RightsStatement", "rdfs:label": said},
        **_moment("issued", record.created_at),
        **_moment("modified", record.updated_at),
        **({"version": version(record)} if record.updated_at else {}),
        **(
            {"dct:accrualPeriodicity": named(f"{vocabulary.EU}frequency/{frequency}", "dct:Frequency")}
            if frequency
            else {}
        ),
        "dcat:theme": _theme(site, record),
        **_covers(record),
        "dcat:distribution": distributions(site, record, files),
    }


def distributions(site: Site, record: DatasetRecord, files: Sequence[FileRecord]) -> list[Json]:
    """Every way to take the dataset away."""
    tables = [_download(site, record, table, kind) for table in record.tables for kind in formats(table)]
    asked = [_rows(site, record, table) for table in record.tables]
    asked += [_features(site, record, table) for table in record.tables if "geojson" in formats(table)]
    return tables + asked + [_file(site, record, found) for found in kept_files(files)]


def kept_files(files: Iterable[FileRecord]) -> list[FileRecord]:
    """The newest files, each content once."""
    newest = sorted(files, key=lambda found: found.came_at, reverse=True)
    return list({found.sha256: found for found in reversed(newest)}.values())[-_MOST_FILES:][::-1]


def services(site: Site) -> list[Json]:
    """The services that answer about every dataset."""
    maps = named("http://www.opengis.net/doc/IS/ogcapi-features-1/1.0", "dct:Standard")
    return [
        _service(
            site,
            f"{site.base}/api/v1",
            title="API",
            says="Datasets, tables, filtered and grouped rows, files, and each row’s line.",
            described=f"{site.base}/api/v1/openapi.json",
        ),
        {
            **_service(
                site,
                f"{site.base}/ogc/",
                title="OGC API – Features and Records",
                says="Tables with places as features for map programs, and the catalogue as records.",
                described=f"{site.base}/ogc/api",
            ),
            "dct:conformsTo": maps,
        },
    ]


def _service(site: Site, address: str, *, title: str, says: str, described: str) -> Json:
    right, access = vocabulary.ACCESS["open"]
    return {
        "@id": address,
        "@type": "dcat:DataService",
        "title": f"{site.name} datastore: {title}",
        "description": says,
        "dcat:endpointURL": named(address, "rdfs:Resource"),
        "dcat:endpointDescription": named(described, "rdfs:Resource"),
        "dct:publisher": region(site),
        "dct:accessRights": {"@id": right, "@type": "dct:RightsStatement", "rdfs:label": access},
    }


def publisher(site: Site, record: PublisherRecord) -> Json:
    """A publisher as an agent."""
    kind = vocabulary.AGENTS.get(record.kind)
    homepage = f"{site.base}/publishers/{record.slug}"
    return {
        "@id": homepage,
        "@type": ["foaf:Agent", "foaf:Organization"],
        "name": record.title,
        "foaf:homepage": named(record.homepage or homepage, "foaf:Document"),
        **({"dct:type": _concept(f"http://purl.org/adms/publishertype/{kind[0]}", kind[1])} if kind else {}),
    }


def region(site: Site) -> Json:
    """The region as an agent."""
    return {
        "@id": f"{site.base}/about",
        "@type": ["foaf:Agent", "foaf:Organization"],
        "name": site.name,
        "foaf:homepage": named(f"{site.base}/", "foaf:Document"),
    }


def contact(site: Site, record: PublisherRecord) -> Json:
    """Whom to ask: the publisher by e-mail where it gives an address, else by its page."""
    page = record.homepage or f"{site.base}/publishers/{record.slug}"
    way = {"email": f"mailto:{quote(record.email, safe='@')}"} if record.email else {"contactPage": page}
    return {
        "@id": f"{site.base}/publishers/{record.slug}#contact",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "contactName": record.title,
        **way,
    }


def licence(record: Licence) -> Json:
    """A distribution's licence; nothing where its terms have no address."""
    if not record.url:
        return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": record.title}}
    return {"dct:license": {"@id": record.url, "@type": "dct:LicenseDocument", "rdfs:label": record.title}}


def oai(site: Site, record: DatasetRecord) -> str:
    """The dataset's name among all archives (OAI Identifier Format): `oai:data.example.org:parks`."""
    return f"oai:{urlsplit(site.base).hostname}:{record.slug}"


def describe(record: DatasetRecord) -> str:
    """The dataset's description, and a plain sentence where it has none."""
    return record.description or f"{record.title}, published by {record.publisher.title}."


def version(record: DatasetRecord) -> str:
    """The day of the newest edition: a dataset's tables have versions of their own, each at its own pace."""
    return f"{record.updated_at or record.created_at:%Y-%m-%d}"


def named(iri: str, kind: str) -> Json:
    """Something of the world by its address, with its class."""
    return {"@id": iri, "@type": kind}


def _download(site: Site, record: DatasetRecord, table: TableRecord, kind: str) -> Json:
    title, media = DOWNLOADS[kind]
    page = table_address(site, table)
    return {
        "@id": f"{dataset_address(site, record)}#{quote(table.name)}-{kind}",
        "@type": "dcat:Distribution",
        "title": f"{table.title}, {title}",
        "description": f"{table.rows:,} rows in {len(table.schema)} columns: version {table.version}.",
        "dcat:accessURL": named(page, "rdfs:Resource"),
        "dcat:downloadURL": named(f"{page}.{kind}", "rdfs:Resource"),
        **_media(media),
        **_moment("modified", table.published_at),
        **licence(record.licence),
    }


def _rows(site: Site, record: DatasetRecord, table: TableRecord) -> Json:
    rows = f"{site.base}/api/v1/datasets/{record.slug}/tables/{quote(table.name)}/rows"
    return {
        "@id": f"{dataset_address(site, record)}#{quote(table.name)}-api",
        "@type": "dcat:Distribution",
        "title": f"{table.title}, API",
        "description": "Its rows by question: filtered, sorted, a page at a time.",
        "dcat:accessURL": named(rows, "rdfs:Resource"),
        "accessService": f"{site.base}/api/v1",
        **_media("application/json"),
        **_moment("modified", table.published_at),
        **licence(record.licence),
    }


def _features(site: Site, record: DatasetRecord, table: TableRecord) -> Json:
    collection = f"{site.base}/ogc/collections/{record.slug}.{quote(table.name)}"
    return {
        "@id": f"{dataset_address(site, record)}#{quote(table.name)}-ogc",
        "@type": "dcat:Distribution",
        "title": f"{table.title}, OGC API – Features",
        "description": "Its places as a layer for map programs.",
        "dcat:accessURL": named(collection, "rdfs:Resource"),
        "accessService": f"{site.base}/ogc/",
        **_media("application/geo+json"),
        **_moment("modified", table.published_at),
        **licence(record.licence),
    }


def _file(site: Site, record: DatasetRecord, found: FileRecord) -> Json:
    return {
        "@id": f"{dataset_address(site, record)}#file-{found.sha256}",
        "@type": "dcat:Distribution",
        "title": f"{found.name}, as it came",
        "description": "A file this dataset is made from, byte for byte.",
        "dcat:accessURL": named(f"{site.base}/files/{found.sha256}", "rdfs:Resource"),
        "dcat:downloadURL": named(f"{site.base}/files/{found.sha256}/content", "rdfs:Resource"),
        "byteSize": found.bytes,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": named(_SHA256, "spdx:ChecksumAlgorithm"),
            "checksumValue": found.sha256,
        },
        **_media(FILES.get(found.kind, ANY_FILE)),
        **_moment("modified", found.came_at),
        **licence(record.licence),
    }


def _media(media: str) -> Json:
    kind = vocabulary.file_type(media)
    return {
        "dcat:mediaType": named(vocabulary.media_type(media), "dct:MediaType"),
        **({"dct:format": named(kind, "dct:MediaTypeOrExtent")} if kind else {}),
    }


def _theme(site: Site, record: DatasetRecord) -> list[Json]:
    own = _concept(f"{site.base}/search?theme={record.theme}", record.theme_title)
    own["scheme"] = _themes(site)["@id"]
    if record.theme not in vocabulary.THEMES:
        return [own]
    code, title = vocabulary.THEMES[record.theme]
    return [_concept(f"{vocabulary.EU}data-theme/{code}", title), own]


def _themes(site: Site) -> Json:
    return {"@id": f"{site.base}/search#themes", "@type": "skos:ConceptScheme", "title": "Themes"}


def _concept(iri: str, title: str) -> Json:
    return {"@id": iri, "@type": "skos:Concept", "label": title}


def _place(gss_code: str) -> Json:
    return {"dct:spatial": named(vocabulary.place(gss_code), "dct:Location")} if is_gss(gss_code) else {}


def _covers(record: DatasetRecord) -> Json:
    """The publisher's area and the box around the rows' places, and the days the rows tell of."""
    area = list(_place(record.publisher.gss_code).values())
    if record.covers.box:
        area.append(
            {"@type": "dct:Location", "dcat:bbox": {"@type": "geo:wktLiteral", "@value": _box(record)}}
        )
    told: Json = {"dct:spatial": area} if area else {}
    if record.covers.days:
        first, last = record.covers.days
        told["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "startDate": first.isoformat(),
            "endDate": last.isoformat(),
        }
    return told


def _box(record: DatasetRecord) -> str:
    """The box as well-known text, longitude before latitude."""
    west, south, east, north = record.covers.box or (0.0, 0.0, 0.0, 0.0)
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return f"POLYGON(({', '.join(f'{x:.6g} {y:.6g}' for x, y in corners)}))"


def _moment(name: str, at: datetime | None) -> Json:
    return {name: at.isoformat(timespec="seconds")} if at else {}


def _paging(catalogue: str, found: DatasetList, pages: Json) -> Json:
    """Where this page stands, in Hydra's words of today (`next`) and those harvesters learnt (`nextPage`)."""
    around = {name: found for name, found in pages.items() if name != "self"}
    return {
        "@id": pages["self"],
        "@type": ["hydra:PartialCollectionView", "hydra:PagedCollection"],
        "collection": catalogue,
        "totalItems": found.total,
        **around,
        **{f"{name}Page": found for name, found in around.items()},
    }
