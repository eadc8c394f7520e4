"""From a row back to what it was made from, in files of every kind."""

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hundred.accounts.records import OPERATOR
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.catalogue.evidence import record_at, sheet_of
from hundred.interfaces.web.pages.evidence import fields_of
from hundred.lake.home import Lake
from hundred.stewardship import actions
from hundred.stewardship.records import Incoming

pytestmark = pytest.mark.django_db

FIXED = """\
Supplier      Amount
Oakapple Ltd    1.50
Pear & Co      12.75
Quince Ltd      3.00
Ash & Sons      4.00
"""


def parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"Supplier": ["Oakapple Ltd", "Pear & Co"], "Amount": [1.5, 12.75]}), stream)
    return stream.getvalue()


FILES: dict[str, tuple[bytes, int]] = {
    "spend.txt": (FIXED.encode(), 3),
    "lines.jsonl": (
        b'{"Supplier": "Oakapple Ltd", "Amount": 1.50}\n{"Supplier": "Pear & Co", "Amount": 12.75}\n',
        2,
    ),
    "one_line.json": (
        b'[{"Supplier":"Oakapple Ltd","Amount":1.50},{"Supplier":"Pear & Co","Amount":12.75}]',
        2,
    ),
    "laid_out.json": (
        (
            b'{"data": [\n  {\n    "Supplier": "Oakapple Ltd",\n    "Amount": 1.50\n  }, {\n'
            b'    "Supplier": "Pear & Co",\n    "Amount": 12.75\n  }\n]}'
        ),
        6,  # a line of the record that starts on the one before
    ),
    "rows.json": (b'[["Supplier","Amount"],["Oakapple Ltd",1.50],["Pear & Co",12.75]]', 3),
    "columns.json": (b'{"Supplier": ["Oakapple Ltd", "Pear & Co"], "Amount": [1.50, 12.75]}', 2),
    "spend.parquet": (parquet(), 2),
    "page.xls": (
        (
            b"<table><tr><th>Supplier<th>Amount"
            b"<tr><td>Oakapple Ltd<td>1.50<tr><td>Pear &amp; Co<td>12.75</table>"
        ),
        3,
    ),
}


@pytest.fixture(autouse=True)
def spend(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = Lake(tmp_path / "home" / "lake", f"sqlite:///{tmp_path / 'iceberg.sqlite3'}")
    catalogue_actions.create_publisher(by=OPERATOR, title="Ambleford Borough Council", slug="ambleford")
    catalogue_actions.create_dataset(by=OPERATOR, publisher="ambleford", title="Spend", slug="spend")


@pytest.mark.parametrize("name", FILES)
def test_the_line_of_a_row_shows_the_cells_it_was_made_from(name: str, tmp_path: Path) -> None:
    content, line = FILES[name]
    (tmp_path / name).write_bytes(content)
    run = actions.receive(by=OPERATOR, dataset="spend", incoming=[Incoming(tmp_path / name, name, "test")])
    (added,) = actions.work(by=OPERATOR, run=run.id).files
    assert added.state == "published"
    (file,) = catalogue.file_appearances(asker=OPERATOR, sha256=added.sha256)
    ((_, part),) = catalogue.parts_of_file(asker=OPERATOR, sha256=added.sha256)
    sheet = sheet_of(asker=OPERATOR, file=file, name=part.sheet)
    record = record_at(sheet, line)
    assert record is not None
    assert record.row is not None
    shown = {field.heading: field.raw for field in fields_of(sheet, record)}
    assert shown == {"Supplier": "Pear & Co", "Amount": "12.75"}
    assert shown["Supplier"] in "".join(found.text for found in sheet.lines(record.first, record.last))
