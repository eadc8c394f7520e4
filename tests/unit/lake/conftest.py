"""A lake in a temporary folder, and a maker of its tables' parts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from payments_table import ARROW, PAYMENTS

from hundred.lake.home import Lake
from hundred.lake.schema import PROVENANCE, Schema
from hundred.lake.tables import Part

MakePart = Callable[..., Part]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake", f"sqlite:///{tmp_path / 'region.sqlite3'}")


@pytest.fixture
def make_part(lake: Lake) -> MakePart:
    def make(
        rows: Sequence[Sequence[Any]],
        *,
        schema: Schema = PAYMENTS,
        file: str = "a" * 64,
        sheet: str = "",
        table: str = "ambleford_spend.payments",
        lines: Sequence[int] | None = None,
    ) -> Part:
        lines = range(2, len(rows) + 2) if lines is None else lines
        columns = {
            column.name: pa.array(
                [row[at] for row in rows],
                ARROW.get(column.type.kind) or pa.decimal128(18, column.type.scale),
            )
            for at, column in enumerate(schema)
        }
        where = zip(PROVENANCE, ([file] * len(rows), [sheet] * len(rows), list(lines)), strict=True)
        path = lake.tables.new_part(table)
        pq.write_table(pa.table({**columns, **dict(where)}), path, row_group_size=3)
        return Part(lake.tables.relative(path), len(rows))

    return make


@pytest.fixture
def payments() -> list[tuple[Any, ...]]:
    """Seven payments: a gap in every column, a repeated supplier, a credit, and commas and quotes."""
    day, keyed = date(2026, 4, 1), datetime.fromisoformat("2026-04-02T09:30")
    return [
        ("Oakapple Ltd", Decimal("1200.00"), day, 1, keyed, False),
        ("Brindle & Sons", Decimal("-35.10"), day, 2, None, True),
        ('The "Quill", Ltd', None, date(2026, 3, 31), 3, keyed, None),
        ("oakapple ltd", Decimal("1200.00"), None, 4, keyed, False),
        (None, Decimal("0.01"), date(2026, 4, 3), None, keyed, True),
        ("", Decimal("99999999999999.99"), day, 6, keyed, True),
        ("Ñandú Café", Decimal("7.50"), day, 7, keyed, True),
    ]
