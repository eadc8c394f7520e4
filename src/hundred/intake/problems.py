"""Every problem reading can report: what it says, and what a publisher can do about it."""

from hundred.intake.tally import Problem

_AGAIN = "Correct the file at its source and publish it again."


class Refused(Exception):
    """The file cannot be read at all. Caught at the door and told as an error finding."""

    def __init__(self, kind: str, problem: Problem) -> None:
        super().__init__(problem.code)
        self.kind = kind
        self.problem = problem


def refusal(code: str, says: str, fix: str) -> Problem:
    """An error that leaves nothing of the file to use."""
    return Problem(code, "error", says.replace("{", "{{").replace("}", "}}"), fix)


EMPTY = refusal("file-empty", "The file is empty.", "Export it again and check its size before sending it.")
NO_ROWS = Problem(
    "no-rows", "warning", "There are headings but no rows below them.", "Check that the export had finished."
)
LONG_LINE = refusal(
    "line-too-long",
    "A line is longer than 16 MB, so this is not a table of lines.",
    "Check that the file is the CSV it should be, and that it has line ends.",
)
NOT_TEXT = refusal(
    "not-text",
    "The file begins as UTF-16 or UTF-32 text but is not text throughout.",
    "Save it again as “CSV UTF-8”.",
)
UNDEFINED_BYTES = Problem(
    "bytes-undefined",
    "warning",
    "{count} bytes stand for no character in Windows-1252, the encoding the rest of the file is in.",
    "Save the file as “CSV UTF-8”, then check names and signs such as £.",
    says_of_one="1 byte stands for no character in Windows-1252, the encoding the rest of the file is in.",
)
WINDOWS = Problem(
    "encoding-windows",
    "info",
    "The file is in Windows-1252, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
)
DOS = Problem(
    "encoding-dos",
    "info",
    "The file is in DOS code page {column}, not in UTF-8.",
    "Nothing was lost. Saving as “CSV UTF-8” lets every program read it.",
)
NULS = Problem(
    "nul-characters",
    "warning",
    "{count} NUL characters were left out.",
    "Export the file again; NULs hint at damage.",
    says_of_one="1 NUL character was left out.",
)
STRAY_QUOTES = Problem(
    "quotes-stray",
    "warning",
    "{count} records have quotation marks inside a cell that are not doubled.",
    "They were read as plain characters. Let the export write a quotation mark within a cell twice.",
    says_of_one="1 record has quotation marks inside a cell that are not doubled.",
)
UNCLOSED_QUOTES = Problem(
    "quotes-unclosed",
    "warning",
    "{count} records open a quotation mark and never close it.",
    "The mark was read as a plain character. Check the cells of these lines.",
    says_of_one="1 record opens a quotation mark and never closes it.",
)
SHORT_ROWS = Problem(
    "rows-short",
    "warning",
    "{count} rows have fewer cells than there are columns. The missing ones are left empty.",
    "Check that no delimiter is missing, as values may stand in the wrong column.",
    says_of_one="1 row has fewer cells than there are columns. The missing ones are left empty.",
)
LONG_ROWS = Problem(
    "rows-long",
    "error",
    "{count} rows have more cells than there are columns, and were set aside.",
    "Put cells that hold the delimiter in quotation marks.",
    says_of_one="1 row has more cells than there are columns, and was set aside.",
)
TOTAL_UNPROVEN = Problem(
    "total-unproven",
    "warning",
    "{count} rows call themselves a total but do not add up, so they were kept as rows.",
    "Check them: if they are totals, correct them or take them out, as they may count amounts twice.",
    says_of_one="1 row calls itself a total but does not add up, so it was kept as a row.",
)
TOTALS = Problem(
    "totals-set-aside",
    "info",
    "{count} rows are totals of the rows above them, and were set aside.",
    "Nothing needs to be done. Leaving totals out lets every program add the rows up.",
    says_of_one="1 row is the total of the rows above it, and was set aside.",
)
NOTES = Problem(
    "notes-below",
    "info",
    "{count} lines below the table are notes, and were set aside.",
    "Nothing needs to be done.",
    says_of_one="1 line below the table is a note, and was set aside.",
)
SURPLUS_COLUMNS = Problem(
    "columns-without-heading-added",
    "warning",
    "{count} rows have cells beyond the last heading. They were kept, with columns named by position.",
    "Give these cells a heading or remove them. Where a cell holds the delimiter, put it in quotation marks.",
    says_of_one="1 row has cells beyond the last heading. It was kept, with columns named by position.",
)
NO_HEADER = Problem(
    "header-missing",
    "warning",
    "The table has no headings, so its columns are named by their position.",
    "Add a first line that names each column.",
)
HEADING_TWICE = Problem(
    "heading-repeated",
    "warning",
    "The heading “{column}” is used for {count} columns; the later ones were numbered.",
    "Give each column a heading of its own.",
)
HEADING_EMPTY = Problem(
    "heading-empty",
    "warning",
    "Column {column} has values but no heading, so it is named by its position.",
    "Give the column a heading.",
)
COLUMNS_EMPTY = Problem(
    "columns-empty",
    "info",
    "{count} columns with neither heading nor values were left out.",
    "Nothing needs to be done. Deleting them in the export makes the file smaller.",
    says_of_one="1 column with neither heading nor values was left out.",
)
NO_SHEETS = refusal(
    "workbook-empty", "No sheet of the workbook has anything in it.", "Check that the right file was saved."
)
SHEET_EMPTY = Problem("sheet-empty", "info", "The sheet “{column}” is empty.", "Nothing needs to be done.")
FORMULA_ERROR = Problem(
    "formula-error",
    "warning",
    "{count} cells in column {column} of the sheet hold a formula that failed, and were read as empty.",
    "Correct the formulas, or paste the values in their place, and publish the workbook again.",
    says_of_one="1 cell in column {column} of the sheet holds a formula that failed, and was read as empty.",
)
SHEET_HIDDEN = Problem(
    "sheet-hidden",
    "warning",
    "The sheet “{column}” is hidden in the workbook, and was read like the others.",
    "Check that it may be published; if not, take it out of the workbook and add that instead.",
)
PASSWORD = refusal(
    "workbook-password",
    "The workbook is protected by a password, so it cannot be read.",
    "Save it without a password, or save its sheets as CSV.",
)
CORRUPT = refusal(
    "workbook-corrupt",
    "The workbook is damaged and cannot be opened.",
    "Open it in a spreadsheet program, save it again, and send the new file.",
)


def too_many_columns(count: int, limit: int) -> Problem:
    return refusal(
        "columns-too-many",
        f"The table has {count:,} columns; at most {limit:,} can be read.",
        "Check that it is not turned on its side, or publish it as several tables.",
    )


def not_a_table(code: str, what: str, fix: str = _AGAIN) -> Problem:
    return refusal(code, f"The file is {what}, not a table we can read.", fix)
