"""What can be wrong with delimited text: its encoding, its quotation marks, and rows of uneven length."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

LONG_LINE = refusal(
    "line-too-long",
    "A line is longer than 16 MB, so this is not a table of lines.",
    "Check that the file is the CSV it should be, and that it has line ends.",
    example="(16 MB without a line end)",
)
NOT_TEXT = refusal(
    "not-text",
    "The file begins as UTF-16 or UTF-32 text but is not text throughout.",
    "Save it again as “CSV UTF-8”.",
    example="(UTF-16 that breaks off within a letter)",
)
UNDEFINED_BYTES = Problem(
    "bytes-undefined",
    "warning",
    "{count} bytes stand for no character in Windows-1252, the encoding the rest of the file is in.",
    "Save the file as “CSV UTF-8”, then check names and signs such as £.",
    says_of_one="1 byte stands for no character in Windows-1252, the encoding the rest of the file is in.",
    example="Supplier,Amount\nCaf\\x81,1\n",
)
WINDOWS = Problem(
    "encoding-windows",
    "info",
    "The file is in Windows-1252, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
    example="Supplier,Amount\nCaf\\xe9 Oakapple,\\xa31.50\n",
)
DOS = Problem(
    "encoding-dos",
    "info",
    "The file is in DOS code page {page}, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
    example="Supplier,Amount\nOakapple Ltd,\\x9c1.50\nPear & Co,\\x9c2.75\n",
)
NULS = Problem(
    "nul-characters",
    "warning",
    "{count} NUL characters were left out.",
    "Export the file again; NULs hint at damage.",
    says_of_one="1 NUL character was left out.",
    example="Supplier,Amount\nOakapple\0 Ltd,1\n",
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
