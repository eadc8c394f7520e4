"""The fuzz target of reading: any bytes at all are read or refused, in time, and lose nothing.

`python tests/fuzz/reading.py [libFuzzer options] [corpus folder]` runs it, for ever unless told otherwise;
an input that fails is written to `crash-…`, one that takes too long to `timeout-…`.
"""

import io
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' own modules

with atheris.instrument_imports(include=["hundred.intake"]):
    from reading_oracle import check

_STRUCTURE = [
    *[",", ";", "\t", "|", '"', "'", '""', '\\"', "\r\n", "\n", "\r", "\0", "£", "\ufeff"],
    *["01/02/2027", "1,234.56", "(12.50)", "12.50-", "Total", "N/A", "#REF!"],
]


_OTHER_KINDS = [
    b'[{"supplier": "Tern", "amount": 12.5}, {"supplier": "Heron", "paid": null}]',
    b'{"supplier": "Tern", "amount": 12.5}\n{"supplier": "Heron", "tags": ["a", {"b": 1}]}\n',
    (
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Fen"},'
        b' "geometry": {"type": "Point", "coordinates": [-2.3, 53.4]}}]}'
    ),
    b"<html><table><tr><th>Supplier<th>Amount<tr><td rowspan=2>Tern<td>12.50<tr><td>&pound;3</table></html>",
    (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'
        b"<Table><Row><Cell><Data>Tern</Data></Cell></Row></Table></Worksheet></Workbook>"
    ),
]


def seeds() -> "list[bytes]":
    """Where to start from: polluted files cut short, other kinds, and the smallest workbook that opens."""
    from conformance.pollution.pollutions import polluted
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Spend").write_row(0, 0, ["Supplier", "Amount", 12.5])
    return [file.data[:1500] for file in polluted((0, 24))] + [*_OTHER_KINDS, stream.getvalue()]


def _as_word(text: str) -> str:
    """A line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in text.encode()) + '"\n'


def main() -> None:
    folder = Path(next((word for word in sys.argv[1:] if not word.startswith("-")), ""))
    if folder.is_dir():
        for number, seed in enumerate(seeds()):
            (folder / f"seed-{number}").write_bytes(seed)
        (folder.parent / "words.dict").write_text("".join(map(_as_word, _STRUCTURE)))
        sys.argv.append(f"-dict={folder.parent / 'words.dict'}")
    atheris.Setup(sys.argv, lambda data: check(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
