"""Where a page ends, as a token: the sort values and the key of its last row.

A page that starts after a key costs the same however deep it lies, and it neither skips nor
repeats a row when a new version arrives in between.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from hundred.base.errors import Invalid
from hundred.lake.conditions import Sql, bound
from hundred.lake.question import Value, column_to_compare
from hundred.lake.schema import PROVENANCE_COLUMNS, Column, Type, quoted

_LONGEST = 200  # letters of one text in a token: an address has its limits
LEFT_OUT = "\x00left out\x00"


@dataclass(frozen=True, slots=True)
class Order:
    """Columns with their direction, then `_file _sheet _line`, so that no two rows tie. Empty cells last."""

    columns: tuple[Column, ...]
    descending: tuple[bool, ...]

    @property
    def names(self) -> list[str]:
        return [f"{column.name}{' desc' if down else ''}" for column, down in self._pairs]

    @property
    def _pairs(self) -> list[tuple[Column, bool]]:
        return list(zip(self.columns, self.descending, strict=True))

    def sql(self, *, backwards: bool) -> str:
        """The ORDER BY list; backwards turns every direction, and puts empty cells first."""
        empties = "NULLS FIRST" if backwards else "NULLS LAST"
        return ", ".join(
            f"{quoted(column.name)} {'DESC' if down != backwards else 'ASC'} {empties}"
            for column, down in self._pairs
        )

    def beyond(self, key: Sequence[Value], *, backwards: bool) -> Sql:
        """True of the rows that come after (backwards: before) the row of this key."""
        cases, same = [], Sql("true")
        for (column, down), value in zip(self._pairs, key, strict=True):
            name = quoted(column.name)
            step = _step(column, value, up=down == backwards, empties=not backwards)
            cases.append(Sql(f"({same.text} AND {step.text})", same.values + step.values))
            equal = Sql(f"{name} IS NULL") if value is None else _compared(column, "=", value)
            same = Sql(f"{same.text} AND {equal.text}", same.values + equal.values)
        return Sql(" OR ".join(case.text for case in cases), tuple(v for case in cases for v in case.values))


def order_of(schema: Sequence[Column], sort: Sequence[tuple[str, bool]]) -> Order:
    """The full order of a sort. Raises `Invalid` where a column is unknown or named twice."""
    names = [name for name, _ in sort]
    if len(set(names)) < len(names):
        raise Invalid("A column is sorted by twice.", "Name each column once.", field="sort")
    columns = [column_to_compare(schema, name) for name in names]
    rest = [column for column in PROVENANCE_COLUMNS if column.name not in names]
    return Order((*columns, *rest), (*(down for _, down in sort), *(False for _ in rest)))


def write_token(order: Sequence[str], key: Sequence[Value]) -> str:
    """An opaque word for an address."""
    text = json.dumps(
        [list(order), [_plain(value) for value in key]], separators=(",", ":"), ensure_ascii=False
    )
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_token(token: str, order: Sequence[str], kinds: Sequence[Type]) -> tuple[Value, ...]:
    """The key in a token, typed; `LEFT_OUT` stands for a text too long for an address.

    Raises `Invalid` where the token is of another order, or not ours.
    """
    try:
        names, values = json.loads(
            base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        )
        if names == list(order) and len(values) == len(kinds):
            return tuple(_typed(kind, value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, InvalidOperation, binascii.Error, RecursionError):
        pass
    raise out_of_date()


def out_of_date() -> Invalid:
    """The failure to raise where a token leads nowhere."""
    return Invalid(
        "This page's address is out of date or was changed.",
        "Start again from the first page.",
        field="after",
    )


def _step(column: Column, value: Value, *, up: bool, empties: bool) -> Sql:
    """True of cells strictly beyond the value in one direction; `empties`: whether empty cells lie there."""
    name = quoted(column.name)
    if value is None:
        return Sql("false") if empties else Sql(f"{name} IS NOT NULL")
    step = _compared(column, ">" if up else "<", value)
    return Sql(f"({step.text} OR {name} IS NULL)", step.values) if empties else step


def _compared(column: Column, sign: str, value: Value) -> Sql:
    piece = bound(column.type, value)
    return Sql(f"{quoted(column.name)} {sign} {piece.text}", piece.values)


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str) and len(value) > _LONGEST:
        return []
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Type, value: Any) -> Value:
    if value is None:
        return None
    match kind.kind:
        case "text" if value == []:
            return LEFT_OUT
        case "text" if isinstance(value, str):
            return value
        case "integer" if isinstance(value, int) and -(2**63) <= value < 2**63:
            return value
        case "boolean" if isinstance(value, bool):
            return value
        case "decimal" if isinstance(value, str) and len(value) < 60 and Decimal(value).is_finite():
            return Decimal(value)
        case "date" if isinstance(value, str):
            return date.fromisoformat(value)
        case "datetime" if isinstance(value, str):
            return datetime.fromisoformat(value)
    raise ValueError(value)
