"""Archives as they come, and archives made to do harm."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hundred.intake import members
from hundred.intake.sniff import archive_suffix
from hundred.intake.unpack import Limits


def zip_of(members: dict[str, bytes], *, mode: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def tar_of(members: dict[str, bytes], *, kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.type, entry.linkname = len(data), kind, "/etc/passwd"
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def unpack(
    folder: Path, data: bytes, limits: Limits | None = None, *, name: str = "given.zip"
) -> dict[str, bytes | str]:
    """Each member's bytes, or the code of the finding which came in their place."""
    path, into = folder / "given", folder / "into"
    path.write_bytes(data)
    into.mkdir()
    found: dict[str, bytes | str] = {}
    for member in members(path, name, into, limits=limits):
        if member.path is None:
            assert member.finding is not None
            found[member.name] = member.finding.code
        else:
            assert member.path == path or member.path.parent == into
            found[member.name] = member.path.read_bytes()
    assert list(into.iterdir()) == []
    assert sorted(folder.iterdir()) == sorted([path, into])
    return found


def test_a_zip_gives_its_files_by_their_names(tmp_path):
    files = {"2024-01.csv": b"a,b\n", "2024/02.csv": b"c,d\n"}
    assert unpack(tmp_path, zip_of({**files, "2024/": b""})) == files


def test_what_is_no_zip_gives_itself(tmp_path):
    assert unpack(tmp_path, b"a,b\n1,2\n") == {"given.zip": b"a,b\n1,2\n"}


def test_a_zip_in_a_zip_is_opened_and_one_deeper_refused(tmp_path):
    inner = zip_of({"a.csv": b"a\n"})
    data = zip_of({"one.zip": inner, "two.zip": zip_of({"three.zip": inner})})
    assert unpack(tmp_path, data) == {"one.zip/a.csv": b"a\n", "two.zip/three.zip": "zip-nested"}


def test_names_that_lead_outside_are_refused(tmp_path):
    names = ["../up.csv", "a/../../up.csv", "/etc/cron.csv", "C:\\up.csv", "..\\up.csv"]
    found = unpack(tmp_path, zip_of(dict.fromkeys(names, b"x")))
    assert set(found.values()) == {"zip-path-unsafe"}
    assert len(found) == len(names)


def test_a_link_is_refused(tmp_path):
    assert unpack(tmp_path, zip_of({"link.csv": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)) == {
        "link.csv": "zip-link"
    }


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path):
    data = zip_of({"bomb.csv": b"0" * 2_000_000})
    assert unpack(tmp_path, data, Limits(large=100_000, ratio=100)) == {"bomb.csv": "zip-bomb"}


def test_all_members_together_are_limited_and_the_rest_is_left(tmp_path):
    data = zip_of({f"{number}.csv": bytes(range(250)) * 40 for number in range(5)})
    found = unpack(tmp_path, data, Limits(total=25_000))
    assert list(found) == ["0.csv", "1.csv", "2.csv"]
    assert found["2.csv"] == "zip-bomb"


def test_a_zip_of_too_many_files_is_refused_whole(tmp_path):
    data = zip_of({f"{number}.csv": b"" for number in range(5)})
    assert unpack(tmp_path, data, Limits(members=4)) == {"given.zip": "zip-members-many"}


