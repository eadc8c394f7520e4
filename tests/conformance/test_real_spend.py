"""Councils' own spend files: every record is a row or set aside, as Python's own reader counts them."""

import csv
import random
from pathlib import Path

import pytest

from hundred.intake import members, read, write_typed

SPEND = Path(__file__).resolve().parents[2] / "../shared/data/spend"
ZIPS = sorted([*SPEND.glob("west-yorkshire/*.zip"), *SPEND.glob("greater-manchester/*.zip")])
FILES_PER_ZIP = 6  # of each zip, chosen once by a seed; all of them take minutes


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not ZIPS, reason="councils' own files are not beside this checkout in ../shared/data")
@pytest.mark.parametrize("archive", ZIPS, ids=lambda path: path.stem)
def test_every_record_is_a_row_or_set_aside_and_every_spend_file_has_an_amount_and_a_day(archive, tmp_path):
    unpacked, staged = tmp_path / "unpacked", tmp_path / "staged"
    unpacked.mkdir()
    staged.mkdir()
    total = sum(1 for _ in members(archive, archive.name, unpacked))
    chosen = set(random.Random(archive.stem).sample(range(total), min(FILES_PER_ZIP, total)))
    for number, member in enumerate(members(archive, archive.name, unpacked)):
        if number not in chosen:
            continue
        assert member.path is not None
        reading = read(member.path, name=member.name, into=staged)
        (table,) = reading.tables
        with member.path.open(encoding=reading.file.encoding, errors="replace", newline="") as stream:
            records = sum(1 for _ in csv.reader(stream, delimiter=table.dialect.delimiter))
        assert table.rows + table.set_aside == records, member.name
        decisions = table.decisions()
        assert write_typed(table, decisions, file="0" * 64, into=staged / "typed.parquet").rows == table.rows
        assert {"date", "decimal"} <= {decision.type.kind for decision in decisions}, member.name
