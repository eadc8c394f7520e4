"""A table says the same in whatever encoding it is written, and a file's page shows what the reader read."""

import csv
import io
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hundred.intake import read
from hundred.lake.lines import lines_around

SLOW = settings(max_examples=60, deadline=None)
WORDS = ["Zoë’s Café", "£1,234.50", "Müller", "Plain", "niño à la carte", "(£5.00)", "Ltd", "", " x "]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
BYTES = st.sampled_from(
    [
        *(b"A", b" ", b"\xa3", b"\x92", b"\xe9", b"\x9c", b"\xc3", b"\x80", b"\xff", b"\x81"),
        *(b"\xef\xbb\xbf", b"\0", b"\f", b"\x1a"),
        *(text.encode() for text in ("£", "Zoë", "\u2028")),
    ]
)


@given(
    rows=st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=2), min_size=1, max_size=8),
    encoding=st.sampled_from(ENCODINGS),
)
@example([["Zoë’s Café", "£1,234.50"], [" x ", " x "]], "utf-8")
@SLOW
def test_a_table_reads_the_same_in_any_encoding(rows, encoding):
    rows = [["Zoë’s Café £5", *row] for row in rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["First", "Second", "Third"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(text.getvalue().encode(encoding))
        (table,) = read(path, name="spend.csv", into=Path(folder)).tables
        cells = [list(row.values()) for row in pq.read_table(table.cells).drop("_line").to_pylist()]
    assert [[cell or "" for cell in row] for row in cells] == rows


@given(
    lines=st.lists(st.lists(BYTES, max_size=6).map(b"".join), min_size=1, max_size=12),
    end=st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
@SLOW
def test_the_page_of_a_file_shows_each_line_as_it_was_read(lines, end):
    rows = [b"%d,%b" % (number, line) for number, line in enumerate(lines, 2)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(end.join([b"row,what", *rows]))
        reading = read(path, name="spend.csv", into=Path(folder))
        cells = pq.read_table(reading.tables[0].cells).to_pylist()
        shown = lines_around(path, 2, 99, encoding=reading.file.encoding or "")
    if any(finding.code == "text-garbled" for finding in reading.findings):
        return  # which the page shows as it stands
    by_line = {line.number: line.text for line in shown}
    for row in cells:
        line, *read_cells = row.values()
        assert by_line[line] == ",".join(cell or "" for cell in read_cells)
