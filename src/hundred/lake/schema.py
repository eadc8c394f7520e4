"""Columns and their types: what a table version promises about its cells."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

# A geometry is a place in WGS 84 (longitude, latitude): a point, a line, an area, or several.
Kind = Literal["text", "integer", "decimal", "date", "datetime", "boolean", "geometry"]

# Where each row came from: SHA-256 of the file, name of the sheet ("" where the file has none),
# physical line (or sheet row) where its record starts, 1-based.
PROVENANCE = ("_file", "_sheet", "_line")


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a column. `scale` is the number of decimal places of a decimal, else 0."""

    kind: Kind
    scale: int = 0

    @property
    def sql(self) -> str:
        """The type's name in the engine."""
        match self.kind:
            case "text":
                return "VARCHAR"
            case "integer":
                return "BIGINT"
            case "decimal":
                return f"DECIMAL(38,{self.scale})" if self.scale > 4 else f"DECIMAL(18,{self.scale})"
            case "date":
                return "DATE"
            case "datetime":
                return "TIMESTAMP"
            case "boolean":
                return "BOOLEAN"
            case "geometry":
                return "GEOMETRY"


TEXT = Type("text")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name with us, its type, and the heading as published.

    `made_from` names the columns that a column of our own was made from; it has no heading.
    """

    name: str
    type: Type
    original: str = ""
    made_from: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        made_from = tuple(data.get("made_from", ()))
        return cls(data["name"], Type(**data["type"]), data.get("original", ""), made_from)


Schema = tuple[Column, ...]

PROVENANCE_COLUMNS: Schema = (Column("_file", TEXT), Column("_sheet", TEXT), Column("_line", Type("integer")))


def quoted(name: str) -> str:
    """A column's name as the engine's SQL writes it, whatever characters it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """A text as the engine's SQL writes it: the name of a file, a code."""
    return "'" + str(text).replace("'", "''") + "'"


def shown(column: Column) -> str:
    """The SQL of a column's cells as answers hold them: a place as GeoJSON, all else as itself."""
    name = quoted(column.name)
    return f"ST_AsGeoJSON({name})" if column.type.kind == "geometry" else name


def column_named(schema: Sequence[Column], name: str) -> Column | None:
    """The column of that name, None where the schema has none."""
    return next((column for column in schema if column.name == name), None)
