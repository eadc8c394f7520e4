"""Chooses the dialect of a text: the one under which its records agree best on how many cells they have.

Agreement alone is not enough: `1,5;2,3` has three cells a record by commas and two by semicolons. So a
dialect is also worth less the more of its cells still look like several (the idea of García, *Detecting CSV
file dialects by table uniformity measurement and data type inference*, Data Science 7, 2024).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hundred.intake.lenient import Repairs, repaired
from hundred.intake.lex import Positions, Slab, strict
from hundred.intake.marks import marks_of
from hundred.intake.reading import Dialect

COMMON = (",", ";", "\t", "|")
_RARE = (":", "^", "~", "#", "!", "§", "¬", "\x1f", "\x01", "\\t", " ")
_LONGER = {",": (", ",), ";": ("; ",), "|": (" | ", "||"), "\t": ("\t\t",), ":": ("::",)}
_BROKEN = 0.5  # what a dialect loses in worth under which quotes stand where they should not
_ONE_CELL = 0.05  # what a delimiter that separates nothing is worth
_GOOD = 0.5  # worth of a common delimiter from which on no rare one is looked for
_AGREED = 0.95  # share of records that must agree under a rare delimiter
_SEVERAL_RECORDS = 3  # records that show more by agreeing than chance does
_ENOUGH = 10  # records among which sentences tell themselves from a table below a title
_PARTED = 0.7  # share of records that a delimiter parts, from the first it parts, where it is one
_JUDGED = 60  # records whose cells are looked at
_FIGURE = re.compile(r"[-+(£$€]*\d[\d,.:/ -]*[%)]?")
_SEVERAL = re.compile(r"[;|\t]|^\".+\"$|^'.+'$", re.DOTALL)
_IN_APOSTROPHES = re.compile(r"'[^'\n]*'")


def choose_dialect(head: bytes, *, whole: bool) -> Dialect:
    """The dialect of a UTF-8 text, judged on its head. `whole` says that it is all there is."""
    judge = _Judge(head, whole)
    common = [Dialect(mark) for mark in COMMON if mark.encode() in head]
    best = judge.best([dialect for dialect in common if judge.explains(dialect)] or common)
    if judge.worth(best) < _GOOD and not judge.explains(best):
        best = judge.best([best, *judge.rare()])
    best = judge.quoted(judge.longer(best))
    return Dialect(",") if judge.splits_sentences(best) else judge.escaped(best)


def records_of(head: bytes, dialect: Dialect, *, whole: bool) -> Slab:
    """The records of a text's head under a dialect, read strictly where its quotes allow."""
    text = marks_of(dialect).stand_in(_whole_lines(head, whole=whole))
    slab = strict(text, dialect, 1)
    if slab is None or not slab.records:
        slab = repaired(text, dialect, 1, width=0, at_end=True, repairs=Repairs())
    return slab


def usual_width(widths: Positions) -> int:
    """The number of cells of a table's records: common, and rather wide than narrow, as notes are narrow."""
    if not len(widths):
        return 0
    counts = np.bincount(widths)
    worth = counts * np.log2(1 + np.arange(len(counts)))
    return int(np.flatnonzero(worth == worth.max())[-1])


def _whole_lines(head: bytes, *, whole: bool) -> bytes:
    return head if not whole or head.endswith((b"\n", b"\r")) else head + b"\n"


