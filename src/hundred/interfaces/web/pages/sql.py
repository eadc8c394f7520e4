"""Ask in SQL: the tables there are, a question in the address, its answer as a table, a chart and files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hundred.base.errors import HundredError, Invalid, Unavailable
from hundred.base.identifiers import is_sha256
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import NamedTable, NamedTables, TableRecord
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.sqlquery import Answered, ask
from hundred.interfaces.web.charts import Chart, Shape, chart
from hundred.interfaces.web.pages.findings import line_page
from hundred.interfaces.web.pages.using import Example, question
from hundred.interfaces.web.parts import Download, Heading, Link, Row
from hundred.lake.schema import PROVENANCE
from hundred.lake.sql_words import FUNCTIONS_FOR
from hundred.lake.statement import BadSql
from hundred.lake.turns import TooMany

_SHOWN = 500  # rows on the page
_TABLES = 40
_NUMBERS = ("integer", "decimal", "float")
_FORMATS = {
    "csv": ("CSV", "for spreadsheets and most programs"),
    "json": ("JSON", "for web programs"),
    "parquet": ("Parquet", "for analysis, typed and compact"),
    "arrow": ("Arrow", "for Python and R, as it is read"),
}
_SHAPES: dict[str, Shape] = {"bars": "bars", "line": "line"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a question from its answer; `snippet` is the line at fault with a mark below the place."""

    says: str
    fix: str
    status: HTTPStatus
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What can be drawn of an answer, and what is: `labels` and `amounts` are the columns to choose from."""

    labels: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    shape: str = ""
    x: str = ""
    y: str = ""
    chart: Chart | None = None


@open_to("anyone")
@require_safe
def sql(request: HttpRequest) -> HttpResponse:
    """The question in the address with its answer; without one, the tables and questions to begin with."""
    text, at = request.GET.get("sql", ""), request.GET.getlist("at")
    asker, find = asker_of(request), request.GET.get("find", "").strip()
    known = catalogue.named_tables(asker=asker, text=find, most=_TABLES)
    given: dict[str, object] = {"sql": text, "at": at, "find": find, "known": known, "tables": _tables(known)}
    given |= {"examples": _examples(known), "functions": FUNCTIONS_FOR, "limits": settings.FENCE.limits}
    trouble = None
    if text.strip() and request.GET.get("do") != "find":
        try:
            found = ask(request, text, at, rows=_SHOWN)
            given |= _answer(found, request)
        except (Invalid, Unavailable) as error:
            trouble = _trouble(error, text)
    else:
        settings.FENCE.get_ready()
    response = render(request, "sql/sql.html", given | {"trouble": trouble}, status=_status(trouble))
    if trouble and trouble.status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response["Retry-After"] = "5"
    return response


def sql_page(sql: str, at: Sequence[str] = (), **more: str) -> str:
    """The address of a question's answer."""
    asked = [("sql", sql), *(("at", one) for one in at), *more.items()]
    return f"{reverse('sql')}?{urlencode(asked)}"


def _answer(found: Answered, request: HttpRequest) -> dict[str, object]:
    """The answer as the components show it, and the ways on from it."""
    from hundred.lake.answers import values_of  # noqa: PLC0415  slow to import

    cells = {column: values_of(found.answer.table[column]) for column in found.answer.table.column_names}
    shown = [column for column in found.answer.columns if not (found.has_lines and column.name in PROVENANCE)]
    headings = [Heading(c.name, "decimal" if c.kind == "float" else c.kind) for c in shown]
    rows = [Row(values) for values in zip(*(cells[c.name] for c in shown), strict=True)]
    if found.has_lines:
        places = zip(*(cells[name] for name in PROVENANCE), strict=True)
        bare = rows or [Row(()) for _ in cells["_line"]]
        rows = [_traced(row, *place) for row, place in zip(bare, places, strict=True)]
    return {
        "found": found,
        "headings": headings,
        "rows": rows,
        "reads": [(_link(table), table) for table in found.reads],
        "lasting": request.build_absolute_uri(sql_page(found.sql, found.at)),
        "downloads": [
            Download(label, _download(found, form), note) for form, (label, note) in _FORMATS.items()
        ],
        "drawing": _drawing(found, cells, request),
    }


