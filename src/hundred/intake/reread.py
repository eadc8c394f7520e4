"""Reads one record again: its cells as they stand in the file, by the names of their columns."""

import re
from collections.abc import Mapping, Sequence

from hundred.intake.formats.fixed import cells_at
from hundred.intake.formats.json_cells import cells_of, text_of
from hundred.intake.formats.json_text import EXACT, Pairs
from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import strict
from hundred.intake.marks import marks_of
from hundred.intake.names import column_names
from hundred.intake.reading import Dialect

_OPENING = re.compile(r"[{\[]")


def cells_by_column(record: str, headings: str, dialect: Dialect | None) -> dict[str, str]:
    """The cells of a record under the names that the columns of its table have.

    `headings` is the text of the record of headings, "" where the table has none. Without a dialect
    (a workbook's row), tabs part the cells.
    """
    titles = [" ".join(heading.split()) for heading in _cells(headings, dialect)] if headings else []
    cells = _cells(record, dialect, width=len(titles))
    return dict(zip(column_names(_as_wide(titles, len(cells))), cells, strict=False))


def _cells(record: str, dialect: Dialect | None, width: int = 0) -> Sequence[str]:
    """The cells of a record: by the book where its quotes are, else as the reader repairs them."""
    if dialect is None:
        return record.split("\t")
    if dialect.cuts:
        return [cell.strip() for cell in cells_at(record, dialect.cuts)]
    text = marks_of(dialect).stand_in(record.encode())
    slab = strict(text + b"\n", dialect, 1)
    if slab is None or slab.records != 1:
        slab = repaired(text, dialect, 1, width=width, at_end=True, repairs=Repairs())
    return slab.cells(0) if slab.records else [""]


def _as_wide(titles: list[str], width: int) -> list[str]:
    return titles + [""] * (width - len(titles))


def cells_of_record(text: str, columns: Mapping[str, str]) -> dict[str, str]:
    """The cells of a record of JSON or Parquet by the names of their columns.

    `text` holds the record, on lines of its own or within others; `columns` are the headings of the table's
    columns by their names.
    """
    for start in (found.start() for found in _OPENING.finditer(text)):
        try:
            value, _ = EXACT.raw_decode(text, start)
        except ValueError:
            continue
        if isinstance(value, Pairs):
            for flat in (True, False):
                cells = dict(cells_of(value, flat=flat))
                if cells.keys() <= set(columns.values()):
                    return {name: cells[heading] for name, heading in columns.items() if heading in cells}
        elif len(value) <= len(columns):
            return dict(zip(columns, map(text_of, value), strict=False))
    return {}
