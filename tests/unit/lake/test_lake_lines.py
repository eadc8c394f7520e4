"""The raw lines of a kept file, however its lines end and whatever its encoding."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundred.lake import lines
from hundred.lake.lines import Line, every_line, lines_around


def kept(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_by_any_line_end(tmp_path: Path, end: bytes) -> None:
    path = kept(tmp_path, end.join([b"date,amount", b"2027-05-04,12.50", b"", b"2027-05-05,3"]) + end)
    assert lines_around(path, 2, 9) == [Line(2, "2027-05-04,12.50"), Line(3, ""), Line(4, "2027-05-05,3")]


def test_a_file_need_not_end_with_a_line_end(tmp_path: Path) -> None:
    assert lines_around(kept(tmp_path, b"a\nb"), 1, 5) == [Line(1, "a"), Line(2, "b")]


def test_beyond_the_end_there_is_nothing(tmp_path: Path) -> None:
    path = kept(tmp_path, b"a\nb\n")
    assert lines_around(path, 3, 9) == []
    assert lines_around(path, 2, 1) == []
    assert lines_around(path, -5, 1) == [Line(1, "a")]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", "né,£5\nzoë,£6".encode()),
        ("utf-8-sig", b"\xef\xbb\xbf" + "né,£5\nzoë,£6".encode()),
        ("cp1252", "né,£5\nzoë,£6".encode("cp1252")),
        ("utf-16-le", b"\xff\xfe" + "né,£5\nzoë,£6".encode("utf-16-le")),
        ("utf-16-be", b"\xfe\xff" + "né,£5\nzoë,£6".encode("utf-16-be")),
    ],
)
def test_lines_by_the_encoding_the_file_was_read_with(tmp_path: Path, encoding: str, content: bytes) -> None:
    assert lines_around(kept(tmp_path, content), 1, 2, encoding=encoding) == [
        Line(1, "né,£5"),
        Line(2, "zoë,£6"),
    ]


def test_bytes_that_windows_leaves_undefined_are_shown_not_refused(tmp_path: Path) -> None:
    assert lines_around(kept(tmp_path, b"a\x81\x80b"), 1, 1, encoding="cp1252") == [Line(1, "a\x81€b")]


def test_an_endless_line_is_cut_and_says_so(tmp_path: Path) -> None:
    path = kept(tmp_path, b"x" * 3_000_000 + b"\nnext")
    first, second = lines_around(path, 1, 2)
    assert (len(first.text), first.is_cut) == (lines.LONGEST, True)
    assert second == Line(2, "next")


def test_memory_stays_flat_however_large_the_file(tmp_path: Path) -> None:
    path = kept(tmp_path, b"2027-05-04,A supplier,12.50\r\n" * 1_000_000)
    tracemalloc.start()
    found = lines_around(path, 999_999, 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.number for line in found] == [999_999, 1_000_000]
    assert peak < 12_000_000


@given(st.lists(st.sampled_from(["a", "\r", "\n", "\r\n", "é", ""]), max_size=40), st.integers(1, 12))
def test_lines_are_those_python_counts(pieces: list[str], chunk: int) -> None:
    content = "".join(pieces).encode()
    # bytes.splitlines knows the same three line ends
    expected = [Line(n, raw.decode()) for n, raw in enumerate(content.splitlines(), 1)]
    found = lines._lines(_cut(content, chunk), 1, 1000)
    assert [lines._line(number, raw, "utf-8") for number, raw in found] == expected


def _cut(content: bytes, size: int) -> list[bytes]:
    """Pieces as `_pieces` makes them: of any size, but whole between CR and LF."""
    pieces, held = [], b""
    for start in range(0, len(content), size):
        piece = held + content[start : start + size]
        held = b"\r" if piece.endswith(b"\r") else b""
        pieces.append(piece[: len(piece) - len(held)])
    return [*pieces, held]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_all_lines_one_after_the_other_are_those_asked_for_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", size)
    for content in (b"", b"a", b"a\n", b"\r\na\r\rb\n\ncaf\xc3\xa9\r\n", b"x" * 30_000 + b"\ny"):
        path = kept(tmp_path, content)
        assert list(every_line(path)) == lines_around(path, 1, 99)
