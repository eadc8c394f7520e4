"""Finds the table in a file's first records: what stands before it, its headings, and how wide it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_LOOKED_AT = 40  # records among which the headings are sought
_NEAR = 6  # records below a title of a table of two columns among which its headings are sought
_PAIR = 2
_BODY = 60  # records below them whose cells they are compared with
_FIGURE = re.compile(r"[-−+(]?\s*[£€$]?\s*[-(]?[\d,]*\.?\d+\)?-?%?")
_DAY = re.compile(r"\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}([ T][\d:.]+Z?)?")
_YEAR = re.compile(r"(19|20)\d\d([-/]\d\d(\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the table lies: `preamble` records come first, then `header` records (none to three), then rows.

    `headings` has one text per column; its length is the table's width. `again` says whether a record
    that has the headings to the letter is the headings again, and not a row.
    """

    preamble: int
    header: int
    headings: tuple[str, ...]
    again: bool = True

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
            if usual_width == _PAIR and count == 1 and _is_title(records[position:], filled[position:]):
                continue
            below = records[position + 1 : position + 1 + _BODY]
            if is_header(record, below):
                return _headed(records, position, usual_width)
            return Frame(position, 0, ("",) * max(usual_width, 1))
    return Frame(0, 0, ("",) * max(usual_width, 1))


def _is_title(records: Sequence[Sequence[str]], filled: Sequence[int]) -> bool:
    """Whether the first record is a title, as headings of two columns stand not far below it."""
    for position in range(1, min(len(records), _NEAR)):
        if filled[position] > 1:
            headings, below = records[position], records[position + 1 : position + 1 + _BODY]
            bare = len(records[0]) == 1 and is_header(headings, below)
            return bool(below) and (bare or unlike([cell.strip() for cell in headings], below) > 0)
    return False


def _headed(records: Sequence[Sequence[str]], position: int, usual_width: int) -> Frame:
    """The frame of a table whose headings stand at a position, alone or with a second line of them."""
    record, below = records[position], records[position + 1 :]
    if below and _goes_on(record, below[0], below[1 : 1 + _BODY]):
        stacked, lines = _stacked(record, below[0]), 2
        if _adds_units(below[1], below[2 : 2 + _BODY]):
            stacked, lines = _joined(stacked, below[1]), 3
        return Frame(position, lines, _headings(stacked, usual_width))
    above = records[position - 1] if position else ()
    if _spans(above, record):
        return Frame(position - 1, 2, _headings(_stacked(above, record), usual_width))
    record = _without_slip(record, below, usual_width)
    same = sum(1 for other in below if list(other) == list(record))
    return Frame(position, 1, _headings(record, usual_width), again=same * 2 <= len(below))


def _goes_on(upper: Sequence[str], lower: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether headings that lack something are continued by the record below them."""
    cells = [cell.strip() for cell in upper[: len(_trimmed(lower))]]
    lacking = "" in cells or len(set(cells)) < len(cells)
    if not lacking or any(is_figure(cell.strip()) for cell in lower) or not below:
        return False
    figured = [position for position, cell in enumerate(lower) if cell.strip() and _figures(below, position)]
    return bool(figured) and unlike([cell.strip() for cell in lower], below) >= len(figured)


def _without_slip(record: Sequence[str], below: Sequence[Sequence[str]], usual_width: int) -> Sequence[str]:
    """Headings less the empty one of them, where they are one more than the cells of any row below.

    A delimiter too many would put every value from there on under the heading of its neighbour.
    """
    named = [cell.strip() for cell in record]
    widest = max(map(len, below), default=0)
    if len(_trimmed(named)) != usual_width + 1 or widest != usual_width or named.count("") != 1:
        return record
    slip = named.index("")
    return [*record[:slip], *record[slip + 1 :]]


def _adds_units(record: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a record below headings says but of columns of figures what they hold: `,,number,£`."""
    said = [position for position, cell in enumerate(record) if cell.strip()]
    if not said or len(said) * 2 > len(record) or any(is_figure(record[place].strip()) for place in said):
        return False
    return all(_figures(below, position) for position in said)


def _spans(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a record names groups of the columns named below it: `,,Amount,,` over `…,Gross,VAT,Net`."""
    filled = [position for position, cell in enumerate(upper) if cell.strip()]
    return bool(filled) and 0 < filled[0] < len(lower) and len(upper) == len(lower) > 2 * len(filled)


def _stacked(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two lines of headings as one. A heading over several columns goes to each of them."""
    wide = list(upper) + [""] * (len(lower) - len(upper))
    grouping = sum(1 for cell in wide if cell.strip()) * 2 < len(wide)
    spread = list(wide)
    for position in range(1, len(wide)):
        following = wide[position + 1 : position + 2] == [""] or not wide[position - 1].strip()
        if not wide[position].strip() and (grouping or following) and lower[position : position + 1] != [""]:
            spread[position] = spread[position - 1]
    return _joined(spread, lower)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    pairs = zip_longest(upper, lower, fillvalue="")
    return [f"{first} {second}".strip() for first, second in pairs]


def _figures(rows: Sequence[Sequence[str]], position: int) -> bool:
    """Whether most cells of a column are figures."""
    cells = [row[position].strip() for row in rows if position < len(row) and row[position].strip()]
    return sum(map(is_figure, cells)) * 2 > len(cells)


def is_header(record: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a record names columns rather than being one of the rows below it."""
    cells = [cell.strip() for cell in record]
    figures = [cell for cell in cells if is_figure(cell)]
    if figures and not _are_years(figures):
        # One stray figure among many headings is a heading; more of them are data.
        return len(figures) * 5 <= len([cell for cell in cells if cell]) and unlike(cells, below) > 0
    return unlike(cells, below) >= 0


def unlike(cells: Sequence[str], below: Sequence[Sequence[str]]) -> int:
    """How many columns speak for a record being headings, less those that speak against it."""
    below = [row for row in below if [cell.strip() for cell in row] != cells]  # headings may come again
    votes = 0
    for position, cell in enumerate(cells):
        if not cell:
            continue
        column = [row[position].strip() for row in below if position < len(row) and row[position].strip()]
        if not column:
            continue
        figures = sum(1 for other in column if is_figure(other))
        if figures * 2 > len(column):
            votes += -1 if is_figure(cell) and not is_year(cell) else 1
        elif cell in column:
            votes -= 1
    return votes


def is_figure(cell: str) -> bool:
    """Whether a cell, without the spaces around it, is a number or a day."""
    return bool(cell) and bool(_FIGURE.fullmatch(cell) or _DAY.fullmatch(cell))


def is_year(cell: str) -> bool:
    """Whether a cell is a year, or a financial one, which may name a column."""
    return bool(_YEAR.fullmatch(cell))


def _are_years(figures: Sequence[str]) -> bool:
    return all(map(is_year, figures)) and len(set(figures)) == len(figures)


def _trimmed(record: Sequence[str]) -> Sequence[str]:
    """A record without the empty cells at its end."""
    width = len(record)
    while width and not record[width - 1].strip():
        width -= 1
    return record[:width]


def _headings(record: Sequence[str], usual_width: int) -> tuple[str, ...]:
    named = [_enclosed(" ".join(cell.split())) for cell in _trimmed(record)]
    return tuple(named + [""] * (usual_width - len(named)))


def _enclosed(heading: str) -> str:
    """A heading without the apostrophes that enclose it, where its line has other quotes than the rows."""
    within = heading[1:-1]
    return within if heading == f"'{within}'" and within and "'" not in within else heading
