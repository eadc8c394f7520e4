"""What can be wrong with delimited text: lines without end, quotation marks, and rows of uneven length."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

LONG_LINE = refusal(
    "line-too-long",
    "A line is longer than 16 MB, so this is not a table of lines.",
    "Check that the file is the CSV it should be, and that it has line ends.",
    example="(16 MB without a line end)",
)
FIXED_ACROSS = Problem(
    "fixed-across",
    "warning",
    "{count} lines of a text of fixed width have a word that goes on from one column into the next.",
    "Check these lines, as their cells may be cut in the wrong place, or export the table as CSV.",
    says_of_one="1 line of a text of fixed width has a word that goes on from one column into the next.",
    example="Supplier      Service\n"
    "------------  -------\n"
    + "Oakapple Ltd  Housing\nPear & Co     Parks\n" * 12
    + "Quince and Medlar Ltd  Roads\n",
)
STRAY_QUOTES = Problem(
    "quotes-stray",
    "warning",
    "{count} records have quotation marks inside a cell that are not doubled.",
    "They were read as plain characters. Let the export write a quotation mark within a cell twice.",
    says_of_one="1 record has quotation marks inside a cell that are not doubled.",
    example='Supplier,Amount\n"Oakapple "South" Ltd",1\nPear & Co,2\n',
)
UNCLOSED_QUOTES = Problem(
    "quotes-unclosed",
    "warning",
    "{count} records open a quotation mark and never close it.",
    "The mark was read as a plain character. Check the cells of these lines.",
    says_of_one="1 record opens a quotation mark and never closes it.",
    example='Supplier,Amount\n"Oakapple Ltd,1\nPear & Co,2\n',
)
OTHER_DIALECT = Problem(
    "rows-in-another-dialect",
    "warning",
    "{count} records are written with another delimiter or other quotation marks than the rest of the file.",
    "They were read as they are written. Let one program write the whole file.",
    says_of_one=(
        "1 record is written with another delimiter or other quotation marks than the rest of the file."
    ),
    example='Supplier,Town,Amount\n"Oakapple, Ltd",Ness,1\n"Pear; Co";Wick;2\n"Plum",Ness,3\n',
)
SHORT_ROWS = Problem(
    "rows-short",
    "warning",
    "{count} rows have fewer cells than there are columns. The missing ones are left empty.",
    "Check that no delimiter is missing, as values may stand in the wrong column.",
    says_of_one="1 row has fewer cells than there are columns. The missing ones are left empty.",
    example="Supplier,Department,Amount\nOakapple Ltd,Housing,1\nPear & Co,2\n",
)
LONG_ROWS = Problem(
    "rows-long",
    "error",
    "{count} rows have more cells than there are columns, and were set aside.",
    "Put cells that hold the delimiter in quotation marks.",
    says_of_one="1 row has more cells than there are columns, and was set aside.",
    example="Supplier,Amount\nOakapple Ltd,1\nPear, Plum & Co,2\nQuince Ltd,3\n",
)
SURPLUS_COLUMNS = Problem(
    "columns-without-heading-added",
    "warning",
    "{count} rows have cells beyond the last heading. They were kept, with columns named by position.",
    "Give these cells a heading or remove them. Where a cell holds the delimiter, put it in quotation marks.",
    says_of_one="1 row has cells beyond the last heading. It was kept, with columns named by position.",
    example="Supplier,Amount\nOakapple Ltd,1,Housing\nPear & Co,2,Parks\n",
)
