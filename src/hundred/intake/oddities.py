"""What is odd in a text's characters: counted as the text streams past, told as findings in the end."""

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hundred.intake import problems
from hundred.intake.tally import EXAMPLES_KEPT, LINES_KEPT, Tally

# A byte order mark, also one read as Windows-1252 and written again (ï»¿), a form feed and DOS's end of file.
_LOOSE = re.compile(
    rb"(?:(?<=[\r\n])|\A)(?:\xef\xbb\xbf|\xc3\xaf\xc2\xbb\xc2\xbf|[\f\x1a])+|\x1a+(?=[\r\n]|\Z)"
)
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_LOST = re.compile(rb"\xef\xbf\xbd")
_WORD = re.compile(rb"[^\r\n,;|\t\"]*")
_BESIDE = 24  # bytes shown of what stands before and after
_LF, _CR, _TAB, _QUOTE = b'\n\r\t"'

Bytes = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Places:
    """Where one oddity was met: how often, the first few lines, and a few examples."""

    count: int = 0
    lines: list[int] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether no more lines are remembered."""
        return len(self.lines) >= LINES_KEPT

    def add(self, line: int, example: str = "") -> None:
        self.count += 1
        if not self.is_full and self.lines[-1:] != [line]:
            self.lines.append(line)
        if example and len(self.examples) < EXAMPLES_KEPT:
            self.examples.append(example)


@dataclass(slots=True)
class Oddities:
    """What was met on the way.

    `is_changed` says that the text is not simply the file's bytes after a byte order mark. `line` is the
    physical line that the next piece starts on. `ends` counts line ends of each kind, `records` those
    outside quotes. `undefined` counts bytes no character stands for, `cut` the bytes of half a character
    at the end. `marks` are byte order marks within the text, `loose` form feeds and DOS's ends of file.
    """

    is_changed: bool = False
    line: int = 1
    ends: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    undefined: int = 0
    cut: int = 0
    nuls: int = 0
    utf8_lines: Places = field(default_factory=Places)
    windows_lines: Places = field(default_factory=Places)
    marks: Places = field(default_factory=Places)
    loose: Places = field(default_factory=Places)
    controls: Places = field(default_factory=Places)
    garbled: Places = field(default_factory=Places)
    lost: Places = field(default_factory=Places)

    def line_at(self, text: bytes, place: int) -> int:
        """The physical line of a place in the piece that starts on `line`."""
        return self.line + line_ends(text[:place])


def line_ends(text: bytes) -> int:
    """How many lines end in a text. CR LF, LF and CR alone end one; nothing else does."""
    ends = text.count(b"\n")
    return ends + text.count(b"\r") - text.count(b"\r\n") if b"\r" in text else ends


def tidied(text: bytes, oddities: Oddities) -> bytes:
    """A piece without marks for programs at the start of lines, and without DOS's end of file."""
    if not (b"\f" in text or b"\x1a" in text or (b"\xbf" in text and b"\xbb" in text)):
        return text
    kept, done = [], 0
    for found in _LOOSE.finditer(text):
        places = oddities.loose if found.group()[:1] in b"\f\x1a" else oddities.marks
        places.add(oddities.line_at(text, found.start()))
        kept.append(text[done : found.start()])
        done = found.end()
    oddities.is_changed |= bool(kept)
    return b"".join([*kept, text[done:]]) if kept else text


def watch(text: bytes, oddities: Oddities) -> None:
    """Count a piece's line ends, and find its control characters and those that were lost."""
    data = np.frombuffer(text, np.uint8)
    low = int(np.count_nonzero(data < ord(" ")))
    ends = _ends(data, low)
    others = low - ends["lf"] - ends["cr"] - 2 * ends["crlf"]
    if others and (others - np.count_nonzero(data == _TAB)):
        _find(oddities.controls, _CONTROL, text, oddities)
    if b"\xef" in text:
        _find(oddities.lost, _LOST, text, oddities)
    oddities.ends += ends
    oddities.records += ends if len(ends) < 2 else _outside_quotes(data, ends)
    oddities.line += ends.total()


def _find(places: Places, pattern: re.Pattern[bytes], text: bytes, oddities: Oddities) -> None:
    for found in pattern.finditer(text):
        if places.is_full:
            places.count += 1
        else:
            places.add(oddities.line_at(text, found.start()), around(text, *found.span()))


