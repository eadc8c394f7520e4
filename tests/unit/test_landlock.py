"""A process that gave up its rights can do nothing with the files and ports of others."""

import subprocess
import sys
from pathlib import Path

import pytest

from hundred.base import landlock

TRIES = """
import os, socket, sys
from pathlib import Path
from hundred.base.landlock import may_only_read
socket.socket()
if not may_only_read([Path(sys.argv[1])]):
    print("this kernel has no Landlock")
    raise SystemExit
print(open(sys.argv[1]).read())
for what, do in {
    "read another file": lambda: open(sys.argv[2]),
    "write": lambda: open(sys.argv[1], "w"),
    "cut": lambda: os.truncate(sys.argv[1], 0),
    "list": lambda: os.listdir(os.path.dirname(sys.argv[1])),
    "remove": lambda: os.unlink(sys.argv[1]),
    "run": lambda: os.execv(sys.executable, [sys.executable, "--version"]),
}.items():
    try:
        do()
        print("could", what)
    except PermissionError:
        print("could not", what)
"""


def test_it_may_read_what_it_named_and_nothing_else(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.txt", tmp_path / "other.txt"
    mine.write_text("mine")
    other.write_text("closed")
    command = [sys.executable, "-c", TRIES, str(mine), str(other)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    if said == ["this kernel has no Landlock"]:
        pytest.skip(said[0])
    cannot = ("read another file", "write", "cut", "list", "remove", "run")
    assert said == ["mine", *(f"could not {what}" for what in cannot)]
    assert mine.read_text() == "mine"


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert landlock.may_only_read([Path("/")]) is False
