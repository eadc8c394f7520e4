"""What can be wrong with a table in any kind of file: its headings, its columns, and what is no row of it."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

NO_HEADER = Problem(
    "header-missing",
    "warning",
    "The table has no headings, so its columns are named by their position.",
    "Add a first line that names each column.",
    example="Oakapple Ltd,1.50\nPear & Co,2.75\nQuince Ltd,3.00\n",
)
HEADING_TWICE = Problem(
    "heading-repeated",
    "warning",
    "The heading “{column}” is used for {count} columns; the later ones were numbered.",
    "Give each column a heading of its own.",
    example="Supplier,Amount,Amount\nOakapple Ltd,1,2\nPear & Co,3,4\n",
)
HEADING_EMPTY = Problem(
    "heading-empty",
    "warning",
    "Column {column} has values but no heading, so it is named by its position.",
    "Give the column a heading.",
    example="Supplier,,Amount\nOakapple Ltd,Housing,1\nPear & Co,Parks,2\n",
)
COLUMNS_EMPTY = Problem(
    "columns-empty",
    "info",
    "{count} columns with neither heading nor values were left out.",
    "Nothing needs to be done. Deleting them in the export makes the file smaller.",
    says_of_one="1 column with neither heading nor values was left out.",
    example="Supplier,Amount,\nOakapple Ltd,1,\nPear & Co,2,\n",
)
NO_ROWS = Problem(
    "no-rows",
    "warning",
    "There are headings but no rows below them.",
    "Check that the export had finished.",
    example="Supplier,Amount\n",
)
TOTALS = Problem(
    "totals-set-aside",
    "info",
    "{count} rows are totals of the rows above them, and were set aside.",
    "Nothing needs to be done. Leaving totals out lets every program add the rows up.",
    says_of_one="1 row is the total of the rows above it, and was set aside.",
    example="Supplier,Amount\nOakapple Ltd,1.50\nPear & Co,2.75\nQuince Ltd,3.00\nTotal,7.25\n",
)
TOTAL_UNPROVEN = Problem(
    "total-unproven",
    "warning",
    "{count} rows call themselves a total but do not add up, so they were kept as rows.",
    "Check them: if they are totals, correct them or take them out, as they may count amounts twice.",
    says_of_one="1 row calls itself a total but does not add up, so it was kept as a row.",
    example="Supplier,Amount\nOakapple Ltd,1.50\nPear & Co,2.75\nQuince Ltd,3.00\nTotal,9.99\n",
)
NOTES = Problem(
    "notes-below",
    "info",
    "{count} lines below the table are notes, and were set aside.",
    "Nothing needs to be done.",
    says_of_one="1 line below the table is a note, and was set aside.",
    example="Supplier,Service,Amount\nOakapple Ltd,Housing,1.50\nPear & Co,Parks,2.75\n"
    "Quince Ltd,Roads,3.00\n\nSource: the ledger\n",
)
TABLES_BELOW = Problem(
    "tables-below",
    "warning",
    "{count} tables stand below each other. Each was read as a table of its own.",
    "Put each table in a file or a sheet of its own, so that every program can read them.",
    example="Supplier,Amount\nOakapple Ltd,1.50\nPear & Co,2.75\n\nWard,Trees,Ash\nQuay,12,3\nHill,30,1\n",
)
TABLES_BESIDE = Problem(
    "tables-beside",
    "warning",
    "{count} tables stand beside each other. Each was read as a table of its own.",
    "Put each table in a file or a sheet of its own, so that every program can read them.",
    example="Supplier,Amount,,Ward,Trees\nOakapple Ltd,1.50,,Quay,12\nPear & Co,2.75,,Hill,30\n"
    "Quince Ltd,3.00,,,\nMedlar plc,4.00,,,\n",
)
COLUMNS_MANY = refusal(
    "columns-too-many",
    "The table has {count} columns; at most 2,000 can be read.",
    "Check that it is not turned on its side, or publish it as several tables.",
    example="Supplier,Payment 1,Payment 2, … Payment 2001",
)
