"""The datastore: rows of tables, by the ids of their resources."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from hundred.accounts.records import Person
from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import TableRecord
from hundred.interfaces.api.ckan import rowtext, wire
from hundred.interfaces.api.ckan.arguments import Arguments, one_or_many
from hundred.interfaces.api.ckan.resources import no_resource
from hundred.interfaces.guard import asker_of
from hundred.lake import numbered
from hundred.lake.question import Filter, column_to_ask, condition, search
from hundred.lake.schema import Column, Schema
from hundred.lake.tables import TableData

MOST_ROWS, _ROWS = 32_000, 100
_OF_TABLES = "_table_metadata"
_RANGES = {"lt": "lt", "lte": "le", "gt": "gt", "gte": "ge", "eq": "in", "in": "in", "ne": "ne"}


def datastore_search(request: HttpRequest, given: Arguments) -> Any:
    """Rows of a table. `resource_id`, `filters`, `q`, `plain`, `distinct`, `limit` (100, at most 32,000),
    `offset`, `fields`, `sort`, `include_total`, `records_format` (objects, lists, csv or tsv)."""
    name = given.needed("resource_id", "id")
    if name == _OF_TABLES:
        return _tables(request, given)
    form = given.text("records_format", "objects")
    if form not in rowtext.FORMS:
        raise Invalid(f"Must be one of: {', '.join(rowtext.FORMS)}.", field="records_format")
    record, data = open_resource(asker_of(request), name)
    asked = asked_of(data.schema, given)
    facts: dict[str, Any] = {
        "resource_id": record.uuid,
        "include_total": given.yes("include_total", default=True),
        "records_format": form,
        "limit": asked.most,
        "offset": asked.skip,
        **({"q": given.given["q"]} if given.given.get("q") else {}),
        **({"filters": given.mapping("filters")} if given.given.get("filters") else {}),
        "fields": fields(asked.columns),
        "_links": _links(given, asked),
    }
    if facts["include_total"]:
        facts |= {"total": numbered.total(data, asked), "total_was_estimated": False}
    with numbered.rows(data, asked) as batches:
        records = rowtext.joined(form, asked.columns, batches)
    return rowtext.with_records(facts, records)


def datastore_info(request: HttpRequest, given: Arguments) -> Any:
    """A table's columns, and how much it holds. `id`."""
    record, data = open_resource(asker_of(request), given.needed("id", "resource_id"))
    meta = {
        "id": record.uuid,
        "count": record.rows,
        "table_type": "BASE TABLE",
        "size": record.bytes,
        "db_size": record.bytes,
        "idx_size": 0,
        "aliases": [record.lake_name],
    }
    described = [
        {
            **one,
            "schema": {"native_type": one["type"], "notnull": False, "index_name": None, "uniquekey": False},
        }
        for one in fields(data.schema)
    ]
    return {"meta": meta, "fields": described}


def open_resource(asker: Person, name: str) -> tuple[TableRecord, TableData]:
    """The table of a resource's id, or of its alias, and the way to its rows. Raises NotFound."""
    try:
        if "." in name:
            return catalogue.open_named(asker=asker, name=name.lower())
        dataset, table = catalogue.place_of_table(asker=asker, name=name)
        return catalogue.open_table(asker=asker, dataset=dataset, name=table)
    except NotFound:
        raise no_resource(name) from None


def asked_of(schema: Schema, given: Arguments, *, whole: bool = False) -> numbered.Asked:
    """Which rows are asked for; all of them where `whole`, unless a limit is given. Raises Invalid."""
    known = numbered.columns_of(schema)
    distinct = given.yes("distinct")
    names = given.words("fields")
    shown = tuple(_column(known, name, "fields") for name in dict.fromkeys(names))
    limited = not whole or bool(given.text("limit"))
    most = given.number("limit", _ROWS, 10**15 if whole else MOST_ROWS)
    return numbered.Asked(
        columns=shown or (schema if distinct else (numbered.NUMBER, *schema)),
        conditions=(*_filters(known, given), *_words(schema, given)),
        sort=_sort(known, given),
        skip=given.number("offset", 0, 10**12),
        most=most if limited else None,
        distinct=distinct,
    )


