"""Which code page a text is in that is not UTF-8: evidence from all its bytes, and the way to UTF-8.

Windows-1252, the code pages 437 and 850 of DOS and Mac Roman give the same bytes other characters.
What stands before and after a byte tells them apart: £ comes before a figure, é among small letters,
’ after a letter. Encodings of other scripts are thought of only where most such bytes stand together, as
in no Western text; those of other Latin letters never, as £ would soon be Ł.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hundred.base.characters import BELIEVABLE, MARK, PAGES, table_of
from hundred.intake.oddities import Oddities

MIXED = "utf-8-mixed"  # lines in UTF-8 among lines in Windows-1252
# sought from where lines start only, lest every place within a long line of ASCII be tried
NON_ASCII_LINE = re.compile(rb"(?<![^\r\n])[^\r\n\x80-\xff]*+[\x80-\xff][^\r\n]*")

_CHUNK = 1 << 20
_SAMPLE, _SAMPLED = 1 << 16, 500  # bytes and lines by which another script is judged
_TELLING = 30  # bytes beyond ASCII that it takes to judge
_FEW = 8  # different bytes beyond ASCII, up to which each is replaced by itself

# What may stand beside a byte.
_EDGE, _LOWER, _UPPER, _DIGIT, _SPACE, _HIGH = range(6)
_BESIDE = np.zeros(256, np.uint8)
_BESIDE[ord("a") : ord("z") + 1] = _LOWER
_BESIDE[ord("A") : ord("Z") + 1] = _UPPER
_BESIDE[ord("0") : ord("9") + 1] = _DIGIT
_BESIDE[ord(" ")] = _SPACE
_BESIDE[0x80:] = _HIGH
_LETTERS = (_LOWER, _UPPER)

# What tables in text are drawn with, and letters of 437 for sums: no name or amount has them.
_DRAWN = (
    *("BOX", "FULL BLOCK", "LEFT HALF", "RIGHT HALF", "UPPER HALF", "LOWER HALF"),
    *("LIGHT SHADE", "MEDIUM SHADE", "DARK SHADE", "GREEK"),
)

_Counts = npt.NDArray[np.int64]


@dataclass(slots=True)
class _Survey:
    """What the bytes beyond ASCII are and stand beside, whether some are UTF-8, and lines that hold some."""

    beside: _Counts = field(default_factory=lambda: np.zeros(128 * 36, np.int64))
    utf8: bool = False
    sample: bytes = b""


def code_page(path: Path) -> str:
    """The code page of a file which is not all UTF-8, or `MIXED` where some of it is.

    It is Windows-1252 unless its bytes make better sense in another page, or an encoding of another script.
    """
    survey = _Survey()
    with path.open("rb") as stream:
        for piece in iter(lambda: stream.read(_CHUNK), b""):
            if not piece.isascii():
                _add(survey, piece.removeprefix(MARK))
    other = _other_script(survey)
    if other:
        return other
    met = [
        (0x80 + int(place) // 36, int(place) // 6 % 6, int(place) % 6, int(survey.beside[place]))
        for place in np.flatnonzero(survey.beside)
    ]
    scores = {
        page: sum(_sense(table_of(page)[byte], before, after) * count for byte, before, after, count in met)
        for page in PAGES
    }
    best = max(PAGES, key=lambda page: scores[page])  # the first of equals
    return MIXED if best == "cp1252" and survey.utf8 else best


def _add(survey: _Survey, piece: bytes) -> None:
    data = np.frombuffer(b"\n" + piece + b"\n", np.uint8)
    at = np.flatnonzero(data >= 0x80)
    places = (data[at].astype(np.int64) - 0x80) * 36 + _BESIDE[data[at - 1]] * 6 + _BESIDE[data[at + 1]]
    survey.beside += np.bincount(places, minlength=128 * 36)
    if len(survey.sample) < _SAMPLE:
        lines = islice(NON_ASCII_LINE.finditer(piece), _SAMPLED)
        survey.sample += b"\n".join(found.group()[:_SAMPLE] for found in lines)
    if not survey.utf8 and (np.diff(at) == 1).any():
        survey.utf8 = BELIEVABLE.search(piece) is not None


def _other_script(survey: _Survey) -> str:
    """The encoding of a text in Greek, Cyrillic, Chinese or another script; "" where it is none of those."""
    beside = survey.beside.reshape(128, 6, 6)
    if beside[:, _HIGH, _HIGH].sum() * 2 < beside.sum() or beside.sum() < _TELLING:
        return ""
    if len(survey.sample.decode(errors="ignore").encode()) * 20 > len(survey.sample) * 19:
        return ""  # UTF-8 but for a few bytes
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import, and few files need it

    best = from_bytes(survey.sample, cp_exclusion=["mac_cyrillic", "mac_greek"]).best()
    letters = [character for character in str(best or "") if character > "\x7f" and character.isalpha()]
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return codecs.lookup(best.encoding).name if best and latin * 10 < len(letters) else ""


def _sense(character: str, before: int, after: int) -> float:
    """How much sense a character makes between its neighbours, from -3 to 2."""
    category = unicodedata.category(character)
    name = unicodedata.name(character, "")
    if name.startswith("LATIN SMALL"):
        return _letter(character, _small(before, after))
    if name.startswith("LATIN CAPITAL"):
        return _letter(character, _capital(before, after))
    if category == "Cc":
        return -3
    if name.startswith(_DRAWN):
        return -2
    if character in _FITTING:
        return _FITTING[character](before, after)
    if category in ("Pi", "Pf"):
        outside = before if category == "Pi" else after
        return -1 if outside in (*_LETTERS, _DIGIT) else 1
    return -1 if category == "Sm" or (before == _LOWER and after == _LOWER) else 0


def _letter(character: str, sense: float) -> float:
    """Less sense for what is no plain letter with an accent, none for what Western Europe hardly writes."""
    if character in "ƒıÐðÞþ":
        return min(sense, 0)
    return sense if unicodedata.decomposition(character) or sense < 0 else sense / 2


def _small(before: int, after: int) -> float:
    if before == _UPPER and after == _UPPER:
        return -1
    if after == _LOWER:
        return 2  # at the start of a word too: no less than the capital that another page has there
    return 1 if before in _LETTERS else 0  # à is a word


def _capital(before: int, after: int) -> float:
    if before == _LOWER:
        return -2
    return 2 if after in _LETTERS else 1 if before == _UPPER else -1


# Signs that are no letters, and the sense they make. Databases write ¿ for what they do not know.
_FITTING: dict[str, Callable[[int, int], float]] = {
    **dict.fromkeys(
        "£€", lambda before, after: 2 if before not in _LETTERS else 1 if after not in _LETTERS else -1
    ),
    "’": lambda before, after: 2 if before in _LETTERS else 1,
    **dict.fromkeys("–—", lambda before, after: 2),
    "\xa0": lambda before, after: 1 if before == after == _LOWER else 2,
    "µ": lambda before, after: 2 if before not in _LETTERS else 0,
    **dict.fromkeys("…™®©•¿", lambda before, after: 1),
    **dict.fromkeys("°²³½¼¾·", lambda before, after: 0.5),
}


def from_page(piece: bytes, page: str, oddities: Oddities) -> bytes:
    """A piece of text in a code page as UTF-8."""
    data = np.frombuffer(piece, np.uint8)
    met = np.flatnonzero(np.bincount(data[data >= 0x80], minlength=256)).tolist()
    oddities.is_changed = True
    table = table_of(page)
    undefined = bytes(byte for byte in met if "\x80" <= table[byte] < "\xa0")
    if undefined:
        oddities.undefined += len(piece) - len(piece.translate(None, undefined))
    steps = _steps(tuple(met), page) if len(met) <= _FEW else None
    if steps is None:
        return codecs.charmap_decode(piece, "strict", table)[0].encode()
    for byte, text in steps:
        piece = piece.replace(byte, text)
    return piece


@cache
def _steps(met: tuple[int, ...], page: str) -> tuple[tuple[bytes, bytes], ...] | None:
    """In which order to replace bytes so that none is replaced twice; None where there is no such order."""
    texts = {byte: table_of(page)[byte].encode() for byte in met}
    steps = []
    while texts:
        # Whose text holds none of the others goes first.
        first = next((byte for byte, text in texts.items() if not set(text) & (texts.keys() - {byte})), None)
        if first is None:
            return None
        steps.append((bytes([first]), texts.pop(first)))
    return tuple(steps)
