"""Tables: their columns, their rows, and the way from a row to its line."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import TableRecord
from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json, encoded
from hundred.interfaces.api.native.declare import JSON, Parameter, Route, in_path, with_default
from hundred.interfaces.api.native.lineage import Place, trace
from hundred.interfaces.api.native.links import base_of, point_to, same_with
from hundred.interfaces.api.native.rowjson import rows_json
from hundred.interfaces.api.native.shapes import text, whole
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.keeping import tag_of, unchanged, with_tag
from hundred.interfaces.rowquery import row_query
from hundred.lake.rows import Page, count, page

MOST_ROWS = 10_000


@open_to("anyone")
def table(request: HttpRequest, slug: str, name: str, *, version: int) -> HttpResponseBase:
    asker = asker_of(request)
    found = catalogue.table(asker=asker, dataset=slug, name=name, version=version)
    parts = catalogue.parts(asker=asker, dataset=slug, name=name, version=found.version)
    return as_json(request, wire.table_detail(found, parts, base_of(request)))


@open_to("anyone")
def rows(request: HttpRequest, /, slug: str, name: str, *, _version: int, **_: str) -> HttpResponseBase:
    record, data = catalogue.open_table(asker=asker_of(request), dataset=slug, name=name, version=_version)
    tag = _tag(request, record)
    if answer := unchanged(request, tag):
        return answer
    asked = [(name, value) for name, values in request.GET.lists() for value in values]
    query = row_query(data.schema, asked, most=MOST_ROWS, also=("_version",))
    found = page(data, query)
    around = _around(request, record, found)
    facts = wire.row_page(record, found.columns, count(data, query.conditions), around)
    body = encoded(facts, rows=rows_json(found, base_of(request), slug, name))
    response = with_tag(request, HttpResponse(body, content_type=JSON), tag)
    point_to(response, previous=around[0], next=around[1])
    return response


@open_to("anyone")
def lineage(
    request: HttpRequest, slug: str, name: str, *, file: str, sheet: str, line: int
) -> HttpResponseBase:
    found = trace(asker=asker_of(request), dataset=slug, table=name, place=Place(file, sheet, line))
    base = base_of(request)
    row = found.record.row
    shown = rows_json(row, base, slug, name)[1:-1] if row else "null"
    return as_json(request, wire.lineage(found, base), row=shown)


def _around(request: HttpRequest, record: TableRecord, found: Page) -> tuple[str | None, str | None]:
    """The pages before and after, of this very version, so that a walk meets every row once."""
    own = {"_version": record.version, "_after": None, "_before": None}
    before = same_with(request, **{**own, "_before": found.previous}) if found.previous else None
    after = same_with(request, **{**own, "_after": found.next}) if found.next else None
    return before, after


def _tag(request: HttpRequest, record: TableRecord) -> str:
    """The same for the same question of the same version, whose rows never change."""
    edition = f"{record.lake_name} {record.version} {record.current} {record.published_at.isoformat()}"
    return tag_of(edition, base_of(request), request.get_full_path())


_SLUG = in_path("slug", text("The dataset’s short name.", "aldergate-spend"))
_NAME = in_path("name", text("The table’s name.", "payments"))
_NEWEST = "The number of a version; the published one where it is left out or 0."

ROUTES = (
    Route(
        path="datasets/{slug}/tables/{name}",
        name="table",
        title="One table",
        says="A table’s columns with their types, and what each file gave it.",
        subject="Tables",
        view=table,
        answer="TableDetail",
        parameters=(_SLUG, _NAME, Parameter("version", with_default(whole(_NEWEST, 3, most=10**9), 0))),
    ),
    Route(
        path="datasets/{slug}/tables/{name}/rows",
        name="rows",
        title="Rows of a table",
        says=(
            "Rows that satisfy every filter, a page at a time. A filter is a parameter named "
            "`column` or `column__operator`: `net_amount__ge=1000`, `supplier__contains=paving`, "
            "`status__in=open,late`, `paid__isnull`. Operators: `eq ne lt le gt ge contains starts in "
            "isnull notnull`. `_file`, `_sheet` and `_line` are columns too. Follow `next` for the whole "
            "table: it costs the same at any depth and stays with one version, so every row comes once. "
            "Decimals and integers are JSON numbers with all their digits; read them with a parser that "
            "keeps digits (in Python, `json.loads(text, parse_float=Decimal)`) where pennies matter."
        ),
        subject="Tables",
        view=rows,
        answer="RowPage",
        parameters=(
            _SLUG,
            _NAME,
            Parameter(
                "_sort",
                with_default(
                    text(
                        "Columns to sort by, `-` before one for descending; empty cells last.",
                        "-net_amount,payment_date",
                    ),
                    "",
                ),
            ),
            Parameter(
                "_columns",
                with_default(text("The columns to show; all where left out.", "payment_date,net_amount"), ""),
            ),
            Parameter(
                "_limit",
                with_default(whole("How many rows a page holds.", 100, least=1, most=MOST_ROWS), 100),
            ),
            Parameter(
                "_after", with_default(text("A place in the order, from a `next` address.", "W1sibmF0"), "")
            ),
            Parameter(
                "_before",
                with_default(text("A place in the order, from a `previous` address.", "W1sibmF0"), ""),
            ),
            Parameter("_version", with_default(whole(_NEWEST, 3, most=10**9), 0)),
        ),
        filters=True,
    ),
    Route(
        path="datasets/{slug}/tables/{name}/lineage",
        name="lineage",
        title="From a row to its line",
        says=(
            "The chain of evidence of a row: the part of the table it is in, the file with its hash, when "
            "and where that came from, the raw text of its line or lines, and the versions that hold it. "
            "Every row of `rows` carries its own address here as `_lineage`."
        ),
        subject="Tables",
        view=lineage,
        answer="Lineage",
        parameters=(
            _SLUG,
            _NAME,
            Parameter(
                "file",
                text(
                    "The row’s `_file`.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                ),
            ),
            Parameter("sheet", with_default(text("The row’s `_sheet`.", ""), "")),
            Parameter("line", whole("The row’s `_line`, or any line of its record.", 14, least=1)),
        ),
    ),
)
