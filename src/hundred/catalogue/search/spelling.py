"""What someone may have meant who spelt a word as nothing here spells it."""

from collections.abc import Iterable, Sequence

from tantivy import Occur, Query, Searcher

from hundred.catalogue.search import fields
from hundred.catalogue.search.analysis import plain, stems
from hundred.catalogue.search.asking import Clause, all_of
from hundred.catalogue.search.fields import schema
from hundred.catalogue.search.ranking import answering

_MOST_WORDS = 6
_MOST_KNOWN = 20_000  # words that begin alike to look through
_SHORTEST = 4  # letters; a shorter word is like too many others


def meant(searcher: Searcher, text: str, seen: Sequence[Clause]) -> str:
    """The text with its unknown words spelt as datasets the asker may see spell them; "" where no word is
    unknown, or nothing is like it."""
    words = plain(text)[:_MOST_WORDS]
    found = [_respelt(searcher, word, seen) for word in words]
    return " ".join(found) if found != words else ""


def _respelt(searcher: Searcher, word: str, seen: Sequence[Clause]) -> str:
    if len(word) < _SHORTEST or not stems(word) or word.isdigit() or _known(searcher, word, seen):
        return word
    allowed = 1 if len(word) < 6 else 2
    visible = all_of(seen)
    for beginning in (word[:2], word[:1]):
        alike = _alike(
            word, allowed, searcher.terms_with_prefix(fields.WORDS, beginning, visible, _MOST_KNOWN)
        )
        near = [
            (steps, -count, known) for known, count in alike if (steps := distance(word, known)) <= allowed
        ]
        if near:
            return min(near)[2]
    return _split(searcher, word, seen) or word


def _alike(word: str, allowed: int, known: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The known words that may be near enough: each step changes the length by one letter at most, and
    the letters there are by two."""
    letters = set(word)
    return [
        (other, count)
        for other, count in known
        if abs(len(other) - len(word)) <= allowed and len(letters ^ set(other)) <= 2 * allowed
    ]


def _known(searcher: Searcher, word: str, seen: Sequence[Clause]) -> bool:
    query = answering(word)
    as_written = Query.term_query(schema(), fields.WORDS, word)
    either = [(Occur.Should, each) for each in (query, as_written) if each is not None]
    asked = Query.boolean_query(either)
    return bool(searcher.search(all_of([*seen, (Occur.Must, asked)]), 1).hits)


def _split(searcher: Searcher, word: str, seen: Sequence[Clause]) -> str:
    """The word as two known ones: `carparks` as `car parks`."""
    for at in range(3, len(word) - 2):
        query = Query.boolean_query(
            [(Occur.Must, Query.term_query(schema(), fields.WORDS, half)) for half in (word[:at], word[at:])]
        )
        if searcher.search(all_of([*seen, (Occur.Must, query)]), 1).hits:
            return f"{word[:at]} {word[at:]}"
    return ""


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with the next, to make one word the other (Damerau and
    Levenshtein, no letter changed twice)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, opposite in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