def test_a_file_under_a_password_is_refused(tmp_path):
    data = bytearray(zip_of({"secret.csv": b"a,b\n"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert unpack(tmp_path, bytes(data)) == {"secret.csv": "zip-encrypted"}


def test_a_damaged_member_does_not_keep_the_others_from_being_read(tmp_path):
    data = bytearray(zip_of({"bad.csv": b"a,b\n" * 50, "good.csv": b"c,d\n"}))
    data[40] ^= 0xFF
    found = unpack(tmp_path, bytes(data))
    assert found == {"bad.csv": "zip-damaged", "good.csv": b"c,d\n"}


def test_a_zip_cut_short_is_damaged(tmp_path):
    assert unpack(tmp_path, zip_of({"a.csv": b"a\n" * 500})[:-30]) == {"given.zip": "zip-damaged"}


def test_notes_a_computer_made_for_itself_are_skipped_and_said(tmp_path):
    found = unpack(tmp_path, zip_of({"__MACOSX/._a.csv": b"x", "data/.DS_Store": b"x", "a.csv": b"a\n"}))
    assert found == {"__MACOSX/._a.csv": "zip-junk", "data/.DS_Store": "zip-junk", "a.csv": b"a\n"}


PACKERS = [(gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz")]


@pytest.mark.parametrize(("pack", "suffix"), PACKERS)
def test_a_packed_file_gives_the_file_in_it_without_the_suffix(
    tmp_path: Path, pack: Callable[[bytes], bytes], suffix: str
):
    assert unpack(tmp_path, pack(b"a,b\n1,2\n"), name=f"2024/may.csv{suffix}") == {
        "2024/may.csv": b"a,b\n1,2\n"
    }


def test_a_packed_file_keeps_a_name_that_does_not_say_so(tmp_path):
    assert unpack(tmp_path, gzip.compress(b"a\n"), name="may.csv") == {"may.csv": b"a\n"}


def test_packed_files_in_a_zip_are_unpacked_too(tmp_path):
    data = zip_of({"q1/may.csv.gz": gzip.compress(b"a\n"), "q1/june.csv": b"b\n"})
    inner = zip_of({"a.csv.gz": gzip.compress(b"c\n")})
    assert unpack(tmp_path, zip_of({"one.zip": data, "two.zip": inner})) == {
        "one.zip/q1/may.csv": b"a\n",
        "one.zip/q1/june.csv": b"b\n",
        "two.zip/a.csv": b"c\n",
    }


def test_a_tar_gives_its_files_by_their_names_packed_or_not(tmp_path):
    files = {"2024/may.csv": b"a\n", "june.csv": b"b\n"}
    for nth, (data, name) in enumerate(
        [
            (tar_of(files), "a.tar"),
            (gzip.compress(tar_of(files)), "a.tar.gz"),
            (lzma.compress(tar_of(files)), "a.txz"),
        ]
    ):
        folder = tmp_path / str(nth)
        folder.mkdir()
        assert unpack(folder, data, name=name) == files


def test_a_packed_tar_in_a_zip_is_one_archive_deeper(tmp_path):
    packed = gzip.compress(tar_of({"may.csv": b"a\n"}))
    assert unpack(tmp_path, zip_of({"q1.tar.gz": packed})) == {"q1.tar.gz/may.csv": b"a\n"}


def test_a_file_packed_again_and_again_is_refused(tmp_path):
    data = gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"a\n"))))
    assert list(unpack(tmp_path, data, name="a.gz").values()) == ["zip-nested"]


@pytest.mark.parametrize(("pack", "suffix"), PACKERS)
def test_a_packed_file_cut_short_is_damaged(tmp_path: Path, pack: Callable[[bytes], bytes], suffix: str):
    data = pack(bytes(range(256)) * 100)[:-20]
    assert unpack(tmp_path, data, name=f"may.csv{suffix}") == {"may.csv": "zip-damaged"}


def test_a_packed_bomb_is_stopped_while_it_unpacks(tmp_path):
    data = gzip.compress(b"0" * 2_000_000)
    assert unpack(tmp_path, data, Limits(large=100_000, ratio=100), name="may.csv.gz") == {
        "may.csv": "zip-bomb"
    }


def test_names_in_a_tar_that_lead_outside_and_links_are_refused(tmp_path):
    assert unpack(tmp_path, tar_of({"../up.csv": b"x", "/etc/cron": b"x"}), name="a.tar") == {
        "../up.csv": "zip-path-unsafe",
        "/etc/cron": "zip-path-unsafe",
    }


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_what_is_no_file_in_a_tar_is_refused(tmp_path, kind):
    assert unpack(tmp_path, tar_of({"link.csv": b""}, kind=kind), name="a.tar") == {"link.csv": "zip-link"}


def test_a_tar_of_too_many_files_is_stopped(tmp_path):
    data = tar_of({f"{number}.csv": b"a\n" for number in range(5)})
    found = unpack(tmp_path, data, Limits(members=2), name="a.tar")
    assert found == {"0.csv": b"a\n", "1.csv": b"a\n", "a.tar": "zip-members-many"}


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (zip_of({"a.csv": b"a\n"}), ".zip"),
        (tar_of({"a": b"a"}), ".tar"),
        (gzip.compress(b"a"), ".gz"),
        (b"a,b", ""),
    ],
    ids=["zip", "tar", "gzip", "text"],  # not the bytes, which hold the time
)
def test_an_archive_is_saved_under_a_name_that_says_what_it_is(tmp_path: Path, data: bytes, suffix: str):
    path = tmp_path / "given"
    path.write_bytes(data)
    assert archive_suffix(path) == suffix
