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
NOT_GEOMETRY = _misfit(
    "geometry", "places in degrees", _column("Point", "POINT (-1.5491 53.8008)", "POINT (538 -1549)")
)
MISFITS = {
    "integer": NOT_INTEGER,
    "decimal": NOT_DECIMAL,
    "date": NOT_DATE,
    "datetime": NOT_DATETIME,
    "boolean": NOT_BOOLEAN,
    "geometry": NOT_GEOMETRY,
}
DATE_ORDER_ASSUMED = Problem(
    "date-order-assumed",
    "info",
    "No date in the column “{heading}” shows whether the day or the month comes first. "
    "The day was taken to, as is usual here.",
    "Write dates as yyyy-mm-dd, which cannot be misread.",
    example="Reference,Paid\nA1,03/04/2027\nA2,05/06/2027\n",
)
MONTH_FIRST_ASSUMED = Problem(
    "date-month-first-assumed",
    "info",
    "No date in the column “{heading}” shows whether the day or the month comes first. The month was taken "
    "to, as the dates of each file then fall into one month.",
    "Check a few dates against the file, and write them as yyyy-mm-dd, which cannot be misread.",
    example="Reference,Paid\n" + "".join(f"A{n},04/{n % 9 + 1:02}/2027\n" for n in range(10, 30)),
)
DATE_AS_NUMBER = Problem(
    "date-as-number",
    "warning",
    "{count} dates in the column “{heading}” are numbers, with which a spreadsheet counts days. They were "
    "read as the days they stand for.",
    "Give the column a date format in the spreadsheet before exporting it.",
    says_of_one="1 date in the column “{heading}” is a number, with which a spreadsheet counts days. It was "
    "read as the day it stands for.",
    example="Reference,Date paid\nA1,46524\nA2,46531\n",
)
MARKS_ASSUMED = Problem(
    "number-marks-assumed",
    "info",
    "Every number in the column “{heading}” has a point and three digits behind it, as in 1.234, which some "
    "countries write for a thousand and more. The point was taken to part the decimals, as is usual here.",
    "Check the size of these numbers. Written without thousands, or with another number of decimals, they "
    "cannot be misread.",
    example="Reference,Tonnes\nA1,1.234\nA2,12.500\n",
)
ROUNDED = Problem(
    "number-rounded",
    "warning",
    "{count} cells in the column “{heading}” are long numbers that a spreadsheet has rounded, such as "
    "1.23E+11. Their last digits are lost.",
    "Take the numbers from their source again, and give the column the format “Text” before opening it in a "
    "spreadsheet.",
    says_of_one="1 cell in the column “{heading}” is a long number that a spreadsheet has rounded, such as "
    "1.23E+11. Its last digits are lost.",
    example="Supplier,Account\nOakapple Ltd,1.23E+11\nPear & Co,123456789013\n",
)
CELL_ERROR = Problem(
    "cell-error",
    "warning",
    "{count} cells in the column “{heading}” hold an error of a spreadsheet, such as #REF!.",
    "Correct the formulas, or paste the values in their place, and publish the file again.",
    says_of_one="1 cell in the column “{heading}” holds an error of a spreadsheet, such as #REF!.",
    example="Reference,Amount\nA1,12.50\nA2,#REF!\nA3,3.75\n",
)
WITHHELD = Problem(
    "cells-withheld",
    "info",
    "{count} cells in the column “{heading}” say that they are withheld, such as REDACTED.",
    "Nothing needs to be done where this is meant. They count as no value.",
    says_of_one="1 cell in the column “{heading}” says that it is withheld, such as REDACTED.",
    example="Supplier,Amount\nREDACTED,12.50\nOakapple Ltd,3.75\n",
)
IDENTIFIER_WRONG = Problem(
    "identifier-wrong",
    "warning",
    "{count} cells in the column “{heading}” cannot be {right}. They were kept as they are.",
    "Check them at their source. A leading zero may be missing, or two digits may be swapped.",
    says_of_one="1 cell in the column “{heading}” cannot be {right}. It was kept as it is.",
    example="Supplier,VAT number\nOakapple Ltd,GB123456782\nPear & Co,GB123456789\n",
)
