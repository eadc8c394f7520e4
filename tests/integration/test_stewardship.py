"""From files to published tables: what joins, widens, replaces and is refused, and that nothing is lost."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.lake.home import Lake
from hundred.lake.question import Query
from hundred.lake.rows import page
from hundred.stewardship import actions, queries
from hundred.stewardship.locks import only_one
from hundred.stewardship.records import Incoming, RunRecord

pytestmark = pytest.mark.django_db

APRIL = "Date Paid,Supplier,Amount\n01/04/2026,Oakapple Ltd,100\n02/04/2026,Brindle & Sons,250\n"
MAY = "Date Paid,Supplier,Amount\n01/05/2026,Oakapple Ltd,100.50\n"


@pytest.fixture(autouse=True)
def spend(settings: Any, tmp_path: Path) -> None:
    """A lake of the test's own, with one publisher and one empty dataset `spend`."""
    settings.LAKE = Lake(tmp_path / "home" / "lake", f"sqlite:///{tmp_path / 'iceberg.sqlite3'}")
    catalogue_actions.create_publisher(by=OPERATOR, title="Ambleford Borough Council", slug="ambleford")
    catalogue_actions.create_dataset(by=OPERATOR, publisher="ambleford", title="Spend", slug="spend")


@pytest.fixture
def add(tmp_path: Path) -> Any:
    def add(keep_both: bool = False, **files: str | bytes) -> RunRecord:
        """Add files given as name=content (`april` for april.csv) in one run, and work on it."""
        incoming = []
        for stem, content in files.items():
            path = tmp_path / f"{stem}.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            incoming.append(Incoming(path, path.name, "test"))
        run = actions.receive(by=OPERATOR, dataset="spend", incoming=incoming, keep_both=keep_both)
        return actions.work(by=OPERATOR, run=run.id)

    return add


def rows(table: str = "spend", version: int = 0) -> list[tuple[Any, ...]]:
    _, data = catalogue.open_table(asker=ANYONE, dataset="spend", name=table, version=version)
    return page(data, Query()).rows


def types(table: str = "spend", version: int = 0) -> list[str]:
    found = catalogue.table(asker=ANYONE, dataset="spend", name=table, version=version)
    return [column.type.kind for column in found.schema]


def test_files_of_one_layout_make_one_table(add: Any) -> None:
    run = add(april=APRIL, may=MAY)
    assert (run.state, run.says) == ("done", "2 files published.")
    (table,) = catalogue.dataset(asker=ANYONE, slug="spend").tables
    assert (table.rows, table.files, table.version) == (3, 2, 1)
    assert [row[1] for row in rows()] == ["Oakapple Ltd", "Brindle & Sons", "Oakapple Ltd"]


def test_a_type_is_judged_over_all_files_and_older_parts_are_typed_anew(add: Any) -> None:
    add(april=APRIL)
    assert types() == ["date", "text", "integer"]
    add(may=MAY)
    assert types() == ["date", "text", "decimal"]
    assert [row[2] for row in rows()] == [Decimal("100.00"), Decimal("250.00"), Decimal("100.50")]
    assert types(version=1) == ["date", "text", "integer"], "the older version stays as it was"
    assert [row[2] for row in rows(version=1)] == [100, 250]


def test_other_headings_begin_another_table(add: Any) -> None:
    add(april=APRIL, june="Paid on,Payee,Net,VAT\n01/06/2026,Oakapple Ltd,5,1\n")
    tables = catalogue.dataset(asker=ANYONE, slug="spend").tables
    assert [(table.name, table.rows) for table in tables] == [("spend", 2), ("spend_2", 1)]


def test_the_same_bytes_again_change_nothing(add: Any) -> None:
    add(april=APRIL)
    run = add(april_again=APRIL)
    assert run.files[0].state == "unchanged"
    assert "april.csv" in run.files[0].says
    assert catalogue.table(asker=ANYONE, dataset="spend", name="spend").version == 1


def test_a_file_of_the_same_name_replaces_the_older_one(add: Any) -> None:
    add(april=APRIL, may=MAY)
    add(april="Date Paid,Supplier,Amount\n03/04/2026,Corrected Ltd,7\n")
    assert [row[1] for row in rows()] == ["Corrected Ltd", "Oakapple Ltd"]
    assert len(rows(version=1)) == 3, "the older version keeps the older file"
    files = catalogue.dataset_files(asker=ANYONE, dataset="spend", replaced=True)
    assert sorted((file.name, file.replaced_at is not None) for file in files) == [
        ("april.csv", False),
        ("april.csv", True),
        ("may.csv", False),
    ]


def test_a_replacement_of_another_layout_empties_the_table_it_leaves(add: Any) -> None:
    add(april=APRIL)
    add(april="Paid on,Payee,Net,VAT\n01/06/2026,Oakapple Ltd,5,1\n")
    assert rows() == []
    assert len(rows("spend_2")) == 1


def test_both_files_of_a_name_can_be_kept(add: Any) -> None:
    add(april=APRIL)
    add(keep_both=True, april=MAY)
    files = catalogue.dataset_files(asker=ANYONE, dataset="spend")
    assert [file.name for file in files] == ["april (2).csv", "april.csv"]
    assert len(rows()) == 3


