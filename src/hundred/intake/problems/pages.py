"""What can be wrong with tables kept in HTML or XML."""

from hundred.base.findings import Problem
from hundred.intake.problems.refused import refusal

HTML_TABLES = Problem(
    "html-tables",
    "info",
    "The file is a web page, whatever its name says; {count} tables of it were read.",
    "Nothing needs to be done. A CSV or a workbook says more exactly what is in each cell.",
    says_of_one="The file is a web page, whatever its name says; the table in it was read.",
    example="<table><tr><th>Supplier<th>Amount<tr><td>Oakapple Ltd<td>1.50</table>",
)
HTML_DEEP = refusal(
    "html-too-deep",
    "The page has tables within tables, more than 100 deep.",
    "Export the table as CSV.",
    example="<table><tr><td><table><tr><td><table> … and so on",
)
HTML_MANY = refusal(
    "html-tables-many",
    "The page has {count} tables; at most 200 can be read.",
    "Export the table that matters as CSV.",
    example="<table> … </table><table> … </table> … and so on",
)
XML_DOCTYPE = refusal(
    "xml-doctype",
    "The XML declares a document type, which no spreadsheet program writes, and was not read further.",
    "Be wary of where the file came from. Save the workbook as XLSX.",
    example='<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "aaaa">]>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;</Workbook>',
)
