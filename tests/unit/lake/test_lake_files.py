"""Keeping files: named by their bytes, whole or not at all."""

import errno
import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest

from hundred.base.errors import Invalid, NotFound, Unavailable
from hundred.lake.files import Files
from hundred.lake.home import Lake

BYTES = b"Supplier,Amount\nOakapple Ltd,1200.00\n"
SHA256 = hashlib.sha256(BYTES).hexdigest()


def test_a_file_is_kept_under_its_sha256(lake: Lake) -> None:
    kept = lake.files.keep(io.BytesIO(BYTES))
    assert (kept.sha256, kept.bytes, kept.was_new) == (SHA256, len(BYTES), True)
    assert lake.files.path(SHA256).read_bytes() == BYTES
    assert SHA256 in lake.files
    assert list(lake.files) == [SHA256]


def test_the_same_bytes_are_kept_once(lake: Lake) -> None:
    lake.files.keep(io.BytesIO(BYTES))
    assert lake.files.keep(io.BytesIO(BYTES)).was_new is False
    assert [path.name for path in lake.files.root.rglob("*") if path.is_file()] == [SHA256]


def test_nothing_of_a_file_over_the_limit_stays(lake: Lake) -> None:
    with pytest.raises(Invalid, match="larger than the 10 bytes"):
        lake.files.keep(io.BytesIO(BYTES), limit=10)
    assert [path for path in lake.files.root.rglob("*") if path.is_file()] == []
    assert lake.files.keep(io.BytesIO(BYTES), limit=len(BYTES)).was_new


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
def test_a_full_disk_says_so_and_leaves_nothing(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/full answers every write as a full disk does."""

    def sync_to_full_disk(handle: int) -> None:
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")

    monkeypatch.setattr(os, "fsync", sync_to_full_disk)
    with pytest.raises(Unavailable, match="disk that holds the lake is full") as caught:
        lake.files.keep(io.BytesIO(BYTES))
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert lake.files.leftovers() == []
    assert list(lake.files) == []


def test_a_stream_that_breaks_leaves_nothing(lake: Lake) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError
            return super().read(4)

    with pytest.raises(ConnectionResetError):
        lake.files.keep(Breaks(BYTES))
    assert lake.files.leftovers() == []


@pytest.mark.parametrize("name", ["", "abc", "../../etc/passwd", SHA256.upper(), "0" * 64])
def test_what_is_not_kept_is_not_found(lake: Lake, name: str) -> None:
    assert name not in lake.files
    with pytest.raises(NotFound):
        lake.files.path(name)


def test_check_sees_a_changed_byte(lake: Lake) -> None:
    path = lake.files.path(lake.files.keep(io.BytesIO(BYTES)).sha256)
    assert lake.files.check(SHA256)
    path.chmod(0o644)
    path.write_bytes(BYTES.replace(b"1", b"2"))
    assert not lake.files.check(SHA256)


def test_keeping_again_mends_a_file_cut_short(lake: Lake) -> None:
    path = lake.files.path(lake.files.keep(io.BytesIO(BYTES)).sha256)
    path.chmod(0o644)
    path.write_bytes(BYTES[:5])
    assert lake.files.keep(io.BytesIO(BYTES)).was_new
    assert lake.files.check(SHA256)


def test_only_old_leftovers_are_cleaned(lake: Lake) -> None:
    files: Files = lake.files
    files.keep(io.BytesIO(BYTES))
    old, new = files.root / ".incoming-old", files.root / ".incoming-new"
    for path in (old, new):
        path.write_bytes(b"half a fi")
    os.utime(old, (0, 0))
    assert files.leftovers() == [new, old]
    assert files.clean_leftovers(older_than=timedelta(hours=1)) == 1
    assert files.leftovers() == [new]
    assert list(files) == [SHA256]
