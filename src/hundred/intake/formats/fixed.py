"""Text of fixed width, where it is plain: columns of spaces that go down the whole text, or a ruler line."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hundred.intake import problems
from hundred.intake.decode import utf8_chunks
from hundred.intake.formats.sheet import Row, Sheet, read_sheet
from hundred.intake.formats.source import Contents, Source
from hundred.intake.oddities import Oddities, tell
from hundred.intake.reading import Dialect

_LOOKED_AT = 400  # lines
_FEWEST = 4  # lines under which nothing is plain
_WIDEST = 2_000  # characters of a line
_GAP = re.compile(rb"\x01{2,}(?=\x00)")  # two spaces at least between two columns
_PREAMBLE = 12  # lines that may stand above the table
_FILLED = 0.5  # of the lines have something in a column
_RULED = 0.95  # of the lines below a ruler keep to it
_SEPARATED = 0.8  # of the lines with the same number of a delimiter make a delimited text
_RULER = re.compile(r"[ +|]*(?:[-=_]{2,}[ +|]+)+[-=_]{2,}[ +|]*")
_RULE = re.compile(r"[-=_]{2,}")
_BLANK = [
    0,
    *(code for code in range(0x3001) if chr(code).isspace() and chr(code) != "\t"),
]  # a tab parts cells
_LINE_END = re.compile(r"\r\n|\r|\n")


def fixed_cuts(head: str) -> tuple[int, ...] | None:
    """Where the columns of a text of fixed width begin, in characters from 0; None where that is not plain.

    `head` is the beginning of the text, whole lines of it. A text that a delimiter parts evenly is never of
    fixed width.
    """
    lines = [line.rstrip() for line in _LINE_END.split(head)[: _LOOKED_AT + 1]]
    filled = [line for line in lines if line.strip()]
    if len(filled) < _FEWEST or max(map(len, filled)) > _WIDEST or _is_delimited(filled):
        return None
    return _ruled(filled) or _by_gaps(filled)


def cells_at(line: str, cuts: Sequence[int]) -> list[str]:
    """The cells of a line with the spaces around them: together they are the line."""
    ends = [*cuts[1:], len(line)]
    return [line[start:end] for start, end in zip([0, *cuts[1:]], ends, strict=True)]


def read_fixed(source: Source, encoding: str, cuts: Sequence[int]) -> Contents:
    """The one table of a text of fixed width. Raises Refused and NotInEncoding."""
    tally, oddities = source.tally(), Oddities()
    lines = _lines(source.path, encoding, oddities)
    across: list[int] = []
    sheet = Sheet(
        "",
        _rows(lines, cuts, across),
        headed=_headed(source.path, encoding),
        is_padded=True,
        title=Path(source.name).stem,
        dialect=Dialect(" ", cuts=tuple(cuts)),
    )
    table = read_sheet(source, sheet, 0, tally)
    wrong = [line for line in across if table and table.first_line <= line <= table.last_line]
    if wrong:
        tally.add(problems.FIXED_ACROSS, lines=wrong)
    tell(oddities, encoding, tally)
    return Contents((table,) if table else (), tally.findings(), encoding, "fixed")


def _lines(path: Path, encoding: str, oddities: Oddities) -> Iterator[tuple[int, str]]:
    number = 0
    for piece in utf8_chunks(path, encoding, oddities):
        lines = _LINE_END.split(piece.decode())
        for line in lines if lines[-1] else lines[:-1]:
            number += 1
            yield number, line


def _rows(lines: Iterator[tuple[int, str]], cuts: Sequence[int], across: list[int]) -> Iterator[Row]:
    for number, line in lines:
        if any(line[cut - 1 : cut].strip() and line[cut : cut + 1].strip() for cut in cuts[1:]):
            across.append(number)
        yield number, cells_at(line, cuts)


def _headed(path: Path, encoding: str) -> tuple[int, ...]:
    """The line of headings above a ruler, and the ruler; none where there is no ruler."""
    above = 0
    for number, line in _lines(path, encoding, Oddities()):
        if _RULER.fullmatch(line):
            return (above, number) if above == number - 1 and above else ()
        if number > _PREAMBLE:
            break
        above = number if line.strip() else 0
    return ()


def _is_delimited(lines: Sequence[str]) -> bool:
    for delimiter in ",;\t|":
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        if usual and counts.count(usual) >= _SEPARATED * len(lines):
            return True
    return False


def _ruled(lines: Sequence[str]) -> tuple[int, ...] | None:
    """The columns that a ruler marks (`-----  ----`), where the lines below keep to it."""
    place = next((n for n, line in enumerate(lines[:_PREAMBLE]) if _RULER.fullmatch(line)), 0)
    if not place:
        return None
    cuts = tuple(found.start() for found in _RULE.finditer(lines[place]))
    below = lines[place + 1 :]
    kept = sum(1 for line in below if all(line[cut - 1 : cut] in ("", " ") for cut in cuts[1:]))
    return cuts if below and kept >= _RULED * len(below) else None


def _by_gaps(lines: Sequence[str]) -> tuple[int, ...] | None:
    """The columns between the gaps that go down all lines, but for a few above the table."""
    blank = _blank_from(lines)
    for above in range(min(_PREAMBLE, len(lines) - _FEWEST) + 1):
        cuts = _cuts_between(blank[above].tobytes())
        if len(cuts) > 1 and _are_columns(lines[above:], cuts):
            return cuts
    return None


def _blank_from(lines: Sequence[str]) -> npt.NDArray[np.bool_]:
    """For each line, and each place in it, whether the place is blank in that line and all below."""
    characters = np.array(lines)  # each padded with NULs to the longest
    blank = np.isin(characters.view(np.uint32).reshape(len(lines), -1), _BLANK)
    return np.logical_and.accumulate(blank[::-1])[::-1]


def _cuts_between(blank: bytes) -> tuple[int, ...]:
    first = blank.find(b"\0")
    return (first, *(gap.end() for gap in _GAP.finditer(blank, first)))


def _are_columns(lines: Sequence[str], cuts: Sequence[int]) -> bool:
    """Whether columns are filled in most lines, or at least headed, and none is but a mark before a text."""
    columns = list(zip(*(cells_at(line, cuts) for line in lines), strict=True))
    filled = [sum(1 for cell in column if cell.strip()) >= _FILLED * len(lines) for column in columns]
    headed = filled.count(False) < filled.count(True) > 2 and all(column[0].strip() for column in columns)
    return (all(filled) or headed) and len(set(columns[0])) > 1
