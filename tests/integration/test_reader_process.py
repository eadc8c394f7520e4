"""Files are read in a process of their own: what a file does to it, it does to nothing else."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
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
    time.sleep(1.5)
    reader._desks[0].child._process.kill()


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
            children.append(reader._desks[0].child)
    assert [len({*children[:n]}) for n in range(1, 6)] == [1, 1, 2, 2, 3]


def test_threads_read_at_the_same_time_each_in_a_process_of_its_own(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.csv" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text("Supplier,Amount\n" + "Oakapple Ltd,1\n" * (number + 1))
        (tmp_path / path.stem).mkdir()
    with Reader() as reader, ThreadPoolExecutor(3) as threads:
        readings = threads.map(
            lambda path: reader.read(path, name=path.name, into=tmp_path / path.stem), paths
        )
        assert [reading.tables[0].rows for reading in readings] == [1, 2, 3, 4, 5, 6]
        assert 1 <= len(reader._desks) <= 3


def test_a_reader_that_is_stopped_refuses_no_file(tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.csv"
    os.mkfifo(waiting)
    with Reader() as reader:
        threading.Timer(1.0, reader.stop).start()
        with pytest.raises(InterruptedError):
            reader.read(waiting, name="waiting.csv", into=tmp_path)
