"""Writes the rows of a table in the shape of a standard: none lost, each change told, totals that agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hundred.harmonise.mapping import TableMapping
from hundred.harmonise.parties import kind_sql, redacted_sql
from hundred.harmonise.standard import Field, Standard
from hundred.harmonise.values import Value, type_of, value_of
from hundred.lake.engine import Session
from hundred.lake.schema import PROVENANCE, Column, Schema, literal, quoted

_PROVENANCE = ", ".join(map(quoted, PROVENANCE))
_PARQUET = "FORMAT parquet, COMPRESSION zstd"
_NO_AMOUNT = "It has no {title}."
_NO_CHANGES = (
    "SELECT '' AS _file, '' AS _sheet, CAST(0 AS BIGINT) AS _line, '' AS field, '' AS raw, '' AS value, "
    "'' AS rule WHERE false"
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published a table: title and ONS (GSS) code, each "" where it is not known."""

    title: str = ""
    gss_code: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row of the table that is none of the standard's, by its file (SHA-256), sheet and line, and why."""

    file: str
    sheet: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Harmonised:
    """What became of a table's rows.

    `rows_in` = `rows_out` + the number of those set aside. The totals are of the standard's amount, None
    where it has none: `total_in` of all cells, `total_out` of the rows written, and `rounded` what rounding
    to the penny added. `total_out` = `total_in` + `rounded`, as rows are set aside only for want of an
    amount. `changed` counts the cells of the transform log by their rules.
    """

    rows_in: int
    rows_out: int
    set_aside: tuple[SetAside, ...]
    total_in: Decimal | None
    total_out: Decimal | None
    rounded: Decimal
    changed: dict[str, int]


def schema_of(standard: Standard) -> Schema:
    """The columns of a standard's regional table, without provenance."""
    return tuple(Column(field.name, type_of(field), field.title) for field in standard.published)


def write_rows(
    engine: Session,
    rows: Sequence[Path],
    columns: Sequence[Column],
    mapping: TableMapping,
    *,
    publisher: Publisher,
    into: Path,
    changes: Path,
) -> Harmonised:
    """Write the rows of a table (typed Parquet files), mapped as told, to the Parquet file `into`.

    It has the standard's fields, then `_file`, `_sheet` and `_line`, in the order of the source. `changes`
    is the transform log: a Parquet file of `_file, _sheet, _line, field, raw, value, rule`, a row for each
    cell whose value says something else than its text did. The same input gives the same bytes.
    """
    work = _Work(mapping, {column.name: column for column in columns}, rows)
    fields = ", ".join(
        f"{_column(field, work.values, publisher)} AS {quoted(field.name)}"
        for field in mapping.standard.published
    )
    taken = f"SELECT *, {work.taken} FROM {work.source}" if work.values else f"SELECT * FROM {work.source}"
    written = f"SELECT {fields}, {_PROVENANCE} FROM ({taken}) WHERE {work.kept}"
    engine.execute(f"COPY ({written}) TO {literal(into)} ({_PARQUET})")
    engine.execute(f"COPY ({_changes(work)}) TO {literal(changes)} ({_PARQUET})")
    return _account(engine, work, into, changes)


class _Work:
    """The values of a mapping as SQL over the rows of a table; in `taken` each is named after its field."""

    def __init__(self, mapping: TableMapping, columns: dict[str, Column], rows: Sequence[Path]) -> None:
        self.values = _values(mapping, columns)
        self.source = f"read_parquet([{', '.join(map(literal, rows))}])"
        self.taken = ", ".join(f"{value.sql} AS {_own(value.field)}" for value in self.values.values())
        self.amount = next((field for field in mapping.standard.required if field.holds == "money"), None)
        known = self.amount and self.values.get(self.amount.name)
        self.kept = f"{known.sql} IS NOT NULL" if known else "true"
        self.cell = known.cell if known else ""


def _values(mapping: TableMapping, columns: dict[str, Column]) -> dict[str, Value]:
    found = {}
    for match in mapping.matches:
        field = mapping.standard[match.field]
        if field.beside:
            continue
        value = value_of(field, columns[match.column])
        if match.less:
            less = value_of(field, columns[match.less])
            cell = f"{value.cell} - coalesce({less.cell}, 0)" if value.cell and less.cell else ""
            sql = f"({value.sql}) - coalesce({less.sql}, 0)"
            value = Value(field.name, sql, value.raw, "gross-less-vat", cell)
        found[match.field] = value
    return found


def _own(field: str) -> str:
    """What a value is called beside the columns of the table, which may have names like the standard's."""
    return quoted(f"the {field}")


def _column(field: Field, values: dict[str, Value], publisher: Publisher) -> str:
    given = {"publisher": publisher.title, "publisher_code": publisher.gss_code}.get(field.name)
    if given:
        return f"CAST({literal(given)} AS VARCHAR)"
    if field.made_from:
        return _made(field, values)
    return _own(field.name) if field.name in values else f"CAST(NULL AS {type_of(field).sql})"


def _made(field: Field, values: dict[str, Value]) -> str:
    if field.made_from not in values:
        return f"CAST(NULL AS {type_of(field).sql})"
    name = _own(field.made_from)
    if field.by == "is-redacted":
        return f"coalesce({redacted_sql(name)}, false)"
    numbers = {key: _own(key) for key in ("company_number", "charity_number") if key in values}
    return kind_sql(name, **numbers)


def _changes(work: _Work) -> str:
    """The transform log as SQL. What is only typed (a date, a number of the same digits) is no change."""
    parts = [
        f"SELECT {_PROVENANCE}, {literal(value.field)} AS field, {value.raw} AS raw, "
        f"CAST({value.sql} AS VARCHAR) AS value, {literal(value.rule)} AS rule "
        f"FROM {work.source} WHERE {work.kept}"
        for value in work.values.values()
        if value.rule
    ]
    changed = "raw IS NOT NULL AND raw IS DISTINCT FROM value"
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) WHERE {changed}" if parts else _NO_CHANGES


def _account(engine: Session, work: _Work, into: Path, changes: Path) -> Harmonised:
    """What became of the rows, told from the table and from what was written."""
    sums = work.cell or "NULL"
    rows_in, total_in = engine.execute(f"SELECT count(*), sum({sums}) FROM {work.source}").fetchall()[0]
    sums = quoted(work.amount.name) if work.amount else "NULL"
    rows_out, total_out = engine.execute(
        f"SELECT count(*), sum({sums}) FROM read_parquet({literal(into)})"
    ).fetchall()[0]
    aside: list[tuple[str, str, int]] = []
    if rows_out < rows_in:
        without = f"SELECT {_PROVENANCE} FROM {work.source} WHERE NOT ({work.kept})"
        aside = engine.execute(without).fetchall()
    why = _NO_AMOUNT.format(title=work.amount.title.lower()) if work.amount else ""
    counts = engine.execute(
        f"SELECT rule, count(*) FROM read_parquet({literal(changes)}) GROUP BY rule ORDER BY rule"
    ).fetchall()
    return Harmonised(
        rows_in=rows_in,
        rows_out=rows_out,
        set_aside=tuple(SetAside(*place, why) for place in aside),
        total_in=total_in if work.cell else None,
        total_out=total_out if work.cell else None,
        rounded=Decimal(total_out or 0) - Decimal(total_in or 0) if work.cell else Decimal(0),
        changed=dict(counts),
    )
