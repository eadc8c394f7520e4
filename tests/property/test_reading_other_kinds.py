"""What is written as JSON, GeoJSON, Parquet, HTML or a workbook is read back cell for cell."""

import html
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hundred.intake import read

pytestmark = pytest.mark.slow
SLOW = settings(max_examples=30, deadline=None)

HEADINGS = ["Supplier", "Town", "Note"]
WORDS = st.text(st.sampled_from("abcXYZ019,;'\"<&>£é\\ "), min_size=1, max_size=9).map(
    lambda text: f"w{text}w"
)
ROWS = st.lists(st.tuples(WORDS, WORDS, st.one_of(st.none(), WORDS)), min_size=2, max_size=9)


def rows_of(data: bytes) -> list[list[str | None]]:
    """The cells of the only table of a file, in the order of HEADINGS."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        reading = read(path, name="file", into=Path(folder))
        (table,) = reading.tables
        names = {column.original: column.name for column in table.columns}
        assert table.set_aside == (0 if not table.header_lines else len(table.header_lines))
        rows = pq.read_table(table.cells).to_pylist()
    return [[row[names[heading]] if heading in names else None for heading in HEADINGS] for row in rows]


def records(rows):
    return [dict(zip(HEADINGS, row, strict=True)) for row in rows]


def as_json(rows):
    return json.dumps(records(rows), ensure_ascii=False).encode()


def as_json_lines(rows):
    return "".join(json.dumps(record) + "\n" for record in records(rows)).encode()


def as_geojson(rows):
    features = [
        {"type": "Feature", "properties": record, "geometry": {"type": "Point", "coordinates": [-2.3, 53.4]}}
        for record in records(rows)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def as_parquet(rows):
    stream = io.BytesIO()
    columns = {heading: [row[place] for row in rows] for place, heading in enumerate(HEADINGS)}
    pq.write_table(
        pa.table(columns, schema=pa.schema([(heading, pa.string()) for heading in HEADINGS])), stream
    )
    return stream.getvalue()


def as_html(rows):
    lines = ["".join(f"<th>{heading}</th>" for heading in HEADINGS)]
    lines += ["".join(f"<td>{html.escape(cell or '')}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><body><table>{body}</table></body></html>".encode()


def as_workbook(rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Spend")
        for number, row in enumerate([HEADINGS, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell or "")
    return stream.getvalue()


WRITERS = [as_json, as_json_lines, as_geojson, as_parquet, as_html, as_workbook]


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@given(rows=ROWS)
@example(rows=[("w 1  2 w", "wXw", None), ("w\\w", 'w"w', "w<b>w")])
@SLOW
def test_a_table_of_texts_is_read_back_cell_for_cell(write, rows):
    wanted = [list(row) for row in rows]
    if write is as_html:  # a page shows a run of blanks as one
        wanted = [[cell and " ".join(cell.split()) for cell in row] for row in wanted]
    assert rows_of(write(rows)) == wanted
