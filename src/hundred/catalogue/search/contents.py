"""What of a table's rows is searched for: the commonest values of its key columns, their time and area.

Key columns are those whose heading names an organisation, a service or a place of the public, as
`key_columns.toml` lists them. What may be a person is left out: columns whose heading speaks of people,
and, of parties, names that nothing marks as an organisation's. A name left out is still in its table's rows.
"""

import logging
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from hundred.base.errors import HundredError
from hundred.base.places import is_gss
from hundred.catalogue.models import Table, TableContents, TableVersion
from hundred.catalogue.parts import lake_parts
from hundred.catalogue.search.analysis import spaced
from hundred.lake.contents import extent
from hundred.lake.engine import EngineError
from hundred.lake.schema import Column
from hundred.lake.summaries import top_values
from hundred.lake.tables import TableData

_LOG = logging.getLogger(__name__)
_FORMAT = "2"  # change it with anything that would be read differently, `key_columns.toml` included
_MOST_COLUMNS, _MOST_VALUES, _MOST_LETTERS = 6, 200, 100

_WORDS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(Path(__file__).with_name("key_columns.toml").read_text("utf-8")).items()
}
_TITLES = re.compile(r"\b(mr|mrs|ms|miss|mx|dr|sir|rev|revd|prof|professor)\b", re.IGNORECASE)
_PRIVATE = re.compile(r"@|://|\d{6}|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|redact", re.IGNORECASE)
_DOOR = re.compile(r"(flat|apartment|house|no\.?)?\s*\d+[a-z]?\b", re.IGNORECASE)  # 12a High Street


def contents_of(table: Table, version: TableVersion) -> TableContents:
    """What the version's rows hold, read from the lake where nobody has read it by the present rules.

    Nothing where the lake cannot tell now; the version is then asked again when next taken in.
    """
    known: TableContents | None = getattr(version, "contents", None)
    if known is not None and known.format == _FORMAT:
        return known
    schema = tuple(Column.from_dict(column) for column in version.schema)
    try:
        found = _read(version, settings.LAKE.tables.data(schema, lake_parts(table, version.number)))
    except (HundredError, EngineError) as error:
        _LOG.warning("The contents of %s cannot be searched: %s", table.lake_name, error)
        return TableContents(version=version)
    found.save()
    return found


def key_columns(schema: tuple[Column, ...]) -> list[Column]:
    """The columns whose values are searched for, the first few."""
    texts = [column for column in schema if column.type.kind == "text" and not column.made_from]
    return [
        column
        for column in texts
        if _words(column) & (_WORDS["parties"] | _WORDS["subjects"]) and _is_public(column)
    ][:_MOST_COLUMNS]


def may_be_shown(value: str, *, party: bool) -> bool:
    """Whether a value may stand in the index: it tells of nobody in private, as far as words can tell."""
    if not 1 < len(value) <= _MOST_LETTERS or _TITLES.search(value) or _PRIVATE.search(value):
        return False
    words = re.findall(r"[^\W\d_]+", value.casefold())
    if not party:
        return bool(words) and not _DOOR.match(value)
    if "&" in value:
        return True
    return len(words) not in (2, 3) or not _WORDS["organisations"].isdisjoint(words)


def _read(version: TableVersion, data: TableData) -> TableContents:
    values: dict[str, None] = {}
    for column in key_columns(data.schema):
        party = bool(_words(column) & _WORDS["parties"])
        commonest = (str(found.value) for found in top_values(data, column.name, limit=_MOST_VALUES))
        values |= dict.fromkeys(value for value in commonest if may_be_shown(value, party=party))
    covered = extent(data)
    first, last = covered.days or (None, None)
    edges = asdict(covered.box) if covered.box else {}
    return TableContents(
        version=version,
        format=_FORMAT,
        values=list(values),
        places=_places(data),
        first_day=first,
        last_day=last,
        **edges,
    )


def _places(data: TableData) -> list[str]:
    codes: dict[str, None] = {}
    for column in data.schema:
        if column.type.kind == "text" and _words(column) & _WORDS["place_codes"]:
            found = (str(found.value) for found in top_values(data, column.name, limit=_MOST_VALUES))
            codes |= dict.fromkeys(code for code in found if is_gss(code))
    return list(codes)


def _is_public(column: Column) -> bool:
    return _words(column).isdisjoint(_WORDS["people"])


def _words(column: Column) -> set[str]:
    return set(re.findall(r"[a-z]+", spaced(column.original or column.name).casefold()))
