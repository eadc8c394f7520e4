"""Completing what someone types: titles of datasets and of publishers that have all its words."""

from tantivy import Occur, Query, Searcher

from hundred.accounts.records import Person
from hundred.catalogue.models import Publisher
from hundred.catalogue.records import Suggestion
from hundred.catalogue.search import fields
from hundred.catalogue.search.analysis import plain
from hundred.catalogue.search.asking import Clause, all_of, visible
from hundred.catalogue.search.fields import schema
from hundred.catalogue.search.finding import ready

_MOST_WORDS = 8
_LOOKED_AT = 60  # datasets, of which many may have one title
_PUBLISHERS = 2


def suggest(asker: Person, text: str, limit: int) -> tuple[Suggestion, ...]:
    """Titles that the text may become, likeliest first: those that begin with it, then those that hold its
    words. Raises Unavailable while there is no index."""
    words = plain(text)[:_MOST_WORDS]
    if not words:
        return ()
    beginning = " ".join(words)
    publishers = _publishers(words)[:_PUBLISHERS]
    seen = visible(asker)  # before the index is looked at
    titles = _titles(ready(), seen, words)
    titles.sort(key=lambda title: not " ".join(plain(title)).startswith(beginning))  # else as they were found
    found = [Suggestion(title, "publisher") for title in publishers]
    found += [Suggestion(title, "dataset") for title in titles[: limit - len(found)]]
    return tuple(found)


def _titles(searcher: Searcher, seen: list[Clause], words: list[str]) -> list[str]:
    *whole, begun = words
    asked = [Query.term_query(schema(), fields.HEAD, word) for word in whole]
    asked.append(Query.fuzzy_term_query(schema(), fields.HEAD, begun, distance=0, prefix=True))
    query = all_of([*seen, *((Occur.Must, each) for each in asked)])
    hits = searcher.search(query, _LOOKED_AT, count=False).hits
    titles = [str(searcher.doc(address).get_first("title")) for _, address in hits]
    return list({title.casefold(): title for title in reversed(titles)}.values())[::-1]


def _publishers(words: list[str]) -> list[str]:
    """Publishers are few, and everyone may know of them."""
    *whole, begun = words
    found = []
    for title in Publisher.objects.order_by("title").values_list("title", flat=True):
        own = plain(title)
        if set(whole) <= set(own) and any(word.startswith(begun) for word in own):
            found.append(title)
    return found
