"""How well a dataset answers words: BM25 in each field, weighed, the best field counting most.

The weights were chosen on one half of the judged questions in `bench/judged`, and are reported on the other.
"""

from dataclasses import dataclass, replace
from functools import reduce

from tantivy import Occur, Query

from hundred.catalogue.search.analysis import stems
from hundred.catalogue.search.fields import schema
from hundred.catalogue.search.synonyms import Phrase, Synonyms, synonyms

_MOST_WORDS = 12  # of a question; the rest is not looked at


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. `tie` is how much fields other than the best add, `other_words` how much a
    synonym counts, `together` how much it counts that the words stand side by side, `complete` that all of
    them are there."""

    fields: tuple[tuple[str, float], ...] = (
        ("title", 4.0),
        ("tags", 1.2),
        ("publisher_title", 0.5),
        ("places", 1.0),
        ("columns", 0.8),
        ("description", 1.0),
        ("values", 0.6),
    )
    tie: float = 0.3
    other_words: float = 0.4
    together: float = 1.0
    complete: float = 20.0
    leniency: int = 3  # one in so many words may be missing


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of the question that stands for one thing, and other phrases for it."""

    phrase: Phrase
    others: tuple[Phrase, ...]


def stretches(text: str, known: Synonyms) -> list[Asked]:
    """The question cut into its words, each with the synonyms of the longest known phrase it begins."""
    words = list(dict.fromkeys(stems(text)))[:_MOST_WORDS]
    longest = max(map(len, known), default=1)
    found, at = [], 0
    while at < len(words):
        length = next(
            (n for n in range(min(longest, len(words) - at), 0, -1) if tuple(words[at : at + n]) in known), 1
        )
        phrase = tuple(words[at : at + length])
        found.append(Asked(phrase, tuple(sorted(known.get(phrase, ())))))
        at += length
    return found


def answering(text: str, weights: Weights = WEIGHTS, *, any_word: bool = False) -> Query | None:
    """The query for datasets that answer a text, None where it has no word that says anything.

    Most of the words must be there, or only one of them with `any_word`.
    """
    asked = stretches(text, synonyms())
    if not asked:
        return None
    found = [(Occur.Should, _stretch(each, weights)) for each in asked]
    least = 1 if any_word else len(asked) - len(asked) // weights.leniency
    needed = Query.boolean_query(found, minimum_number_should_match=least)
    words: Phrase = tuple(word for each in asked for word in each.phrase)
    if len(words) < 2:
        return needed
    more = [(Occur.Should, Query.const_score_query(_all_of(found), weights.complete))]
    more += [
        (Occur.Should, Query.boost_query(_side_by_side(field, words), weight * weights.together))
        for field, weight in weights.fields
        if field in ("title", "description")
    ]
    return Query.boolean_query([(Occur.Must, needed), *more])


def _all_of(found: list[tuple[Occur, Query]]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for _, query in found])


def _stretch(asked: Asked, weights: Weights) -> Query:
    own = _all_words(asked.phrase, weights)
    if not asked.others:
        return own
    # values are names: whoever asks for potholes does not mean every Beacon Road
    said = replace(weights, fields=tuple(each for each in weights.fields if each[0] != "values"))
    others = [Query.boost_query(_as_phrase(other, said), weights.other_words) for other in asked.others]
    return Query.disjunction_max_query([own, *others], tie_breaker=0.1)


def _all_words(phrase: Phrase, weights: Weights) -> Query:
    words = [_word(word, weights) for word in phrase]
    return words[0] if len(words) == 1 else reduce(lambda left, right: left.and_must_match(right), words)


def _word(word: str, weights: Weights) -> Query:
    fields = [
        Query.boost_query(Query.term_query(schema(), field, word), weight) for field, weight in weights.fields
    ]
    return Query.disjunction_max_query(fields, tie_breaker=weights.tie)


def _as_phrase(phrase: Phrase, weights: Weights) -> Query:
    if len(phrase) == 1:
        return _word(phrase[0], weights)
    fields = [Query.boost_query(_side_by_side(field, phrase), weight) for field, weight in weights.fields]
    return Query.disjunction_max_query(fields, tie_breaker=weights.tie)


def _side_by_side(field: str, phrase: Phrase) -> Query:
    return Query.phrase_query(schema(), field, list(phrase))
