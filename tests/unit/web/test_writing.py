"""How pages write values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hundred.interfaces.web import writing


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 KB"),
        (48_200_000, "48 MB"),
        (6_449_000, "6.4 MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_keeps_it_short(count: int, said: str) -> None:
    assert writing.size(count) == said


@pytest.mark.parametrize("count", [999_499, 999_500, 9_949_999, 9_950_000, 999_999_999_999])
def test_a_size_never_reads_as_a_thousand_of_its_unit(count: int) -> None:
    assert not writing.size(count).startswith(("1000", "10.0"))


def test_a_number_has_its_thousands_and_a_true_minus() -> None:
    assert writing.number(1_370_112) == "1,370,112"
    assert writing.number(-1200) == "−1,200"


def test_one_is_singular_and_none_is_plural() -> None:
    assert [writing.plural(n, "file") for n in (0, 1, 2000)] == ["0 files", "1 file", "2,000 files"]
    assert writing.plural(3, "body", "bodies") == "3 bodies"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (2027, "2027"),
        (-5, "−5"),
        (Decimal("1234.50"), "1,234.50"),
        (Decimal("-0.004"), "−0.004"),
        (Decimal("1E+3"), "1,000"),
        (date(2027, 5, 4), "4 May 2027"),
        (datetime(2027, 5, 4, 15, 7), "4 May 2027, 15:07"),  # noqa: DTZ001 - a table's time has no zone
        (datetime(2027, 5, 4, 14, 7, tzinfo=UTC), "4 May 2027 at 3:07pm"),
        ("007", "007"),
    ],
)
def test_a_cell_is_written_by_its_type(value: object, said: str) -> None:
    assert writing.cell(value) == said


def test_options_mark_the_one_chosen() -> None:
    assert writing.options([("a", "A"), ("b", "B")], "b") == [
        {"value": "a", "text": "A", "selected": False},
        {"value": "b", "text": "B", "selected": True},
    ]
