"""The test tables of other readers: csv-spectrum exactly, the hard ones as written down here, none lost."""

import csv
import io
import json

import pytest
from conformance.real_files import SHARED, largest, needs, readings

from hundred.intake import read
from hundred.intake.report import cells_as_csv

pytestmark = needs("messy")
MESSY = SHARED / "messy"
SPECTRUM = MESSY / "csv-spectrum"

# File: row, heading and cell where its answer differs from it: line ends that were lost, another number.
SLIPS = {
    "newlines_crlf": (1, "a", "Once upon \na time"),
    "location_coordinates": (0, "Contact Phone Number", "2095257564"),
}

# File: kind, encoding, delimiter, lines of the headings, rows, lines set aside, columns.
EXPECTED = {
    "csv-detective/tests/data/a_test_file.csv": ("csv", "utf-8", ";", (1,), 404, 3, 11),
    "csv-detective/tests/data/file.ods": ("ods", None, None, (1,), 3, 1, 5),
    "csvlint/features/fixtures/cr-line-endings.csv": ("csv", "utf-8", ",", (1,), 2, 1, 3),
    "csvlint/features/fixtures/inconsistent-line-endings.csv": ("csv", "utf-8", ",", (1,), 2, 1, 3),
    "csvlint/features/fixtures/invalid-byte-sequence.csv": ("csv", "cp1252", ",", (1,), 23, 1, 6),
    "csvlint/features/fixtures/title-row.csv": ("csv", "utf-8", ",", (2,), 2, 2, 3),
    "frictionless/blank-rows-multiple.csv": ("csv", "utf-8", ",", (1,), 2, 12, 3),
    "frictionless/bom.csv": ("csv", "utf-8-sig", ",", (1,), 2, 1, 2),
    "frictionless/country-2.csv": ("csv", "utf-8", ";", (2,), 5, 2, 4),
    "frictionless/doublequote.csv": ("csv", "utf-8", ",", (1,), 5, 1, 17),
    "frictionless/issue-1066-largecellsize.csv": ("csv", "utf-8", ",", (1,), 19, 1, 2),
    "frictionless/latin1.csv": ("csv", "cp1252", ",", (1,), 2, 1, 2),
    "frictionless/matrix-with-comment.csv": ("csv", "utf-8", ",", (2,), 4, 2, 4),
    "frictionless/table-unicode-headers.csv": ("csv", "utf-8", ",", (1,), 2, 1, 2),
    "frictionless/table-with-accents.csv": ("csv", "cp1252", ";", (1,), 638, 1, 8),
    "frictionless/table.tsv": ("csv", "utf-8", "\t", (1,), 3, 1, 2),
    "frictionless/table.xls": ("xls", None, None, (1,), 2, 1, 2),
    "frictionless/without-headers.csv": ("csv", "utf-8", ",", (), 3, 0, 2),
    "messytables/211.csv": ("csv", "mac-roman", ",", (1,), 2132, 1, 96),
    "messytables/begrotingsanalyse-2011.csv": ("csv", "utf-8", ",", (4, 5, 6, 7), 36, 7, 15),
    "messytables/complex.csv": ("csv", "utf-8", ",", (1,), 3, 1, 4),
    "messytables/excel_pasting.csv": ("csv", "utf-8", ",", (4,), 13, 8, 9),
    "messytables/long.csv": ("csv", "utf-8", ",", (1,), 3999, 1, 1),
    "messytables/mixedGLB.csv": ("csv", "utf-8", ",", (4,), 133, 4, 19),
    "messytables/null.csv": ("csv", "utf-8", ",", (), 10, 0, 4),
    "messytables/simple.psv": ("csv", "utf-8", "|", (1,), 28, 1, 6),
    "messytables/simple.ssv": ("csv", "utf-8", ";", (1,), 6, 1, 3),
    "messytables/simple.xlsx": ("xlsx", None, None, (1,), 6, 1, 3),
    "messytables/spanish_chars.csv": ("csv", "cp1252", ",", (1,), 114, 3, 8),
    "messytables/utf-16le_encoded.csv": ("csv", "utf-16-le", ",", (1,), 327, 1, 19),
    "messytables/weird_head_padding.csv": ("csv", "utf-8", ";", (12,), 60, 34, 10),
    "frictionless/skip-rows-before-headers.csv": ("csv", "utf-8", ",", (2,), 2, 2, 2),
}
NOT_YET = {
    "messytables/begrotingsanalyse-2011.csv": "four lines of headings",
    "messytables/complex.csv": "quotes after a space",
}
REFUSED = {
    "messytables/encrypted_no_password.xls": "workbook-password",
    "messytables/libreoffice.xlsx": "workbook-empty",
    "frictionless/wide.csv": "columns-too-many",
}


@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_csv_spectrum_is_read_exactly(path, tmp_path):
    reading = read(path, name=path.name, into=tmp_path)
    written = b"".join(cells_as_csv(reading.tables[0])).decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    answer = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text())
    wanted = answer if isinstance(answer, list) else [answer]
    if path.stem in SLIPS:
        row, heading, cell = SLIPS[path.stem]
        wanted[row][heading] = cell
    assert rows == wanted


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hard_file_is_read_as_written_down(name, tmp_path):
    ((_, reading),) = readings(MESSY / name, tmp_path)
    table = largest(reading)
    delimiter = table.dialect.delimiter if table.dialect else None
    found = (
        reading.file.kind,
        reading.file.encoding,
        delimiter,
        table.header_lines,
        table.rows,
        table.set_aside,
        len(table.columns),
    )
    if name in NOT_YET and found != EXPECTED[name]:
        pytest.xfail(NOT_YET[name])
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(name, tmp_path):
    ((_, reading),) = readings(MESSY / name, tmp_path)
    assert [finding.code for finding in reading.findings] == [REFUSED[name]]


def test_every_file_is_read_or_refused_and_none_loses_a_record(tmp_path):
    paths = [path for path in sorted(MESSY.rglob("*")) if path.is_file() and "large." not in path.name]
    assert sum(len(readings(path, tmp_path)) for path in paths) > 300
