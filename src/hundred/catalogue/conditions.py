"""What a dataset must satisfy, as values: exact conditions, and `and`, `or` and `not` of them.

A search finds what people mean; these say exactly which datasets a program wants.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Property = Literal[
    "uuid", "slug", "title", "description", "publisher", "publisher_uuid", "theme", "licence", "access",
    "tag", "format",
]  # fmt: skip
Moment = Literal["created", "updated"]
Part = Literal["whole", "start", "end", "within"]

PROPERTIES: tuple[Property, ...] = Property.__args__  # type: ignore[attr-defined]
TEXTS: tuple[Property, ...] = ("title", "description")


@dataclass(frozen=True, slots=True)
class Is:
    """The property is this text as it stands, or has it at its start, at its end or anywhere within.

    `publisher` is its slug; a `format` is a kind of file (`csv`), which every published table can be had as.
    """

    property: Property
    text: str
    part: Part = "whole"


@dataclass(frozen=True, slots=True)
class Has:
    """The property is there at all."""

    property: Property


@dataclass(frozen=True, slots=True)
class Says:
    """Title, description, tags, publisher's title, or one of these, hold the word, in any case."""

    word: str
    property: Property | None = None


@dataclass(frozen=True, slots=True)
class When:
    """Created, or last updated (created, where nothing was published yet), not before the first instant and
    not after the last; None is no bound. `open_start` and `open_end` leave out the very instant."""

    moment: Moment
    first: datetime | None = None
    last: datetime | None = None
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them; true where there is none."""

    conditions: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them; false where there is none."""

    conditions: tuple["Condition", ...] = ()


Condition = Is | Has | Says | When | Not | All | AnyOf
EVERYTHING, NOTHING = All(), AnyOf()
