"""Verify, back up, restore, and survive being killed."""

import hashlib
import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hundred.base.errors import Conflict, Invalid, NotFound, Unavailable
from hundred.lake.backup import Known, backup, restore
from hundred.lake.home import Lake
from hundred.lake.rows import Query, page
from hundred.lake.schema import TEXT, Column, Schema
from hundred.lake.tables import Part
from hundred.lake.verify import Report, verify

TABLE = "ambleford_spend.payments"
SCHEMA: Schema = (Column("supplier", TEXT),)


class Region:
    """A home with a database that records files and parts, as the catalogue does."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = home / "region.sqlite3"
        self.lake = Lake(home / "lake", f"sqlite:///{self.database}")

    @classmethod
    def made(cls, home: Path) -> "Region":
        home.mkdir(parents=True)
        (home / "hundred.toml").write_text('name = "Ambleford"\n')
        region = cls(home)
        with region.records() as records:
            records.execute("PRAGMA journal_mode = WAL")
            records.execute("CREATE TABLE file (sha256 TEXT PRIMARY KEY)")
            records.execute("CREATE TABLE part (path TEXT PRIMARY KEY, rows INTEGER)")
        return region

    @contextmanager
    def records(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.database, timeout=30)) as records, records:
            yield records

    def add(self, text: str) -> None:
        """Keep a file, write its part, and only then record both: the order every load keeps."""
        sha256 = self.lake.files.keep(io.BytesIO(text.encode())).sha256
        lines = text.splitlines()
        columns = {"supplier": lines, "_file": [sha256] * len(lines), "_sheet": [""] * len(lines)}
        path = self.lake.tables.new_part(TABLE)
        pq.write_table(pa.table({**columns, "_line": list(range(1, len(lines) + 1))}), path)
        with self.records() as records:
            records.execute("INSERT OR IGNORE INTO file VALUES (?)", [sha256])
            records.execute("INSERT INTO part VALUES (?, ?)", [self.lake.tables.relative(path), len(lines)])

    @property
    def parts(self) -> list[Part]:
        with self.records() as records:
            return [Part(*row) for row in records.execute("SELECT path, rows FROM part ORDER BY path")]

    def verified(self) -> Report:
        with self.records() as records:
            files = [sha256 for (sha256,) in records.execute("SELECT sha256 FROM file")]
        return verify(self.lake, published={TABLE: self.parts}, known_files=files)


def known_to(copy: Path) -> Known:
    with closing(sqlite3.connect(copy)) as records:
        files = frozenset(sha256 for (sha256,) in records.execute("SELECT sha256 FROM file"))
        return Known(files, frozenset(path for (path,) in records.execute("SELECT path FROM part")))


@pytest.fixture
def region(tmp_path: Path) -> Region:
    region = Region.made(tmp_path / "home")
    region.add("Oakapple Ltd\nBrindle & Sons")
    region.add("Ñandú Café")
    return region


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


def test_a_sound_lake_verifies(region: Region) -> None:
    report = region.verified()
    assert report.sound
    assert (report.findings, report.files, report.parts, report.rows) == ((), 2, 2, 3)


def test_verify_hears_of_its_progress(region: Region) -> None:
    heard: list[tuple[str, int, int]] = []
    verify(region.lake, published={}, known_files=[], progress=lambda *told: heard.append(told))
    assert heard[-1] == ("Files", 2, 2)


def spoil_file(region: Region) -> None:
    path = region.lake.files.path(next(iter(region.lake.files)))
    path.chmod(0o644)
    path.write_bytes(b"?" * path.stat().st_size)


def spoil_part(region: Region, *, keep: int) -> None:
    path = region.lake.tables.absolute(region.parts[0].path)
    data = bytearray(path.read_bytes())
    path.write_bytes(data[:keep])


def flip_in_part(region: Region) -> None:
    path = region.lake.tables.absolute(region.parts[0].path)
    data = bytearray(path.read_bytes())
    data[8:24] = bytes(16)  # the first page of the first column
    path.write_bytes(data)


def rewrite_part(region: Region, **columns: list[object]) -> None:
    path = region.lake.tables.absolute(region.parts[0].path)
    held = pq.read_table(path).to_pydict()
    pq.write_table(pa.table({**held, **columns}), path)


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (spoil_file, ["file-changed"]),
        (lambda r: r.lake.files.path(next(iter(r.lake.files))).unlink(), ["file-missing"]),
        (lambda r: r.lake.tables.absolute(r.parts[0].path).unlink(), ["part-missing"]),
        (lambda r: spoil_part(r, keep=40), ["part-unreadable"]),
        (lambda r: spoil_part(r, keep=0), ["part-unreadable"]),
        (flip_in_part, ["part-unreadable"]),
        (lambda r: rewrite_part(r, _line=[1, 1]), ["part-lines"]),
        (lambda r: rewrite_part(r, _file=["0" * 64, "0" * 64]), ["part-file-unknown"]),
    ],
)
def test_verify_finds_what_breaks_the_chain(region: Region, spoil: object, found: list[str]) -> None:
    spoil(region)  # type: ignore[operator]
    report = region.verified()
    assert codes(report) == found
    assert not report.sound
    assert all(finding.says and finding.fix for finding in report.findings)


def test_verify_counts_rows_against_the_record(region: Region) -> None:
    with region.records() as records:
        records.execute("UPDATE part SET rows = rows + 1")
    assert codes(region.verified()) == ["part-rows", "part-rows"]


def test_orphans_and_leftovers_are_told_but_do_no_harm(region: Region) -> None:
    region.lake.files.keep(io.BytesIO(b"nobody recorded me"))
    region.lake.tables.new_part(TABLE).write_bytes(b"half a part")
    (region.lake.files.root / ".incoming-dead").write_bytes(b"half a file")
    (region.lake.scratch / "export-dead").mkdir()
    report = region.verified()
    assert codes(report) == ["file-unknown", "leftover", "part-unknown"]
    assert report.sound


@pytest.mark.parametrize("name", ["region.tar", "region.tar.zst"])
def test_a_backup_restored_elsewhere_is_the_same_region(region: Region, tmp_path: Path, name: str) -> None:
    head = region.lake.tables.commit(TABLE, SCHEMA, region.parts, base=None)
    archive = tmp_path / name
    made = backup(region.home, region.lake, archive, known=known_to)
    assert made.missing == ()
    back = restore(archive, tmp_path / "elsewhere" / "home")
    assert (back.members, back.bytes) == (made.members, made.bytes)

    restored = Region(tmp_path / "elsewhere" / "home")
    assert (restored.home / "hundred.toml").read_text() == 'name = "Ambleford"\n'
    assert restored.verified().findings == ()
    assert restored.parts == region.parts
    rows = page(restored.lake.tables.data(SCHEMA, restored.parts), Query()).rows
    assert rows == [("Oakapple Ltd",), ("Brindle & Sons",), ("Ñandú Café",)]
    restored.add("Quill & Co")
    restored.lake.tables.commit(TABLE, SCHEMA, restored.parts, base=head)
    assert restored.lake.tables.external(TABLE).location.startswith(str(restored.home))
    assert list(tmp_path.glob(".*")) == []


def test_a_backup_taken_while_files_arrive_is_whole(region: Region, tmp_path: Path) -> None:
    """Whatever the copied database knows is in the archive, however much came during the backup."""
    stop = threading.Event()

    def load() -> None:
        for turn in range(10_000):
            if stop.is_set():
                return
            region.add(f"Supplier {turn}\n" * (turn % 7 + 1))

    loader = threading.Thread(target=load)
    loader.start()
    try:
        for nth in range(5):
            time.sleep(0.05)
            assert backup(region.home, region.lake, tmp_path / f"{nth}.tar", known=known_to).missing == ()
    finally:
        stop.set()
        loader.join()
    sizes = []
    for nth in range(5):
        restore(tmp_path / f"{nth}.tar", tmp_path / f"restored-{nth}")
        restored = Region(tmp_path / f"restored-{nth}")
        assert restored.verified().findings == ()
        sizes.append(len(restored.parts))
    assert sizes == sorted(sizes)
    assert 2 < sizes[-1] <= len(region.parts)


def test_what_the_lake_lacks_is_named_and_the_rest_is_kept(region: Region, tmp_path: Path) -> None:
    lost = next(iter(region.lake.files))
    region.lake.files.path(lost).unlink()
    assert backup(region.home, region.lake, tmp_path / "b.tar", known=known_to).missing == (lost,)
    restore(tmp_path / "b.tar", tmp_path / "back")
    assert codes(Region(tmp_path / "back").verified()) == ["file-missing"]


def test_a_backup_never_overwrites_nor_a_restore(region: Region, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    backup(region.home, region.lake, archive, known=known_to)
    with pytest.raises(Conflict, match="exists already"):
        backup(region.home, region.lake, archive, known=known_to)
    with pytest.raises(Conflict, match="not empty"):
        restore(archive, region.home)
    with pytest.raises(NotFound):
        restore(tmp_path / "none.tar", tmp_path / "new")


@pytest.mark.parametrize("name", ["b.tar", "b.tar.zst"])
@pytest.mark.parametrize("damage", ["cut", "flip", "other"])
def test_a_damaged_archive_restores_nothing(region: Region, tmp_path: Path, name: str, damage: str) -> None:
    archive = tmp_path / name
    backup(region.home, region.lake, archive, known=known_to)
    data = bytearray(archive.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "flip":
        data[len(data) // 3] ^= 0xFF
    else:
        data = bytearray(b"Supplier,Amount\n" * 100)
    archive.write_bytes(data)
    with pytest.raises(Invalid, match="not a whole backup"):
        restore(archive, tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert list(tmp_path.glob(".back*")) == []


@pytest.mark.parametrize("name", ["home/../../evil", "/etc/evil", "home", "elsewhere/evil"])
def test_an_archive_cannot_write_outside_the_home(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        info = tarfile.TarInfo(name)
        info.size = 4
        tar.addfile(info, io.BytesIO(b"evil"))
    with pytest.raises(Invalid, match="no place in a region"):
        restore(tmp_path / "evil.tar", tmp_path / "back")
    assert [path.name for path in tmp_path.iterdir()] == ["evil.tar"]


def test_a_database_that_is_not_there_says_so(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    with pytest.raises(Unavailable, match="no database"):
        backup(tmp_path, lake, tmp_path / "b.tar", known=known_to)
    assert not (tmp_path / "b.tar").exists()


KEEPER = """
import sys, time
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from hundred.lake.files import Files