def _ends(data: Bytes, low: int) -> Counter[str]:
    """How many line ends there are of each kind. `low` is how many bytes are control characters."""
    lfs = int(np.count_nonzero(data == _LF))
    if low == lfs:
        return +Counter(lf=lfs)
    crs = int(np.count_nonzero(data == _CR))
    pairs = int(np.count_nonzero((data[:-1] == _CR) & (data[1:] == _LF))) if crs and lfs else 0
    return +Counter(lf=lfs - pairs, cr=crs - pairs, crlf=pairs)


def _outside_quotes(data: Bytes, ends: Counter[str]) -> Counter[str]:
    """The line ends of each kind that are not within quotes, as a cell of several lines has others.

    The piece may start within quotes, so what most line ends are is taken for outside.
    """
    quotes = np.flatnonzero(data == _QUOTE)
    lfs, crs = np.flatnonzero(data == _LF), np.flatnonzero(data == _CR)
    after_cr = np.isin(lfs - 1, crs, assume_unique=True)
    alone = np.setdiff1d(crs, lfs[after_cr] - 1, assume_unique=True)
    open_at = {
        kind: np.searchsorted(quotes, at) % 2
        for kind, at in (("lf", lfs[~after_cr]), ("cr", alone), ("crlf", lfs[after_cr]))
    }
    within = sum(int(flags.sum()) for flags in open_at.values())
    outside = int(within * 2 > ends.total())
    return +Counter({kind: int(np.count_nonzero(flags == outside)) for kind, flags in open_at.items()})


def around(text: bytes, start: int, end: int, instead: bytes | None = None) -> str:
    """A place in a text with a little of the cell around it, as it stands or with something else instead."""
    before = text[max(start - _BESIDE, 0) : start]
    for mark in (b"\n", b"\r", b",", b";", b"|", b"\t", b'"'):
        before = before.rpartition(mark)[2]
    after = _WORD.match(text, end, end + _BESIDE)
    there = text[start:end] if instead is None else instead
    return (before + there + (after.group() if after else b"")).decode("utf-8", "ignore")


def tell(oddities: Oddities, encoding: str, tally: Tally) -> None:
    """The findings that what was met gives rise to."""
    if encoding == "cp1252":
        tally.add(problems.WINDOWS)
    elif encoding in ("cp437", "cp850"):
        tally.add(problems.DOS, page=encoding.removeprefix("cp"))
    elif encoding == "mac-roman":
        tally.add(problems.MAC)
    elif not encoding.startswith("utf-"):
        tally.add(problems.OTHER_SCRIPT, encoding=encoding)
    _tell_mixed(oddities, tally)
    places = (
        (problems.GARBLED, oddities.garbled),
        (problems.LOST, oddities.lost),
        (problems.MARKS, oddities.marks),
        (problems.LOOSE_MARKS, oddities.loose),
        (problems.CONTROLS, oddities.controls),
    )
    for problem, found in places:
        if found.count:
            tally.add(problem, lines=found.lines, examples=found.examples, count=found.count)
    counts = (
        (problems.UNDEFINED_BYTES, oddities.undefined),
        (problems.CUT, oddities.cut),
        (problems.NULS, oddities.nuls),
    )
    for problem, count in counts:
        if count:
            tally.add(problem, count=count)


def _tell_mixed(oddities: Oddities, tally: Tally) -> None:
    """Tell of the fewer where lines differ in their encoding or their ends."""
    utf8, windows = oddities.utf8_lines, oddities.windows_lines
    names = ["Windows-1252", "UTF-8"]
    if 0 < utf8.count < windows.count:
        names.reverse()
    few = utf8 if names[0] == "UTF-8" else windows
    if few.count:
        tally.add(
            problems.MIXED,
            lines=few.lines,
            examples=few.examples,
            count=few.count,
            these=names[0],
            others=names[1],
        )
    kinds = oddities.records.most_common()
    if len(kinds) > 1:
        count = sum(count for _, count in kinds[1:])
        tally.add(problems.LINE_ENDS, count=count, usual=_ENDS[kinds[0][0]])


_ENDS = {"lf": "LF", "cr": "CR", "crlf": "CR LF"}
