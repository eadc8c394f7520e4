"""Records in CKAN's words. Clients check what must be there: see the guide for developers.

Days and instants are in UTC, with microseconds and without a zone, as CKAN writes them. A text that clients
want as a text is never null.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hundred.catalogue.records import DatasetRecord, FileRecord, PublisherRecord, TableRecord
from hundred.catalogue.vocabulary import FORMATS, LICENCES, THEMES, Licence
from hundred.interfaces.addresses import Site, dataset_address, table_address
from hundred.interfaces.media import ANY_FILE, FILES

Json = dict[str, Any]

_NAMES = uuid.UUID("6d2f7c0e-5d0c-5a0a-8f0e-3b1d5c7a9e42")  # of what has no UUID in our records
_FORMAT_NAMES = {
    "jsonl": "JSONL",
    "geojson": "GeoJSON",
    "xml-spreadsheet": "XML",
    "fixed": "TXT",
    "parquet": "Parquet",
}
_KINDS = {name.lower(): kind for kind, name in _FORMAT_NAMES.items()}
_LICENCE_NAMES = {"OGL-UK-3.0": "uk-ogl", "other": "notspecified"}
_TYPES = {"text": "text", "integer": "int8", "decimal": "numeric", "date": "date", "datetime": "timestamp",
          "boolean": "bool", "geometry": "json", "float": "float8", "json": "json"}  # fmt: skip


def package(site: Site, record: DatasetRecord, files: Sequence[FileRecord]) -> Json:
    """A dataset with its tables and files as resources."""
    owner = record.publisher
    found = resources(site, record, files)
    return {
        "id": record.uuid,
        "name": record.slug,
        "title": record.title,
        "notes": record.description,
        "type": "dataset",
        "state": "active",
        "private": record.access != "open",
        "isopen": record.licence.is_open,
        "url": dataset_address(site, record),
        "version": None,
        "author": owner.title,
        "author_email": owner.email or None,
        "maintainer": owner.title,
        "maintainer_email": owner.email or None,
        "creator_user_id": None,
        "license_id": record.licence.id,
        "license_title": record.licence.title,
        "license_url": record.licence.url,
        "owner_org": owner.uuid,
        "organization": organization_in_package(owner),
        "metadata_created": moment(record.created_at),
        "metadata_modified": moment(record.updated_at or record.created_at),
        "groups": [group_in_package(record.theme)],
        "tags": [tag(name) for name in record.tags],
        "num_tags": len(record.tags),
        "extras": extras(record),
        "resources": found,
        "num_resources": len(found),
        "relationships_as_subject": [],
        "relationships_as_object": [],
    }


def extras(record: DatasetRecord) -> list[Json]:
    """What the dataset says that CKAN has no field for."""
    told = {"access": record.access, "frequency": record.frequency, "theme": record.theme}
    if record.covers.days:
        first, last = record.covers.days
        told |= {"temporal_start": first.isoformat(), "temporal_end": last.isoformat()}
    if record.covers.box:
        west, south, east, north = record.covers.box
        ring = f"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]"
        told["spatial"] = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    return [{"key": key, "value": value} for key, value in sorted(told.items()) if value]


def resources(site: Site, record: DatasetRecord, files: Sequence[FileRecord]) -> list[Json]:
    """The published tables, which can be asked for rows, then the files as they came."""
    found = [_table(site, record, table) for table in record.tables]
    found += [_file(site, record, one) for one in files]
    return [{**one, "position": at} for at, one in enumerate(found)]


def _table(site: Site, record: DatasetRecord, table: TableRecord) -> Json:
    return {
        **_resource(record, table.uuid),
        "name": table.title,
        "description": f"{table.rows:,} rows, as CSV; its rows can be asked for in the datastore.",
        "format": "CSV",
        "mimetype": "text/csv",
        "size": None,
        "created": moment(record.created_at),
        "last_modified": moment(table.published_at),
        "metadata_modified": moment(table.published_at),
        "url": f"{table_address(site, table)}.csv",
        "datastore_active": True,
    }


def _file(site: Site, record: DatasetRecord, found: FileRecord) -> Json:
    return {
        **_resource(record, found.uuid),
        "name": found.name,
        "description": "The file as it came.",
        "format": format_of_kind(found.kind),
        "mimetype": FILES.get(found.kind, ANY_FILE),
        "size": found.bytes,
        "hash": found.sha256,
        "created": moment(found.came_at),
        "last_modified": moment(found.came_at),
        "metadata_modified": moment(found.came_at),
        "url": f"{site.base}/files/{found.sha256}/content",
        "datastore_active": False,
    }


def _resource(record: DatasetRecord, name: str) -> Json:
    return {
        "id": name,
        "package_id": record.uuid,
        "hash": "",
        "state": "active",
        "resource_type": "file",
        "url_type": None,
        "mimetype_inner": None,
        "cache_url": None,
        "cache_last_updated": None,
    }


def format_of_kind(kind: str) -> str:
    """A kind of file as CKAN names formats, never null: `CSV`, `XLSX`, `GeoJSON`."""
    return _FORMAT_NAMES.get(kind, kind.upper())


def kind_of_format(name: str) -> str:
    """The kind of file that CKAN's name of a format means."""
    return _KINDS.get(name.lower(), name.lower())


