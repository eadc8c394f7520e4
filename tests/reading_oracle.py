"""What must hold of reading any bytes whatever: the oracle of the fuzz target and of the properties."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from hundred.intake import Reading, ReadTable, read, write_typed

_UTF8 = ("utf-8", "utf-8-sig")


def check(data: bytes) -> Reading:
    """Read a file of these bytes, and assert that nothing was lost. Raises whatever reading raises."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        reading = read(path, name="file.csv", into=Path(folder))
        if not reading.tables:
            (finding,) = reading.findings
            assert finding.severity == "error"
            assert finding.says
            assert finding.fix
        seen: Counter[str] = Counter()
        for table in reading.tables:
            seen += _checked(table, Path(folder, "typed.parquet"))
        if reading.file.kind == "csv" and reading.file.encoding in _UTF8 and reading.tables:
            assert seen == _letters(data.decode(errors="replace")), "letters or figures were lost or made up"
    return reading


def _checked(table: ReadTable, typed: Path) -> "Counter[str]":
    """The letters and figures of a table's rows and of what was set aside, once both are sound."""
    rows, aside = pq.read_table(table.cells).to_pylist(), pq.read_table(table.aside).to_pylist()
    assert len(rows) == table.rows
    assert len(aside) == table.set_aside
    lines = [row["_line"] for row in [*rows, *aside]]
    assert min(lines, default=1) >= 1
    assert len(set(lines)) == len(lines), "two records start on one line"
    of_rows = [row["_line"] for row in rows]
    assert of_rows == sorted(of_rows)
    assert (table.first_line, table.last_line) == ((of_rows[0], of_rows[-1]) if of_rows else (0, 0))
    decisions = table.decisions()
    assert write_typed(table, decisions, file="0" * 64, into=typed).rows == table.rows
    return _letters("".join(_texts(rows)) + "".join(line["text"] for line in aside))


def _texts(rows: list[dict[str, Any]]) -> list[str]:
    return [cell for row in rows for name, cell in row.items() if cell and name != "_line"]


def _letters(text: str) -> "Counter[str]":
    return Counter(character for character in text if character.isascii() and character.isalnum())
