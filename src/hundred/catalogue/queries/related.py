"""Datasets related to another, and why each of them is."""

from collections.abc import Iterator

from hundred.accounts.records import Person
from hundred.catalogue import policy
from hundred.catalogue.queries.datasets import records_of
from hundred.catalogue.records import DatasetRecord, RelatedRecord
from hundred.catalogue.search.analysis import stems
from hundred.catalogue.search.related import like

_LOOKED_AT = 24  # of the likest datasets; columns, theme and publisher decide among them
_KEYS = {  # words in the names of columns that rows of two tables can be joined by, and what people call them
    "uprn": "UPRN",
    "usrn": "USRN",
    "postcode": "postcode",
    "gss": "GSS code",
    "lsoa": "LSOA",
    "authority": "local authority",
    "ward": "ward",
    "parish": "parish",
    "company": "company number",
    "charity": "charity number",
    "urn": "URN",
}
# names of columns that half of all tables have, and that say nothing of what they hold
_EVERYWHERE = """
address amount category code comments count date description easting email end_date geometry id latitude
location longitude month name northing notes number period place quarter reference start_date status
title total type url website year
"""
_SAYS_NOTHING = frozenset(_EVERYWHERE.split())
_MOST_NAMED = 3  # shared columns or words that a reason names
_WORTH = {"key": 0.5, "column": 0.1, "theme": 0.15, "publisher": 0.1, "word": 0.1}


def related(*, asker: Person, dataset: str, limit: int = 5) -> tuple[RelatedRecord, ...]:
    """The datasets most worth looking at beside this one, of those the asker may see, the best first.

    Of those whose words are like this one's by the index, the ones that share something worth telling: a
    column to join by, other columns, words of titles and tags; theme and publisher add to these. Raises
    NotFound.
    """
    seen = policy.seen_dataset(asker, dataset)
    likeness = like(asker, seen.pk, _LOOKED_AT)
    records = records_of(policy.visible_datasets(asker), [seen.pk, *likeness])
    this = records.pop(seen.pk)
    weighed = []
    for key, other in records.items():
        reasons = tuple(_reasons(this, other))
        if _is_enough({kind for kind, _, _ in reasons}):
            worth = likeness[key] / 2 + sum(weight for _, weight, _ in reasons)
            because = tuple(says for _, _, says in reasons)
            weighed.append((-worth, other.title, RelatedRecord(other, because)))
    return tuple(found for _, _, found in sorted(weighed, key=lambda each: each[:2])[:limit])


def _is_enough(kinds: set[str]) -> bool:
    """Whether these kinds of likeness are more than chance: half a council's datasets share its name and a
    theme, and one word many of the rest."""
    return bool(kinds & {"key", "column", "words"}) or kinds >= {"word", "theme"}


def _reasons(this: DatasetRecord, other: DatasetRecord) -> Iterator[tuple[str, float, str]]:
    """What the two share: of which kind, how much it counts, and how to say it."""
    shared = _columns(this) & _columns(other)
    keys = {_KEYS[word]: None for name in sorted(shared) for word in name.split("_") if word in _KEYS}
    if keys:
        yield "key", _WORTH["key"], f"Can be joined by {_listed(list(keys))}"
    plain = sorted(name for name in shared if not set(name.split("_")) & _KEYS.keys())
    if plain:
        said = _listed([name.replace("_", " ") for name in plain])
        yield "column", _WORTH["column"] * min(len(plain), 5), f"Same column{'s'[: len(plain) - 1]}: {said}"
    if this.theme == other.theme != "other":
        yield "theme", _WORTH["theme"], f"Same theme: {this.theme_title}"
    if this.publisher.slug == other.publisher.slug:
        yield "publisher", _WORTH["publisher"], "Same publisher"
    if words := _words(this, other):
        yield (
            "word" if len(words) == 1 else "words",
            _WORTH["word"] * min(len(words), 3),
            f"Also about {_listed(words)}",
        )


def _columns(record: DatasetRecord) -> set[str]:
    """The names of a dataset's columns that say something."""
    return {
        column.name
        for table in record.tables
        for column in table.schema
        if not column.made_from and not column.name.startswith("column_") and column.name not in _SAYS_NOTHING
    }


def _words(this: DatasetRecord, other: DatasetRecord) -> list[str]:
    """The words of this dataset's title and tags that the other has too, as they stand here."""
    theirs = set(stems(" ".join([other.title, *other.tags])))
    own = set(stems(this.publisher.title))  # that a publisher's name is in both says nothing
    said: dict[str, str] = {}
    for word in " ".join([this.title, *this.tags]).split():
        for stem in stems(word):
            if stem in theirs and stem not in own and not stem.isdigit():
                said.setdefault(stem, word.strip(".,:;()").casefold())
    return list(said.values())


def _listed(found: list[str]) -> str:
    """The first few: `a`, `a and b`, `a, b and 3 more`."""
    if len(found) > _MOST_NAMED:
        found = [*found[: _MOST_NAMED - 1], f"{len(found) - _MOST_NAMED + 1} more"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
