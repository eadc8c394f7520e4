"""Datasets that satisfy exact conditions, from the database: for programs that copy the catalogue."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from hundred.accounts.records import Person
from hundred.catalogue import policy
from hundred.catalogue.conditions import EVERYTHING, All, AnyOf, Condition, Has, Is, Not, Says, When
from hundred.catalogue.models import Dataset, DatasetFile, Table
from hundred.catalogue.queries.datasets import records_of
from hundred.catalogue.records import DatasetRecord
from hundred.catalogue.search.finding import ranked

Order = Literal["rank", "uuid", "slug", "title", "created", "updated"]
Count = Literal["publisher", "theme", "licence", "tag", "format"]

_COLUMNS = {
    "uuid": "uuid",
    "slug": "slug",
    "title": "title",
    "description": "description",
    "publisher": "publisher__slug",
    "publisher_uuid": "publisher__uuid",
    "theme": "theme",
    "licence": "licence",
    "access": "access",
    "created": "created_at",
    "updated": "changed",
}
_LOOKUPS = {"whole": "exact", "start": "startswith", "end": "endswith", "within": "contains"}
_TABLES_AS = "csv"
_AT_ONCE = 10_000  # keys in one question: a database takes some tens of thousands


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which datasets, in which order, and how many from which place (from 0).

    `text` is looked for as a search for people does; with an order by `rank` the best come first (without
    text, those last updated). `count` are the properties whose values are counted over all that are found.
    """

    where: Condition = EVERYTHING
    text: str = ""
    order: tuple[tuple[Order, bool], ...] = (("rank", True),)
    start: int = 0
    size: int = 20
    count: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Exactly:
    """The datasets asked for, how many there are in all, and how often each value occurs, by property."""

    datasets: tuple[DatasetRecord, ...]
    total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def datasets_where(*, asker: Person, wanted: Wanted) -> Exactly:
    """The datasets that satisfy conditions, as far as the asker may see. Raises Unavailable as `datasets`
    where there is text to look for."""
    changed = Coalesce(F("updated_at"), F("created_at"))
    visible = Dataset.objects.filter(pk__in=policy.visible_datasets(asker).values("pk"))
    named = visible.annotate(changed=changed, tags_text=Cast("tags", TextField())).filter(_q(wanted.where))
    found = named.order_by(*_ordered(wanted.order), "pk")
    best_first = ranked(asker, wanted.text) if wanted.text else None
    if best_first is not None:
        keys = _in_order(found, best_first, by_rank=wanted.order[0][0] == "rank")
        total, some = len(keys), keys[wanted.start : wanted.start + wanted.size]
        counted = [
            Dataset.objects.filter(pk__in=keys[at : at + _AT_ONCE]) for at in range(0, total, _AT_ONCE)
        ]
    else:
        total = found.count()
        some = list(found.values_list("pk", flat=True)[wanted.start : wanted.start + wanted.size])
        counted = [found]
    records = tuple(records_of(Dataset.objects.filter(pk__in=some), some).values())
    return Exactly(records, total, {name: _counts(counted, name) for name in wanted.count})


def _in_order(found: QuerySet[Dataset], best_first: Sequence[int], *, by_rank: bool) -> list[int]:
    keys = list(found.values_list("pk", flat=True))
    first, then = (best_first, set(keys)) if by_rank else (keys, set(best_first))
    return [key for key in first if key in then]


def _ordered(order: Sequence[tuple[Order, bool]]) -> list[str]:
    columns = [("updated" if name == "rank" else name, down) for name, down in order]
    return [f"{'-' if down else ''}{_COLUMNS[name]}" for name, down in columns]


def _q(asked: Condition) -> Q:
    match asked:
        case Is():
            return _is(asked)
        case Has():
            return _has(asked)
        case Says(word, None):
            others = ("title", "description", "publisher__title", "slug")
            return _any(
                [Q(tags_text__icontains=_inside(word)), *(Q(**{f"{n}__icontains": word}) for n in others)]
            )
        case Says(word, name):
            return Q(**{f"{_COLUMNS.get(name or '', 'title')}__icontains": word})
        case When():
            return _when(asked)
        case Not(condition):
            return ~_q(condition)
        case All(conditions):
            return _all([_q(one) for one in conditions])
        case AnyOf(conditions):
            return _any(_alternatives(conditions))
    raise AssertionError(asked)


