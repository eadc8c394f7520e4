"""A file with several tables: each is published as a table of its own, with its own lines and findings."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.conf import settings

from hundred.accounts.records import ANYONE, OPERATOR
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.catalogue.evidence import Record, record_at, sheet_of, sheet_with
from hundred.interfaces.api.native.lineage import Place, trace
from hundred.interfaces.web.pages.evidence import fields_of, raw_lines
from hundred.lake.home import Lake
from hundred.lake.question import Query
from hundred.lake.rows import page
from hundred.lake.verify import verify
from hundred.stewardship import actions, occurrences, queries
from hundred.stewardship.records import Incoming, RunRecord

pytestmark = pytest.mark.django_db

PAID = "".join(f"Supplier {day},{day}.50,{day:02}/05/2027\n" for day in range(1, 30))
BACK = "".join(f"R-{day},{day:02}/05/2027,{day},Quay\n" for day in range(1, 30))
MAY = f"""\
Supplier,Amount,Paid
{PAID}Ash & Sons,4.00,soon

Refunds received
Refund,Paid,Amount,Ward
{BACK}R-30,later,9,Hill
"""
JUNE = """\
Supplier,Amount,Paid
Elm Ltd,5.50,01/06/2027
Fir Ltd,6.50,02/06/2027

Refunds received
Refund,Paid,Amount,Ward
R-31,21/06/2027,8.25,Fen
R-32,22/06/2027,10,Quay
"""


@pytest.fixture(autouse=True)
def spend(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = Lake(tmp_path / "home" / "lake", f"sqlite:///{tmp_path / 'iceberg.sqlite3'}")
    catalogue_actions.create_publisher(by=OPERATOR, title="Ambleford Borough Council", slug="ambleford")
    catalogue_actions.create_dataset(by=OPERATOR, publisher="ambleford", title="Spend", slug="spend")


def add(folder: Path, name: str, content: str | bytes) -> RunRecord:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    run = actions.receive(by=OPERATOR, dataset="spend", incoming=[Incoming(path, name, "test")])
    return actions.work(by=OPERATOR, run=run.id)


def rows(table: str) -> list[tuple[Any, ...]]:
    _, data = catalogue.open_table(asker=ANYONE, dataset="spend", name=table, version=0)
    return page(data, Query()).rows


def at(run: RunRecord, line: int) -> Record | None:
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=run.files[0].sha256)
    return record_at(sheet_of(asker=OPERATOR, file=file, name="", line=line), line)


def test_each_table_of_a_file_becomes_a_table_of_the_dataset(tmp_path: Path) -> None:
    run = add(tmp_path, "may.csv", MAY)
    assert (run.files[0].rows, run.files[0].set_aside) == (60, 4)
    assert rows("spend")[29] == ("Ash & Sons", Decimal("4.00"), None)
    assert rows("refunds_received")[29] == ("R-30", None, 9, "Hill")


def test_next_months_file_goes_to_the_same_two_tables_and_types_the_second_anew(tmp_path: Path) -> None:
    add(tmp_path, "may.csv", MAY)
    add(tmp_path, "june.csv", JUNE)
    assert (len(rows("spend")), len(rows("refunds_received"))) == (32, 32)
    assert {row[2] for row in rows("refunds_received")} >= {Decimal("8.25"), Decimal("9.00")}
    parts = catalogue.current_parts(asker=OPERATOR, dataset="spend")
    assert sorted((part.file_name, part.table, part.begins, part.since) for part in parts) == [
        ("june.csv", "refunds_received", 5, 2),
        ("june.csv", "spend", 1, 2),
        ("may.csv", "refunds_received", 33, 2),
        ("may.csv", "spend", 1, 1),
    ]


def test_a_line_is_shown_with_the_table_it_stands_in(tmp_path: Path) -> None:
    run = add(tmp_path, "may.csv", MAY)
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=run.files[0].sha256)
    shown = {}
    for line in (31, 64):
        sheet = sheet_of(asker=OPERATOR, file=file, name="", line=line)
        record = record_at(sheet, line)
        assert record is not None
        shown[line] = [(field.heading, field.raw) for field in fields_of(sheet, record)]
    assert shown[31] == [("Supplier", "Ash & Sons"), ("Amount", "4.00"), ("Paid", "soon")]
    assert shown[64] == [("Refund", "R-30"), ("Paid", "later"), ("Amount", "9"), ("Ward", "Hill")]
    records = [at(run, line) for line in range(31, 36)]
    assert [(found.first, found.last, found.row is None) for found in records if found] == [
        (31, 31, False),
        (32, 32, True),
        (33, 33, True),
        (34, 34, True),
        (35, 35, False),
    ]


def test_the_page_of_a_file_says_of_every_line_what_became_of_it(tmp_path: Path) -> None:
    run = add(tmp_path, "may.csv", MAY)
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=run.files[0].sha256)
    sheet = sheet_of(asker=OPERATOR, file=file, name="")
    roles = [line.role.removeprefix("set aside: ") for line in raw_lines(sheet, sheet.lines(1, 64), None)]
    assert roles[:2] + roles[30:36] == [
        "headings",
        "",
        "",
        "has nothing in any cell",
        "stands above the headings",
        "headings",
        "",
        "",
    ]


def test_findings_of_both_tables_are_kept_apart_and_none_is_told_twice(tmp_path: Path) -> None:
    run = add(tmp_path, "may.csv", MAY)
    found = queries.findings(asker=OPERATOR, dataset="spend")
    assert sorted((finding.code, finding.line) for _, finding in found) == [
        ("cell-not-date", 31),
        ("cell-not-date", 64),
        ("tables-below", 33),
    ]
    ways = (
        occurrences.lines_of_dataset(asker=OPERATOR, dataset="spend"),
        occurrences.lines_of_run(asker=OPERATOR, run=run.id),
    )
    for told in ways:
        assert sorted((line.finding.code, line.line, line.text) for line in told) == [
            ("cell-not-date", 31, "soon"),
            ("cell-not-date", 64, "later"),
            ("tables-below", 33, "Refunds received"),
        ]


def test_a_corrected_file_replaces_its_part_of_both_tables(tmp_path: Path) -> None:
    add(tmp_path, "may.csv", MAY)
    add(tmp_path, "may.csv", MAY.replace("soon", "13/05/2027").replace("later", "21/05/2027"))
    assert (len(rows("spend")), len(rows("refunds_received"))) == (30, 30)
    assert [f.code for _, f in queries.findings(asker=OPERATOR, dataset="spend")] == ["tables-below"]


def test_the_lineage_of_a_row_leads_to_its_table(tmp_path: Path) -> None:
    run = add(tmp_path, "may.csv", MAY)
    place = Place(run.files[0].sha256, "", 64)
    found = trace(asker=OPERATOR, dataset="spend", table="refunds_received", place=place)
    assert ([line.text for line in found.lines], found.part.begins) == (["R-30,later,9,Hill"], 33)


def test_a_region_with_such_a_file_is_whole(tmp_path: Path) -> None:
    add(tmp_path, "may.csv", MAY)
    add(tmp_path, "june.csv", JUNE)
    whole = catalogue.everything_published(asker=OPERATOR)
    told = verify(settings.LAKE, published=whole.parts, known_files=whole.files, known_beside=whole.beside)
    assert told.sound


def test_tables_beside_each_other_in_a_sheet_lead_to_their_own_cells_of_the_same_line(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("May")
        sheet.write_row(0, 0, ["Supplier", "Amount", "", "Ward", "Trees"])
        for line in range(1, 7):
            sheet.write_row(line, 0, [f"Supplier {line}", line + 0.5])
        for line in range(1, 4):
            sheet.write_row(line, 3, [f"Ward {line}", 7 * line])
    run = add(tmp_path, "may.xlsx", path.read_bytes())
    sha256 = run.files[0].sha256
    parts = catalogue.current_parts(asker=OPERATOR, dataset="spend")
    assert sorted((part.table, part.rows, part.set_aside) for part in parts) == [
        ("may", 3, 4),
        ("spend", 6, 1),
    ]
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=sha256)
    told = {}
    for part in parts:
        found = sheet_with(asker=OPERATOR, file=file, dataset="spend", part=part)
        record = record_at(found, 3)
        assert record is not None
        told[part.table] = [(field.heading, field.raw) for field in fields_of(found, record)]
        place = Place(sha256, "May", 3)
        lineage = trace(asker=OPERATOR, dataset="spend", table=part.table, place=place)
        assert lineage.lines[0].text.split("\t") == ["Supplier 2", "2.5", "", "Ward 2", "14"]
    assert told["spend"] == [("Supplier", "Supplier 2"), ("Amount", "2.5")]
    assert told["may"] == [("Ward", "Ward 2"), ("Trees", "14")]
    assert [finding.code for _, finding in queries.findings(asker=OPERATOR, dataset="spend")] == [
        "tables-beside"
    ]


def test_tables_beside_each_other_in_a_text_lead_to_their_own_cells_of_the_same_line(tmp_path: Path) -> None:
    lines = ["Supplier,Amount,,Ward,Trees"]
    lines += [f'"Supplier, no {n}",{n}.50,,Ward {n},{7 * n}' for n in range(1, 4)]
    lines += [f"Supplier {n},{n}.50,,," for n in range(4, 9)]
    run = add(tmp_path, "may.csv", "\n".join(lines) + "\n")
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=run.files[0].sha256)
    told = {}
    for part in catalogue.current_parts(asker=OPERATOR, dataset="spend"):
        found = sheet_with(asker=OPERATOR, file=file, dataset="spend", part=part)
        record = record_at(found, 3)
        assert record is not None
        told[part.rows, part.set_aside] = [field.raw for field in fields_of(found, record)]
    assert told == {(8, 1): ["Supplier, no 2", "2.50"], (3, 6): ["Ward 2", "14"]}