class Slow:
    "Eight megabytes that differ from process to process in nothing, so that keepers meet."
    def __init__(self): self.left = 8
    def read(self, size):
        time.sleep(0.002)
        self.left -= 1
        return bytes([self.left % 256]) * size if self.left >= 0 else b""

print("ready", flush=True)
while True:
    Files(Path(sys.argv[1])).keep(Slow())
"""


@pytest.mark.slow
def test_keepers_killed_at_any_moment_leave_whole_files(tmp_path: Path) -> None:
    """Forty kills at random moments, two keepers of the same bytes at a time."""
    lake = Lake(tmp_path / "lake", "sqlite://")
    dice = random.Random(100)
    for _ in range(20):
        words = [sys.executable, "-c", KEEPER, str(lake.files.root), *sys.path]
        keepers = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(2)]
        for keeper in keepers:
            assert keeper.stdout is not None
            keeper.stdout.readline()
        time.sleep(dice.uniform(0, 0.08))
        for keeper in keepers:
            os.kill(keeper.pid, signal.SIGKILL)
            keeper.wait()
            assert keeper.stdout is not None
            keeper.stdout.close()
        assert all(lake.files.check(sha256) for sha256 in lake.files)
    right = hashlib.sha256(b"".join(bytes([n % 256]) * (1 << 20) for n in range(7, -1, -1))).hexdigest()
    assert list(lake.files) == [right]
