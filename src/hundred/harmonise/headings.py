"""What a heading says, whoever wrote it: its words, and how much it is like another's."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from hundred.harmonise.standard import Standard

Words = tuple[str, ...]

_SHORT = {
    "app": "application",
    "acc": "account", "acct": "account", "amt": "amount", "auth": "authority", "ben": "beneficiary",
    "cap": "capital", "cat": "category", "co": "company", "comp": "company", "dept": "department",
    "desc": "description", "descr": "description", "descrip": "description", "descript": "description",
    "dir": "directorate", "doc": "document", "dt": "date", "excl": "excluding", "exc": "excluding",
    "exp": "expenditure", "id": "id", "identifier": "id", "inc": "including", "incl": "including",
    "inv": "invoice", "irrec": "irrecoverable", "la": "authority", "nbr": "number", "no": "number",
    "nr": "number", "num": "number", "org": "organisation", "organization": "organisation",
    "pmt": "payment", "pymt": "payment", "proc": "procurement", "qty": "quantity", "rec": "recoverable",
    "ref": "reference", "refno": "reference number", "reg": "registration", "registered": "registration",
    "seq": "sequence", "serv": "service", "sup": "supplier", "supp": "supplier", "suppl": "supplier",
    "tot": "total", "tran": "transaction", "trans": "transaction", "transno": "transaction number",
    "txn": "transaction", "val": "value", "tel": "telephone", "addr": "address", "lat": "latitude",
    "lon": "longitude", "lng": "longitude", "long": "longitude",
}  # fmt: skip
_IDLE = frozenset(("the", "of", "a", "an", "and", "for", "to", "in", "s", "by", "our", "gbp", "p"))
_WORD = re.compile(r"[a-z]+|\d+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LIKE = 0.25  # of a word's letters may be wrong
_LONG = 5  # letters from which a word may be misspelt


@lru_cache(maxsize=20_000)
def words_of(heading: str) -> Words:
    """The words of a heading as they are compared: in lower case, whole, singular, without idle ones."""
    parted = _HUMP.sub(" ", heading.replace("&", " and "))
    whole = " ".join(_SHORT.get(word, word) for word in _WORD.findall(parted.lower()))
    words = [_singular(word) for word in whole.split()]
    return tuple(word for word in words if word not in _IDLE) or tuple(words)


def signature(headings: Iterable[str]) -> str:
    """The headings of a layout as one text, by which layouts are told apart: their words, in their order."""
    return "\n".join(" ".join(words_of(heading)) for heading in headings)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a heading is like one of a list, and which that is. 0 is not at all, 1 says the same."""

    share: float
    heading: str = ""


class Lexicon:
    """The words that standards use in their headings: how they are spelt, and how much each of them tells."""

    def __init__(self, headings: Iterable[str]) -> None:
        phrases = [words_of(heading) for heading in headings]
        counts = Counter(word for phrase in phrases for word in set(phrase))
        self._weights = {word: log(1 + len(phrases) / count) for word, count in counts.items()}
        self._rare = log(1 + len(phrases))
        self._spelt = [word for word in counts if len(word) >= _LONG]

    def spelt(self, words: Words) -> Words:
        """The words with those put right that are a known one misspelt."""
        return tuple(map(self._put_right, words))

    def likest(self, words: Words, headings: Sequence[str]) -> Likeness:
        """The heading that is most like these words."""
        return max((self._alike(words, heading) for heading in headings), key=_share, default=Likeness(0.0))

    def _alike(self, words: Words, heading: str) -> Likeness:
        ours, theirs = set(words), set(words_of(heading))
        if ours == theirs:
            return Likeness(1.0, heading)
        shared = self._weight(ours & theirs)
        either = self._weight(ours | theirs)
        return Likeness(0.95 * shared / either if either else 0.0, heading)

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._rare) for word in words)

    def _put_right(self, word: str) -> str:
        if word in self._weights or len(word) < _LONG:
            return word
        found = process.extractOne(
            word, self._spelt, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=1 - _LIKE
        )
        return found[0] if found else word


@cache
def lexicon(standard: Standard) -> Lexicon:
    """The words of one standard's headings."""
    return Lexicon(heading for field in standard.fields for heading in (*field.headings, *field.hints))


def _share(likeness: Likeness) -> float:
    return likeness.share


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word
