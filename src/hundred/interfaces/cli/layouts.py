"""What `hundred harmonise` tells of layouts: as JSON for programs, and as tables for people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hundred.base.findings import Finding
from hundred.interfaces.cli.terminal import out, say, table

if TYPE_CHECKING:
    from decimal import Decimal

    from hundred.harmonise import Match, Outcome, Standard, TableMapping
    from hundred.lake.schema import Column

_FILES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of one layout and what became of them. `names` are their files' by SHA-256."""

    names: dict[str, str]
    columns: "tuple[Column, ...]"
    rows: int
    outcome: "Outcome"
    written: Path
    changes: Path

    def heading(self, column: str) -> str:
        """The heading of a column as published; its name with us where it has none."""
        return next((each.original or each.name for each in self.columns if each.name == column), column)


def as_json(
    layouts: Sequence[Layout], asked: "Standard | None", publisher: str, findings: Sequence[Finding]
) -> dict[str, Any]:
    """The answer for programs. `findings` are those of reading."""
    mappings = [layout.outcome.mapping for layout in layouts]
    told = {mapping.standard.id for mapping in mappings if mapping}
    return {
        "standard": asked.id if asked else min(told, default=None),
        "tables": [_table(layout, publisher) for layout in layouts],
        "findings": [finding.as_dict() for finding in [*findings, *_own_findings(layouts)]],
    }


def _table(layout: Layout, publisher: str) -> dict[str, Any]:
    """One layout as JSON. Totals are texts, exact to the penny; lines are those of the file that is named."""
    mapping, became = layout.outcome.mapping, layout.outcome.became
    aside = became.set_aside if became else ()
    return {
        "files": list(layout.names.values()),
        "standard": mapping.standard.id if mapping else None,
        "layout": sha256(layout.outcome.layout.encode()).hexdigest(),
        "publisher": publisher,
        "mapping": _matches(layout, mapping) if mapping else [],
        "questions": _questions(layout, mapping) if mapping else [],
        "rows_in": layout.rows,
        "rows_out": became.rows_out if became else 0,
        "set_aside": [
            {"file": layout.names[each.file], "sheet": each.sheet, "line": each.line, "why": each.why}
            for each in aside
        ],
        "total_in": _pounds(became.total_in if became else None),
        "total_out": _pounds(became.total_out if became else None),
        "changed": became.changed if became else {},
    }


def _matches(layout: Layout, mapping: "TableMapping") -> list[dict[str, Any]]:
    return [
        {
            "field": match.field,
            "column": layout.heading(match.column),
            **({"less": layout.heading(match.less)} if match.less else {}),
            "confidence": round(match.confidence, 4),
            "because": list(match.because),
        }
        for match in mapping.matches
        if not mapping.standard[match.field].beside
    ]


def _questions(layout: Layout, mapping: "TableMapping") -> list[dict[str, Any]]:
    return [
        {
            "field": question.field,
            "candidates": [layout.heading(column) for column in question.candidates],
            "why": question.why,
        }
        for question in mapping.questions
    ]


def _pounds(total: "Decimal | None") -> str | None:
    return None if total is None else f"{total:.2f}"


def _own_findings(layouts: Sequence[Layout]) -> list[Finding]:
    return [
        replace(finding, file=finding.file or ", ".join(layout.names.values()))
        for layout in layouts
        for finding in layout.outcome.findings
    ]


def report(layouts: Sequence[Layout], findings: Sequence[Finding]) -> None:
    """Tell a person: of each layout what it is, which column is which field and why, and the totals."""
    if not layouts:
        say("There is no table in these files.")
    for layout in layouts:
        _report_of(layout)
    for finding in [*findings, *_own_findings(layouts)]:
        if finding.severity == "error":
            say(f"{finding.file}: {finding.says} {finding.fix}")


def _report_of(layout: Layout) -> None:
    names = list(layout.names.values())
    more = f" and {len(names) - _FILES_SHOWN:,} more" if len(names) > _FILES_SHOWN else ""
    shown = ", ".join(names[:_FILES_SHOWN]) + more
    mapping, became = layout.outcome.mapping, layout.outcome.became
    if mapping is None:
        say(f"{shown}: no standard")
        return
    say(f"{shown}: {mapping.standard.title} ({mapping.standard.id})", "bold")
    rows = [
        [
            mapping.standard[match.field].title,
            _column(layout, match),
            f"{match.confidence:.0%}",
            *match.because[:1],
        ]
        for match in mapping.matches
        if not mapping.standard[match.field].beside
    ]
    out().print(table(["Field", "Column", "Sure", "Because"], rows, right=["Sure"]))
    for question in mapping.questions:
        say(f"Which column is the {mapping.standard[question.field].title.lower()}? {question.why}", "bold")
    if became:
        counts = f"{became.rows_in:,} rows in, {became.rows_out:,} out, {len(became.set_aside):,} set aside"
        totals = ""
        if became.total_in is not None:
            totals = f"; £{became.total_in:,.2f} in, £{became.total_out:,.2f} out"
        say(f"{counts}{totals}.")
    say()


def _column(layout: Layout, match: "Match") -> str:
    less = f" − {layout.heading(match.less)}" if match.less else ""
    return layout.heading(match.column) + less
