"""Cells that reach over several columns or rows, laid out as in the grid a reader sees."""

from dataclasses import dataclass, field

from hundred.intake import problems
from hundred.intake.columns import MAX_COLUMNS
from hundred.intake.formats.sheet import Span
from hundred.intake.problems import Refused

_WIDEST, _TALLEST = 1_000, 65_534  # the most columns and rows that HTML lets a cell reach over
_MOST_SPANS = 200_000


@dataclass(slots=True)
class Layout:
    """Lays out rows one after the other. `spans` are the cells met that reach over others."""

    spans: list[Span] = field(default_factory=list)
    _row: int = 0
    _below: dict[int, int] = field(default_factory=dict)  # columns taken from above, and until which row

    def row(self, cells: list[tuple[str, int, int]]) -> list[str]:
        """The texts of a row, each in its column, from texts and the columns and rows they reach over.

        Raises Refused where there are more columns than can be read.
        """
        self._row += 1
        texts: list[str] = []
        for text, wide, tall in cells:
            while self._below.get(len(texts), 0) >= self._row:
                texts.append("")
            left = len(texts)
            if left > MAX_COLUMNS:
                raise Refused("html", problems.COLUMNS_MANY, count=left + 1)
            right = left + min(max(wide, 1), _WIDEST) - 1
            bottom = self._row + min(max(tall, 1), _TALLEST) - 1
            texts.append(text)
            texts += [""] * (right - left)
            if bottom > self._row:
                self._below.update(dict.fromkeys(range(left, right + 1), bottom))
            if (right > left or bottom > self._row) and len(self.spans) < _MOST_SPANS:
                self.spans.append(Span(self._row, left, bottom, right))
        return texts