def _alternatives(conditions: Sequence[Condition]) -> list[Q]:
    """One Q for each; values of one property stand in one list, however many there are."""
    lists: dict[str, list[Any]] = {}
    rest = []
    for one in conditions:
        if isinstance(one, Is) and one.part == "whole" and one.property not in ("tag", "format"):
            value = _value(one)
            if value is not None:
                lists.setdefault(_COLUMNS[one.property], []).append(value)
        else:
            rest.append(_q(one))
    return [Q(**{f"{column}__in": values}) for column, values in lists.items()] + rest


def _is(asked: Is) -> Q:
    if asked.property == "tag":
        return _tagged(asked)
    if asked.property == "format":
        return _formatted(asked)
    value = _value(asked)
    if value is None:
        return _none()
    return Q(**{f"{_COLUMNS[asked.property]}__{_LOOKUPS[asked.part]}": value})


def _value(asked: Is) -> Any:
    """The value to compare with; None where nothing can be equal to it."""
    if not asked.property.endswith("uuid"):
        return asked.text
    try:
        return uuid.UUID(asked.text) if asked.part == "whole" else None
    except ValueError:
        return None


def _tagged(asked: Is) -> Q:
    """Tags are a list in JSON: each stands between quotes, and a quote within one has a backslash."""
    start = '"' if asked.part in ("whole", "start") else ""
    end = '"' if asked.part in ("whole", "end") else ""
    return _any([Q(tags_text__contains=f"{start}{text}{end}") for text in _written(asked.text)])


def _written(text: str) -> set[str]:
    """A text as JSON writes it: one database keeps letters beyond ASCII, the other writes their numbers."""
    return {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}


def _inside(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _formatted(asked: Is) -> Q:
    how = {"whole": "iexact", "start": "istartswith", "end": "iendswith", "within": "icontains"}[asked.part]
    files = DatasetFile.objects.filter(replaced_at__isnull=True, **{f"file__kind__{how}": asked.text})
    tables = Table.objects.filter(current__gt=0)
    found = Q(pk__in=files.values("dataset"))
    if _fits(asked, _TABLES_AS):
        found |= Q(pk__in=tables.values("dataset"))
    return found


def _fits(asked: Is, value: str) -> bool:
    text = asked.text.lower()
    tests = {"whole": value == text, "start": value.startswith(text), "end": value.endswith(text)}
    return tests.get(asked.part, text in value)


def _has(asked: Has) -> Q:
    if asked.property == "tag":
        return ~Q(tags_text="[]")
    if asked.property == "format":
        return _formatted(Is("format", "", "within"))
    if asked.property.endswith("uuid"):
        return _all([])
    return ~Q(**{_COLUMNS[asked.property]: ""})


def _when(asked: When) -> Q:
    column = _COLUMNS[asked.moment]
    bounds = {}
    if asked.first is not None:
        bounds[f"{column}__{'gt' if asked.open_start else 'gte'}"] = asked.first
    if asked.last is not None:
        bounds[f"{column}__{'lt' if asked.open_end else 'lte'}"] = asked.last
    return _all([Q(**bounds)] if bounds else [])


def _none() -> Q:
    return Q(pk__in=[])


def _all(pieces: Sequence[Q]) -> Q:
    found = ~_none()
    for piece in pieces:
        found &= piece
    return found


def _any(pieces: Sequence[Q]) -> Q:
    found = _none()
    for piece in pieces:
        found |= piece
    return found


def _counts(found: Sequence[QuerySet[Dataset]], name: Count) -> dict[str, int]:
    """How many of the datasets have each value, the most frequent first."""
    counted = Counter(value for some in found for value in _values(some.order_by(), name) if value)
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _values(found: QuerySet[Dataset], name: Count) -> Iterable[str]:
    if name == "format":
        return _formats(found)
    if name == "tag":
        return (tag for tags in found.values_list("tags", flat=True) for tag in set(tags))
    return found.values_list(_COLUMNS[name], flat=True)


def _formats(found: QuerySet[Dataset]) -> list[str]:
    files = DatasetFile.objects.filter(dataset__in=found.values("pk"), replaced_at__isnull=True)
    tables = Table.objects.filter(dataset__in=found.values("pk"), current__gt=0)
    each = {(dataset, kind) for dataset, kind in files.values_list("dataset", "file__kind") if kind}
    each |= {(dataset, _TABLES_AS) for dataset in tables.values_list("dataset", flat=True)}
    return [kind for _, kind in each]
