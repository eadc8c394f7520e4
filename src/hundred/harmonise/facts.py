"""What the cells of a table's columns look like: shares and bounds, taken from rows all over the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

from hundred.lake.engine import Session
from hundred.lake.schema import PROVENANCE, Column, literal, quoted

SAMPLE = 500  # rows looked at
_FIGURES = ("integer", "decimal")
_DAYS = ("date", "datetime")

# Shares of a column's texts that match as a whole, or anywhere (below).
_WHOLE = {
    "digits": r"\d+",
    "codes": r"[A-Za-z0-9/._#:+-]*\d[A-Za-z0-9/._#:+-]*",
    "words": r".*[A-Za-z]{3}.* .*[A-Za-z].*",
    "yes_no": r"(?i)y|n|yes|no|true|false|t|f|0|1|gpc|ccc|none|card",
    "company": r"(?i)\d{7,8}|(?:SC|NI|OC|SO|NC|IP|SP|RC|CE|CS|FC|R0|ZC|NP|AC|SL|LP|NF|GE|IC|SI)\d{6}",
    "charity": r"(?i)(?:SC|NIC)?\d{6,7}(?:-\d+)?",
    "vat": r"(?i)(?:GB)?\s?\d{3}\s?\d{4}\s?\d{2}(?:\s?\d{3})?|GB\s?[GH][DA]\s?\d{3}",
    "gss": r"[EWSNK]\d{8}|.*/id/\S+|.*statistics\.data\.gov\.uk/\S+",
    "postcode": r"(?i)[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}",
    "web": r"(?i)(?:https?://|www\.)\S+",
    "email": r"\S+@\S+\.\S+",
    "proclass": r"\d{6}",
    "cpv": r"\d{8}(?:-\d)?",
}
_OF_FIGURES = ("digits", "codes", "yes_no", "company", "charity", "vat", "proclass", "cpv")
_ANYWHERE = {
    "organisations": (
        r"(?i)\b(?:ltd|limited|plc|llp|llc|cic|inc|council|trust|school|academy|college|university|nhs|services|"
        r"solutions|group|association|church|centre|company|partners|partnership|society|consultants?|homes?|"
        r"foundation|bros|sons|housing|care|redacted|uk|co)\b"
    ),
    "streets": r"(?i)\b(?:road|street|lane|avenue|close|drive|way|house|court|place|terrace|park)\b",
    "withheld": r"(?i)redact|withheld|personal data|confidential|private individual",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sampled cells of a column look like.

    `shares` are of the cells that are not empty, each from 0 to 1, by the names in `_WHOLE` and `_ANYWHERE`
    and: `negative`, `zero` and `pence` of numbers; `ends` (of months) of dates. `first` and `last` are the
    least and the greatest number or day; `length` is the mean number of characters of a text.
    """

    column: Column
    cells: int
    filled: int
    distinct: int
    length: float = 0.0
    shares: Mapping[str, float] = field(default_factory=dict)
    first: Decimal | date | None = None
    last: Decimal | date | None = None

    @property
    def kind(self) -> str:
        """The kind of the column's type: `text`, `date`, …"""
        return self.column.type.kind

    @property
    def share_filled(self) -> float:
        """How many of the cells are not empty, from 0 to 1."""
        return self.filled / self.cells if self.cells else 0.0

    def share(self, name: str) -> float:
        """The share of that name, 0 where there is none."""
        return self.shares.get(name, 0.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """The facts of a table's columns, and which of them add up: `sums` are (total, part, part), by name."""

    facts: tuple[Facts, ...]
    sums: tuple[tuple[str, str, str], ...]


def sample(engine: Session, rows: Sequence[Path], columns: Sequence[Column]) -> Sample:
    """The facts of the columns of a table whose rows are in these Parquet files."""
    columns = [
        column for column in columns if column.name not in PROVENANCE and column.type.kind != "geometry"
    ]
    source = f"read_parquet([{', '.join(map(literal, rows))}], file_row_number = true)"
    ((count,),) = engine.execute(f"SELECT count(*) FROM {source}").fetchall()
    step = max(1, count // SAMPLE)
    engine.execute(
        f"CREATE OR REPLACE TEMP TABLE sampled AS SELECT {', '.join(quoted(c.name) for c in columns) or '1'} "
        f"FROM {source} WHERE file_row_number % {step} = 0"
    )
    try:
        facts = tuple(_facts(engine, column) for column in columns)
        return Sample(facts, tuple(_sums(engine, [each for each in facts if each.kind in _FIGURES])))
    finally:
        engine.execute("DROP TABLE sampled")


def _facts(engine: Session, column: Column) -> Facts:
    name = quoted(column.name)
    kind = column.type.kind
    asked = {"cells": "count(*)", "filled": f"count({name})", "unlike": f"count(DISTINCT {name})"}
    if kind in _FIGURES:
        asked |= {
            "first": f"min({name})",
            "last": f"max({name})",
            "negative": _share(f"{name} < 0"),
            "zero": _share(f"{name} = 0"),
            "pence": _share(f"{name} % 1 <> 0"),
        }
    elif kind in _DAYS:
        day = f"CAST({name} AS DATE)"
        asked |= {"first": f"min({day})", "last": f"max({day})", "ends": _share(f"last_day({day}) = {day}")}
    if kind in ("text", "integer", "boolean"):
        text = f"trim(CAST({name} AS VARCHAR))"
        whole = _WHOLE if kind == "text" else {mark: _WHOLE[mark] for mark in _OF_FIGURES}
        anywhere = _ANYWHERE if kind == "text" else {}
        asked |= {
            share: _share(f"regexp_full_match({text}, {literal(mark)})") for share, mark in whole.items()
        }
        asked |= {
            share: _share(f"regexp_matches({text}, {literal(mark)})") for share, mark in anywhere.items()
        }
        asked["length"] = f"avg(length({text}))"
    found = engine.execute(f"SELECT {', '.join(asked.values())} FROM sampled").fetchone()
    told: dict[str, Any] = dict(zip(asked, found or (), strict=False))
    return Facts(
        column,
        told.pop("cells"),
        told.pop("filled"),
        told.pop("unlike"),
        float(told.pop("length", None) or 0.0),
        first=told.pop("first", None),
        last=told.pop("last", None),
        shares={name: float(value or 0.0) for name, value in told.items()},
    )


def _share(condition: str) -> str:
    return f"avg(CAST({condition} AS INTEGER))"


def _sums(engine: Session, figures: Sequence[Facts]) -> list[tuple[str, str, str]]:
    """Which columns are the sum of two others in nearly every row in which none of them is nought."""
    told = [each.column.name for each in figures if each.distinct > 1]
    found = []
    for total, part, other in permutations(told[:8], 3):
        if part > other:
            continue
        a, b, c = map(quoted, (total, part, other))
        ((rows, agree),) = engine.execute(
            f"SELECT count(*), count(*) FILTER (abs({a} - {b} - {c}) < 0.015) FROM sampled "
            f"WHERE {a} <> 0 AND {b} <> 0 AND {c} <> 0"
        ).fetchall()
        if rows >= 5 and agree >= 0.97 * rows:
            found.append((total, part, other))
    return found
