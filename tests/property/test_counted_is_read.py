"""What counting takes for a value of a type, reading reads: no cell falls between the two."""

import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hundred.intake import read, write_typed

PIECES = st.sampled_from(
    [
        *"0123456789",
        *".,-−+£€$()%/: ",
        "\u00a0",
        "CR",
        "DR",
        "GBP",
        "e",
        "E+11",
        "k",
        "m",
        "bn",
        "T",
        "Z",
        "am",
        "PM",
        "00:00",
        "May",
        "Sept",
        "Mon ",
        "th",
        "20",
        "2024",
        "31",
        "12",
        "N/A",
        "REDACTED",
        "#REF!",
        "TBC",
        "Yes",
        "T",
        "F",
        "✓",
        "FY",
        "Q1",
        "1.234",
        "1,234",
        "1.234,56",
    ]
)
CELLS = st.lists(PIECES, min_size=1, max_size=7).map("".join)
WRITTEN = st.sampled_from(
    [
        "1",
        "0",
        "-5",
        "1,234.50",
        "£12",
        "1.234",
        "1.234,56",
        "12%",
        "£1.2m",
        "5.00CR",
        "1.5E+03",
        "31/05/2024",
        "05/31/2024",
        "04/05/2024",
        "2024-05-31",
        "31/05/2024 10:30",
        "20240531",
        "45443",
        "4 May 2024",
        "Yes",
        "T",
        "F",
    ]
)
HEADINGS = st.sampled_from(["Thing", "Date paid", "Is paid", "Amount", "Code"])


@given(
    often=WRITTEN,
    times=st.integers(0, 40),
    others=st.lists(CELLS | WRITTEN, min_size=1, max_size=6),
    heading=HEADINGS,
)
@example(often="£12", times=40, others=["1.2E-05"], heading="Amount")
@settings(max_examples=60, deadline=None)
def test_the_cells_left_empty_are_those_that_were_counted(often, times, others, heading):
    cells = [*[often] * times, *others]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_text("\n".join([f"Name|{heading}", *(f"x|{cell}" for cell in cells), ""]), "utf-8")
        (table,) = read(path, name="file", into=Path(folder)).tables
        decision, seen = table.decisions()[1], table.columns[1].evidence
        written = write_typed(table, table.decisions(), file="f" * 64, into=Path(folder, "typed"))
        values = pq.read_table(Path(folder, "typed"))[table.columns[1].name].to_pylist()
    empty = seen.empty if decision.type.kind == "text" else seen.nothing + decision.misfits
    assert sum(value is None or not str(value).strip() for value in values) == empty
    told = {
        "number-rounded",
        *(f"cell-not-{kind}" for kind in ("integer", "decimal", "date", "datetime", "boolean")),
    }
    found = sum(finding.count for finding in written.findings if finding.code in told)
    assert decision.type.kind == "text" or found == decision.misfits
