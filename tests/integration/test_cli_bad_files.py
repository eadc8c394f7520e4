"""What `hundred add` says of files that cannot be used, and of a machine that cannot go on."""

import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError

from hundred.accounts.records import OPERATOR
from hundred.catalogue import queries
from hundred.interfaces.cli.app import run
from hundred.interfaces.cli.site import Site
from hundred.lake.verify import verify
from hundred.site.settings import Settings, write_settings

SPEND = b"Paid,Supplier,Amount\n01/04/2027,Tern & Sons,1250.00\n"

Hundred = Callable[..., int]


def nothing(*args: object, **options: object) -> None:
    """For doors that a test does not open."""


@pytest.fixture
def hundred(region: Settings, publishers: None) -> Hundred:
    """Runs a command in this process, in the region of this test."""
    site = Site(lambda home: region, nothing, nothing, write_settings)
    return lambda *words: run([str(word) for word in words], site)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("UP", ".."), content)
    return out.getvalue()


BAD_FILES = {
    "empty.csv": (b"", "The file is empty."),
    "blank.csv": (b"\n\n  \n", "The file is empty."),
    "program.csv": (b"\x7fELF" + bytes(range(256)) * 40, "a program"),
    "noise.csv": (bytes(range(256)) * 40, "not text"),
    "page.csv": (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page"),
    "torn.xlsx": (zipped(**{"xl__workbook.xml": b"<workbook"})[:-30], "torn.xlsx"),
    "hollow.xlsx": (zipped(**{"xl__workbook.xml": b"<workbook/>"}), "hollow.xlsx"),
    "bomb.zip": (zipped(**{"zeros.csv": bytes(80_000_000)}), "unpacks to far more"),
    "escape.zip": (zipped(**{"UP__UP__etc__cron.csv": SPEND}), "outside its folder"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_it_says_what_the_file_is_and_what_to_do(
    name: str, hundred: Hundred, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, says = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    assert hundred("add", tmp_path / name, "--publisher", "estuary", "--json") == 3
    answer = json.loads(capsys.readouterr().out)
    errors = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    told = " ".join(f"{error['file']} {error['says']}" for error in errors)
    assert says in told
    assert all(error["fix"] for error in errors)
    assert _sound()
    assert not (tmp_path.parent / "etc").exists()


def test_the_good_files_of_a_folder_are_published_beside_a_bad_one(
    hundred: Hundred, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "month"
    folder.mkdir()
    (folder / "good.csv").write_bytes(SPEND)
    (folder / "page.csv").write_bytes(BAD_FILES["page.csv"][0])
    assert hundred("add", folder, "--publisher", "estuary", "--dataset", "spend") == 0
    said = capsys.readouterr().out
    assert "1 file published, 1 could not be used. 1 rows" in said.replace("1 file could", "1 could")
    assert "error: " in said


class TestDiskFull:
    def test_nothing_is_kept_by_half(
        self,
        hundred: Hundred,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (tmp_path / "april.csv").write_bytes(SPEND)
        with monkeypatch.context() as full:
            full.setattr(os, "fsync", _no_space)
            assert hundred("add", tmp_path / "april.csv", "--publisher", "estuary", "--json") == 1
        error = json.loads(capsys.readouterr().err.splitlines()[-1])["error"]
        assert error["kind"] in ("unavailable", "disk-full")
        assert "full" in error["says"]
        assert list(settings.LAKE.files) == []
        assert hundred("add", tmp_path / "april.csv", "--publisher", "estuary") == 0
        assert _sound()

    @pytest.mark.slow
    @pytest.mark.parametrize("small_disk", ["2400k", "3200k", "4000k"], indirect=True)
    def test_a_small_disk_fills_and_a_larger_one_finishes(self, small_disk: Path, tmp_path: Path) -> None:
        home = small_disk / "region"
        rows = b"".join(b"01/04/2027,Supplier %d,%d.00\n" % (n * 7919, n) for n in range(60_000))
        (tmp_path / "april.csv").write_bytes(b"Paid,Supplier,Amount\n" + rows)
        _process("init", home, "--name", "Testshire", "--code", "E47000003")
        add = ("--home", home, "add", tmp_path / "april.csv", "--publisher", "leeds", "--dataset", "spend")
        first = _process(*add)
        assert first.returncode == 1, first.stdout
        assert "full" in first.stderr
        assert "Traceback" not in first.stderr
        subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
        assert _process("--home", home, "verify").returncode == 0
        assert _process(*add).returncode == 0
        checked = json.loads(_process("--home", home, "verify", "--json").stdout)
        assert (checked["sound"], checked["rows"], checked["parts"]) == (True, 60_000, 1)


def test_a_database_held_by_another_program_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def locked(home: Path | None) -> Any:
        raise OperationalError("database is locked")

    assert run(["verify"], Site(locked, nothing, nothing, write_settings)) == 1
    assert "another program holds it" in capsys.readouterr().err


@pytest.fixture
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A disk so small that keeping, reading or writing a file fills it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={request.param}", "tmpfs", disk], capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def _process(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hundred", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def _no_space(handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _sound() -> bool:
    whole = queries.everything_published(asker=OPERATOR)
    return verify(
        settings.LAKE, published=whole.parts, known_files=whole.files, known_beside=whole.beside
    ).sound
