"""Finds the table in a file's first records: what stands before it, its headings, and how wide it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LOOKED_AT = 40  # records among which the headings are sought
_BODY = 60  # records below them whose cells they are compared with
_FIGURE = re.compile(r"[-−+(]?\s*[£€$]?\s*[-(]?[\d,]*\.?\d+\)?-?%?")
_DAY = re.compile(r"\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}([ T][\d:.]+Z?)?")
_YEAR = re.compile(r"(19|20)\d\d([-/]\d\d(\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the table lies: `preamble` records come first, then `header` records (none or one), then rows.

    `headings` has one text per column; its length is the table's width.
    """

    preamble: int
    header: int
    headings: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.headings)


def find_frame(records: Sequence[Sequence[str]], usual_width: int) -> Frame:
    """The frame of a table from the file's first records, and the number of cells most records have.

    The headings are the first record as well filled as the rows are, if it is unlike the rows. Where it
    is not, the table has no headings and its first row is data.
    """
    filled = [sum(1 for cell in record if cell.strip()) for record in records]
    body = sorted(
        count for record, count in zip(records, filled, strict=True) if len(record) == usual_width and count
    )
    typical = body[len(body) // 2] if body else max(filled, default=0)
    for position, (record, count) in enumerate(zip(records[:_LOOKED_AT], filled, strict=False)):
        if count and count * 2 >= typical and len(record) * 2 >= usual_width:
            if count == 1 and max(filled[position + 1 : position + 6], default=0) > 2:
                continue  # a title above headings, though the rows may be as sparse as it is
            below = records[position + 1 : position + 1 + _BODY]
            if is_header(record, below):
                return Frame(position, 1, _headings(record, usual_width))
            return Frame(position, 0, ("",) * max(usual_width, 1))
    return Frame(0, 0, ("",) * max(usual_width, 1))


def is_header(record: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a record names columns rather than being one of the rows below it."""
    cells = [cell.strip() for cell in record]
    figures = [cell for cell in cells if _is_figure(cell)]
    if figures and not _are_years(figures):
        # One stray figure among many headings is a heading; more of them are data.
        return len(figures) * 5 <= len([cell for cell in cells if cell]) and _unlike(cells, below) > 0
    return _unlike(cells, below) >= 0


def _unlike(cells: Sequence[str], below: Sequence[Sequence[str]]) -> int:
    """How many columns speak for a record being headings, less those that speak against it."""
    votes = 0
    for position, cell in enumerate(cells):
        if not cell:
            continue
        column = [row[position].strip() for row in below if position < len(row) and row[position].strip()]
        if not column:
            continue
        figures = sum(1 for other in column if _is_figure(other))
        if figures * 2 > len(column):
            votes += -1 if _is_figure(cell) and not _YEAR.fullmatch(cell) else 1
        elif cell in column:
            votes -= 1
    return votes


def _is_figure(cell: str) -> bool:
    return bool(cell) and bool(_FIGURE.fullmatch(cell) or _DAY.fullmatch(cell))


def _are_years(figures: Sequence[str]) -> bool:
    return all(_YEAR.fullmatch(cell) for cell in figures) and len(set(figures)) == len(figures)


def _trimmed(record: Sequence[str]) -> Sequence[str]:
    """A record without the empty cells at its end."""
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return record[:width]


def _headings(record: Sequence[str], usual_width: int) -> tuple[str, ...]:
    named = [" ".join(cell.split()) for cell in _trimmed(record)]
    return tuple(named + [""] * (usual_width - len(named)))
