"""A search as a query of the index: what the asker may see, what the words ask for, what narrows them."""

import datetime
from collections.abc import Sequence

from tantivy import FieldType, Occur, Query

from hundred.accounts.records import Person
from hundred.base.time import now
from hundred.catalogue import policy
from hundred.catalogue.models import SearchMark
from hundred.catalogue.records import DatasetSearch
from hundred.catalogue.search import fields
from hundred.catalogue.search.document import days, instant
from hundred.catalogue.search.fields import schema
from hundred.catalogue.vocabulary import FRESHNESS

Clause = tuple[Occur, Query]


def visible(asker: Person) -> list[Clause]:
    """The clauses that keep a query to what the asker may see.

    The index knows who may see a dataset as of the last time it was taken in. Those that changed since are
    looked up in the database, so that none is shown that has been closed meanwhile.
    """
    audiences = policy.audiences_of(asker)
    clauses = []
    if audiences is not None:
        clauses.append(must(_one_of(fields.SEEN_BY, audiences)))
    if changed := list(SearchMark.objects.values_list("dataset", flat=True)):
        seen = set(policy.visible_datasets(asker).filter(pk__in=changed).values_list("pk", flat=True))
        if hidden := [key for key in changed if key not in seen]:
            clauses.append((Occur.MustNot, Query.term_set_query(schema(), fields.KEY, hidden)))
    return clauses


def narrowing(search: DatasetSearch) -> dict[str, Query]:
    """What narrows a search, by the name of each choice; several values of one mean any of them."""
    found = {name: _one_of(name, values) for name in fields.FACETS if (values := getattr(search, name))}
    if search.updated:
        found["updated"] = _any_of([_updated(value) for value in search.updated])
    if search.within is not None:
        found["within"] = _within(search.within)
    if search.since is not None or search.until is not None:
        found["period"] = _period(search.since, search.until)
    return found


def all_of(clauses: Sequence[Clause]) -> Query:
    """The query that satisfies every clause; that for everything where there is none."""
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses = [(Occur.Must, Query.all_query()), *clauses]
    return Query.boolean_query(clauses)


def must(query: Query) -> Clause:
    """A clause that narrows and does not weigh."""
    return Occur.Must, Query.const_score_query(query, 0.0)


def age(within_days: int) -> int:
    """The instant so many days ago, as the index counts them."""
    return instant(now() - datetime.timedelta(days=within_days))


def _updated(value: str) -> Query:
    within = FRESHNESS[value].days
    if within is None:  # older than all the others
        return _between(fields.UPDATED, None, age(FRESHNESS["year"].days or 0) - 1)
    return _between(fields.UPDATED, age(within), None)


def _within(box: tuple[float, float, float, float]) -> Query:
    """Datasets with places whose box touches this one."""
    west, south, east, north = box
    ends = (
        Query.range_query(schema(), "west", FieldType.Float, upper_bound=east),
        Query.range_query(schema(), "east", FieldType.Float, lower_bound=west),
        Query.range_query(schema(), "south", FieldType.Float, upper_bound=north),
        Query.range_query(schema(), "north", FieldType.Float, lower_bound=south),
    )
    return Query.boolean_query([(Occur.Must, end) for end in ends])


def _period(since: datetime.date | None, until: datetime.date | None) -> Query:
    """Datasets whose rows' dates reach into these days."""
    ends = []
    if since is not None:
        ends.append((Occur.Must, _between(fields.LAST_DAY, days(since), None)))
    if until is not None:
        ends.append((Occur.Must, _between(fields.FIRST_DAY, None, days(until))))
    return Query.boolean_query(ends)


def _between(field: str, least: int | None, most: int | None) -> Query:
    return Query.range_query(schema(), field, FieldType.Integer, lower_bound=least, upper_bound=most)


def _one_of(field: str, values: Sequence[str]) -> Query:
    """Documents with one of these values. A set of terms costs more than the one that most queries have."""
    if len(values) == 1:
        return Query.term_query(schema(), field, values[0], index_option="basic")
    return Query.term_set_query(schema(), field, list(values))


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
