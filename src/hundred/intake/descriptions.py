"""What a file beside others says of their columns (CSVW, Frictionless)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Declared:
    """A column as described: its name and its titles, and the type it should have, "" where none is said."""

    names: tuple[str, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """The columns that a file called `target` should have."""

    target: str
    columns: tuple[Declared, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        columns = (Declared(tuple(column["names"]), column["type"]) for column in data["columns"])
        return cls(data["target"], tuple(columns))

    def is_of(self, file: str) -> bool:
        """Whether this describes the file of that name, in whatever folder it is."""
        return PurePosixPath(self.target).name.casefold() == PurePosixPath(file).name.casefold() != ""


def columns_of(entries: Iterable[Any]) -> tuple[Declared, ...]:
    """The columns that entries of a description declare, in the manner of CSVW or of Frictionless."""
    return tuple(column for entry in entries if isinstance(entry, dict) if (column := _declared(entry)).names)


def _declared(entry: dict[str, Any]) -> Declared:
    titles = entry.get("titles", entry.get("title", ()))
    if isinstance(titles, dict):  # by language
        titles = next(iter(titles.values()), ())
    titles = [titles] if isinstance(titles, str) else titles
    names = [entry.get("name"), *(titles if isinstance(titles, list) else ())]
    kind = entry.get("datatype", entry.get("type", ""))
    kind = kind.get("base", "") if isinstance(kind, dict) else kind
    return Declared(
        tuple(name for name in names if isinstance(name, str) and name), kind if isinstance(kind, str) else ""
    )
