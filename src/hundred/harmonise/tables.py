"""A table in the shape of a standard, from beginning to end: what it answers, how it is mapped, its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hundred.base.findings import Finding
from hundred.harmonise import problems
from hundred.harmonise.classify import classify
from hundred.harmonise.facts import sample
from hundred.harmonise.headings import signature
from hundred.harmonise.mapping import TableMapping, map_table
from hundred.harmonise.problems import finding_of
from hundred.harmonise.rows import Harmonised, Publisher, write_rows
from hundred.harmonise.standard import Standard
from hundred.lake.engine import Session
from hundred.lake.schema import Column


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table.

    `mapping` is None where it answers no standard, or another than the one asked for. `became` is None where
    its rows were not written: for that reason, or because the mapping's questions must be answered first.
    `layout` is its headings by their words, by which layouts are told apart.
    """

    layout: str
    mapping: TableMapping | None
    became: Harmonised | None
    findings: tuple[Finding, ...]


def harmonise_table(
    engine: Session,
    rows: Sequence[Path],
    columns: Sequence[Column],
    *,
    standard: Standard | None = None,
    publisher: Publisher,
    title: str = "",
    into: Path,
    changes: Path,
) -> Outcome:
    """Write a table (typed Parquet files) in the shape of the standard asked for, or of the one it answers.

    `title` is what the table is called, with its files and its dataset. `into` and `changes` are written as
    `write_rows` says, or not at all.
    """
    looked_at = sample(engine, rows, columns)
    layout = signature(column.original for column in columns)
    best = classify(looked_at, title)[0]
    mapping = map_table(standard, looked_at) if standard else best.mapping
    if standard and mapping.questions and best.answers and best.standard.slug != standard.slug:
        other = finding_of(problems.OTHER_STANDARD, standard=standard.title, other=best.standard.title)
        return Outcome(layout, None, None, (other,))
    if not standard and not best.answers:
        return Outcome(layout, None, None, (finding_of(problems.NO_STANDARD),))
    if mapping.questions:
        return Outcome(layout, mapping, None, tuple(_asked(mapping)))
    became = write_rows(engine, rows, columns, mapping, publisher=publisher, into=into, changes=changes)
    return Outcome(layout, mapping, became, tuple(_told(mapping, became)))


def _asked(mapping: TableMapping) -> list[Finding]:
    return [
        finding_of(
            problems.FIELD_NOT_FOUND, field=mapping.standard[question.field].title.lower(), why=question.why
        )
        for question in mapping.questions
    ]


def _told(mapping: TableMapping, became: Harmonised) -> list[Finding]:
    """What is wrong with rows, as findings."""
    found = []
    amount = next((field for field in mapping.standard.required if field.holds == "money"), None)
    if became.set_aside and amount:
        lines = tuple(each.line for each in became.set_aside)
        found.append(
            finding_of(
                problems.ROWS_WITHOUT_AMOUNT,
                sheet=became.set_aside[0].sheet,
                lines=lines,
                count=len(lines),
                field=amount.title.lower(),
            )
        )
    if became.rounded:
        found.append(finding_of(problems.AMOUNTS_ROUNDED, difference=f"£{became.rounded:,}"))
    return found
