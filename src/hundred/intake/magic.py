"""First bytes of kinds of files that hold no table we can read."""

from typing import NamedTuple

from hundred.base.findings import Problem
from hundred.intake import problems
from hundred.intake.problems import Refused


class _Magic(NamedTuple):
    """Bytes at an offset, the kind of file they tell, why it is refused, and what it is where that varies."""

    mark: bytes
    kind: str
    problem: Problem
    what: str = ""
    offset: int = 0


_MAGICS = (
    _Magic(b"%PDF", "pdf", problems.IS_PDF),
    _Magic(b"%!PS", "document", problems.IS_DOCUMENT, "a PostScript document"),
    _Magic(b"{\\rtf", "rtf", problems.IS_RTF),
    _Magic(b"\x89PNG", "image", problems.IS_IMAGE),
    _Magic(b"\xff\xd8\xff", "image", problems.IS_IMAGE),
    _Magic(b"GIF8", "image", problems.IS_IMAGE),
    _Magic(b"II*\0", "image", problems.IS_IMAGE),
    _Magic(b"MM\0*", "image", problems.IS_IMAGE),
    _Magic(b"WEBP", "image", problems.IS_IMAGE, offset=8),
    _Magic(b"ftyp", "media", problems.IS_MEDIA, offset=4),
    _Magic(b"ID3", "media", problems.IS_MEDIA),
    _Magic(b"7z\xbc\xaf\x27\x1c", "7z", problems.IS_ARCHIVE, "a 7-Zip archive"),
    _Magic(b"Rar!", "rar", problems.IS_ARCHIVE, "a RAR archive"),
    _Magic(b"\x28\xb5\x2f\xfd", "zstd", problems.IS_ARCHIVE, "a Zstandard archive"),
    _Magic(b"GPKG", "geopackage", problems.IS_MAP, "a GeoPackage map", 68),
    _Magic(b"\0\0\x27\x0a", "shapefile", problems.IS_MAP, "a part of a shapefile"),
    _Magic(b"SQLite format 3\0", "sqlite", problems.IS_DATABASE, "an SQLite database"),
    _Magic(b"Standard Jet DB", "access", problems.IS_DATABASE, "an Access database", 4),
    _Magic(b"Standard ACE DB", "access", problems.IS_DATABASE, "an Access database", 4),
    _Magic(b"PARE", "parquet", problems.IS_DATA, "an encrypted Parquet file"),
    _Magic(b"ARROW1", "arrow", problems.IS_DATA, "an Arrow file"),
    _Magic(b"ORC", "orc", problems.IS_DATA, "an ORC file"),
    _Magic(b"Obj\x01", "avro", problems.IS_DATA, "an Avro file"),
    _Magic(b"\x89HDF", "hdf5", problems.IS_DATA, "an HDF5 file"),
    _Magic(b"$FL2", "spss", problems.IS_DATA, "a data file of SPSS"),
    _Magic(b"<stata_dta>", "stata", problems.IS_DATA, "a data file of Stata"),
    _Magic(b"\x7fELF", "program", problems.IS_PROGRAM),
    _Magic(b"MZ\x90", "program", problems.IS_PROGRAM),
    _Magic(b"\xca\xfe\xba\xbe", "program", problems.IS_PROGRAM),
    _Magic(b"\xcf\xfa\xed\xfe", "program", problems.IS_PROGRAM),
    # Sheets of Excel before 5, which came without the wrapping of later ones, and of Multiplan.
    *(
        _Magic(mark, "old-sheet", problems.IS_OLD_SHEET)
        for mark in (
            b"\x09\x00\x04\x00",
            b"\x09\x02\x06\x00",
            b"\x09\x04\x06\x00",
            b"\x09\x08\x08\x00",
            b"\x09\x08\x10\x00",
            b"ID;P",
        )
    ),
)


def refuse_by_magic(head: bytes) -> None:
    """Raise Refused where a file's first bytes are no table's."""
    for magic in _MAGICS:
        if head.startswith(magic.mark, magic.offset):
            raise Refused(magic.kind, magic.problem, what=magic.what)
