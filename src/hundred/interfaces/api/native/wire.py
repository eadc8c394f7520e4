"""Records as JSON objects, in the shapes of `components`. Pure functions: a record and a base address in,
a dict out."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hundred.base.findings import Finding
from hundred.catalogue.records import (
    DatasetList,
    DatasetRecord,
    Facet,
    FileRecord,
    PartRecord,
    PublisherRecord,
    TableRecord,
    VersionRecord,
)
from hundred.interfaces.api.native.lineage import Lineage
from hundred.interfaces.sqlquery import Answered
from hundred.lake.groups import Groups
from hundred.lake.schema import Column

Json = dict[str, Any]

API = "/api/v1"


def publisher(record: PublisherRecord, base: str) -> Json:
    """A publisher whole."""
    here = f"{base}{API}/publishers/{record.slug}"
    links = {
        "self": here,
        "datasets": f"{base}{API}/datasets?publisher={record.slug}",
        "page": f"{base}/publishers/{record.slug}",
    }
    return {**asdict(record), "links": links}


def publisher_name(record: PublisherRecord, base: str) -> Json:
    """A publisher in brief, as it stands in other records."""
    here = f"{base}{API}/publishers/{record.slug}"
    return {"slug": record.slug, "title": record.title, "links": {"self": here}}


def dataset(record: DatasetRecord, base: str) -> Json:
    """A dataset with its tables. Whom a shared one is shared with stays between them."""
    here = f"{base}{API}/datasets/{record.slug}"
    return {
        "uuid": record.uuid,
        "slug": record.slug,
        "title": record.title,
        "description": record.description,
        "publisher": publisher_name(record.publisher, base),
        "licence": asdict(record.licence),
        "theme": record.theme,
        "theme_title": record.theme_title,
        "frequency": record.frequency,
        "frequency_title": record.frequency_title,
        "tags": list(record.tags),
        "access": record.access,
        "access_title": record.access_title,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "rows": record.rows,
        "bytes": record.bytes,
        "file_count": record.file_count,
        "tables": [table(found, base) for found in record.tables],
        "links": {
            "self": here,
            "versions": f"{here}/versions",
            "files": f"{here}/files",
            "findings": f"{here}/findings",
            "page": f"{base}/datasets/{record.slug}",
        },
    }


def dataset_list(found: DatasetList, base: str, pages: tuple[str | None, str | None]) -> Json:
    """A page of datasets; `pages` are the addresses of the page before and the next."""
    return {
        "datasets": [dataset(record, base) for record in found.datasets],
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "facets": [_facet(facet) for facet in found.facets],
        "meant": found.meant,
        "next": pages[1],
        "previous": pages[0],
    }


def table(record: TableRecord, base: str) -> Json:
    """A table without its columns. Links of an older version lead to that version."""
    dataset = f"{base}{API}/datasets/{record.dataset}"
    here = f"{dataset}/tables/{quote(record.name)}"
    older = record.version != record.current
    return {
        "uuid": record.uuid,
        "dataset": record.dataset,
        "name": record.name,
        "title": record.title,
        "version": record.version,
        "current": record.current,
        "published_at": record.published_at,
        "rows": record.rows,
        "set_aside": record.set_aside,
        "bytes": record.bytes,
        "files": record.files,
        "first_file": record.first_file,
        "last_file": record.last_file,
        "links": {
            "self": here + (f"?version={record.version}" if older else ""),
            "rows": f"{here}/rows" + (f"?_version={record.version}" if older else ""),
            "dataset": dataset,
            "page": f"{base}/datasets/{record.dataset}/tables/{quote(record.name)}",
        },
    }


def table_detail(record: TableRecord, parts: Iterable[PartRecord], base: str) -> Json:
    """A table with its columns and parts."""
    return {
        **table(record, base),
        "columns": columns(record.schema),
        "parts": [part(found, base) for found in parts],
    }


def columns(schema: Sequence[Column]) -> list[Json]:
    """Columns with their types."""
    return [
        {
            "name": c.name,
            "original": c.original,
            "type": c.type.kind,
            "scale": c.type.scale,
            "made_from": list(c.made_from),
        }
        for c in schema
    ]


def part(record: PartRecord, base: str) -> Json:
    """What a sheet of a file gave a table."""
    return {
        "file": record.sha256,
        "file_name": record.file_name,
        "sheet": record.sheet,
        "rows": record.rows,
        "set_aside": record.set_aside,
        "since": record.since,
        "until": record.until,
        "links": {"file": f"{base}{API}/files/{record.sha256}"},
    }


def version(record: VersionRecord, dataset_slug: str, base: str) -> Json:
    """One edition of a table."""
    here = f"{base}{API}/datasets/{dataset_slug}/tables/{quote(record.table)}"
    links = {
        "table": f"{here}?version={record.number}",
        "rows": f"{here}/rows?_version={record.number}",
    }
    return {**asdict(record), "links": links}


def file(record: FileRecord, base: str) -> Json:
    """A file as it belongs to a dataset."""
    return {**asdict(record), "links": file_links(record.sha256, base)}


def file_links(sha256: str, base: str) -> Json:
    """Where a file is described, held and shown."""
    here = f"{base}{API}/files/{sha256}"
    return {"self": here, "content": f"{here}/content", "page": f"{base}/files/{sha256}"}


@dataclass(frozen=True, slots=True)
class FileStory:
    """What became of a file: where it or what was in it belongs, what it gave, what was found, its size."""

    appearances: tuple[FileRecord, ...]
    gave: tuple[tuple[str, PartRecord], ...]
    findings: tuple[Finding, ...]
    bytes: int


def file_detail(sha256: str, story: FileStory, base: str) -> Json:
    """Bytes with the datasets they belong to, the files taken out of them and what they gave tables."""
    return {
        "sha256": sha256,
        "bytes": story.bytes,
        "belongs_to": [file(record, base) for record in story.appearances if record.sha256 == sha256],
        "members": [file(record, base) for record in story.appearances if record.sha256 != sha256],
        "gave": [
            {"dataset": slug, "table": record.table, "part": part(record, base)}
            for slug, record in story.gave
        ],
        "findings": [finding(sha256, found) for found in story.findings],
        "links": file_links(sha256, base),
    }


def finding(sha256: str, found: Finding) -> Json:
    """A finding on a file."""
    return {**found.as_dict(), "sha256": sha256}  # the name stays under `file`


def row_page(
    record: TableRecord, shown: Sequence[Column], total: int, pages: tuple[str | None, str | None]
) -> Json:
    """A page of rows without the rows; `pages` are the addresses of the page before and the next."""
    return {
        "dataset": record.dataset,
        "table": record.name,
        "version": record.version,
        "total": total,
        "columns": columns([column for column in shown if not column.name.startswith("_")]),
        "next": pages[1],
        "previous": pages[0],
    }


def group_page(record: TableRecord, found: Groups) -> Json:
    """Groups of a table's rows without the groups."""
    return {
        "dataset": record.dataset,
        "table": record.name,
        "version": record.version,
        "names": list(found.names),
        "more": found.more,
    }


