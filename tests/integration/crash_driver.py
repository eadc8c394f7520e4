"""Kills `hundred add` at random moments, again and again, and prints what each kill left behind.

    python crash_driver.py FOLDER KILLS SEED

A process of its own: it imports everything once and forks for each trial, so that a trial's time is the
command's work and not Python's start. Homes are copies of one prepared region. Prints one JSON object a
line for each trial: when it was killed, and what verify and the command run again said.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

FILES = 12
ROWS = 40


def prepare(folder: Path) -> None:
    """A home with a publisher, and a folder of small files: a third of them within a zip."""
    import zipfile

    home = str(folder / "home")
    publisher = ["publishers", "add", "Estuary Council", "--slug", "estuary", "--home", home]
    assert in_child(folder / "log", ["init", home, "--name", "Testshire"], publisher) == 2
    shutil.copytree(home, folder / "fresh")
    data = folder / "data"
    data.mkdir()
    for number in range(FILES):
        rows = "".join(f"{1 + n % 28:02d}/04/2027,Supplier {n},{number}.{n:02d}\n" for n in range(ROWS))
        (data / f"month-{number:02d}.csv").write_text(f"Paid,Supplier,Amount\n{rows}")
    with zipfile.ZipFile(data / "older.zip", "w") as archive:
        for path in sorted(data.glob("month-0*.csv"))[:8]:
            archive.write(path, f"older-{path.name}")
            path.unlink()


def in_child(log: Path, *commands: Sequence[str], kill_after: float | None = None) -> int:
    """Run commands in a forked process, each one's words in its own log. How many were done, −9 if killed."""
    child = os.fork()
    if not child:
        _run(log, commands)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(log: Path, commands: Sequence[Sequence[str]]) -> None:
    from hundred.site.main import run_command

    done = 0
    try:
        for number, command in enumerate(commands):
            for stream, ending in ((1, ""), (2, ".err")):
                handle = os.open(f"{log}-{number}{ending}", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
                os.dup2(handle, stream)
            if run_command([*command]) != 0:
                break
            sys.stdout.flush()
            done += 1
    finally:
        os._exit(done)


def trial(folder: Path, kill_after: float) -> dict[str, object]:
    """One kill: what verify says of what is left, then what the same command makes of it."""
    home, log = folder / "home", folder / "log"
    _afresh(folder)
    killed = in_child(log, _add(folder), kill_after=kill_after) == -signal.SIGKILL
    sql = (
        "SELECT count(*) AS n, count(DISTINCT (_file, _line)) AS lines, sum(amount) AS total FROM spend.spend"
    )
    commands = [["verify"], _add(folder), ["verify", "--json"], ["query", sql, "--format", "json"]]
    done = in_child(log, *(["--home", str(home), *command] for command in commands))
    if done < len(commands):
        return {
            "killed": killed,
            "after": kill_after,
            "failed": commands[done],
            "says": _said(log, done, ".err"),
        }
    (counted,) = json.loads(_said(log, 3))
    return {
        "killed": killed,
        "after": kill_after,
        "says": json.loads(_said(log, 1))["says"],
        "parts": json.loads(_said(log, 2))["parts"],
        **counted,
    }


def _whole(folder: Path) -> float:
    """How many seconds the command takes when nobody kills it."""
    _afresh(folder)
    began = time.monotonic()
    assert in_child(folder / "log", _add(folder)) == 1, _said(folder / "log", 0, ".err")
    return time.monotonic() - began


def _afresh(folder: Path) -> None:
    shutil.rmtree(folder / "home")
    shutil.copytree(folder / "fresh", folder / "home")


def _add(folder: Path) -> list[str]:
    where = ["--home", str(folder / "home"), "--publisher", "estuary", "--dataset", "spend", "--json"]
    return ["add", str(folder / "data"), *where]


def _said(log: Path, number: int, ending: str = "") -> str:
    return Path(f"{log}-{number}{ending}").read_text()


class Forked:
    """A child that is forked where a new process is asked for, as far as a reader needs one."""

    def __init__(self, command: Sequence[str], *, stdin: int, stdout: int, env: None, cwd: None) -> None:
        from hundred.intake import confined

        self._code: int | None = None
        self._pid = os.fork()
        if not self._pid:
            os.dup2(stdin, 0)
            confined.serve()
            os._exit(0)

    def poll(self) -> int | None:
        return self._waited(os.WNOHANG)

    def kill(self) -> None:
        if self._code is None:
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int | None:
        return self._waited(0)

    def _waited(self, options: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self._pid, options)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code


def main(folder: Path, kills: int, seed: int) -> None:
    import hundred.lake.iceberg
    from hundred.base import child
    from hundred.site.region import open_region

    # forked readers start at once; that new processes work is another test's subject
    child.subprocess.Popen = Forked  # type: ignore[assignment, misc]
    folder.mkdir(parents=True, exist_ok=True)
    prepare(folder)
    open_region(folder / "home")  # every fork inherits it

    from django.db import connections

    import hundred.interfaces.cli.app
    import hundred.lake.verify
    import hundred.stewardship.actions  # noqa: F401

    connections.close_all()
    whole = min(_whole(folder) for _ in range(3))  # the first is slow, as nothing is in memory yet
    _tell({"whole": whole})
    chance = random.Random(seed)
    for _ in range(kills):
        _tell(trial(folder, chance.uniform(0, whole)))


def _tell(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
