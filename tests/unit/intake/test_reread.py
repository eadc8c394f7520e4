"""One record read again: its cells under the names of their columns."""

import pytest

from hundred.intake import Dialect
from hundred.intake.reread import cells_by_column

COMMA = Dialect(",")


def test_cells_go_by_the_names_of_their_columns() -> None:
    headings = "Date Paid,Net Amount (£),,Net Amount (£)"
    assert cells_by_column("1/4/27,5.00,x,6.00", headings, COMMA) == {
        "date_paid": "1/4/27",
        "net_amount": "5.00",
        "column_3": "x",
        "net_amount_2": "6.00",
    }


@pytest.mark.parametrize(
    ("record", "supplier"),
    [
        ('1,"Tern & Sons, Ltd"', "Tern & Sons, Ltd"),
        ('1,"Tern ""the bird"" Ltd"', 'Tern "the bird" Ltd'),
        ('1,"Tern\n(catering)"', "Tern\n(catering)"),
        ('1,5" pipe', '5" pipe'),
        ('1,"5" pipe', '"5" pipe'),
        ("1,", ""),
    ],
)
def test_quotes_are_read_as_the_file_was(record: str, supplier: str) -> None:
    assert cells_by_column(record, "Number,Supplier", COMMA)["supplier"] == supplier


def test_a_short_record_lacks_its_last_cells() -> None:
    assert cells_by_column("1", "Number,Supplier", COMMA) == {"number": "1"}


def test_without_headings_columns_are_numbered() -> None:
    assert cells_by_column("1;x", "", Dialect(";")) == {"column_1": "1", "column_2": "x"}


def test_tabs_part_the_cells_of_a_sheet() -> None:
    assert cells_by_column("1\tTern, Sons", "Number\tSupplier", None) == {
        "number": "1",
        "supplier": "Tern, Sons",
    }
