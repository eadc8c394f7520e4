"""Findings grouped into tasks: the same kind in the same column is one, whichever files it is in."""

from hundred.base.findings import Finding
from hundred.intake import Tasks
from hundred.intake.problems import NOT_DECIMAL, SHORT_ROWS, WINDOWS, ZIP_DAMAGED
from hundred.intake.tally import Tally, finding_of


def short_rows(file: str, *lines: int) -> Finding:
    tally = Tally(file)
    tally.add(SHORT_ROWS, lines=lines, examples=[f"text of {line}" for line in lines])
    (finding,) = tally.findings()
    return finding


def misfits(file: str, column: str, count: int) -> Finding:
    tally = Tally(file)
    tally.add(NOT_DECIMAL, lines=range(count), column=column.lower(), heading=column, written="")
    (finding,) = tally.findings()
    return finding


def test_one_finding_is_told_as_it_is() -> None:
    (task,) = Tasks([("a.csv", short_rows("a.csv", 7))]).all()
    assert task.says == "1 row has fewer cells than there are columns. The missing ones are left empty."
    assert (task.count, task.files, task.examples) == (1, 1, ("text of 7",))


def test_the_sentence_counts_over_all_files() -> None:
    found = [(f"{n}.csv", short_rows(f"{n}.csv", 7)) for n in range(1_200)]
    (task,) = Tasks(found, keep=3).all()
    assert task.says.startswith("1,200 rows have fewer cells")
    assert (task.count, task.files, len(task.shown)) == (1200, 1200, 3)


def test_each_column_is_a_task_of_its_own_with_its_words() -> None:
    found = [
        ("a.csv", misfits("a.csv", "Net (£)", 1)),
        ("b.csv", misfits("b.csv", "Net (£)", 4)),
        ("b.csv", misfits("b.csv", "VAT", 2)),
    ]
    assert [task.says for task in Tasks(found).all()] == [
        "The column “Net (£)” holds a number, but 5 cells are not.",
        "The column “VAT” holds a number, but 2 cells are not.",
    ]


def test_the_gravest_come_first_then_what_most_files_have() -> None:
    found = [
        ("a.csv", finding_of(WINDOWS, "a.csv")),
        ("a.csv", short_rows("a.csv", *range(50))),
        ("a.csv", misfits("a.csv", "Net", 1)),
        ("b.csv", misfits("b.csv", "Net", 1)),
        ("c.zip", finding_of(ZIP_DAMAGED, "c.zip")),
    ]
    codes = [task.code for task in Tasks(found).all()]
    assert codes == ["zip-damaged", "cell-not-decimal", "rows-short", "encoding-windows"]


def test_a_finding_of_no_catalogue_is_told_in_its_own_words() -> None:
    found = Finding("beside-missing", "error", "It is missing.", "Restore it.", count=2)
    (task,) = Tasks([("a", found), ("b", found)]).all()
    assert (task.says, task.count, task.files) == ("It is missing.", 4, 2)
