"""One small file for every finding whose example in the catalogue is not itself such a file."""

import io
import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
GOOD = b"Supplier,Amount\nOakapple Ltd,1\n"


def zipped(*names: str, data: bytes = GOOD, mode: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(zipped("may.csv"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def _filled(book: xlsxwriter.Workbook, name: str = "Spend") -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(name)
    for line, row in enumerate((("Supplier", "Amount"), ("Oakapple Ltd", 1.5), ("Pear & Co", 2.75))):
        sheet.write_row(line, 0, row)
    return sheet


def empty_workbook() -> bytes:
    return workbook(lambda book: book.add_worksheet("Spend"))


def with_an_empty_sheet() -> bytes:
    return workbook(lambda book: (_filled(book), book.add_worksheet("Notes")))


def with_a_hidden_sheet() -> bytes:
    return workbook(lambda book: (_filled(book), _filled(book, "Staff").hide()))


def with_a_failed_formula() -> bytes:
    return workbook(lambda book: _filled(book).write_formula("B4", "=1/0", None, "#DIV/0!"))


def with_a_chart() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        _filled(book)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Spend!$B$2:$B$3"})
        book.add_chartsheet("Chart1").set_chart(chart)

    return workbook(fill)


def with_merged_cells(row: int, column: int, value: str | float) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        style = book.add_format({"bold": True})  # without one the cell below keeps what was in it
        _filled(book).merge_range(row, column, row + 1, column, value, style)

    return workbook(fill)


def sqlite_file() -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE payments (supplier)")
        return database.serialize()


def one_byte_at_a_time(text: str) -> bytes:
    """An example of the catalogue that writes bytes as `\\x9c`."""
    return text.encode("latin-1").decode("unicode_escape").encode("latin-1")


# Code → the bytes of a file that has it, or how to make them from the catalogue's example.
GALLERY: dict[str, bytes | Callable[[], bytes]] = {
    "file-empty": b"",
    "file-is-archive": b"7z\xbc\xaf\x27\x1c",
    "file-is-database": sqlite_file,
    "file-is-map": b"\0\0\x27\x0a" + bytes(96),
    "file-is-data": b"$FL2@(#) SPSS DATA FILE",
    "file-is-media": b"\0\0\0\x18ftypmp42",
    "json-too-deep": b"[" * 100_000,
    "json-lists-many": json.dumps({f"E{n}": [{"Amount": 1}] for n in range(60)}).encode(),
    "json-nested-kept": json.dumps([{"Ward": "Quay", "payments": {f"S{n}": n for n in range(300)}}]).encode(),
    "html-too-deep": b"<table><tr><td>" * 200,
    "html-tables-many": b"<table><tr><td>a<td>b<tr><td>1<td>2</table>" * 201,
    "file-is-program": b"MZ\x90\0\x03",
    "file-is-document": zipped("[Content_Types].xml", "word/document.xml"),
    "file-is-binary": bytes(range(256)) * 8,
    "zip-damaged": zipped("may.csv")[:-30],
    "zip-encrypted": encrypted_zip,
    "zip-path-unsafe": zipped("../../may.csv"),
    "zip-link": zipped("may.csv", data=b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
    "zip-nested": zipped("quarter.zip", data=zipped("month.zip", data=zipped("may.csv"))),
    "zip-bomb": lambda: zipped("payments.csv", data=bytes(70_000_000)),
    "zip-members-many": zipped("april.csv", "may.csv", "june.csv"),
    "zip-junk": zipped(".DS_Store"),
    "line-too-long": lambda: b"x" * 17_000_000,
    "not-text": "a,b\n1,2\n".encode("utf-16") + b"\0\xd8" * 9,
    "bytes-undefined": b"Supplier,Amount\nCaf\xe9 Oakapple\x81,\xa31\n",
    "encoding-windows": b"Supplier,Amount\nCaf\xe9 Oakapple,\xa31.50\n",
    "encoding-dos": b"Supplier,Amount\nOakapple Ltd,\x9c1.50\nPear & Co,\x9c2.75\n",
    "encoding-mac": b"Supplier,Amount\nCaf\x8e Oakapple,1\n",
    "encoding-other": ("Name,Place\n" + "北京市的中文文本測試,城市名稱與說明\n" * 9).encode("big5"),
    "encoding-mixed": "Supplier,Amount\nCafé Oakapple,1\nZoë Ltd,2\n".encode() + b"Caf\xe9 Pear,3\n",
    "character-cut": "Supplier,Amount\nOakapple Ltd,1\n".encode("utf-16") + b"\0",
    "columns-without-heading-added": b"Supplier,Amount\n"
    + b"Oakapple Ltd,1\n" * 20
    + b"Pear & Co,2,Parks\n" * 10,
    "workbook-password": OLE2 + "EncryptedPackage".encode("utf-16-le"),
    "workbook-corrupt": zipped("xl/workbook.xml", data=b"<workbook"),
    "workbook-empty": empty_workbook,
    "sheet-empty": with_an_empty_sheet,
    "sheet-hidden": with_a_hidden_sheet,
    "formula-error": with_a_failed_formula,
    "sheet-without-cells": with_a_chart,
    "cells-merged": lambda: with_merged_cells(1, 0, "Oakapple Ltd"),
    "amounts-merged": lambda: with_merged_cells(1, 1, 1.5),
    "columns-too-many": b",".join(b"c%d" % n for n in range(2_001)) + b"\n",
}

# Findings that cannot but come with others.
COMES_WITH = {
    "bytes-undefined": {"encoding-windows"},
    "description-invalid": {"file-describes-others"},
    "columns-without-heading-added": {"heading-empty"},
}


def file_with(code: str, example: str, folder: Path) -> Path:
    """A file that has the finding of this code."""
    given = GALLERY.get(code, example.encode())
    path = folder / "file"
    path.write_bytes(given if isinstance(given, bytes) else given())
    return path
