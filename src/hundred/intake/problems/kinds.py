"""Files that are refused for what they are."""

from hundred.intake.problems.refused import CHECK_CHOICE, not_a_table, refusal

_EXPORT = "Ask for the table behind it as CSV or XLSX."
_UNPACK = "Unpack it, or put the files in a zip."

EMPTY = refusal(
    "file-empty",
    "The file is empty.",
    "Export it again and check its size before sending it.",
    example="(nothing)",
)
IS_PDF = not_a_table("file-is-pdf", "a PDF document", _EXPORT, example="%PDF-1.7")
IS_IMAGE = not_a_table("file-is-image", "an image", _EXPORT, example="GIF89a")
IS_RTF = not_a_table("file-is-rtf", "a text document (RTF)", _EXPORT, example=r"{\rtf1\ansi Payments in May}")
IS_PARQUET = not_a_table("file-is-parquet", "a Parquet file", "Export it as CSV for now.", example="PAR1")
IS_GZIP = not_a_table("file-is-gzip", "a gzip archive", _UNPACK, example="payments.csv.gz")
IS_BZIP2 = not_a_table("file-is-bzip2", "a bzip2 archive", _UNPACK, example="BZh91AY")
IS_XZ = not_a_table("file-is-xz", "an xz archive", _UNPACK, example="payments.csv.xz")
IS_7Z = not_a_table("file-is-7z", "a 7-Zip archive", _UNPACK, example="payments.7z")
IS_RAR = not_a_table("file-is-rar", "a RAR archive", _UNPACK, example="Rar!")
IS_SQLITE = not_a_table(
    "file-is-sqlite", "an SQLite database", "Export its tables as CSV.", example="SQLite format 3"
)
IS_PROGRAM = not_a_table("file-is-program", "a program", CHECK_CHOICE, example="payments.exe")
IS_DOCUMENT = not_a_table(
    "file-is-document", "a document or presentation without sheets", _EXPORT, example="payments.docx"
)
IS_BINARY = not_a_table(
    "file-is-binary", "not text but a program’s own data", _EXPORT, example="(bytes that are no letters)"
)
IS_HTML = not_a_table(
    "file-is-html",
    "a web page",
    "The address may have answered with an error or sign-in page: open it in a browser to see.",
    example="<!DOCTYPE html><html><body>Please sign in.</body></html>",
)
IS_JSON = not_a_table(
    "file-is-json", "JSON", "Export it as CSV for now.", example='[{"Supplier": "Oakapple Ltd"}]'
)
IS_XML = not_a_table(
    "file-is-xml",
    "an XML document",
    "Export it as CSV or XLSX.",
    example='<?xml version="1.0"?><payments><payment/></payments>',
)
IS_ZIP = not_a_table(
    "file-is-zip",
    "a zip within a zip, or one that was not unpacked",
    "Unpack it and send the files in it.",
    example="year.zip › quarter.zip › month.zip",
)
NOT_READABLE = refusal(
    "file-not-readable",
    "“{file}” could not be read: {why}.",
    "Save it again from the program that made it, as CSV in UTF-8, and add that.",
    example="(bytes made to break programs that read them)",
)
