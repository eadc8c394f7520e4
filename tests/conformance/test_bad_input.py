"""What bad input gets: a reading without tables and one error which says what the file is and what to do."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from hundred.intake import Reading, read

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


def read_bytes(folder: Path, data: bytes, name: str = "file.csv") -> Reading:
    path = folder / "given"
    path.write_bytes(data)
    return read(path, name=name, into=folder)


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Spend").write_row(0, 0, ["Supplier", "Amount"])
    return stream.getvalue()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


BAD = {
    "nothing at all": (b"", "file-empty"),
    "only white space": (b" \r\n\n\t", "file-empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "file-empty"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "file-is-pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "file-is-image"),
    "Parquet cut short": (b"PAR1\x15\x04", "parquet-corrupt"),
    "gzip that was not unpacked": (b"\x1f\x8b\x08\0\0", "file-is-packed"),
    "a 7-Zip archive": (b"7z\xbc\xaf\x27\x1c", "file-is-archive"),
    "an SQLite database": (b"SQLite format 3\0" + bytes(84), "file-is-database"),
    "an Access database": (b"\0\1\0\0Standard ACE DB\0", "file-is-database"),
    "a GeoPackage": (b"SQLite format 3\0" + bytes(52) + b"GPKG", "file-is-map"),
    "the shapes of a shapefile": (b"\0\0\x27\x0a" + bytes(96), "file-is-map"),
    "the projection of a shapefile": (
        b'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"]]',
        "file-is-map",
    ),
    "a KML map": (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>', "file-is-map"),
    "a data file of SPSS": (b"$FL2@(#) SPSS DATA FILE", "file-is-data"),
    "a film": (b"\0\0\0\x18ftypmp42", "file-is-media"),
    "a saved web archive": (b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\n<table>", "file-is-mail"),
    "a sheet of Excel 4": (b"\x09\x04\x06\0\0\0\x10\0", "file-is-old-sheet"),
    "a program": (b"MZ\x90\0", "file-is-program"),
    "machine data": (bytes(range(256)) * 8, "file-is-binary"),
    "HTML saved as CSV": (b"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>", "file-is-html"),
    "an HTML table": (b"<table><tr><td>1,2</td></tr></table>", "file-is-html"),
    "XML": (b'<?xml version="1.0"?><rows><row/></rows>', "file-is-xml"),
    "XML that came as XHTML": (b'<?xml version="1.0"?>\n<!DOCTYPE html><html/>', "file-is-html"),
    "JSON without records": (b'{"error": {"code": 404}}', "file-is-json"),
    "JSON that is none": (b"[{'supplier': 'A'}, {'supplier': 'B'}]", "json-invalid"),
    "a password-protected workbook": (OLE2 + "EncryptedPackage".encode("utf-16-le"), "workbook-password"),
    "an old Word document": (OLE2 + "WordDocument".encode("utf-16-le"), "file-is-document"),
    "a damaged old workbook": (OLE2 + "Workbook".encode("utf-16-le"), "workbook-corrupt"),
    "a workbook with a hole in it": (zipped(**{"xl/workbook.xml": b"<workbook"}), "workbook-corrupt"),
    "a Word document": (zipped(**{"[Content_Types].xml": b"", "word/document.xml": b""}), "file-is-document"),
    "10,000 columns": (b",".join(b"c%d" % n for n in range(10_000)) + b"\n", "columns-too-many"),
    "UTF-16 that goes on as something else": ("a,b\n1,2\n".encode("utf-16") + b"\0\xd8" * 9, "not-text"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_we_cannot_use_is_refused_with_the_true_reason(tmp_path, what):
    data, code = BAD[what]
    reading = read_bytes(tmp_path, data, name="payments.csv")
    assert reading.tables == ()
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.file) == (code, "error", "payments.csv")
    assert finding.says.endswith(".")
    assert finding.fix.endswith(".")


def test_a_truncated_workbook_is_refused(tmp_path):
    (finding,) = read_bytes(tmp_path, workbook()[:-200], name="spend.xlsx").findings
    assert finding.severity == "error"


def test_too_many_columns_are_counted_for_the_reader(tmp_path):
    (finding,) = read_bytes(tmp_path, b",".join(b"c%d" % n for n in range(10_000))).findings
    assert "10,000 columns" in finding.says


def test_a_line_of_more_than_sixteen_megabytes_is_refused(tmp_path):
    reading = read_bytes(tmp_path, b"name,amount\n" + b"x" * (17 << 20))
    assert [finding.code for finding in reading.findings] == ["line-too-long"]


def test_the_name_of_a_file_is_not_believed(tmp_path):
    assert read_bytes(tmp_path, workbook(), name="spend.csv").file.kind == "xlsx"
    assert read_bytes(tmp_path, b"name,amount\nA,1\n", name="spend.xlsx").file.kind == "csv"


def test_a_failing_disk_is_not_bad_data(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_bytes(b"name,amount\nA,1\n")
    with pytest.raises(OSError, match="nowhere"):
        read(path, name="spend.csv", into=tmp_path / "nowhere")