def sql_answer(found: Answered, base: str) -> Json:
    """The answer to a question in SQL without its rows."""
    return {
        "columns": [asdict(column) for column in found.answer.columns],
        "reads": [_read(table, at, base) for table, at in zip(found.reads, found.at, strict=True)],
        "traced": found.has_lines,
        "more": found.answer.more,
    }


def _read(table: TableRecord, at: str, base: str) -> Json:
    place = f"/datasets/{table.dataset}/tables/{table.name}"
    asked = f"?_version={table.version}"
    return {
        "name": table.lake_name,
        "dataset": table.dataset,
        "table": table.name,
        "version": table.version,
        "at": at,
        "links": {
            "self": f"{base}{API}{place}?version={table.version}",
            "page": f"{base}{place}{asked}",
        },
    }


def lineage(found: Lineage, base: str) -> Json:
    """The chain from a row to its line, without the row."""
    owner, record = found.dataset, found.record
    place = (found.part.sha256, found.part.sheet, record.first)
    return {
        "dataset": {
            "slug": owner.slug,
            "title": owner.title,
            "licence": asdict(owner.licence),
            "links": {"self": f"{base}{API}/datasets/{owner.slug}"},
        },
        "publisher": publisher_name(owner.publisher, base),
        "table": found.table.name,
        "versions": [
            {"first": first, "last": last, "is_current": last == found.table.current}
            for first, last in found.spans
        ],
        "set_aside": {"role": record.aside.role, "reason": record.aside.reason} if record.aside else None,
        "part": part(found.part, base),
        "file": file(found.file, base),
        "raw": {
            "first": record.first,
            "last": record.last,
            "lines": [asdict(line) for line in found.lines],
        },
        "links": {
            "self": lineage_address(base, owner.slug, found.table.name, place),
            "page": line_page(base, place),
        },
    }


def lineage_address(base: str, dataset_slug: str, table_name: str, place: tuple[str, str, int]) -> str:
    """Where the way from a row to its line is told; `place` is its file, sheet and line."""
    sha256, sheet, line = place
    words = {"file": sha256, **({"sheet": sheet} if sheet else {}), "line": line}
    return f"{base}{API}/datasets/{dataset_slug}/tables/{quote(table_name)}/lineage?{urlencode(words)}"


def line_page(base: str, place: tuple[str, str, int]) -> str:
    """The page that shows a line."""
    sha256, sheet, line = place
    words = urlencode({**({"sheet": sheet} if sheet else {}), "line": line})
    return f"{base}/files/{sha256}?{words}#L{line}"


def _facet(facet: Facet) -> Json:
    return asdict(facet)
