"""The address of a table's page, taken apart and put together again: conditions, sort, place, version.

The filter form sends `_column`, `_operator` and `_value`; a condition it makes becomes a parameter of
the row language (`hundred.interfaces.rowquery`), and the reader is led to the address that has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from hundred.base.errors import Invalid
from hundred.interfaces.rowquery import OPERATOR_TITLES, parameter, row_query
from hundred.interfaces.web.parts import Applied, Sorted
from hundred.interfaces.web.writing import cell
from hundred.lake.keyset import order_of
from hundred.lake.question import Condition, Filter, Query, column_to_ask, condition
from hundred.lake.schema import Schema
from hundred.lake.shapes import Area
from hundred.lake.values import Period

Pairs = tuple[tuple[str, str], ...]

FORM = ("_column", "_operator", "_value")
_PLACE = ("_after", "_before")
_OWN = ("_version", *FORM)
_ROWS = 50
_VALUELESS = ("isnull", "notnull")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table's address asks for. `trouble` is what could not be understood, and is left out."""

    pairs: Pairs
    query: Query
    version: int = 0
    trouble: Invalid | None = None

    @classmethod
    def of(cls, schema: Schema, address: QueryDict, version: int) -> Self:
        """The question in an address. What cannot be understood is left out, and the first of it kept."""
        pairs = tuple((name, value) for name, values in address.lists() for value in values)
        pairs = tuple(pair for pair in pairs if pair[0] not in _OWN)
        try:
            return cls(pairs, _query(schema, pairs), version)
        except Invalid as trouble:
            sound = tuple(pair for pair in pairs if _is_sound(schema, pair))
            return cls(sound, _query(schema, sound), version, trouble)

    @property
    def narrowing(self) -> Pairs:
        """The parameters that say which rows in which order, without the place of a page."""
        return tuple(pair for pair in self.pairs if pair[0] not in _PLACE)

    @property
    def kept(self) -> Pairs:
        """The parameters that another condition should not lose, the version among them."""
        return (*self.narrowing, *self._edition)

    @property
    def text(self) -> str:
        """The query string of the rows, for downloads."""
        return urlencode(self.kept)

    def without_place(self) -> Self:
        """The same question, from the first page."""
        return replace(self, pairs=self.narrowing, query=replace(self.query, after="", before=""))

    def at(self, **place: str) -> str:
        """The address of a page: `_after` or `_before` a token."""
        return _address((*self.kept, *place.items()))

    def sorted_by(self, sort: str) -> str:
        """The address with another sort, none where empty."""
        others = tuple(pair for pair in self.kept if pair[0] != "_sort")
        return _address((*others, ("_sort", sort)) if sort else others)

    def with_condition(self, asked: Condition, text: str) -> str:
        """The address with one more condition."""
        return _address((*self.kept, (parameter(asked), "" if asked.operator in _VALUELESS else text)))

    def in_version(self, version: int) -> str:
        """The same rows of another version, the published one for 0."""
        return _address((*self.narrowing, *((("_version", str(version)),) if version else ())))

    def sort_of(self, column: str) -> tuple[Sorted, str]:
        """How a column is sorted now, and the address that sorts by it, or turns the order round."""
        now = dict(self.query.sort[:1]).get(column)
        if now is None:
            return "", self.sorted_by(column)
        return ("descending", self.sorted_by(column)) if now else ("ascending", self.sorted_by(f"-{column}"))

    def applied(self) -> tuple[Applied, ...]:
        """The conditions and the sort in words, each with the address that drops it."""
        rules = ("_sort", "_limit", "_columns")
        conditions = [pair for pair in self.narrowing if pair[0] not in rules]
        found = [
            Applied(said(asked), _address(_less(self.kept, pair)))
            for pair, asked in zip(conditions, self.query.conditions, strict=True)
        ]
        if self.query.sort:
            order = ", ".join(f"{name}{', greatest first' if down else ''}" for name, down in self.query.sort)
            found.append(Applied(f"sorted by {order}", self.sorted_by("")))
        return tuple(found)

    @property
    def _edition(self) -> Pairs:
        return (("_version", str(self.version)),) if self.version else ()


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What the filter form holds: what was entered, and what is wrong with it."""

    column: str = ""
    operator: str = ""
    value: str = ""
    error: str = ""


def form_condition(schema: Schema, address: QueryDict) -> Condition:
    """The condition that was entered in the filter form. Raises Invalid."""
    operator, value = address.get("_operator", "eq"), address.get("_value", "")
    values = {"isnull": [], "notnull": [], "in": value.split(",")}.get(operator, [value])
    if operator not in _VALUELESS and not value.strip():
        fix = "Enter one, or choose “is empty”."
        raise Invalid("There is no value to compare with.", fix, field="_value")
    return condition(schema, address.get("_column", ""), operator, values)


def said(asked: Filter) -> str:
    """A condition of an address in words: `amount is more than 1,000.00`."""
    assert isinstance(asked, Condition)  # addresses ask for no others
    values = " or ".join(
        value.words if isinstance(value, Period | Area) else cell(value) for value in asked.values
    )
    return f"{asked.column} {OPERATOR_TITLES[asked.operator]} {values}".rstrip()


def _query(schema: Schema, pairs: Iterable[tuple[str, str]]) -> Query:
    """The query of these parameters, all its columns known. Raises Invalid."""
    query = row_query(schema, pairs, limit=_ROWS, also=_OWN)
    for name in query.columns:
        column_to_ask(schema, name)
    order_of(schema, query.sort)
    return query


def _is_sound(schema: Schema, pair: tuple[str, str]) -> bool:
    try:
        _query(schema, [pair])
    except Invalid:
        return False
    return True


def _less(pairs: Pairs, gone: tuple[str, str]) -> Pairs:
    at = pairs.index(gone)
    return pairs[:at] + pairs[at + 1 :]


def _address(pairs: Iterable[tuple[str, str]]) -> str:
    """A relative address: the page's own with these parameters. A lone `?` drops all of them."""
    return f"?{urlencode(list(pairs))}"
