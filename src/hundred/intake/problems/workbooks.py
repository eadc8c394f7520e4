"""What can be wrong with a workbook and its sheets."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

PASSWORD = refusal(
    "workbook-password",
    "The workbook is protected by a password, so it cannot be read.",
    "Save it without a password, or save its sheets as CSV.",
    example="payments.xlsx, under a password",
)
CORRUPT = refusal(
    "workbook-corrupt",
    "The workbook is damaged and cannot be opened.",
    "Open it in a spreadsheet program, save it again, and send the new file.",
    example="payments.xlsx, of which the end is missing",
)
NO_SHEETS = refusal(
    "workbook-empty",
    "No sheet of the workbook has anything in it.",
    "Check that the right file was saved.",
    example="payments.xlsx, in which no cell is filled",
)
SHEET_EMPTY = Problem(
    "sheet-empty",
    "info",
    "The sheet “{sheet}” is empty.",
    "Nothing needs to be done.",
    example="payments.xlsx › Sheet2, in which no cell is filled",
)
SHEET_HIDDEN = Problem(
    "sheet-hidden",
    "warning",
    "The sheet “{sheet}” is hidden in the workbook, and was read like the others.",
    "Check that it may be published; if not, take it out of the workbook and add that instead.",
    example="payments.xlsx › Staff, hidden",
)
FORMULA_ERROR = Problem(
    "formula-error",
    "warning",
    "{count} cells in column {column} of the sheet hold a formula that failed, and were read as empty.",
    "Correct the formulas, or paste the values in their place, and publish the workbook again.",
    says_of_one="1 cell in column {column} of the sheet holds a formula that failed, and was read as empty.",
    example="payments.xlsx › Spend › B7: #REF!",
)
