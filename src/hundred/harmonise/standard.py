"""Standards: the shapes that many publishers should share, read from data files.

A standard is a TOML file in `standards/`; a region may add a folder of its own. What a file may say is in
`docs/reference/standards.md`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from hundred.base.errors import Invalid

Holds = Literal[
    "words",  # a text that people write: a purpose, a description
    "label",  # one of few names: a department, a category
    "organisation",  # the name of a company, a council, a charity, a person
    "code",  # what a system gives out: a reference, a number that is none to reckon with
    "choice",  # one of the field's `choices`
    "yes-no",
    "date",
    "money",
    "number",
    "whole-number",
    "easting",
    "northing",
    "latitude",
    "longitude",
    "address",
    "company-number",
    "charity-number",
    "vat-number",
    "gss-code",
    "proclass-code",
    "cpv-code",
    "postcode",
    "uprn",
    "web-address",
    "email-address",
]

_FOLDER = Path(__file__).with_name("standards")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a standard.

    `headings` are the headings that say a column is this field, whoever wrote them; `hints` those that may.
    A heading with one of the words of `never` is hardly this field. `choices` are the values it takes. A
    field `beside` the standard is not part of it: it is what publishers often add, known so that it is not
    taken for something else. A `telling` one is hardly found in tables of another standard. With `asked`, an
    officer is asked where it is not clear which column it is. A field `made_from` another has no column: its
    values follow from the other's `by` a rule of that name.
    """

    name: str
    title: str
    holds: Holds
    description: str = ""
    required: bool = False
    asked: bool = False
    beside: bool = False
    telling: bool = False
    made_from: str = ""
    by: str = ""
    headings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """Money that adds up in every row: `total` = the sum of `parts`, by the names of their fields."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A shape: its fields in order, the `sums` and orders of dates (`order`) that hold within its rows.

    `id` names it with its version: `spend/1`. `source` is the publication that it follows. `called` are words
    by which such tables are called. Of a `general` standard, whose required fields many tables have, a table
    is only where it has a telling field or is called so.
    """

    id: str
    title: str
    description: str
    source: str
    fields: tuple[Field, ...]
    sums: tuple[Sum, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    called: tuple[str, ...] = ()
    general: bool = False

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def slug(self) -> str:
        """Its name without the version: `spend`."""
        return self.id.partition("/")[0]

    @property
    def published(self) -> tuple[Field, ...]:
        """The fields of the regional table: all but those beside the standard."""
        return tuple(field for field in self.fields if not field.beside)

    @property
    def mapped(self) -> tuple[Field, ...]:
        """The fields that columns can be."""
        return tuple(field for field in self.fields if not field.made_from)

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields without which a table cannot be used."""
        return tuple(field for field in self.fields if field.required)


@cache
def standards() -> dict[str, Standard]:
    """The standards that come with Hundred, by their slugs. Do not change what is returned."""
    return read_standards(_FOLDER)


def read_standards(folder: Path) -> dict[str, Standard]:
    """The standards of a folder of TOML files, by their slugs, in the order of their names.

    Raises Invalid where one is not well formed, with the file and what to do.
    """
    found = [read_standard(path) for path in sorted(folder.glob("*.toml"))]
    return {standard.slug: standard for standard in found}


def standard_named(name: str) -> Standard:
    """The standard of a slug, with or without a version. Raises Invalid where there is none."""
    known = standards()
    found = known.get(name.partition("/")[0])
    if found is None or name not in (found.slug, found.id):
        raise Invalid(f"There is no standard “{name}”.", f"Take one of {', '.join(known)}.")
    return found


def read_standard(path: Path) -> Standard:
    """The standard that a TOML file describes. Raises Invalid where it is not well formed."""
    try:
        data = _data(path)
        found = tuple(_field(name, entry) for name, entry in data.pop("fields").items())
        sums = tuple(Sum(entry["total"], tuple(entry["parts"])) for entry in data.pop("sums", ()))
        order = tuple((earlier, later) for earlier, later in data.pop("order", ()))
        called = _texts(data.pop("called", ()))
        standard = Standard(fields=found, sums=sums, order=order, called=called, **data)
        _check_names(standard)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:  # TOML's errors are ValueErrors
        raise Invalid(
            f"{path.name} does not describe a standard: {error}.", "See the guide to standards."
        ) from error
    return standard


def _data(path: Path) -> dict[str, Any]:
    """What the file says, and for fields it says nothing of, what the file says that it is `like`."""
    data = tomllib.loads(path.read_text("utf-8"))
    if "like" in data:
        other = _data(path.with_name(f"{data.pop('like')}.toml"))
        told = {name: {**entry, **data["fields"].pop(name, {})} for name, entry in other["fields"].items()}
        return {**other, **data, "fields": {**told, **data["fields"]}}
    return data


def _check_names(standard: Standard) -> None:
    known = {field.name for field in standard.fields}
    told = [field.made_from for field in standard.fields if field.made_from]
    told += [name for each in standard.sums for name in (each.total, *each.parts)]
    told += [name for pair in standard.order for name in pair]
    if unknown := [name for name in told if name not in known]:
        raise ValueError(f"it tells of a field “{unknown[0]}” that it has not got")


def _field(name: str, entry: dict[str, Any]) -> Field:
    if unknown := set(entry) - {field.name for field in fields(Field)}:
        raise ValueError(f"the field “{name}” has an unknown key “{min(unknown)}”")
    if entry["holds"] not in get_args(Holds):
        kinds = ", ".join(get_args(Holds))
        raise ValueError(f"the field “{name}” holds “{entry['holds']}”; say one of {kinds}")
    told: dict[str, Any] = {
        key: _texts(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Field(name=name, **told)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
