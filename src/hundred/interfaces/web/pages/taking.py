"""Ways to take a table's rows away: downloads, and lines of code that work as pasted."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from hundred.catalogue.records import TableRecord
from hundred.interfaces.web.parts import Download

_FORMATS = {
    "csv": ("CSV", "for spreadsheets and most programs"),
    "xlsx": ("Excel", "one worksheet"),
    "json": ("JSON", "for web programs"),
    "geojson": ("GeoJSON", "for maps"),
    "parquet": ("Parquet", "for analysis, typed and compact"),
}
FORMATS = tuple(_FORMATS)
# words in the names of columns that amounts are worth adding up by
_TELLING = ("supplier", "beneficiary", "payee", "vendor", "merchant", "name", "ward", "category", "type")
_SHEET_ROWS = 1_048_575  # more do not fit a worksheet


@dataclass(frozen=True, slots=True)
class Example:
    """Some lines of code: for what, and the code itself."""

    title: str
    code: str


def downloads(table: TableRecord, asked: str = "", rows: int | None = None) -> tuple[Download, ...]:
    """A table's rows in every format; `asked` is the query string that narrows them to `rows` rows."""
    rows = table.rows if rows is None else rows
    return tuple(
        Download(label, _address(table, kind, asked), note)
        for kind, (label, note) in _FORMATS.items()
        if (kind != "xlsx" or rows <= _SHEET_ROWS) and (kind != "geojson" or has_places(table))
    )


def has_places(table: TableRecord) -> bool:
    """Whether the table has a column of places."""
    return any(column.type.kind == "geometry" for column in table.schema)


def examples(request: HttpRequest, table: TableRecord) -> tuple[Example, ...]:
    """How to use a table from a terminal, Python, R and SQL, with its own addresses and columns."""
    files = {kind: request.build_absolute_uri(_address(table, kind)) for kind in ("csv", "parquet")}
    dates = [column.name for column in table.schema if column.type.kind in ("date", "datetime")]
    kept = f"{table.name}.parquet"
    kept_as_sql = f"'{kept}'"
    parsing = f", parse_dates={dates!r}" if dates else ""
    return (
        Example("API", f"curl '{request.build_absolute_uri(rows_address(table))}'"),
        Example(
            "Python",
            f'import pandas as pd\n\nrows = pd.read_csv("{files["csv"]}"{parsing})\nprint(rows.head())',
        ),
        Example("R", f'rows <- read.csv("{files["csv"]}")\nhead(rows)'),
        Example(
            "SQL, with DuckDB",
            f"curl -o {kept} '{files['parquet']}'\nduckdb -c \"{question(table, kept_as_sql)}\"",
        ),
        Example(
            "SQL, in the region’s home",
            f'hundred query "{question(table, table.lake_name)}"',
        ),
    )


def rows_address(table: TableRecord) -> str:
    """A first question for the API: the table's rows, the greatest amounts first where it has amounts."""
    amount = next((column.name for column in table.schema if column.type.kind == "decimal"), "")
    asked = {"_limit": "10"} | ({"_sort": f"-{amount}"} if amount else {})
    return f"/api/v1/datasets/{table.dataset}/tables/{table.name}/rows?{urlencode(asked)}"


def _address(table: TableRecord, kind: str, asked: str = "") -> str:
    address = reverse("download", args=[table.dataset, table.name, kind])
    return f"{address}?{asked}" if asked else address


def question(table: TableRecord, source: str) -> str:
    """A question in SQL of the table's own columns. Names are plain words by the time they are published."""
    amount = next((column.name for column in table.schema if column.type.kind == "decimal"), "")
    texts = [column.name for column in table.schema if column.type.kind == "text"]
    by = next((name for name in texts if any(word in name for word in _TELLING)), "".join(texts[:1]))
    if amount and by:
        return f"SELECT {by}, sum({amount}) AS total FROM {source} GROUP BY {by} ORDER BY total DESC LIMIT 10"
    return f"SELECT * FROM {source} LIMIT 10"