def fields(columns: Schema) -> list[dict[str, Any]]:
    """Columns as the datastore tells of them."""
    return [wire.field(column.name, column.type.kind, column.original) for column in columns]


def _column(known: Schema, name: str, field: str) -> Column:
    try:
        return column_to_ask(known, name.strip('"'))
    except Invalid as unknown:
        raise Invalid(unknown.says, unknown.fix, field=field) from None


def _filters(known: Schema, given: Arguments) -> Iterator[Filter]:
    """A column's cell is the value, or one of the values; or lies in a range, as CKAN 2.12 writes it."""
    for name, value in given.mapping("filters").items():
        column = _column(known, name, "filters").name
        ranges = value.items() if isinstance(value, dict) else [("eq", value)]
        for sign, wanted in ranges:
            if sign not in _RANGES:
                raise Invalid(
                    f"{sign[:60]!r} is no way to filter.", f"Use {', '.join(_RANGES)}.", field="filters"
                )
            yield _filter(known, column, _RANGES[sign], wanted)


def _filter(known: Schema, column: str, operator: str, wanted: Any) -> Filter:
    values = one_or_many(wanted)
    if any(isinstance(value, dict | list) for value in values):
        raise Invalid(f"{column} is compared with a text, a number, or a list of these.", field="filters")
    try:
        if operator == "in" and list(values) == [None]:
            return condition(known, column, "isnull")
        return condition(known, column, operator, [_as_text(value) for value in values])
    except Invalid as wrong:
        raise Invalid(wrong.says, wrong.fix, field="filters") from None


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        raise Invalid("null stands alone.", "Filter by null, or by values.", field="filters")
    return str(value)


def _words(schema: Schema, given: Arguments) -> Iterator[Filter]:
    """Words of the whole row, or of columns where `q` is an object. With asterisks and colons, as clients
    write for parts of words, the words are what counts."""
    asked = given.given.get("q")
    if not asked:
        return
    try:
        by_column = given.mapping("q") if isinstance(asked, dict) or str(asked).startswith("{") else None
        if by_column is None:
            if words := _plain(given.text("q")):
                yield search(schema, words, field="q")
            return
        for name, text in by_column.items():
            for word in _plain(str(text)).split():
                yield condition(schema, name, "contains", [word])
    except Invalid as wrong:
        raise Invalid(wrong.says, wrong.fix, field="q") from None


def _plain(text: str) -> str:
    return text.replace(":*", " ").strip()


def _sort(known: Schema, given: Arguments) -> tuple[tuple[str, bool], ...]:
    found = {}
    for part in given.words("sort"):
        words = part.replace("nulls last", "").replace("NULLS LAST", "").strip()
        name, _, way = words.rpartition(" ")
        if way.lower() not in ("asc", "desc"):
            name, way = words, "asc"
        found[_column(known, name.strip(), "sort").name] = way.lower() == "desc"
    return tuple(found.items())


def _links(given: Arguments, asked: numbered.Asked) -> dict[str, str]:
    """The first page and the next, as addresses for a GET; CKAN gives a next one always."""
    rest = {name: value for name, value in given.given.items() if name not in ("offset", "resource_id", "id")}
    told = {"resource_id": given.needed("resource_id", "id")}
    told |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in rest.items()}
    start = f"/api/3/action/datastore_search?{urlencode(told)}"
    return {"start": start, "next": f"{start}&offset={asked.skip + (asked.most or 0)}"}


def _tables(request: HttpRequest, given: Arguments) -> Any:
    """The tables there are, by their ids: what `_table_metadata` lists."""
    limit, start = given.number("limit", _ROWS, MOST_ROWS), given.number("offset", 0, 10**9)
    found = catalogue.named_tables(asker=asker_of(request), most=start + limit)
    records = [
        {"_id": at, "name": one.table.uuid, "oid": at, "alias_of": None}
        for at, one in enumerate(found.tables[start:], start + 1)
    ]
    types = {"_id": "integer", "name": "text", "oid": "integer", "alias_of": "text"}
    return {
        "resource_id": _OF_TABLES,
        "include_total": True,
        "records_format": "objects",
        "limit": limit,
        "offset": start,
        "fields": [wire.field(name, kind) for name, kind in types.items()],
        "records": records,
        "total": found.total,
        "total_was_estimated": False,
    }
