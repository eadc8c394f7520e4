"""What can be wrong with the cells of a column. `{heading}` is the column's as published."""

from hundred.base.findings import Problem

_CORRECT = (
    "Correct these cells and publish the file again. Until then they are empty in the table; "
    "their text stays in the file."
)


def _misfit(kind: str, what: str, example: str) -> Problem:
    """Cells that are not of their column's type. `{written}` says how it is written where that is known."""
    holds = f"The column “{{heading}}” holds {what}{{written}}, but "
    return Problem(
        f"cell-not-{kind}",
        "warning",
        f"{holds}{{count}} cells are not.",
        _CORRECT,
        says_of_one=f"{holds}1 cell is not.",
        example=example,
    )


def _column(heading: str, value: str, odd: str) -> str:
    """A file of one column in which one cell is unlike the others."""
    return "\n".join([f"Reference,{heading}", *(f"A{n},{value}" for n in range(10, 40)), f"A40,{odd}", ""])


NOT_INTEGER = _misfit("integer", "a whole number", _column("Visits", "12", "twelve"))
NOT_DECIMAL = _misfit("decimal", "a number", _column("Amount", "12.50", "12.5O"))
NOT_DATE = _misfit("date", "a date", _column("Paid", "17/05/2027", "31/06/2027"))
NOT_DATETIME = _misfit(
    "datetime", "a date and time", _column("Seen", "2027-05-17 09:30:00", "Monday morning")
)
NOT_BOOLEAN = _misfit("boolean", "yes or no", _column("Open", "yes", "perhaps"))
MISFITS = {
    "integer": NOT_INTEGER,
    "decimal": NOT_DECIMAL,
    "date": NOT_DATE,
    "datetime": NOT_DATETIME,
    "boolean": NOT_BOOLEAN,
}
DATE_ORDER_ASSUMED = Problem(
    "date-order-assumed",
    "info",
    "No date in the column “{heading}” shows whether the day or the month comes first. "
    "The day was taken to, as is usual here.",
    "Write dates as yyyy-mm-dd, which cannot be misread.",
    example="Reference,Paid\nA1,03/04/2027\nA2,05/06/2027\n",
)
