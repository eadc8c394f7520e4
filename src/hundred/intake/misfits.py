"""What is wrong with the cells of typed columns: a table's columns are all looked at in one scan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hundred.base.findings import Finding, Problem
from hundred.intake import problems
from hundred.intake.geometry import MISPLACED, Derived, able_to_place, derived, has_places, standing
from hundred.intake.reading import ReadColumn, ReadTable
from hundred.intake.relation import cells_of
from hundred.intake.tally import EXAMPLES_KEPT, LINES_KEPT, Tally
from hundred.intake.types.decide import Decision
from hundred.intake.types.identifiers import CHECKED
from hundred.intake.types.values import value
from hundred.lake.engine import Session
from hundred.lake.schema import literal, quoted


@dataclass(frozen=True, slots=True)
class _Ask:
    """One thing that may be wrong with a column: the condition, given in SQL, and the problem it is.

    `pair` holds the two columns of coordinates where it concerns both.
    """

    column: ReadColumn
    decision: Decision
    where: str
    problem: Problem
    right: str = ""
    pair: tuple[ReadColumn, ...] = ()


def find_misfits(
    engine: Session, table: ReadTable, decisions: Sequence[Decision], *, into: Path
) -> tuple[Finding, ...]:
    """The findings of typing a table: what is wrong with its cells, and what had to be assumed.

    Every cell concerned goes to the Parquet file `into` as `_line, sheet, code, column, text`; there is no
    file where no column gave reason to look.
    """
    tally = Tally("", table.sheet)
    asks = [
        ask
        for column, decision in zip(table.columns, decisions, strict=True)
        for ask in _asks(column, decision, workbook=bool(table.sheet))
    ]
    made = derived([column.name for column in table.columns], decisions)
    for ours in made:
        asks += _asks_of_places(ours, table, decisions)
    if asks:
        with able_to_place(engine, needed=has_places(made, decisions)):
            _look(engine, table, asks, _standing(made, table, decisions), into)
        _tell(engine, asks, into, tally)
    for column, decision in zip(table.columns, decisions, strict=True):
        if decision.ambiguous:
            tally.add(_assumed(decision), column=column.name, heading=column.original or column.name)
    return tally.findings()


def _asks(column: ReadColumn, decision: Decision, *, workbook: bool) -> Iterator[_Ask]:
    """What the evidence of a column, or its type, gives reason to look for.

    The failed formulas of a workbook were told when it was read.
    """
    seen, cell = column.evidence, quoted(column.name)
    x = f"trimmed({cell})"
    if seen.errors and not workbook:
        yield _Ask(column, decision, f"is_error({x})", problems.CELL_ERROR)
    if seen.withheld:
        yield _Ask(column, decision, f"is_withheld({x})", problems.WITHHELD)
    if seen.shapes.get("rounded"):
        yield _Ask(column, decision, f"shape_of({x}) = 'rounded'", problems.ROUNDED)
    if seen.shapes.get("serial") and decision.style == "figures":
        yield _Ask(column, decision, f"shape_of({x}) = 'serial'", problems.DATE_AS_NUMBER)
    if decision.misfits or decision.type.kind == "geometry":  # a shape may be none after all
        no_value = f"NOT says_nothing({x}) AND {value(cell, decision)} IS NULL AND shape_of({x}) <> 'rounded'"
        yield _Ask(column, decision, no_value, problems.MISFITS[decision.type.kind])
    checked = CHECKED.get(decision.format) if decision.type.kind == "text" else None
    if checked and not (checked.by_shape and seen.shapes.get(decision.format) == seen.values):
        wrong = f"NOT says_nothing({x}) AND NOT is_right_{decision.format.replace('-', '_')}({x})"
        yield _Ask(column, decision, wrong, problems.IDENTIFIER_WRONG, f"{checked.name} ({checked.right})")


def _asks_of_places(made: Derived, table: ReadTable, decisions: Sequence[Decision]) -> Iterator[_Ask]:
    known = dict(
        zip(
            (column.name for column in table.columns), zip(table.columns, decisions, strict=True), strict=True
        )
    )
    pair = tuple(known[name][0] for name in made.made_from)
    for word, problem in MISPLACED.items():
        yield _Ask(*known[made.made_from[0]], f"_standing = '{word}'", problem, pair=pair)


def _standing(made: Sequence[Derived], table: ReadTable, decisions: Sequence[Decision]) -> str:
    """The SQL that says how a row's coordinates stand, null where the table has none."""
    numbers = {
        column.name: value(quoted(column.name), decision)
        for column, decision in zip(table.columns, decisions, strict=True)
    }
    asked = [standing(ours.rule, *(numbers[name] for name in ours.made_from)) for ours in made]
    return f"unnest([{asked[0]}])" if asked else "NULL"  # unnested, it is worked out once a row


def _look(engine: Session, table: ReadTable, asks: Sequence[_Ask], standing_sql: str, into: Path) -> None:
    """Write the cells that any of the questions finds to a file, in one scan of the table."""
    found = ", ".join(f"coalesce({ask.where}, false) AS w{n}" for n, ask in enumerate(asks))
    any_of = " OR ".join(f"w{n}" for n in range(len(asks)))
    told = ", ".join(
        f"CASE WHEN w{n} THEN {{'code': '{ask.problem.code}', 'column': {literal(ask.column.name)}, "
        f"'text': {_text(ask)}}} END"
        for n, ask in enumerate(asks)
    )
    engine.execute(f"""
        COPY (
            SELECT _line, {literal(table.sheet)} AS sheet, told.code, told."column", told.text
            FROM (SELECT _line, unnest([{told}]) AS told
                  FROM (SELECT *, {found}
                        FROM (SELECT *, {standing_sql} AS _standing FROM {cells_of(table)}))
                  WHERE {any_of})
            WHERE told IS NOT NULL
        ) TO {literal(into)} (FORMAT parquet, COMPRESSION zstd)""").fetchall()


def _text(ask: _Ask) -> str:
    """The SQL for the text of the cells concerned."""
    if not ask.pair:
        return quoted(ask.column.name)
    return " || ', ' || ".join(f"coalesce({quoted(column.name)}, '')" for column in ask.pair)


def _tell(engine: Session, asks: Sequence[_Ask], into: Path, tally: Tally) -> None:
    answers = engine.execute(f"""
        SELECT code, "column", count(*), min(_line, {LINES_KEPT}), arg_min(text, _line, {EXAMPLES_KEPT})
        FROM read_parquet({literal(into)}) GROUP BY 1, 2""").fetchall()
    counts = {(code, column): counted for code, column, *counted in answers}
    for ask in asks:
        if (ask.problem.code, ask.column.name) in counts:
            count, lines, examples = counts[ask.problem.code, ask.column.name]
            tally.add(
                ask.problem,
                lines=lines,
                examples=examples,
                count=count,
                column=ask.column.name,
                heading=ask.column.original or ask.column.name,
                written=f", usually written {ask.decision.format}" if ask.decision.format else "",
                right=ask.right,
                pair=" and ".join(f"“{column.original or column.name}”" for column in ask.pair),
            )


def _assumed(decision: Decision) -> Problem:
    if decision.type.kind == "decimal":
        return problems.MARKS_ASSUMED
    return problems.MONTH_FIRST_ASSUMED if decision.order == "month" else problems.DATE_ORDER_ASSUMED
