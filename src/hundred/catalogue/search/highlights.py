"""Why a dataset was found: its text with the words asked for marked, and the columns and values with them."""

import re
from collections.abc import Iterable

from tantivy import Document, Query, Searcher, Snippet, SnippetGenerator

from hundred.catalogue.records import Marked, Match
from hundred.catalogue.search.fields import schema

_LETTERS = {"title": 300, "description": 220, "columns": 120, "values": 120, "places": 120}
_ALSO = ("columns", "values", "places")
_SHOWN = 3  # of the columns, values or places that hold a word asked for
_BETWEEN = (" · ", False)


class Highlighter:
    """Marks what a query looks for in the texts of a document."""

    def __init__(self, searcher: Searcher, query: Query) -> None:
        self._searcher = searcher
        self._generators = {}
        for field, letters in _LETTERS.items():
            generator = SnippetGenerator.create(searcher, query, schema(), field)
            generator.set_max_num_chars(letters)
            self._generators[field] = generator

    def match(self, document: Document) -> Match:
        """What of the document answers the query."""
        found = {field: self._marked(field, document) for field in _LETTERS}
        also = next(((field, found[field]) for field in _ALSO if found[field]), ("", ()))
        return Match(found["title"], found["description"], *also)

    def _marked(self, field: str, document: Document) -> Marked:
        snippet = self._generators[field].snippet_from_doc(document)
        pieces = marked(snippet)
        if pieces and field in _ALSO:  # the snippet runs together what are texts of their own
            return one_by_one(map(str, document.get_all(field)), {piece for piece, hit in pieces if hit})
        if not pieces:
            return ()
        return within(str(document.get_first(field)), snippet.fragment(), pieces)


def marked(snippet: Snippet) -> Marked:
    """A snippet as pieces, each with whether it was asked for; none where nothing was."""
    ends = snippet.highlighted()
    if not ends:
        return ()
    text = snippet.fragment().encode()  # positions are in bytes
    pieces, at = [], 0
    for end in ends:
        if end.start < at:
            continue  # a word found twice
        pieces += [(text[at : end.start], False), (text[end.start : end.end], True)]
        at = end.end
    pieces.append((text[at:], False))
    return tuple((piece.decode(errors="replace"), hit) for piece, hit in pieces if piece)


def one_by_one(texts: Iterable[str], words: set[str]) -> Marked:
    """The first few of the texts that hold one of the words, each whole, with the words marked."""
    word = re.compile(
        rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE
    )
    told: list[tuple[str, bool]] = []
    shown = 0
    for text in texts:
        pieces = word.split(text)
        if len(pieces) > 1 and shown < _SHOWN:
            shown += 1
            told += [_BETWEEN] if told else []
            told += [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]
    return tuple(told)


def within(text: str, fragment: str, pieces: Marked) -> Marked:
    """The pieces of a fragment with what its text has right before and after it: a fragment begins and ends
    at words, without their brackets, and says nothing of being cut out."""
    start = text.find(fragment)
    if start < 0:
        return pieces
    end = start + len(fragment)
    before = text[:start].rpartition(" ")
    after = text[end:].partition(" ")
    begins = ("… " if before[0].strip() else "") + before[2]
    ends = after[0] + (" …" if after[2].strip() else "")
    return tuple(piece for piece in ((begins, False), *pieces, (ends, False)) if piece[0])
