"""Whatever the bytes: no record is lost, and a table written by the book is read back cell for cell."""

import csv
import io
import re
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hundred.intake import Evidence, Reading, merge, read

SLOW = settings(max_examples=60, deadline=None)

ODD = st.text(st.sampled_from("ab ,;|\t\"'£é\n"), max_size=8)
TOKENS = st.lists(
    st.sampled_from(["{}", '"{}"', '"{}', '{}"', '{}"{}', '""{}', '"{}""{}"', "", " ", '"', '""'])
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def read_bytes(data: bytes) -> tuple[Reading, list[list[str]], list[tuple[int, str, str]]]:
    """The reading, its rows (line first, then texts), and what was set aside (line, role, text)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        reading = read(path, name="spend.csv", into=Path(folder))
        rows = [row for table in reading.tables for row in pq.read_table(table.cells).to_pylist()]
        aside = [row for table in reading.tables for row in pq.read_table(table.aside).to_pylist()]
    cells = [[row.pop("_line"), *(cell or "" for cell in row.values())] for row in rows]
    return reading, cells, [(row["_line"], row["role"], row["text"]) for row in aside]


PLAIN = st.text(st.sampled_from("ab'\"£é \n"), max_size=8)  # no digits: figures that add up are totals


@given(
    rows=st.lists(st.tuples(PLAIN, ODD, PLAIN).map(list), min_size=1, max_size=12),
    delimiter=st.sampled_from(",;|\t"),
    end=ENDS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    notes=st.integers(0, 2),
)
@example([["", "", "\n;\n"]], ",", "\r", "utf-8", 1)
@example([["", "", "\n;\n"], ["", ";", "'1'"]], ",", "\r", "utf-8", 1)
@SLOW
def test_a_table_written_by_the_book_is_read_back_cell_for_cell(rows, delimiter, end, encoding, notes):
    for mark in set(",;|\t") - {delimiter}:  # one that parts every row alike could be the delimiter
        counts = {sum(cell.count(mark) for cell in row) for row in rows}
        assume(not notes or len(rows) < 3 or len(counts) > 1 or counts == {0})
    rows = [["row", *row] for row in rows]
    text = io.StringIO(newline="")
    text.write(f"Payments over five hundred pounds{end}" * notes)
    # csv leaves a line feed unquoted where lines end with CR alone
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["First £", "Second", "Third", "Fourth"])
    writer.writerows(rows)
    (reading, cells, aside) = read_bytes(text.getvalue().encode(encoding))
    assert [row[1:] for row in cells] == rows
    assert [role for _, role, _ in aside] == ["preamble"] * notes + ["header"]
    assert reading.tables[0].dialect.delimiter == delimiter


@given(
    lines=st.lists(st.lists(TOKENS.map(list), min_size=1, max_size=5), min_size=1, max_size=15),
    end=ENDS,
    finished=st.booleans(),
    nul=st.booleans(),
)
@SLOW
def test_every_word_of_a_broken_file_is_in_a_row_or_set_aside(lines, end, finished, nul):
    number = iter(range(100_000))
    written = [
        ",".join(
            "".join(re.sub(r"\{\}", lambda _: f"w{next(number)}x", part) for part in cell) for cell in line
        )
        for line in lines
    ]
    text = end.join(written) + (end if finished else "") + ("\0" if nul else "")
    reading, cells, aside = read_bytes(text.encode())
    if not reading.tables:
        assert not re.findall(r"w\d+x", text)
        return
    kept = " ".join(str(cell) for row in cells for cell in row) + " ".join(text for _, _, text in aside)
    assert sorted(re.findall(r"w\d+x", kept)) == sorted(re.findall(r"w\d+x", text))
    (table,) = reading.tables
    assert len(cells) + len(aside) == table.rows + table.set_aside
    lines_of = sorted([row[0] for row in cells] + [line for line, _, _ in aside])
    assert len(set(lines_of)) == len(lines_of)


@given(lines=st.lists(st.text(st.sampled_from("ab1,; "), max_size=12), min_size=1, max_size=30), end=ENDS)
@SLOW
def test_without_quotes_every_line_is_one_record(lines, end):
    reading, cells, aside = read_bytes(end.join([*lines, ""]).encode())
    if reading.tables:
        assert sorted([row[0] for row in cells] + [line for line, _, _ in aside]) == list(
            range(1, len(lines) + 1)
        )
    else:
        assert not "".join(lines).strip()


@given(data=st.binary(max_size=300))
@SLOW
def test_no_bytes_make_reading_fail(data):
    reading, cells, aside = read_bytes(data)
    assert reading.tables or [finding.severity for finding in reading.findings] == ["error"]
    assert len(cells) + len(aside) == sum(table.rows + table.set_aside for table in reading.tables)


EVIDENCE = st.builds(
    Evidence,
    cells=st.integers(0, 99),
    empty=st.integers(0, 99),
    missing=st.integers(0, 99),
    withheld=st.integers(0, 99),
    errors=st.integers(0, 99),
    unknown=st.integers(0, 99),
    padded=st.integers(0, 99),
    shapes=st.dictionaries(st.sampled_from(["integer", "text", "date iso yyyy-mm-dd"]), st.integers(1, 9)),
    places=st.integers(0, 9),
    whole=st.integers(0, 9),
    continental_places=st.integers(0, 9),
    narrowest=st.integers(0, 9),
    days=st.integers(0, 9),
    months=st.integers(0, 9),
    example=st.sampled_from(["", "a", "b"]),
)


@given(EVIDENCE, EVIDENCE, EVIDENCE)
def test_evidence_merges_in_any_order(a, b, c):
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, Evidence()) == a
    assert Evidence.from_dict(a.as_dict()) == a
