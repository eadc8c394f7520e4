"""Files are read in a process of their own: what a file does to it, it does to nothing else."""

import os
import threading
import time
from pathlib import Path

import pytest

from hundred.intake.confined import Reader


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    with Reader() as reader:
        for stem, amount in (("april", 1), ("may", 2)):
            path = tmp_path / f"{stem}.csv"
            path.write_text(f"Supplier,Amount\nOakapple Ltd,{amount}\n")
            (tmp_path / stem).mkdir()
            assert reader.read(path, name=path.name, into=tmp_path / stem).tables[0].rows == 1


def test_a_file_that_stops_the_reader_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    trap, good = tmp_path / "trap.csv", tmp_path / "good.csv"
    os.mkfifo(trap)  # whoever opens it waits for ever
    good.write_text("Supplier,Amount\nOakapple Ltd,1\n")
    with Reader() as reader:
        threading.Thread(target=_kill_when_reading, args=(reader,)).start()
        reading = reader.read(trap, name="trap.csv", into=tmp_path)
        assert [finding.code for finding in reading.findings] == ["file-not-readable"]
        assert reading.tables == ()
        assert reader.read(good, name="good.csv", into=tmp_path).tables[0].rows == 1


def _kill_when_reading(reader: Reader) -> None:
    while reader._child is None or not reader._child.is_alive:
        time.sleep(0.05)
    time.sleep(1.5)
    reader._child._process.kill()


def test_a_file_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with Reader() as reader, pytest.raises(FileNotFoundError):
        reader.read(tmp_path / "gone.csv", name="gone.csv", into=tmp_path)


def test_a_new_process_takes_over_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hundred.intake.confined._FILES", 2)
    path = tmp_path / "april.csv"
    path.write_text("Supplier,Amount\nOakapple Ltd,1\n")
    children = []
    with Reader() as reader:
        for number in range(5):
            into = tmp_path / str(number)
            into.mkdir()
            assert reader.read(path, name="april.csv", into=into).tables[0].rows == 1
            children.append(reader._child)
    assert [len({*children[:n]}) for n in range(1, 6)] == [1, 1, 2, 2, 3]