def organization_in_package(record: PublisherRecord) -> Json:
    """A publisher as it stands in its packages; description and image are texts, never null."""
    return {
        "id": record.uuid,
        "name": record.slug,
        "title": record.title,
        "type": "organization",
        "description": record.about,
        "image_url": "",
        "created": None,
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def organization(record: PublisherRecord) -> Json:
    """A publisher."""
    return {
        **organization_in_package(record),
        "display_name": record.title,
        "image_display_url": "",
        "package_count": record.datasets,
        "num_followers": 0,
        "extras": [
            {"key": key, "value": value}
            for key, value in (("gss_code", record.gss_code), ("homepage", record.homepage))
            if value
        ],
        "users": [],
        "groups": [],
        "tags": [],
    }


def group_in_package(theme: str) -> Json:
    """A theme as a package names it."""
    title = THEMES[theme]
    return {
        "id": identifier("group", theme),
        "name": theme,
        "title": title,
        "display_name": title,
        "description": "",
        "image_display_url": "",
    }


def group(theme: str, count: int) -> Json:
    """A theme, with how many datasets it has."""
    return {
        **group_in_package(theme),
        "type": "group",
        "is_organization": False,
        "approval_status": "approved",
        "state": "active",
        "image_url": "",
        "package_count": count,
        "num_followers": 0,
        "extras": [],
        "users": [],
        "groups": [],
        "tags": [],
    }


def theme_of(name: str) -> str:
    """The theme of a group's name or id; "" where there is none."""
    return next((theme for theme in THEMES if name in (theme, identifier("group", theme))), "")


def tag(name: str) -> Json:
    return {
        "id": identifier("tag", name),
        "name": name,
        "display_name": name,
        "state": "active",
        "vocabulary_id": None,
    }


def licence(record: Licence) -> Json:
    """A licence; `legacy_ids` are what CKANs of the United Kingdom call it."""
    return {
        "id": record.id,
        "title": record.title,
        "url": record.url,
        "status": "active",
        "maintainer": "",
        "family": "",
        "domain_content": record.is_open,
        "domain_data": record.is_open,
        "domain_software": False,
        "od_conformance": "approved" if record.is_open else "not reviewed",
        "osd_conformance": "not reviewed",
        "is_generic": record.id == "other",
        "legacy_ids": [_LICENCE_NAMES[record.id]] if record.id in _LICENCE_NAMES else [],
    }


def licences() -> list[Json]:
    return [licence(one) for one in LICENCES.values()]


def facet_title(name: str, value: str, publishers: dict[str, str]) -> str:
    """What people call a facet's value."""
    match name:
        case "organization":
            return publishers.get(value, value)
        case "groups":
            return THEMES.get(value, value)
        case "license_id":
            return LICENCES[value].title if value in LICENCES else value
        case "res_format":
            return FORMATS.get(kind_of_format(value), value)
        case _:
            return value


def field(name: str, kind: str, label: str = "") -> Json:
    """A column of the datastore, with the heading it had in the files."""
    found: Json = {"id": name, "type": "int" if name == "_id" else _TYPES.get(kind, "text")}
    if label:
        found["info"] = {"label": label, "notes": "", "type_override": ""}
    return found


def identifier(kind: str, name: str) -> str:
    """A UUID made of a name (RFC 9562, version 5), the same in every region."""
    return str(uuid.uuid5(_NAMES, f"{kind}:{name}"))


def moment(at: datetime) -> str:
    """`2027-05-04T15:07:00.000000`, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
