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
    "{count} cells in column {column} hold a formula that failed, and show that instead of a value.",
    "Correct the formulas, or paste the values in their place, and publish the workbook again.",
    says_of_one="1 cell in column {column} holds a formula that failed, and shows that instead of a value.",
    example="payments.xlsx › Spend › B7: #REF!",
)
SHEET_NO_CELLS = Problem(
    "sheet-without-cells",
    "info",
    "“{sheet}” is a sheet of charts or macros without cells, and was left out.",
    "Nothing needs to be done. The figures of a chart are read from the sheet they stand in.",
    example="payments.xlsx › Chart1, which shows the figures of Spend",
)
CELLS_MERGED = Problem(
    "cells-merged",
    "info",
    "{count} cells are empty because a cell above was merged over them; its text was written in each.",
    "Nothing needs to be done. Writing the text in every row lets every program read the table.",
    says_of_one="1 cell is empty because a cell above was merged over it; its text was written in it.",
    example="payments.xlsx › Spend › A2:A3, merged: Oakapple Ltd",
)
AMOUNT_MERGED = Problem(
    "amounts-merged",
    "warning",
    "{count} cells are empty because a cell with an amount was merged over them. The amount was left in the "
    "first row only, so that it is not counted twice.",
    "Write in each row the part of the amount that belongs to it.",
    says_of_one="1 cell is empty because a cell with an amount was merged over it. The amount was left in "
    "the first row only, so that it is not counted twice.",
    example="payments.xlsx › Spend › B2:B3, merged: 1.50",
)
