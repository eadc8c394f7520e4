"""A table is the same table in whatever encoding, dialect and company it comes."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_oracle import check

from hundred.intake import read

pytestmark = pytest.mark.slow
SLOW = settings(max_examples=40, deadline=None)

DELIMITERS = (",", ";", "\t", "|")  # those we claim
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
HEADINGS = ["Day", "Supplier", "Net amount (£)", "Reference"]

DAYS = st.dates(date(2020, 1, 13), date(2029, 12, 31)).map("{:%d/%m/%Y}".format)
NAMES = st.sampled_from(
    ["Tern & Sons", "Dyke, Drain; and Ditch", 'The "Heron"', "Café Curlew\nCatering", "O'Neill|Co"]
)
AMOUNTS = st.decimals(-99_999, 99_999, places=2).map("{:.2f}".format)
REFERENCES = st.integers(0, 9999).map("{:05}".format)
ROWS = st.lists(st.tuples(DAYS, NAMES, AMOUNTS, REFERENCES), min_size=3, max_size=12)

DRESS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(DELIMITERS),
        "end": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "encoding": st.sampled_from(ENCODINGS),
        "preamble": st.lists(
            st.sampled_from(["", "Estuary Council", "Payments over £500, 2027"]), max_size=3
        ),
        "blank_below": st.integers(0, 3),
        "finished": st.booleans(),
    }
)
PLAIN = {"delimiter": ",", "end": "\n", "quoting": csv.QUOTE_MINIMAL, "encoding": "utf-8"}


def dressed(rows, *, delimiter, end, quoting, encoding, preamble=(), blank_below=0, finished=True):
    """The table as a file. A line feed in a cell is quoted whatever the line ends are."""
    text = io.StringIO(newline="")
    text.write("".join(f'"{line}"{end}' if delimiter in line else line + end for line in preamble))
    everything = csv.QUOTE_ALL if end == "\r" else quoting
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=everything)
    writer.writerows([HEADINGS, *rows])
    text.write(end * blank_below)
    return text.getvalue().removesuffix("" if finished else end).encode(encoding)


def table_of(data):
    """Headings, cells and types of the only table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        (table,) = read(path, name="spend.csv", into=Path(folder)).tables
        rows = [list(row.values())[1:] for row in pq.read_table(table.cells).to_pylist()]
    decisions = table.decisions()
    kinds = [decision.type.kind for decision in decisions]
    return [column.original for column in table.columns], rows, kinds


@given(rows=ROWS, dress=DRESS)
@SLOW
def test_encoding_dialect_line_ends_and_preamble_change_nothing_in_the_table(rows, dress):
    headings, cells, kinds = table_of(dressed(rows, **dress))
    assert headings == HEADINGS
    assert cells == [list(row) for row in rows]
    assert kinds == table_of(dressed(rows, **PLAIN))[2]


@given(
    rows=ROWS,
    dress=DRESS,
    cut=st.integers(0, 400),
    stray=st.sampled_from(['"', "'", "\0", ",", "\r", "\ufeff", "£"]),
)
@SLOW
def test_a_file_cut_off_and_marred_anywhere_loses_nothing(rows, dress, cut, stray):
    whole = dressed(rows, **(dress | {"encoding": "utf-8"}))
    place = cut % (len(whole) + 1)
    check(whole[:place] + stray.encode())
    check(whole[:place] + stray.encode() + whole[place:])
