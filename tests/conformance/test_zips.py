"""Zips as they come, and zips made to do harm."""

import io
import stat
import zipfile
from pathlib import Path

from hundred.intake import members
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


def unpack(folder: Path, data: bytes, limits: Limits | None = None) -> dict[str, bytes | str]:
    """Each member's bytes, or the code of the finding which came in their place."""
    path, into = folder / "given.zip", folder / "into"
    path.write_bytes(data)
    into.mkdir()
    found: dict[str, bytes | str] = {}
    for member in members(path, "given.zip", into, limits=limits):
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
