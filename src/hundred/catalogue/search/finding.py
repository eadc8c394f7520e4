"""Answering a search: which datasets, in which order, how many, and how they can be narrowed."""

import logging
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from tantivy import DocAddress, Document, Occur, Order, Query, Searcher

from hundred.accounts.records import Person
from hundred.base.errors import Unavailable
from hundred.catalogue.records import DatasetSearch, Facet, Match
from hundred.catalogue.search import fields, index
from hundred.catalogue.search.asking import Clause, all_of, must, narrowing, visible
from hundred.catalogue.search.facets import facets
from hundred.catalogue.search.highlights import Highlighter
from hundred.catalogue.search.indexer import catch_up
from hundred.catalogue.search.ranking import answering
from hundred.catalogue.search.spelling import meant

_LOG = logging.getLogger(__name__)
_FEW = 5  # found; with fewer, misspelt words are looked for, and datasets with only some of the words
_DEEPEST = 10_000  # datasets that can be paged through; nobody reads so far, and crawlers must not

_ORDERS = {
    "updated": (fields.UPDATED, Order.Desc),
    "newest": (fields.CREATED, Order.Desc),
    "title": (fields.TITLE_ORDER, Order.Asc),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of datasets in their order, with why each was found. `full` is how many of them have most of the
    words, where the others have only some; `meant` what a misspelt text may have meant, and `corrected`
    whether that was looked for instead."""

    keys: tuple[int, ...]
    matches: tuple[Match, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    full: int | None = None
    meant: str = ""
    corrected: bool = False


def find(asker: Person, search: DatasetSearch) -> Found:
    """The datasets that answer a search, as far as the asker may see. Raises Unavailable while there is no
    index.

    Most of its words must be there. Where few datasets have them, those that have any are found too, after
    the others; where none has, a misspelt word may be put right first.
    """
    seen = visible(asker)  # before the index is looked at: what closes later, closes after this search
    searcher = ready()
    found = _find(searcher, search, seen)
    if found.total >= _FEW or not search.text:
        return found
    likely = meant(searcher, search.text, seen)
    if likely and search.correct and not found.total:
        instead = _find(searcher, replace(search, text=likely), seen)
        if instead.total:
            return replace(instead, meant=likely, corrected=True)
    wider = _find(searcher, search, seen, any_word=True) if search.wider else found
    if wider.total > found.total:
        found = replace(wider, full=found.total)
    return replace(found, meant=likely)


def ranked(asker: Person, text: str) -> list[int] | None:
    """The keys of all datasets that have most of the words, the best first; None where the text has no word
    that says anything. Raises Unavailable as `find`."""
    seen = visible(asker)
    searcher = ready()
    words = answering(text)
    if words is None:
        return None
    if not searcher.num_docs:
        return []
    found: Any = searcher.search(all_of([*seen, (Occur.Must, words)]), searcher.num_docs)
    keys = searcher.fast_field_values(fields.KEY, [address for _, address in found.hits])
    return [int(key) for key in keys if key is not None]


def ready() -> Searcher:
    """The index, with the few changes taken in that wait. Raises Unavailable where there is none yet."""
    try:
        catch_up(few=True)
    except (
        OSError,
        ValueError,
    ) as error:  # the disk is full, or not ours to write: what is there still answers
        _LOG.warning("The search index could not be brought up to date: %s", error)
    searcher = index.searcher()
    if searcher is None:
        raise Unavailable(
            "The search index is being built.",
            "Try again in a minute. If it stays so, see that the job runner works (`hundred jobs`).",
        )
    return searcher


def _find(searcher: Searcher, search: DatasetSearch, seen: list[Clause], *, any_word: bool = False) -> Found:
    words = answering(search.text, any_word=any_word) if search.text else None
    base = [*seen, (Occur.Must, words)] if words is not None else seen
    narrowed = narrowing(search)
    query = all_of([*base, *(must(each) for each in narrowed.values())])
    total, page, hits = _page(searcher, query, search, ranked=words is not None)
    addresses = [address for _, address in hits]
    keys = searcher.fast_field_values(fields.KEY, addresses)
    shown = [searcher.doc(address) for address in addresses] if words is not None else []
    return Found(
        keys=tuple(int(key) for key in keys if key is not None),
        matches=_matches(searcher, words, shown),
        total=total,
        page=page,
        pages=_pages(total, search.size),
        facets=facets(searcher, search, base, narrowed) if search.facets else (),
    )


def _page(
    searcher: Searcher, query: Query, search: DatasetSearch, *, ranked: bool
) -> tuple[int, int, list[tuple[Any, DocAddress]]]:
    """How many there are, and the page asked for with its number: the last one where it lies beyond."""
    field, way = _ORDERS.get(search.sort) or (("", Order.Desc) if ranked else _ORDERS["updated"])
    page = min(max(1, search.page), _pages(_DEEPEST, search.size))
    while True:
        found: Any = searcher.search(  # tantivy's stubs know nothing of the count
            query,
            search.size,
            offset=(page - 1) * search.size,
            order_by_field=field or None,
            order=way,
        )
        last = _pages(found.count, search.size)
        if page <= last:
            return found.count, page, found.hits
        page = last


def _pages(total: int, size: int) -> int:
    return max(1, ceil(min(total, _DEEPEST) / size))


def _matches(searcher: Searcher, words: Query | None, documents: list[Document]) -> tuple[Match, ...]:
    if words is None:
        return ()
    highlighter = Highlighter(searcher, words)
    return tuple(highlighter.match(document) for document in documents)
