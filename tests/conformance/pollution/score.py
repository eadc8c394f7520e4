"""Scores what `hundred read --csv` writes for a polluted file, in the manner of the Pollock benchmark.

Ten points: one for reading at all, and precision, recall and F1 of the headings, of the records and of
the cells. A record counts where its text is all there in order, wherever the cells are divided (so a
separator that is missing or added costs cells, not the record). Precision and recall are shares of what
was read and of what should have been.
"""

import csv
import io
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.pollution.pollutions import Expected, Polluted
from conformance.pollution.table import Row

from hundred.intake import Reading, read
from hundred.intake.report import cells_as_csv

FULL = 10.0
_MADE = re.compile(r"column_\d+")
csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one file, whether its dialect was found, and what went wrong, in words."""

    name: str
    section: str
    points: float
    dialect: bool
    why: str


def score(polluted: Polluted) -> Score:
    """Read a polluted file without being told anything, and compare."""
    try:
        reading, tables = _read(polluted.data, polluted.tables)
    except Exception as failure:  # noqa: BLE001  any failure is a score of nothing
        return Score(polluted.name, polluted.section, 0.0, False, f"{type(failure).__name__}: {failure}")
    if not polluted.tables:
        refused = [finding.code for finding in reading.findings] == ["file-empty"]
        return Score(polluted.name, polluted.section, FULL * refused, True, "" if refused else "not refused")
    told = [_compared(found, expected) for found, expected in zip(tables, polluted.tables, strict=True)]
    points = sum(points for points, _ in told) / len(told)
    why = "; ".join(why for _, why in told if why)
    return Score(polluted.name, polluted.section, points, _dialect_found(reading, polluted), why)


def _read(data: bytes, wanted: Sequence[Expected]) -> tuple[Reading, list[list[Row]]]:
    """The reading, and each wanted table as `hundred read --csv` writes it: headings, then rows.

    Where one table is wanted it is the one `--csv` takes by default, the largest.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        reading = read(path, name="file.csv", into=Path(folder))
        found = list(reading.tables)
        if len(wanted) == 1 and found:
            found = [max(found, key=lambda table: table.rows)]
        tables = []
        for place in range(len(wanted)):
            text = b"".join(cells_as_csv(found[place])).decode("utf-8") if place < len(found) else ""
            tables.append(list(csv.reader(io.StringIO(text, newline=""))))
    return reading, tables


def _compared(found: list[Row], expected: Expected) -> tuple[float, str]:
    if not found:
        return 0.0, "no such table"
    header, rows = found[0], found[1:]
    wanted = expected.header
    if wanted is None:  # made headings, so none of the first row's cells
        headings = (1.0,) * 3 if not set(header) & set(expected.rows[0]) - {""} else (0.0,) * 3
    else:
        headings = _measures([_unmade(heading) for heading in header], wanted)
    records = _measures(["".join(row) for row in rows], ["".join(row) for row in expected.rows])
    shown = [_unmade(heading) for heading in header] if wanted else []
    cells = _measures(_cells([shown, *rows]), _cells([wanted or [], *expected.rows]))
    points = 1.0 + sum(headings) + sum(records) + sum(cells)
    told = [
        f"{what} {min(measures):.3f}"
        for what, measures in (("header", headings), ("records", records), ("cells", cells))
        if min(measures) < 1
    ]
    return points, ", ".join(told)


def _unmade(heading: str) -> str:
    """A heading as the file has it: one made from its column's position stands for none."""
    return "" if _MADE.fullmatch(heading) else heading


def _measures(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of two bags of texts."""
    if not wanted:
        return (1.0,) * 3 if not found else (0.0,) * 3
    common = sum((Counter(found) & Counter(wanted)).values())
    if not common:
        return (0.0,) * 3
    precision, recall = common / len(found), common / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _cells(rows: Iterable[Row]) -> list[str]:
    return [cell for row in rows for cell in row]


def _dialect_found(reading: Reading, polluted: Polluted) -> bool:
    """Whether the first table's dialect is the file's, in what the file shows of it."""
    style, text = polluted.style, polluted.data
    if style is None:
        return True
    dialect = reading.tables[0].dialect if reading.tables else None
    if dialect is None:
        return False
    wide = len(polluted.tables[0].rows[0]) > 1 if polluted.tables[0].rows else True
    same = not wide or (dialect.delimiter.strip(" ") or " ") == (style.delimiter.strip(" ") or " ")
    if style.quote:
        same &= dialect.quote == style.quote
    elif b'"' in text:
        same &= dialect.quote != '"'
    if style.quote and style.escape == "\\":
        same &= dialect.escape == "\\"
    return same
