"""The small region that other tests stand on holds what it says."""

from region_names import GRANTS, PARKS, SPEND

from hundred.accounts.records import ANYONE, OPERATOR
from hundred.catalogue import queries
from hundred.catalogue.records import DatasetSearch


def test_each_file_becomes_rows_and_lines_set_aside(loaded: None) -> None:
    files = queries.dataset_files(asker=OPERATOR, dataset=SPEND)
    assert [(file.name, file.rows, file.set_aside) for file in files] == [
        ("spend-2027-04.csv", 3, 4),  # its total is set aside with title, blank line and headings
        ("spend-2027-05.csv", 2, 1),
        ("spend-2027-06.csv", 1, 1),
    ]


def test_three_files_of_one_layout_make_one_table(loaded: None) -> None:
    (table,) = queries.dataset(asker=OPERATOR, slug=SPEND).tables
    assert [(column.name, column.type.kind) for column in table.schema] == [
        ("payment_date", "date"),
        ("supplier", "text"),
        ("net_amount", "decimal"),
        ("reference", "text"),  # a code with leading zeros is no number
    ]


def test_strangers_see_the_open_dataset_only(loaded: None) -> None:
    seen = queries.datasets(asker=ANYONE, search=DatasetSearch())
    assert [dataset.slug for dataset in seen.datasets] == [SPEND]
    everything = queries.datasets(asker=OPERATOR, search=DatasetSearch())
    assert {dataset.slug for dataset in everything.datasets} == {SPEND, GRANTS, PARKS}
