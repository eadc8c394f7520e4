"""The commands as a person or a program uses them, each its own process where that is what is tested."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

SPEND = "Paid,Supplier,Amount\n01/04/2027,Tern & Sons,1250.00\n02/04/2027,[Heron] Homes,-3.10\n"


def hundred(
    *words: str | Path, home: Path | None = None, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `hundred` as a process of its own."""
    command = [sys.executable, "-m", "hundred", *(["--home", str(home)] if home else []), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=text, timeout=120)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region of West Yorkshire's shape, with one small file of spend."""
    folder = tmp_path_factory.mktemp("cli")
    made = hundred("init", folder / "region", "--name", "Testshire", "--code", "E47000003", "--json")
    assert made.returncode == 0, made.stderr
    (folder / "april.csv").write_text(SPEND)
    added = hundred(
        "add", folder / "april.csv", "--publisher", "leeds", "--dataset", "spend", home=folder / "region"
    )
    assert added.returncode == 0, added.stderr
    return folder / "region"


def refused(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The error that a command told a program."""
    error: dict[str, str] = json.loads(done.stderr.splitlines()[-1])["error"]
    return error


class TestHelp:
    def test_it_lists_the_commands_at_once(self) -> None:
        began = os.times().children_user
        done = hundred("--help")
        assert done.returncode == 0
        for command in (
            "demo",
            "init",
            "add",
            "read",
            "query",
            "serve",
            "backup",
            "restore",
            "verify",
            "jobs",
        ):
            assert f"\n  {command} " in done.stdout
        assert os.times().children_user - began < 1.0  # no Django, no engine

    def test_an_unknown_option_is_wrong_use(self) -> None:
        done = hundred("read", "--colour")
        assert done.returncode == 2
        assert "--colour" in done.stderr
        assert "hundred read --help" in done.stderr
        assert "Traceback" not in done.stderr


class TestInit:
    def test_it_adds_the_members_of_the_combined_authority(self, home: Path) -> None:
        listed = json.loads(hundred("publishers", "list", "--json", home=home).stdout)
        assert {p["slug"]: p["gss_code"] for p in listed if p["kind"] == "council"} == {
            "bradford": "E08000032",
            "calderdale": "E08000033",
            "kirklees": "E08000034",
            "leeds": "E08000035",
            "wakefield": "E08000036",
        }

    def test_its_settings_are_all_there_and_explained(self, home: Path) -> None:
        written = (home / "hundred.toml").read_text()
        assert 'region_name = "Testshire"' in written
        assert '# base_url = "http://127.0.0.1:8000"' in written
        assert "# The largest file that may be added, in megabytes.\n# upload_limit_mb" in written

    def test_it_leaves_a_folder_with_things_in_it_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear council")
        done = hundred("init", tmp_path, "--name", "Testshire")
        assert done.returncode == 1
        assert "is not empty" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_an_unknown_authority_is_answered_with_the_list(self, tmp_path: Path) -> None:
        done = hundred("init", tmp_path / "new", "--name", "Testshire", "--code", "E08000035")
        assert done.returncode == 2
        assert "E47000003 West Yorkshire Combined Authority" in done.stderr
        assert not (tmp_path / "new").exists()

    def test_the_first_administrator_can_be_made_at_once(self, tmp_path: Path) -> None:
        words = ("init", tmp_path / "new", "--name", "Testshire", "--admin", "ada@testshire.example")
        made = hundred(*words, "--password-stdin", "--json", text="three wooden boats\n")
        assert made.returncode == 0, made.stderr
        assert json.loads(made.stdout)["welcome"] == ""  # nobody needs the one-time link now
        (ada,) = json.loads(hundred("people", "list", "--json", home=tmp_path / "new").stdout)
        assert (ada["email"], ada["role"]) == ("ada@testshire.example", "administrator")


class TestAdd:
    def test_the_same_file_again_is_said_to_be_here_already(self, home: Path) -> None:
        again = hundred(
            "add", home.parent / "april.csv", "--publisher", "leeds", "--dataset", "spend", home=home
        )
        assert again.returncode == 0
        assert "1 file already here" in again.stdout
        counted = hundred("query", "SELECT count(*) AS n FROM spend.spend", "--json", home=home)
        assert json.loads(counted.stdout) == [{"n": 2}]

    def test_an_unknown_publisher_is_wrong_use_with_a_suggestion(self, home: Path) -> None:
        done = hundred("add", home.parent / "april.csv", "--publisher", "leedz", "--json", home=home)
        assert done.returncode == 2
        assert refused(done) == {
            "kind": "not-found",
            "says": "There is no publisher “leedz”.",
            "fix": "Did you mean leeds?",
        }

    def test_a_dataset_is_not_quietly_given_another_licence(self, home: Path) -> None:
        words = ("add", home.parent / "april.csv", "--publisher", "leeds", "--dataset", "spend")
        done = hundred(*words, "--licence", "CC0-1.0", "--json", home=home)
        assert done.returncode == 2
        assert "its licence is “OGL-UK-3.0”" in refused(done)["says"]

    def test_every_file_of_a_folder_goes_by_its_name_there(self, home: Path, tmp_path: Path) -> None:
        for name in ("2026/b.csv", "2026/a.csv", "c.csv", ".hidden/d.csv"):
            path = tmp_path / "tree" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SPEND + f"03/04/2027,{name},1.00\n")
        done = hundred("add", tmp_path / "tree", "--publisher", "kirklees", "--json", home=home)
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["dataset"] == "kirklees-tree"
        assert [file["name"] for file in answer["files"]] == ["2026/a.csv", "2026/b.csv", "c.csv"]
        assert answer["rows"] == 9

    def test_addresses_within_the_network_are_not_fetched(self, home: Path) -> None:
        for address in (
            "http://127.0.0.1:9/x.csv",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://10.0.0.8",
        ):
            done = hundred("add", address, "--publisher", "leeds", "--dataset", "spend", "--json", home=home)
            assert done.returncode == 2
            assert "inside a network" in refused(done)["says"]


class TestQuery:
    def test_rows_know_their_lines(self, home: Path) -> None:
        done = hundred(
            "query", "SELECT supplier, amount, _line FROM spend.spend", "--format", "csv", home=home
        )
        assert done.stdout.splitlines() == [
            '"supplier","amount","_line"',
            '"Tern & Sons",1250.00,2',
            '"[Heron] Homes",-3.10,3',
        ]

    def test_the_engines_own_words_say_what_is_wrong(self, home: Path) -> None:
        done = hundred("query", "SELECT supplyer FROM spend.spend", "--json", home=home)
        assert done.returncode == 2
        assert "supplyer" in refused(done)["says"]

    def test_parquet_goes_to_a_file_whole(self, home: Path, tmp_path: Path) -> None:
        from pyarrow import parquet

        target = tmp_path / "spend.parquet"
        done = hundred("query", "FROM spend.spend", "--format", "parquet", "--out", target, home=home)
        assert done.returncode == 0, done.stderr
        assert parquet.read_table(target).num_rows == 2

    def test_a_reader_that_leaves_early_is_no_failure(self, home: Path) -> None:
        command = [sys.executable, "-m", "hundred", "query", "FROM range(300000)", "--format", "csv"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen([*command, "--home", str(home)], **pipes) as asked:
            assert asked.stdout is not None
            assert asked.stderr is not None
            asked.stdout.readline()
            asked.stdout.close()
            assert asked.stderr.read() == b""
            assert asked.wait(30) == 0


class TestSafety:
    def test_a_backup_restores_to_a_region_that_verifies(self, home: Path, tmp_path: Path) -> None:
        assert hundred("backup", tmp_path / "all.tar", home=home).returncode == 0
        restored = hundred("restore", tmp_path / "all.tar", tmp_path / "again")
        assert restored.returncode == 0, restored.stderr
        checked = json.loads(hundred("verify", "--json", home=tmp_path / "again").stdout)
        assert checked["sound"]
        counted = hundred(
            "query", "SELECT sum(amount) AS s FROM spend.spend", "--json", home=tmp_path / "again"
        )
        assert json.loads(counted.stdout) == [{"s": "1246.90"}]

    def test_a_damaged_archive_cannot_be_used(self, tmp_path: Path) -> None:
        (tmp_path / "bad.tar").write_bytes(b"not a tar" * 1000)
        done = hundred("restore", tmp_path / "bad.tar", tmp_path / "again")
        assert done.returncode == 3
        assert "not a whole backup" in done.stderr
        assert not (tmp_path / "again").exists()

    def test_verify_fails_on_a_changed_file(self, tmp_path: Path) -> None:
        region = tmp_path / "region"
        hundred("init", region, "--name", "Testshire", "--code", "E47000003")
        (tmp_path / "april.csv").write_text(SPEND)
        hundred("add", tmp_path / "april.csv", "--publisher", "leeds", home=region)
        (kept,) = (region / "lake" / "files").glob("??/*")
        kept.chmod(0o644)
        kept.write_text(SPEND.replace("1250.00", "9250.00"))
        done = hundred("verify", "--json", home=region)
        assert done.returncode == 1
        assert "file-changed" in {finding["code"] for finding in json.loads(done.stdout)["findings"]}


class TestWhereNothingIs:
    def test_no_region_is_said_with_the_way_to_make_one(self, tmp_path: Path) -> None:
        done = hundred("verify", "--json", home=tmp_path)
        assert done.returncode == 2
        assert "hundred init" in refused(done)["fix"]

    def test_no_file_is_said_before_anything_is_done(self, home: Path) -> None:
        done = hundred("add", "nowhere.csv", "--publisher", "leeds", home=home)
        assert done.returncode == 2
        assert "no file or folder nowhere.csv" in done.stderr


class TestJobs:
    def test_a_run_that_nobody_finished_is_finished(self, home: Path, tmp_path: Path) -> None:
        (tmp_path / "may.csv").write_text(SPEND.replace("/04/", "/05/"))
        _queue(home, tmp_path / "may.csv")
        assert hundred("jobs", "--once", home=home).returncode == 0
        asked = "SELECT count(*) AS n FROM spend.spend WHERE month(paid) = 5"
        assert json.loads(hundred("query", asked, "--json", home=home).stdout) == [{"n": 2}]

    def test_the_loop_stops_when_told_to(self, home: Path) -> None:
        loop = subprocess.Popen([sys.executable, "-m", "hundred", "jobs", "--home", str(home)])
        time.sleep(4)
        loop.terminate()
        assert loop.wait(15) == 0


def _queue(home: Path, *files: Path) -> None:
    """Receive files as an upload does, and leave the run waiting."""
    words = ["import sys", "from pathlib import Path", "from hundred.site.region import open_region"]
    words += ["open_region(Path(sys.argv[1]))", "from hundred.accounts.records import OPERATOR"]
    words += ["from hundred.stewardship import actions", "from hundred.stewardship.records import Incoming"]
    words += ["files = [Incoming(Path(f), Path(f).name, 'upload') for f in sys.argv[2:]]"]
    words += ["actions.receive(by=OPERATOR, dataset='spend', incoming=files)"]
    _python("\n".join(words), [home, *files])


def _python(code: str, words: Sequence[Path]) -> None:
    subprocess.run([sys.executable, "-c", code, *map(str, words)], check=True)
