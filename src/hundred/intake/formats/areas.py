"""Where the tables of a sheet stand: most sheets hold one, some hold several below or beside each other."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hundred.intake import problems
from hundred.intake.formats.sheet import Row, Sheet, Span, read_sheet
from hundred.intake.formats.source import Source
from hundred.intake.reading import ReadTable
from hundred.intake.regions import Watch, are_headings
from hundred.intake.tally import Tally

MOST_ROWS = 20_000  # of a sheet that is looked through; a larger one is one table
_FEWEST = 2  # rows of a table, and its columns
_UNEVEN = 2  # rows by which tables beside each other differ: columns set apart in one table are equally long


def read_areas(source: Source, sheet: Sheet, number: int, tally: Tally) -> list[ReadTable]:
    """The tables of a sheet, none where it has nothing in it. Raises Refused.

    `number` tells the first one's staged files from those of the file's other tables.
    """
    rows = list(itertools.islice(sheet.rows, MOST_ROWS + 1))
    areas = areas_of(rows, sheet.merged) if len(rows) <= MOST_ROWS else (Area(),)
    if len(areas) == 1:
        table = read_sheet(source, replace(sheet, rows=itertools.chain(rows, sheet.rows)), number, tally)
        return [table] if table else []
    tables: list[ReadTable] = []
    for area in areas:
        table = read_sheet(source, area.sheet(sheet, rows), number + len(tables), tally)
        if table is not None:
            tables.append(replace(table, begins=area.top, until=area.bottom, title=area.title))
    tops = sorted({area.top for area in areas})
    if len(tops) > 1:
        tally.add(problems.TABLES_BELOW, lines=tops[1:], count=len(tops))
    if len(tops) < len(areas):
        tally.add(problems.TABLES_BESIDE, count=len(areas) - len(tops) + 1)
    return tables


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet: lines from `top` up to `bottom` without it (0: all), and columns likewise."""

    top: int = 1
    bottom: int = 0
    left: int = 0
    right: int = 0
    title: str = ""

    def sheet(self, whole: Sheet, rows: Sequence[Row]) -> Sheet:
        """What of a sheet stands in the area, as a sheet of its own."""
        right = self.right or max((len(cells) for _, cells in rows), default=0)
        own = [(line, cells[self.left : right]) for line, cells in rows if self.holds(line)]
        merged = tuple(
            replace(span, left=span.left - self.left, right=min(span.right, right - 1) - self.left)
            for span in whole.merged
            if self.holds(span.top) and self.left <= span.left < right
        )
        return replace(whole, rows=iter(own), merged=merged, title=self.title or whole.title)

    def holds(self, line: int) -> bool:
        """Whether a line is one of the area's."""
        return self.top <= line and not 0 < self.bottom <= line


def areas_of(rows: Sequence[Row], merged: Sequence[Span] = ()) -> tuple[Area, ...]:
    """The areas of the tables in a sheet's rows, from top to bottom and left to right; one where in doubt.

    Tables below each other are told as `hundred.intake.regions` tells them. Those beside each other have
    empty columns between them and other headings on one line, and end on different ones.
    """
    watch = Watch()
    for line, cells in rows:
        watch.see(line, cells)
    regions = watch.found()
    tops = (1, *(region.begins for region in regions))
    titles = ("", *(region.title for region in regions))
    ends = (*tops[1:], 0)
    below = [Area(top, end, title=title) for top, end, title in zip(tops, ends, titles, strict=True)]
    return tuple(part for area in below for part in beside(area, rows, merged))


def beside(area: Area, rows: Sequence[Row], merged: Sequence[Span] = ()) -> Iterator[Area]:
    """The areas of the tables beside each other in an area, itself where there is but one."""
    own = [row for row in rows if area.holds(row[0])]
    blocks = _blocks(own)
    headed = _headed(own, blocks) if len(blocks) > 1 else None
    crossed = any(
        area.holds(span.top) and span.left < left <= span.right for span in merged for left, _ in blocks[1:]
    )
    if headed is None or crossed or not _end_apart(own[headed + 1 :], blocks):
        yield area
        return
    edges = [0, *(left for left, _ in blocks[1:]), 0]
    for place, block in enumerate(blocks):
        title = _title(own[:headed], block) or area.title
        yield replace(area, left=edges[place], right=edges[place + 1], title=title)


def _blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """The columns with something in them, as runs from one column up to another without it."""
    width = max((len(cells) for _, cells in rows), default=0)
    filled = [any(_text(cells, place) for _, cells in rows) for place in range(width)]
    starts = [place for place in range(width) if filled[place] and not (place and filled[place - 1])]
    ends = [
        place + 1 for place in range(width) if filled[place] and not (place + 1 < width and filled[place + 1])
    ]
    return list(zip(starts, ends, strict=True))


def _headed(rows: Sequence[Row], blocks: Sequence[tuple[int, int]]) -> int | None:
    """The place of the first row in which every block has a full line of headings, none of them twice."""
    for place, (_, cells) in enumerate(rows):
        lines = [[_text(cells, column) for column in range(*block)] for block in blocks]
        named = [heading.casefold() for line in lines for heading in line]
        if all(named) and len(set(named)) == len(named):
            fit = all(len(line) >= _FEWEST and are_headings(line) for line in lines)
            return place if fit else None
    return None


def _end_apart(body: Sequence[Row], blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether each block is filled without a gap down to a row of its own."""
    lengths = []
    for block in blocks:
        filled = [any(_text(cells, place) for place in range(*block)) for _, cells in body]
        length = filled.index(False) if False in filled else len(filled)
        if length < _FEWEST or any(filled[length:]):
            return False
        lengths.append(length)
    return max(lengths) - min(lengths) >= _UNEVEN


def _title(above: Sequence[Row], block: tuple[int, int]) -> str:
    """The one text that stands above a block's headings; "" where there is none, or more."""
    texts = [text for _, cells in above for place in range(*block) if (text := _text(cells, place))]
    return texts[0] if len(texts) == 1 else ""


def _text(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
