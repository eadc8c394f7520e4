"""A dataset as Croissant 1.0, which programs that learn from data read: its tables as CSV, its columns typed.

Source: https://docs.mlcommons.org/croissant/docs/croissant-spec.html. Tables are written as they are asked
for, so their bytes have no hash beforehand: the dataset is live (`isLiveDataset`).
"""

from typing import Any

from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces import schemaorg
from hundred.interfaces.addresses import Site, table_address
from hundred.lake.schema import Column

Json = dict[str, Any]

CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

_TYPES = {
    "text": "sc:Text",
    "integer": "sc:Integer",
    "decimal": "sc:Float",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "boolean": "sc:Boolean",
    "geometry": "sc:Text",  # well-known text
}


def dataset(site: Site, record: DatasetRecord) -> Json:
    """The dataset with a record set for each of its tables."""
    about = schemaorg.dataset(site, record)
    left_out = ("variableMeasured", "includedInDataCatalog", "spatialCoverage", "@id", "dateCreated")
    kept = {name: value for name, value in about.items() if name not in left_out}
    owner = {**about["publisher"], "@type": "sc:Organization"}  # it knows no kinds of organisation
    edition = record.updated_at or record.created_at
    return {
        **kept,
        "creator": owner,
        "publisher": owner,
        "version": f"{edition.year}.{edition.month}.{edition.day}",  # as semantic versions
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "isLiveDataset": True,
        "datePublished": about["dateCreated"],
        "citeAs": f"{record.publisher.title}: {record.title}. {site.name} datastore, {about['url']}.",
        "distribution": [_file(site, table) for table in record.tables],
        "recordSet": [_records(table) for table in record.tables],
    }


def _file(site: Site, table: TableRecord) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table.name}.csv",
        "name": f"{table.name}.csv",
        "description": f"{table.title}: {table.rows:,} rows, version {table.version}.",
        "contentUrl": f"{table_address(site, table)}.csv",
        "encodingFormat": "text/csv",
    }


def _records(table: TableRecord) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.title,
        "field": [_field(table, column) for column in table.schema],
    }


def _field(table: TableRecord, column: Column) -> Json:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.original or column.name.replace("_", " "),
        "dataType": _TYPES[column.type.kind],
        "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": column.name}},
    }
