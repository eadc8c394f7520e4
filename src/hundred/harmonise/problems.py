"""The problems that harmonising finds: what an officer may need to decide or put right."""

from hundred.base.findings import Finding, Problem

NO_STANDARD = Problem(
    "no-standard",
    "info",
    "The table answers none of the standards we know.",
    "If it should, name the standard. The guide to standards tells how to add one.",
    example="Swimming lane,Width\n1,2.5\n2,2.5\n",
)
OTHER_STANDARD = Problem(
    "other-standard",
    "error",
    "The table is not “{standard}”. It looks like “{other}”.",
    "Publish it as what it is, or take it out of these files.",
    example="Contract title,Supplier,Start date,End date\nBoilers,Oakapple Ltd,01/04/2026,31/03/2028\n",
)
FIELD_NOT_FOUND = Problem(
    "field-not-found",
    "error",
    "It is not sure which column is the {field}. {why}",
    "Tell which column it is, once for this layout, or use the heading of the standard.",
    example="Supplier,When,How much\nOakapple Ltd,May,lots\n",
)
ROWS_WITHOUT_AMOUNT = Problem(
    "rows-without-amount",
    "warning",
    "{count} rows have no {field}, and were set aside.",
    "Write the amount, 0.00 where there is none, or take out what is no row.",
    says_of_one="1 row has no {field}, and was set aside.",
    example="Supplier,Payment date,Net amount\nOakapple Ltd,01/04/2026,100.00\nMedlar & Sons,02/04/2026,\n",
)
AMOUNTS_ROUNDED = Problem(
    "amounts-rounded",
    "info",
    "Amounts have parts of a penny. Rounding them changed the total by {difference}.",
    "Publish amounts in pounds and pence.",
    example="Supplier,Payment date,Net amount\nOakapple Ltd,01/04/2026,100.005\n",
)
PROBLEMS = (NO_STANDARD, OTHER_STANDARD, FIELD_NOT_FOUND, ROWS_WITHOUT_AMOUNT, AMOUNTS_ROUNDED)
_LINES_KEPT = 5


def finding_of(
    problem: Problem,
    *,
    file: str = "",
    sheet: str = "",
    lines: tuple[int, ...] = (),
    count: int = 1,
    **words: str,
) -> Finding:
    """One problem as a finding, told with these words."""
    says = problem.says_of_one if count == 1 and problem.says_of_one else problem.says
    return Finding(
        code=problem.code,
        severity=problem.severity,
        says=says.format(count=f"{count:,}", **words),
        fix=problem.fix.format(**words),
        file=file,
        sheet=sheet,
        line=lines[0] if lines else 0,
        count=count,
        lines=lines[:_LINES_KEPT],
    )
