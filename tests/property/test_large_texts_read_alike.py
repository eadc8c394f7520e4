"""Large regular texts are read by the engine as they stand; whatever the text, the table is the same."""

import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hundred.intake import Reading, read, write_typed
from hundred.intake.formats import text as text_format

SLOW = settings(max_examples=60, deadline=None)
SHA = "a" * 64


def read_and_written(data: bytes, *, large: bool) -> tuple[Reading, list[object], list[object]]:
    """The reading of bytes as of a large file or of a small one, its typed rows, and what was set aside."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        with mock.patch.object(text_format, "LARGE", 0 if large else len(data) + 1):
            reading = read(path, name="spend.csv", into=Path(folder), sha256=SHA)
        rows, aside = [], []
        for table in reading.tables:
            into = Path(folder, "typed.parquet")
            written = write_typed(table, table.decisions(), file=SHA, into=into)
            typed = pq.read_table(into)
            rows += [typed.schema.names, *map(tuple, (row.values() for row in typed.to_pylist()))]
            rows += [written.rows, sorted((f.code, f.column, f.count, f.lines) for f in written.findings)]
            aside += sorted(tuple(row.values()) for row in pq.read_table(table.aside).to_pylist())
        return reading, rows, aside


def told(reading: Reading) -> list[object]:
    """What a reading says of a file, but for where its cells lie and the examples it happened on."""
    columns = [
        (column.name, column.original, replace(column.evidence, example=""))
        for table in reading.tables
        for column in table.columns
    ]
    tables = [
        (table.header_lines, table.first_line, table.last_line, table.rows, table.set_aside, table.dialect)
        for table in reading.tables
    ]
    return [columns, tables, Counter((f.code, f.count, f.line, f.column) for f in reading.findings)]


CELLS = st.sampled_from(
    [
        "",
        "a",
        "1",
        "-2.50",
        "£3.00",
        "13/04/2024",
        "01/02/2024",
        "N/A",
        " pad",
        '"q, r"',
        '"say ""hi"""',
        "é",
        "Total",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=4, max_size=4).map(",".join),
    st.sampled_from(
        [
            "",
            ",,,",
            "a,b",
            "a,b,c,d,e",
            '"open,1,2,3',
            'x"y,1,2,3',
            ' "a",1,2,3',
            "Note: none",
            "Who,Paid,Net,Why",
        ]
    ),
)


@given(
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=4).map(",".join), min_size=8, max_size=40),
    odd=st.lists(st.tuples(st.integers(0, 40), LINES), max_size=2),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    above=st.sampled_from(["", "Payments over £500\r\n", "Payments\n\n"]),
    finished=st.booleans(),
)
@example(["a,01/02/2024,1.00,b"] * 30, [], "\n", "utf-8", "", True)
@example(["a,01/02/2024,1.00,b"] * 30, [], "\r\n", "cp1252", "Payments over £500\r\n", False)
@SLOW
def test_a_text_read_as_it_stands_gives_the_table_that_reading_it_cell_by_cell_does(
    rows, odd, end, encoding, above, finished
):
    lines = ["Who,Paid,Net,Why", *rows]
    for place, line in odd:
        lines.insert(1 + place % len(lines), line)
    data = (above + end.join(lines) + (end if finished else "")).encode(encoding)
    large, small = (read_and_written(data, large=which) for which in (True, False))
    assert told(large[0]) == told(small[0])
    assert large[1:] == small[1:]


def test_a_regular_text_is_not_copied_and_its_rows_are_drafted(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_bytes(b"Who,Paid,Net\n" + b"Oakapple Ltd,13/04/2024,1.50\n" * 1000)
    with mock.patch.object(text_format, "LARGE", 0):
        (table,) = read(path, name="spend.csv", into=tmp_path, sha256=SHA).tables
    assert table.cells == path
    assert table.draft is not None
    assert Reading.from_dict(read(path, name="spend.csv", into=tmp_path).as_dict())
    written = write_typed(table, table.decisions(), file=SHA, into=tmp_path / "typed.parquet")
    assert (written.rows, table.draft.path.exists()) == (1000, False)
    again = write_typed(table, table.decisions(), file=SHA, into=tmp_path / "again.parquet")
    assert pq.read_table(tmp_path / "again.parquet") == pq.read_table(tmp_path / "typed.parquet")
    assert again.rows == 1000