def test_a_file_that_cannot_be_used_does_not_hold_up_the_others(add: Any) -> None:
    run = add(april=APRIL, broken=b"%PDF-1.7 \x00\x01\x02")
    assert {file.name: file.state for file in run.files} == {
        "april.csv": "published",
        "broken.csv": "refused",
    }
    refused = next(file for file in run.files if file.state == "refused")
    assert "PDF" in refused.says
    assert any(finding.severity == "error" for _, finding in run.findings)


def test_a_run_with_nothing_usable_has_failed_and_publishes_nothing(add: Any) -> None:
    run = add(empty=b"")
    assert run.state == "failed"
    assert catalogue.dataset(asker=ANYONE, slug="spend").tables == ()


def test_every_record_of_a_file_is_a_row_or_set_aside(add: Any) -> None:
    head = "Spend over £500\n\nDate Paid,Supplier,Amount\n"
    content = head + "01/04/2026,A,1\n\n02/04/2026,B,2,surplus\n03/04/2026,C,3\n"
    run = add(april=content)
    assert run.rows + run.set_aside == 7, "seven lines, and each is accounted for"
    assert [row[1] for row in rows()] == ["A", "C"]


def test_a_row_knows_its_line(add: Any) -> None:
    add(april='Spend over £500\n\nDate Paid,Supplier,Amount\n01/04/2026,"A\nand B",1\n02/04/2026,C,2\n')
    _, data = catalogue.open_table(asker=ANYONE, dataset="spend", name="spend")
    assert [key.line for key in page(data, Query()).keys] == [4, 6]


def test_a_run_can_be_worked_on_again_after_a_crash(add: Any, tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "april.csv"
    path.write_text(APRIL)
    run = actions.receive(by=OPERATOR, dataset="spend", incoming=[Incoming(path, "april.csv", "test")])
    monkeypatch.setattr("hundred.stewardship.publishing.publish", _pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        actions.work(by=OPERATOR, run=run.id)
    monkeypatch.undo()
    assert catalogue.dataset(asker=ANYONE, slug="spend").tables == (), "nothing is half-published"
    assert queries.waiting_runs(asker=OPERATOR) == (run.id,)
    assert actions.work(by=OPERATOR, run=run.id).state == "done"
    assert len(rows()) == 2


def _pull_the_plug(**_: object) -> None:
    raise KeyboardInterrupt


def test_two_runs_do_not_work_on_one_dataset_at_once(settings: Any, add: Any) -> None:
    with only_one(settings.LAKE.root.parent / "locks", "spend"), pytest.raises(Conflict, match="Another run"):
        add(april=APRIL)


def test_only_its_publishers_officers_and_the_data_team_may_add(tmp_path: Path) -> None:
    path = tmp_path / "april.csv"
    path.write_text(APRIL)
    incoming = [Incoming(path, "april.csv", "test")]
    stranger = Person(None, "Sam", "sam@example.com", "reader", frozenset({"elsewhere"}))
    with pytest.raises(NotAllowed):
        actions.receive(by=stranger, dataset="spend", incoming=incoming)
    officer = Person(None, "Ash", "ash@example.com", "reader", frozenset({"ambleford"}))
    run = actions.receive(by=officer, dataset="spend", incoming=incoming)
    with pytest.raises(NotFound):
        queries.run(asker=stranger, run=run.id)


def test_no_file_and_no_dataset_are_said_so() -> None:
    with pytest.raises(Invalid):
        actions.receive(by=OPERATOR, dataset="spend", incoming=[])
    with pytest.raises(NotFound):
        actions.receive(by=OPERATOR, dataset="sprend", incoming=[])


def test_a_file_that_describes_another_of_its_run_is_compared_with_it_and_makes_no_table(
    tmp_path: Path,
) -> None:
    (tmp_path / "april.csv").write_text(APRIL)
    (tmp_path / "april.csv-metadata.json").write_text(
        '{"@context": "http://www.w3.org/ns/csvw", "url": "https://example.org/april.csv", '
        '"tableSchema": {"columns": [{"titles": "Supplier"}, {"titles": "Amount", "datatype": "date"}, '
        '{"titles": "VAT"}]}}'
    )
    incoming = [Incoming(path, path.name, "test") for path in sorted(tmp_path.glob("april.*"))]
    run = actions.work(by=OPERATOR, run=actions.receive(by=OPERATOR, dataset="spend", incoming=incoming).id)
    assert [(file.name, file.state) for file in run.files] == [
        ("april.csv", "published"),
        ("april.csv-metadata.json", "read"),
    ]
    assert len(catalogue.layouts(asker=OPERATOR, dataset="spend")) == 1
    found = {
        (finding.code, finding.column)
        for finding in queries.file_findings(asker=OPERATOR, sha256=run.files[0].sha256)
    }
    assert found == {
        ("described-column-missing", "VAT"),
        ("described-type-differs", "Amount"),
        ("column-not-described", "Date Paid"),
    }
