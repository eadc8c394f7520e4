"""A table: its columns, its rows page by page, and its rows as files."""

import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from hundred.base.errors import Invalid
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import site_of
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.rowquery import OPERATOR_TITLES, row_query
from hundred.interfaces.web import citing
from hundred.interfaces.web.pages.asking import FORM, Asked, FilterForm, form_condition, said
from hundred.interfaces.web.pages.findings import line_page
from hundred.interfaces.web.pages.sql import sql_page
from hundred.interfaces.web.pages.taking import downloads
from hundred.interfaces.web.pages.using import uses
from hundred.interfaces.web.parts import Heading, Row
from hundred.interfaces.web.writing import number, place, plural
from hundred.lake import rows as lake_rows
from hundred.lake.exports import Format, export
from hundred.lake.question import Cell
from hundred.lake.schema import Column, Schema

_MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@open_to("anyone")
@require_safe
def table(request: HttpRequest, dataset: str, name: str) -> HttpResponse:
    """A table's rows as the address asks for them; an address that asks amiss gets the page with advice."""
    asker, version = asker_of(request), _version(request)
    whole = catalogue.dataset(asker=asker, slug=dataset)
    record, data = catalogue.open_table(asker=asker, dataset=dataset, name=name, version=version)
    asked = Asked.of(record.schema, request.GET, version)
    form = FilterForm()
    if any(field in request.GET for field in FORM):
        try:
            entered = form_condition(record.schema, request.GET)
            return HttpResponseRedirect(
                reverse("table", args=[dataset, name])
                + asked.with_condition(entered, request.GET.get("_value", ""))
            )
        except Invalid as error:
            form = _refused(request, error)
    try:
        page = lake_rows.page(data, asked.query)
    except Invalid as trouble:  # a token of another order, or of a table that has changed
        asked = Asked(asked.narrowing, asked.without_place().query, version, trouble)
        page = lake_rows.page(data, asked.query)
    total = lake_rows.count(data, asked.query.conditions)
    given = _page(request, whole, record, asked, form) | _rows(record, asked, page, total)
    wrong = asked.trouble or form.error
    return render(request, "tables/table.html", given, status=400 if wrong else 200)


@open_to("anyone")
@require_safe
def download(request: HttpRequest, dataset: str, name: str, kind: Format) -> HttpResponseBase:
    """The rows the address asks for as a file, made as it is sent. Raises Invalid for a wrong address."""
    version = _version(request)
    record, data = catalogue.open_table(asker=asker_of(request), dataset=dataset, name=name, version=version)
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    query = row_query(record.schema, pairs, most=lake_rows.MOST_ROWS, also=("_version", *FORM))
    tag = _tag(record, kind, request.GET.urlencode())
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": tag})
    chunks = export(data, query, kind, scratch=settings.LAKE.scratch)
    body = _started(chunks) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(body, content_type=_MEDIA_TYPES[kind])
    chosen = "-chosen" if query.conditions or query.columns else ""
    file_name = f"{dataset}-{record.name}-v{record.version}{chosen}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = tag
    patch_vary_headers(response, ["Cookie"])
    return response


def _page(
    request: HttpRequest, whole: DatasetRecord, record: TableRecord, asked: Asked, form: FilterForm
) -> dict[str, object]:
    """What the page says about the table and the question."""
    chosen = [column.name for column in record.schema]
    site = site_of(request)
    rows = "; ".join(said(condition) for condition in asked.query.conditions)
    return {
        "dataset": whole,
        "table": record,
        "asked": asked,
        "form": form,
        "columns": [(name, name) for name in (*chosen, "_line", "_sheet", "_file")],
        "operators": [(key, OPERATOR_TITLES[key]) for key in _form_order()],
        "applied": asked.applied(),
        "action": request.path,
        "uses": uses(site, whole, record),
        "ask_in_sql": sql_page(f"SELECT *\nFROM {record.lake_name}\nLIMIT 100"),
        "type_of": _type_of,
        "cite": citing.of_table(site, whole, record, asked.in_version(record.version), rows),
        "is_old": record.version != record.current,
    }


def _rows(record: TableRecord, asked: Asked, page: lake_rows.Page, total: int) -> dict[str, object]:
    """The rows as the components show them, and the ways on from them."""
    return {
        "headings": [
            Heading(column.name, column.type.kind, "" if column.type.kind == "geometry" else href, now_sorted)
            for column in page.columns
            for now_sorted, href in [asked.sort_of(column.name)]
        ],
        "rows": [
            Row(_in_words(page.columns, cells), key.line, line_page(key.file, key.line, key.sheet))
            for cells, key in zip(page.rows, page.keys, strict=True)
        ],
        "total": total,
        "downloads": downloads(record, asked.text, total),
        "shown": _shown(len(page.rows), total),
        "next": asked.at(_after=page.next) if page.next else "",
        "previous": asked.at(_before=page.previous) if page.previous else "",
    }


def _in_words(columns: Schema, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row's cells with its places in few words."""
    places = [at for at, column in enumerate(columns) if column.type.kind == "geometry"]
    if not places:
        return cells
    return tuple(place(str(cell or "")) if at in places else cell for at, cell in enumerate(cells))


def _version(request: HttpRequest) -> int:
    text = request.GET.get("_version", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Invalid(f"_version must be the number of a version, not “{text[:20]}”.", field="_version")
    return int(text)


def _refused(request: HttpRequest, error: Invalid) -> FilterForm:
    column, operator, value = (request.GET.get(field, "") for field in FORM)
    return FilterForm(column, operator, value, error=str(error))


def _form_order() -> tuple[str, ...]:
    return ("contains", "eq", "ne", "starts", "gt", "ge", "lt", "le", "in", "isnull", "notnull")


def _shown(here: int, total: int) -> str:
    if here == total:
        return f"All {plural(total, 'row')}" if total > 1 else plural(total, "row")
    return f"{number(here)} of {plural(total, 'row')}"


def _type_of(column: Column) -> str:
    """A column's type in words: `decimal, 2 places`."""
    if column.type.kind == "decimal" and column.type.scale:
        return f"decimal, {plural(column.type.scale, 'place')}"
    words = {
        "datetime": "date and time",
        "integer": "whole number",
        "boolean": "yes or no",
        "geometry": "place",
    }
    made = f", made from {' and '.join(column.made_from)}" if column.made_from else ""
    return words.get(column.type.kind, column.type.kind) + made


def _tag(record: TableRecord, kind: Format, asked: str) -> str:
    """The same for the same rows in the same shape: versions never change."""
    named = f"{record.lake_name} {record.version} {record.published_at.isoformat()} {kind} {asked}"
    return f'W/"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'


def _started(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, the first of them made already, so that what fails at once fails as a page."""
    first = next(chunks, b"")

    def rest() -> Iterator[bytes]:
        yield first
        yield from chunks

    return rest()
