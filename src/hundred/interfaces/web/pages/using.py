"""A table in other programs: code that works as pasted against this region's addresses.

Whoever follows an address has no session, so code for a dataset that is not open reads the file that its
reader has downloaded, and says so.
"""

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from hundred.catalogue.records import DatasetRecord, TableRecord
from hundred.interfaces.addresses import Site, table_address
from hundred.interfaces.web.pages.taking import has_places
from hundred.lake.schema import Column, Kind, quoted

# words in the names of columns that amounts are worth adding up by
_TELLING = ("supplier", "beneficiary", "payee", "vendor", "merchant", "name", "ward", "category", "type")
# words that no column can be called by in SQL, unless in quotes
_KEYWORDS = """
all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
create default deferrable desc describe distinct do else end except false fetch for foreign from group
having in initially intersect into lambda lateral leading limit not null offset on only or order pivot
placing primary qualify references returning select show some summarize symmetric table then to trailing
true union unique unpivot using variadic when where window with
"""
_RESERVED = frozenset(_KEYWORDS.split())
_IN_POWER_QUERY: dict[Kind, str] = {
    "text": "type text",
    "integer": "Int64.Type",
    "decimal": "type number",
    "date": "type date",
    "datetime": "type datetime",
    "boolean": "type logical",
    "geometry": "type text",
}


@dataclass(frozen=True, slots=True)
class Example:
    """Some lines of code: for what, the code itself, and where to put it or what it needs."""

    title: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where code finds a table's files: at the table's address, or as downloaded where that is closed."""

    table: TableRecord
    base: str
    address: str
    is_open: bool

    def file(self, kind: str) -> str:
        """The file of a format, by its address or by the name it is downloaded under."""
        if self.is_open:
            return f"{self.address}.{kind}"
        return f"{self.table.dataset}-{self.table.name}-v{self.table.version}.{kind}"


def uses(site: Site, whole: DatasetRecord, table: TableRecord) -> tuple[Example, ...]:
    """How to use a table from Python, R, Excel, QGIS and SQL, with its own addresses and columns."""
    place = Place(table, site.base, table_address(site, table), whole.access == "open")
    made: tuple[Callable[[Place], Example], ...] = (_python, _r, _excel, _qgis, _duckdb)
    if place.is_open:
        made = (*made, _sql, _api)
    else:
        made = tuple(each for each in made if each not in (_excel, _qgis))
    return tuple(each(place) for each in made)


def _python(place: Place) -> Example:
    code = f"""\
        import pandas as pd

        rows = pd.read_parquet({_text(place.file("parquet"))}, dtype_backend="pyarrow")
        print(rows.head())"""
    return Example("Python", textwrap.dedent(code), "It needs pandas and PyArrow: pip install pandas pyarrow")


def _r(place: Place) -> Example:
    kinds = {"text": "character", "date": "Date"}
    known = [
        f'  {_r_name(column.name)} = "{kinds[column.type.kind]}"'
        for column in place.table.schema
        if column.type.kind in kinds
    ]
    classes = ", colClasses = c(\n" + ",\n".join(known) + "\n)" if known else ""
    reading = f'{_text(place.file("csv"))}, na.strings = "", check.names = FALSE{classes}'
    code = f"rows <- read.csv({reading})\nhead(rows)"
    return Example("R", code, "Base R is enough. Codes and references keep their leading zeros.")


def _excel(place: Place) -> Example:
    types = ", ".join(
        f'{{"{column.name}", {_IN_POWER_QUERY[column.type.kind]}}}' for column in place.table.schema
    )
    reading = '[Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]'
    code = f"""\
        let
            Source = Csv.Document(Web.Contents("{place.file("csv")}"), {reading}),
            Headed = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
            Typed = Table.TransformColumnTypes(Headed, {{{types}}}, "en-GB")
        in
            Typed"""
    note = (
        "In Excel or Power BI: Data, Get Data, From Other Sources, Blank Query, Advanced Editor. Paste this "
        "over what is there, and choose Anonymous if asked how to connect. Refresh brings the newest version."
    )
    return Example("Excel", textwrap.dedent(code), note)


def _qgis(place: Place) -> Example:
    table = place.table
    if has_places(table):
        source = f"OAPIF:{place.base}/ogc/collections/{table.dataset}.{table.name}"
        what = "A layer that QGIS asks for as it needs it (OGC API – Features)."
    else:
        source = f"/vsicurl_streaming/{place.file('csv')}"
        what = "The table has no places of its own: QGIS opens it as a table, to join to a layer."
    code = f'iface.addVectorLayer({_text(source)}, {_text(table.title)}, "ogr")'
    return Example("QGIS", code, f"Paste it into Plugins, Python Console. {what}")


def _duckdb(place: Place) -> Example:
    kept = f"{place.table.name}.parquet" if place.is_open else place.file("parquet")
    fetch = f"curl -o {kept} '{place.file('parquet')}'\n" if place.is_open else ""
    sql = question(place.table, quoted(kept))
    return Example(
        "SQL, with DuckDB", f"{fetch}duckdb -c '{sql}'", "In a terminal with DuckDB’s own program."
    )


def _sql(place: Place) -> Example:
    sql = question(place.table, place.table.lake_name)
    code = f"curl -G '{place.base}/api/v1/sql' -d format=csv \\\n  --data-urlencode 'sql={sql}'"
    return Example("SQL, asked here", code, "In a terminal: this datastore answers the question itself.")


def _api(place: Place) -> Example:
    return Example("API", f"curl '{place.base}{rows_address(place.table)}'", "Rows page by page, as JSON.")


def rows_address(table: TableRecord) -> str:
    """A first question for the API: the table's rows, the greatest amounts first where it has amounts."""
    amount = _amount(table)
    asked = {"_limit": "10"} | ({"_sort": f"-{amount.name}"} if amount else {})
    return f"/api/v1/datasets/{table.dataset}/tables/{table.name}/rows?{urlencode(asked)}"


def question(table: TableRecord, source: str) -> str:
    """A question in SQL of the table's own columns."""
    amount = _amount(table)
    texts = [column.name for column in table.schema if column.type.kind == "text"]
    by = next((name for name in texts if any(word in name for word in _TELLING)), "".join(texts[:1]))
    if amount and by:
        by, summed = called(by), f"sum({called(amount.name)})"
        return f"SELECT {by}, {summed} AS total FROM {source} GROUP BY {by} ORDER BY total DESC LIMIT 10"
    return f"SELECT * FROM {source} LIMIT 10"


def called(name: str) -> str:
    """A column's name as SQL calls it: in quotes only where it must be."""
    return quoted(name) if name in _RESERVED or name[:1].isdigit() else name


def _amount(table: TableRecord) -> Column | None:
    return next((column for column in table.schema if column.type.kind == "decimal"), None)


def _text(text: str) -> str:
    """A text as Python and R write it. JSON writes it so, but for what is beyond both."""
    return json.dumps(text, ensure_ascii=False)


def _r_name(name: str) -> str:
    return f"`{name}`"
