"""Small workbooks of the kinds that no library we know writes well: binary ones, byte by byte.

XLSB after [MS-XLSB], XLS after [MS-XLS] within [MS-CFB]. A cell is a text, a number or, as bytes, an error.
"""

import io
import struct
import zipfile

Cell = str | float | bytes
Rows = list[list[Cell]]

_ERRORS = {b"#DIV/0!": 0x07, b"#REF!": 0x17, b"#N/A": 0x2A}
_TYPES = "http://schemas.openxmlformats.org"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsb(sheets: dict[str, Rows]) -> bytes:
    """A workbook in the binary form of XLSX."""
    names = list(sheets)
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
        for n, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_TYPES}/officeDocument/2006/relationships/worksheet" '
        f'Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(names) + 1)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}/package/2006/content-types"/>')
        book = _record(131) + _record(143) + bundle + _record(144) + _record(132)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_TYPES}/package/2006/relationships">{relations}</Relationships>',
        )
        for n, name in enumerate(names, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", _sheet(sheets[name]))
    return stream.getvalue()


def _sheet(rows: Rows) -> bytes:
    width = max(map(len, rows))
    data = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _record(145)
    for number, cells in enumerate(rows):
        data += _record(0, struct.pack("<II", number, 0) + bytes(9))
        for place, cell in enumerate(cells):
            start = struct.pack("<II", place, 0)
            if isinstance(cell, bytes):
                data += _record(3, start + bytes([_ERRORS[cell]]))
            elif isinstance(cell, str):
                data += _record(6, start + _wide(cell))
            else:
                data += _record(5, start + struct.pack("<d", cell))
    return data + _record(146) + _record(130)


def _record(kind: int, data: bytes = b"") -> bytes:
    start = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return start + length + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xls(sheets: dict[str, Rows]) -> bytes:
    """A workbook as Excel 97 to 2003 wrote it."""
    bodies = [_old_sheet(rows) for rows in sheets.values()]
    begin, end = _old(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), _old(0x0A)
    names = [struct.pack("<BB", len(name), 0) + name.encode("latin-1") for name in sheets]
    place = len(begin) + sum(4 + 6 + len(name) for name in names) + len(end)
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += _old(0x85, struct.pack("<IBB", place, 0, 0) + name)
        place += len(body)
    return _compound("Workbook", begin + bounds + end + b"".join(bodies))


def _old_sheet(rows: Rows) -> bytes:
    data = _old(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            start = struct.pack("<HHH", number, place, 0)
            if isinstance(cell, bytes):
                data += _old(0x205, start + bytes([_ERRORS[cell], 1]))
            elif isinstance(cell, str):
                data += _old(0x204, start + struct.pack("<HB", len(cell), 0) + cell.encode("latin-1"))
            else:
                data += _old(0x203, start + struct.pack("<d", cell))
    return data + _old(0x0A)


def _old(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(name: str, data: bytes) -> bytes:
    """A compound file of one stream, which is long enough to need no sectors of the small kind."""
    data = data.ljust(4096, b"\0")
    data += bytes(-len(data) % _SECTOR)
    sectors = len(data) // _SECTOR
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header += struct.pack("<I", _FREE) * 108
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    fat = struct.pack(f"<{len(chain)}I", *chain)
    fat += struct.pack("<I", _FREE) * (128 - len(chain))
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    folder = root + _entry(name, 2, child=_FREE, start=2, size=len(data))
    return header + fat + folder.ljust(_SECTOR, b"\0") + data


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return entry + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
