"""Which datasets are like another: in its words, as the index weighs them: the rarer, the more."""

from tantivy import Occur, Query, Searcher

from hundred.accounts.records import Person
from hundred.catalogue.search import fields, index
from hundred.catalogue.search.asking import all_of, visible
from hundred.catalogue.search.fields import schema

_WORDS = 40  # of a dataset, the most telling of them, that others are looked for by


def like(asker: Person, dataset: int, most: int) -> dict[int, float]:
    """The keys of the datasets most like this one that the asker may see, each with how like it is: 1 for the
    likest. Nothing where there is no index, or it has not taken the dataset in yet: a page can do without.
    """
    seen = visible(asker)  # before the index is looked at, as in every search
    searcher = index.searcher()
    if searcher is None:
        return {}
    itself = Query.term_query(schema(), fields.KEY, dataset)
    found = searcher.search(itself, 1).hits
    if not found:
        return {}
    words = Query.more_like_this_query(
        found[0][1], min_doc_frequency=1, min_term_frequency=1, max_query_terms=_WORDS
    )
    query = all_of([*seen, (Occur.Must, words), (Occur.MustNot, itself)])
    return _keyed(searcher, query, most)


def _keyed(searcher: Searcher, query: Query, most: int) -> dict[int, float]:
    hits = searcher.search(query, most).hits
    keys = searcher.fast_field_values(fields.KEY, [address for _, address in hits])
    best = max((score for score, _ in hits), default=1.0) or 1.0
    return {int(key): score / best for key, (score, _) in zip(keys, hits, strict=True) if key is not None}