def _traced(row: Row, file: object, sheet: object, line: object) -> Row:
    """A row with the way to its line, where these are such: SQL can make them up."""
    if not isinstance(file, str) or not isinstance(line, int) or not is_sha256(file) or line < 1:
        return row
    return Row(row.cells, line, line_page(file, line, str(sheet or "")))


def _drawing(found: Answered, cells: dict[str, list[object]], request: HttpRequest) -> Drawing:
    columns = {column.name: column.kind for column in found.answer.columns if column.name not in PROVENANCE}
    amounts = tuple((name, name) for name, kind in columns.items() if kind in _NUMBERS)
    labels = tuple((name, name) for name in columns)
    if not amounts or len(labels) < 2 or not found.answer.table.num_rows:
        return Drawing()
    last = amounts[-1][0]
    shape, x, y = (request.GET.get(name, "") for name in ("chart", "x", "y"))
    x = x if x in columns else next(name for name in columns if name != last)
    y = y if columns.get(y) in _NUMBERS else last
    drawn = chart(_SHAPES[shape], (x, y), cells[x], cells[y]) if shape in _SHAPES else None
    return Drawing(labels, amounts, shape if drawn else "", x, y, drawn)


def _trouble(error: HundredError, text: str) -> Trouble:
    status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, Unavailable) else HTTPStatus.BAD_REQUEST
    if isinstance(error, TooMany):
        status = HTTPStatus.TOO_MANY_REQUESTS
    return Trouble(error.says, error.fix, status, _snippet(error, text))


def _snippet(error: HundredError, text: str) -> str:
    if not isinstance(error, BadSql) or not error.line:
        return ""
    line = text.split("\n")[error.line - 1].rstrip("\r")
    return f"{line}\n{' ' * (error.letter - 1)}^" if len(line) < 2_000 else ""


def _status(trouble: Trouble | None) -> int:
    return trouble.status if trouble else HTTPStatus.OK


def _tables(known: NamedTables) -> list[tuple[NamedTable, str, str]]:
    """Each table with its page, and with the question for its first rows."""
    return [
        (
            named,
            reverse("table", args=[named.table.dataset, named.table.name]),
            sql_page(f"SELECT *\nFROM {named.name}\nLIMIT 20"),
        )
        for named in known.tables
    ]


def _examples(known: NamedTables) -> list[tuple[str, Link]]:
    """Questions that have an answer here, of the table that can be asked most: one of amounts by days."""
    table = max((named.table for named in known.tables), key=_worth, default=None)
    if table is None:
        return [("A sum", Link("SELECT 6 * 7 AS answer", sql_page("SELECT 6 * 7 AS answer")))]
    made = (
        Example("Its columns", f"DESCRIBE {table.lake_name}"),
        Example("What is in each of them", f"SUMMARIZE {table.lake_name}"),
        Example("Ten rows, with the lines they came from", f"SELECT *\nFROM {table.lake_name}\nLIMIT 10"),
        Example("The greatest, added up", _in_lines(question(table, table.lake_name))),
        *_monthly(table),
    )
    return [(example.title, Link(example.code, sql_page(example.code))) for example in made]


def _in_lines(sql: str) -> str:
    """A question of ours with each of its clauses on a line."""
    return re.sub(r" (FROM|GROUP BY|ORDER BY|LIMIT) ", r"\n\1 ", sql)


def _worth(table: TableRecord) -> tuple[int, int]:
    return len({"date", "decimal", "text"} & {column.type.kind for column in table.schema}), table.rows


def _monthly(table: TableRecord) -> tuple[Example, ...]:
    day = next((c.name for c in table.schema if c.type.kind in ("date", "datetime")), "")
    amount = next((c.name for c in table.schema if c.type.kind == "decimal"), "")
    if not day:
        return ()
    what = f"sum({amount}) AS total" if amount else "count(*) AS rows"
    return (
        Example(
            "Month by month",
            f"SELECT CAST(date_trunc('month', {day}) AS DATE) AS month, {what}\nFROM {table.lake_name}\n"
            f"WHERE {day} IS NOT NULL\nGROUP BY month\nORDER BY month",
        ),
    )


def _link(table: TableRecord) -> Link:
    page = reverse("table", args=[table.dataset, table.name])
    return Link(table.lake_name, f"{page}?_version={table.version}")


def _download(found: Answered, form: str) -> str:
    asked = [("sql", found.sql), ("format", form), *(("at", at) for at in found.at)]
    return f"/api/v1/sql?{urlencode(asked)}"
