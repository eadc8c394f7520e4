"""How to cite a dataset or a version of a table: as a sentence, as BibTeX, and by an address that stays.

The parts are those that DataCite asks of a citation (creator, year, title, version, publisher, identifier):
https://datacite-metadata-schema.readthedocs.io/.
"""

from dataclasses import dataclass
from datetime import datetime

from hundred.base.time import LONDON, now, say_day
from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import Site, dataset_address, table_address

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in each of its forms. `identifier` is the address that goes on naming the same thing."""

    text: str
    bibtex: str
    identifier: str


@dataclass(frozen=True, slots=True)
class _Cited:
    """What is cited: `version` is empty for a dataset, which goes on changing; `rows` says which of them."""

    title: str
    publisher: str
    when: datetime | None
    version: str
    rows: str
    key: str
    licence: str
    address: str
    identifier: str


def of_dataset(site: Site, record: DatasetRecord) -> Citation:
    """A dataset as it goes on being updated."""
    address = dataset_address(site, record)
    cited = _Cited(
        title=record.title,
        publisher=record.publisher.title,
        when=record.updated_at,
        version="",
        rows="",
        key=record.slug,
        licence=record.licence.title,
        address=address,
        identifier=address,
    )
    return _written(site, cited)


def of_table(
    site: Site, whole: DatasetRecord, table: TableRecord, asked: str = "", rows: str = ""
) -> Citation:
    """A version of a table, which never changes; of the rows only that an address asks for, where it does.

    `asked` is the query string that shows them again, and `rows` says which they are.
    """
    identifier = f"{table_address(site, table)}?_version={table.version}"
    cited = _Cited(
        title=whole.title if table.title == whole.title else f"{whole.title}: {table.title}",
        publisher=whole.publisher.title,
        when=table.published_at,
        version=str(table.version),
        rows=rows,
        key=f"{whole.slug}-{table.name}-v{table.version}",
        licence=whole.licence.title,
        address=f"{table_address(site, table)}{asked}" if rows else identifier,
        identifier=identifier,
    )
    return _written(site, cited)


def _written(site: Site, cited: _Cited) -> Citation:
    return Citation(_sentence(site, cited), _bibtex(site, cited), cited.identifier)


def _sentence(site: Site, cited: _Cited) -> str:
    year = f" ({_local(cited.when).year})" if cited.when else ""
    said = "published" if cited.version else "updated"
    more = [f"version {cited.version}"] if cited.version else []
    more += [f"{said} {say_day(cited.when)}"] if cited.when else []
    more += [f"rows where {cited.rows}"] if cited.rows else []
    which = f" [data], {', '.join(more)}" if more else " [data]"
    return (
        f"{cited.publisher}{year}. {cited.title}{which}. {site.name} datastore. {cited.address} "
        f"(seen {say_day(now())}). {cited.licence}."
    )


def _bibtex(site: Site, cited: _Cited) -> str:
    when = _local(cited.when) if cited.when else None
    note = f"{cited.licence}; rows where {cited.rows}" if cited.rows else cited.licence
    fields = {
        "author": f"{{{{{_tex(cited.publisher)}}}}}",
        "title": f"{{{{{_tex(cited.title)}}}}}",
        "year": f"{{{when.year}}}" if when else "",
        "month": _MONTHS[when.month - 1] if when else "",
        "version": f"{{{cited.version}}}" if cited.version else "",
        "howpublished": f"{{{_tex(site.name)} datastore}}",
        "url": f"{{{cited.address}}}",
        "urldate": f"{{{_local(now()).date().isoformat()}}}",
        "note": f"{{{_tex(note)}}}",
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{cited.key},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(_IN_TEX.get(mark, mark) for mark in text)


def _local(instant: datetime) -> datetime:
    return instant.astimezone(LONDON)
