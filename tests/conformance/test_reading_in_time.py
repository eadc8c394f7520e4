"""Files made to be slow are read in time in proportion to their size, as any other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SIZE = 200_000  # bytes, about: enough for a quadratic pattern to take minutes
KNOWN = {  # to be mended, and then taken out of here
    "a quote on each line",
    "quotes opened on every second line",
}
SECONDS = 6.0  # for each; most take a tenth of one
WAIT = 180


def cases() -> dict[str, bytes]:
    """Inputs on which careless patterns, loops and guesses take quadratic time."""
    rows = b"A,1\n" * 20
    many = SIZE // 4
    return {
        "one long line": b"name,amount\n" + b"a" * SIZE + b",1\n" + rows,
        "one long line, and one byte above ASCII": b"name,amount\n" + b"a" * SIZE + b",1\ncaf\xe9,2\n" + rows,
        "one long line of such bytes": b"name,amount\n" + b"\xe9" * SIZE + b",1\n" + rows,
        "one long line of garbled text": b"name,amount\n" + "â€™".encode() * (SIZE // 7) + b",1\n" + rows,
        "a long line of blanks": b"name,amount\n" + b" " * SIZE + b",1\n" + rows,
        "a long cell of figures": b"name,amount\n" + b"A," + b"1" * SIZE + b"\n" + rows,
        "a long cell of digits and commas": b'name,amount\nA,"' + b"1,234" * (SIZE // 5) + b'"\n' + rows,
        "a long cell of dots": b"name,amount\nA," + b"." * SIZE + b"\n" + rows,
        "a long cell of hyphens": b"name,amount\nA," + b"-" * SIZE + b"\n" + rows,
        "a long cell of at signs": b"name,amount\nA," + b"a@a." * many + b"\n" + rows,
        "a long cell of brackets": b"name,amount\nA," + b"(" * SIZE + b"\n" + rows,
        "a long heading": b"name," + b"amount " * (SIZE // 7) + b"\n" + rows,
        "a long title": b"Payments " * (SIZE // 9) + b"\nname,amount\n" + rows,
        "delimiters only": b"name,amount\n" + b",\n" * (SIZE // 2),
        "quotes only": b"name,amount\n" + b'"' * SIZE,
        "quotes and delimiters": b"name,amount\n" + b'",' * (SIZE // 2),
        "a quote on each line": b"name,amount\n" + b'"A,1\n' * (SIZE // 5),
        "a quote in each cell": b"name,amount\n" + b'A"B,1\n' * (SIZE // 6),
        "a quote opened and never closed": b'name,amount\n"' + b"A,1\n" * many,
        "quotes opened on every second line": b"name,amount\n" + b'A,1\n"B,2\n' * (SIZE // 9),
        "line ends only": b"name,amount\n" + b"\n" * SIZE + rows,
        "carriage returns only": b"name,amount\r" + b"\r" * SIZE + b"A,1\r" * 20,
        "line ends of every kind": b"name,amount\n" + b"A,1\rB,2\nC,3\r\n" * (SIZE // 13),
        "NULs": b"name,amount\n" + b"\0" * SIZE + rows,
        "backslashes": b"name,amount\n" + b"\\" * SIZE + b",1\n" + rows,
        "escaped quotes": b'name,amount\n"' + b'\\"' * (SIZE // 2) + b'",1\n' + rows,
        "every row of another width": b"".join(b"a," * (n % 300) + b"1\n" for n in range(SIZE // 300)),
        "ever wider rows": b"".join(b"a," * n + b"1\n" for n in range(600)),
        "headings over and over": b"name,amount\n" * (SIZE // 12),
        "totals over and over": b"name,amount\n" + b"A,1\nTotal,1\n" * (SIZE // 12),
        "notes over and over": b"name,amount\n" + rows + b"Note: one more of many words\n" * (SIZE // 30),
        "tables one after the other": b"name,amount\nA,1\n\n" * (SIZE // 17),
        "an apostrophe in each cell": b"name,amount\n" + b"O'Neill,'1\n" * (SIZE // 11),
        "pipes, tabs, commas and semicolons": b"a,b;c|d\te\n" + b"1,2;3|4\t5\n" * (SIZE // 10),
        "JSON brackets": b"[" * SIZE,
        "JSON braces": b'{"a":' * (SIZE // 5),
        "JSON text that is never closed": b'[{"a": "' + b"x" * SIZE,
        "JSON objects of other keys": b"[" + b",".join(b'{"k%d": 1}' % n for n in range(2000)) + b"]",
        "tags": b"<table>" + b"<tr><td>" * (SIZE // 8),
        "tables in tables": b"<table><tr><td>" * (SIZE // 15),
        "an angle bracket on each line": b"<!--" * many,
        "byte order marks": "\ufeff".encode() * (SIZE // 3) + b"name,amount\n" + rows,
        "a page of two encodings by turns": b"name,amount\n"
        + "£1,é\n".encode() * 9000
        + "£1,é\n".encode("cp1252") * 9000,
    }


CHILD = """
import json, sys, time
from pathlib import Path
from hundred.intake import read
folder = Path(sys.argv[1])
for path in sorted(folder.glob("*.in"), key=lambda path: int(path.stem)):
    print(json.dumps([path.stem, None]), flush=True)
    started = time.perf_counter()
    reading = read(path, name="file.csv", into=folder)
    for table in reading.tables:
        table.decisions()
    print(json.dumps([path.stem, time.perf_counter() - started]), flush=True)
"""


@pytest.mark.slow
def test_files_made_to_be_slow_are_read_in_time(tmp_path: Path):
    inputs = {name: data for name, data in cases().items() if name not in KNOWN}
    names = list(inputs)
    for number, data in enumerate(inputs.values()):
        (tmp_path / f"{number}.in").write_bytes(data)
    program = tmp_path / "child.py"
    program.write_text(CHILD)
    try:
        done = subprocess.run(
            [sys.executable, program, tmp_path], capture_output=True, text=True, timeout=WAIT, check=False
        )
        said, wrong = done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        said, wrong = (late.stdout or b"").decode(), f"still reading after {WAIT} s"
    taken = {names[int(number)]: seconds for number, seconds in map(json.loads, said.splitlines())}
    slow = {name: seconds for name, seconds in taken.items() if seconds is None or seconds > SECONDS}
    assert (slow, len(taken)) == ({}, len(names)), wrong[-2000:]
