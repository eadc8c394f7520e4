"""First come, first served; a fair share for each; and nothing left behind by who dies."""

import hashlib
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from hundred.lake.turns import Busy, TooMany, Turns

SOON = 0.2  # seconds: as long as a test waits for what should not happen


def test_work_runs_at_once_while_there_is_room(tmp_path: Path) -> None:
    turns = Turns(tmp_path, at_once=2)
    with turns.turn("ash", SOON), turns.turn("birch", SOON):
        assert len([path for path in tmp_path.iterdir() if path.suffix == ".running"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == [".gate"]


def test_one_client_leaves_room_for_others(tmp_path: Path) -> None:
    turns = Turns(tmp_path, at_once=2)
    with turns.turn("ash", SOON):
        with pytest.raises(Busy, match="Too many people"), turns.turn("ash", SOON):
            pass
        with turns.turn("birch", SOON):
            pass


def test_a_client_with_a_place_too_many_is_told_at_once(tmp_path: Path) -> None:
    turns = Turns(tmp_path, at_once=2)
    with ExitStack() as held, turns.turn("ash", SOON):
        held.enter_context(turns._place(turns_name("ash")))
        with pytest.raises(TooMany, match="You have 2 questions open"), turns.turn("ash", 60):
            pass


def test_a_queue_that_is_full_says_so_at_once(tmp_path: Path) -> None:
    turns = Turns(tmp_path, at_once=1)
    with ExitStack() as held:
        for name in ("ash", "birch", "cedar"):
            held.enter_context(turns._place(turns_name(name)))
        with pytest.raises(Busy, match="Too many people"), turns.turn("dogwood", 60):
            pass


def test_who_comes_first_is_served_first(tmp_path: Path) -> None:
    turns, order = Turns(tmp_path, at_once=1), []

    def work(name: str) -> None:
        with turns.turn(name, 10):
            order.append(name)

    with turns.turn("ash", SOON):
        waiting = []
        for name in ("birch", "cedar"):
            waiting.append(threading.Thread(target=work, args=(name,)))
            waiting[-1].start()
            _until(lambda: len(list(tmp_path.glob("*.waiting"))) == len(waiting))
    for thread in waiting:
        thread.join()
    assert order == ["birch", "cedar"]


def test_a_process_that_dies_gives_its_turn_back(tmp_path: Path) -> None:
    holds = (
        "import pathlib, time; from hundred.lake.turns import Turns\n"
        f"with Turns(pathlib.Path({str(tmp_path)!r}), 1).turn('ash', 1):\n"
        "    print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holds], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(Busy), Turns(tmp_path, 1).turn("birch", SOON):
            pass
        other.kill()
        other.wait()
    with Turns(tmp_path, 1).turn("birch", SOON):
        pass


def turns_name(client: str) -> str:
    """A client as its places are named."""
    return hashlib.sha256(client.encode()).hexdigest()[:16]


def _until(is_so: object) -> None:
    for _ in range(200):
        if is_so():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError("it never came")