class _Judge:
    """Weighs dialects on one text, each once."""

    def __init__(self, head: bytes, whole: bool) -> None:
        self._head = head
        self._whole = whole
        self._text = _whole_lines(head, whole=whole)
        self._known: dict[Dialect, tuple[float, float]] = {}

    def best(self, dialects: Sequence[Dialect]) -> Dialect:
        """The dialect worth most, the first of them where several are."""
        return max(dialects, key=self._score, default=Dialect(","))

    def worth(self, dialect: Dialect) -> float:
        """The share of records that agree under a dialect, squared, times that of single cells, squared."""
        worth, width = self._judged(dialect)
        return worth if width > 1 else 0.0

    def explains(self, dialect: Dialect) -> bool:
        """Whether every record, the first among them, has as many cells, by the book and with no byte amiss.

        A delimiter within the cells of a table cannot do so, as the headings have not got it.
        """
        slab = strict(marks_of(dialect).stand_in(self._text), dialect, 1)
        if slab is None:
            return False
        widths = slab.widths[slab.closes > slab.opens]
        return len(widths) >= _SEVERAL_RECORDS and widths[0] > 1 and bool((widths == widths[0]).all())

    def splits_sentences(self, dialect: Dialect) -> bool:
        """Whether a delimiter is but a mark in some of a column's sentences: its heading has none."""
        slab = self._records(dialect)
        widths = slab.widths[slab.closes > slab.opens]
        parted = np.flatnonzero(widths > 1)
        if not len(parted) or not parted[0] or usual_width(widths) > 2:
            return False
        return len(widths) >= _ENOUGH and float(np.mean(widths[parted[0] :] == 2)) < _PARTED

    def rare(self) -> Iterator[Dialect]:
        """The dialects of rare delimiters under which nearly all records agree, the first among them."""
        for mark in _RARE:
            dialect = Dialect(mark)
            if mark.encode() not in self._head or self._reads_others(dialect):
                continue
            slab = self._records(dialect)
            filled = np.flatnonzero(slab.closes > slab.opens)
            widths = slab.widths[filled]
            width = usual_width(widths)
            agreed = bool(len(filled) > 2) and width > 1 and np.mean(widths == width) >= _AGREED
            explains = self.explains(dialect)
            if agreed and widths[0] == width and (mark != " " or _spaced(slab, filled, explains=explains)):
                yield dialect

    def _reads_others(self, dialect: Dialect) -> bool:
        """Whether some records agree under a dialect only as they are read in another."""
        text, repairs = marks_of(dialect).stand_in(self._text), Repairs()
        if strict(text, dialect, 1) is None:
            repaired(text, dialect, 1, width=0, at_end=True, repairs=repairs)
        return bool(repairs.foreign)

    def longer(self, dialect: Dialect) -> Dialect:
        """The dialect with a longer delimiter, where records agree as well on as many cells under it.

        Half as many for one that comes in pairs, as every second cell is then an empty one.
        """
        worth, width = self._judged(dialect)
        fewest = worth**0.5 * self._records(dialect).records / 2  # occurrences below which it has no chance
        for mark in _LONGER.get(dialect.delimiter, ()):
            if self._head.count(mark.encode()) <= fewest:
                continue
            longer = Dialect(mark)
            other, count = self._judged(longer)
            agrees = count > 1 and other >= worth and width in (count, 2 * count - 1)
            plain, spaced = self.explains(dialect), self.explains(longer)
            if spaced > plain or (agrees and spaced == plain):
                return longer
        return dialect

    def quoted(self, dialect: Dialect) -> Dialect:
        """The dialect with apostrophes for quotes, where cells stand between them and none between quotes."""
        if b"'" not in self._head:
            return dialect
        cells = list(_cells(self._records(dialect)))
        in_quotes = self._head.count(dialect.delimiter.encode() + b'"')
        in_apostrophes = sum(bool(_IN_APOSTROPHES.fullmatch(cell)) for cell in cells)
        opened = sum(cell.startswith("'") for cell in cells)
        if in_quotes or not opened:
            return dialect
        other = replace(dialect, quote="'")
        mended, broken = self._score(other), self._score(dialect)
        enclosed = in_apostrophes and in_apostrophes * 2 >= opened
        return other if mended > broken or (enclosed and mended == broken) else dialect

    def escaped(self, dialect: Dialect) -> Dialect:
        """The dialect with a backslash before quotes within cells, where its records then agree better."""
        if b"\\" + dialect.quote.encode() not in self._head:
            return dialect
        other = replace(dialect, escape="\\")
        broken, mended = (self._is_broken(which) for which in (dialect, other))
        better = self._score(other) > self._score(dialect)
        return other if better or (broken and not mended) else dialect

    def _is_broken(self, dialect: Dialect) -> bool:
        return strict(marks_of(dialect).stand_in(self._head), dialect, 1) is None

    def _score(self, dialect: Dialect) -> float:
        worth, width = self._judged(dialect)
        if width <= 1:
            return _ONE_CELL
        by_the_book = strict(marks_of(dialect).stand_in(self._text), dialect, 1) is not None
        return worth * float(np.log2(width)) * (1 if by_the_book else _BROKEN)

    def _judged(self, dialect: Dialect) -> tuple[float, float]:
        if dialect not in self._known:
            slab = self._records(dialect)
            filled = slab.widths[slab.closes > slab.opens]
            width = usual_width(filled)
            share = float(np.mean(filled == width)) if len(filled) else 0.0
            self._known[dialect] = share * share * _single(slab) ** 2, width
        return self._known[dialect]

    def _records(self, dialect: Dialect) -> Slab:
        return records_of(self._head, dialect, whole=self._whole)


def _cells(slab: Slab) -> Iterator[str]:
    for record in range(min(slab.records, _JUDGED)):
        yield from slab.cells(record)


def _single(slab: Slab) -> float:
    """The share of cells that do not look like several, of those with something in them."""
    cells = [cell for cell in _cells(slab) if cell.strip()]
    several = sum(1 for cell in cells if len(cell) < 200 and _SEVERAL.search(cell))
    return 1 - several / len(cells) if cells else 1.0


def _spaced(slab: Slab, filled: Positions, *, explains: bool) -> bool:
    """Whether spaces part cells rather than words: figures in most, or words kept together by quotes.

    Spaces that explain every record may part empty cells too.
    """
    cells = [cell for record in filled[:_JUDGED] for cell in slab.cells(int(record))]
    if any(" " in cell for cell in cells) and explains:
        return True
    if any(not cell for cell in cells):
        return False
    figures = sum(1 for cell in cells if _FIGURE.fullmatch(cell))
    return figures * 2 >= len(cells) or any(" " in cell for cell in cells)
