"""Files that are refused for what they are. `{what}` names the kind where one finding serves several."""

from hundred.intake.problems.refused import CHECK_CHOICE, not_a_table, refusal

_EXPORT = "Ask for the table behind it as CSV or XLSX."
_MAP = "Export it as GeoJSON, or as CSV with its coordinates as columns."

EMPTY = refusal(
    "file-empty",
    "The file is empty.",
    "Export it again and check its size before sending it.",
    example="(nothing)",
)
IS_PDF = not_a_table("file-is-pdf", "a PDF document", _EXPORT, example="%PDF-1.7")
IS_IMAGE = not_a_table("file-is-image", "an image", _EXPORT, example="GIF89a")
IS_MEDIA = not_a_table("file-is-media", "a film or a sound", _EXPORT, example="meeting.mp4")
IS_RTF = not_a_table("file-is-rtf", "a text document (RTF)", _EXPORT, example=r"{\rtf1\ansi Payments in May}")
IS_DOCUMENT = not_a_table("file-is-document", "{what}", _EXPORT, example="payments.docx")
IS_MAIL = not_a_table(
    "file-is-mail",
    "an e-mail or a saved web archive",
    "Save the table in it as CSV or XLSX.",
    example="Subject: Payments in May\nMIME-Version: 1.0\n\nPlease find the figures attached.\n",
)
IS_ARCHIVE = not_a_table(
    "file-is-archive", "{what}", "Unpack it, or put the files in a zip.", example="payments.7z"
)
IS_PACKED = not_a_table(
    "file-is-packed",
    "an archive within archives, or one that was not unpacked",
    "Unpack it and send the files in it.",
    example="year.zip › quarter.zip › month.zip",
)
IS_DATABASE = not_a_table("file-is-database", "{what}", "Export its tables as CSV.", example="payments.accdb")
IS_MAP = not_a_table("file-is-map", "{what}", _MAP, example="wards.shp")
IS_DATA = not_a_table("file-is-data", "{what}", "Export it as CSV or Parquet.", example="survey.sav")
IS_OLD_SHEET = not_a_table(
    "file-is-old-sheet",
    "a sheet of a very old spreadsheet program",
    "Open it in a spreadsheet program and save it as XLSX.",
    example='ID;PWXL;N;E\nC;Y1;X1;K"Supplier"\nE\n',
)
IS_PROGRAM = not_a_table("file-is-program", "a program", CHECK_CHOICE, example="payments.exe")
IS_BINARY = not_a_table(
    "file-is-binary", "not text but a program’s own data", _EXPORT, example="(bytes that are no letters)"
)
IS_HTML = not_a_table(
    "file-is-html",
    "a web page without a table of data",
    "The address may have answered with an error or sign-in page: open it in a browser to see.",
    example="<!DOCTYPE html><html><body>Please sign in.</body></html>",
)
IS_JSON = refusal(
    "file-is-json",
    "The file is JSON, but it holds no list of records that could be a table.",
    "Export the records as a list of objects, or as CSV. If it came from an address, that may have answered "
    "with a message instead of data.",
    example='{"error": {"message": "Not found"}}',
)
IS_XML = not_a_table(
    "file-is-xml",
    "{what}",
    "Export it as CSV or XLSX.",
    example='<?xml version="1.0"?><payments><payment/></payments>',
)
NOT_OPENED = refusal(
    "file-not-opened",
    "“{file}” could not be opened: {why}.",
    "Check that it is still there and that you may read it.",
    example="payments.csv, which belongs to another user",
)
NOT_READABLE = refusal(
    "file-not-readable",
    "“{file}” could not be read: {why}.",
    "Save it again from the program that made it, as CSV in UTF-8, and add that.",
    example="(bytes made to break programs that read them)",
)
