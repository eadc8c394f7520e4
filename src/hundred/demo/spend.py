"""Payments into each publisher's files: one a month, a quarter, or a workbook a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hundred.demo.calendar import LONG_MONTH_NAMES, MONTHS, month, month_index
from hundred.demo.chance import Chance
from hundred.demo.files import Grid, write_text, write_workbook
from hundred.demo.layouts import Series
from hundred.demo.pages import Form, lay_out
from hundred.demo.payments import Payment
from hundred.demo.region import PublisherSpec
from hundred.demo.truth import Truth
from hundred.demo.witness import bear_witness

_NOTES = Grid(
    [("Ask Exchequer Services before publishing.",), ("Q4 includes late journals.",)], ["note", "note"]
)


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Who writes the files of one series, and tells the truth about them."""

    series: Series
    publisher: PublisherSpec
    truth: Truth
    chance: Chance

    def form(self, first: int) -> Form:
        """How files from month `first` look."""
        series = self.series
        return Form(self.publisher, series.layout_at(first), series.dress_at(first), typed=series.workbook)

    def file(self, path: Path, first: int, payments: Sequence[Payment]) -> None:
        """One text file."""
        page = lay_out(self.form(first), payments, self.chance)
        starts = write_text(path, page.grid, page.form.dress)
        bear_witness(self.truth, _key(path), page, starts)

    def book(self, path: Path, first: int, payments: Sequence[Payment]) -> None:
        """A workbook of a year: a sheet a quarter, and a hidden one of notes."""
        quarters: list[list[Payment]] = [[], [], [], []]
        for payment in payments:
            quarters[(month_index(payment.day) - first) // 3].append(payment)
        pages = {
            f"Q{number}": lay_out(self.form(first), some, self.chance)
            for number, some in enumerate(quarters, 1)
        }
        sheets = [(name, page.grid) for name, page in pages.items()]
        write_workbook(path, [*sheets, ("Notes", _NOTES)], hidden=("Notes",))
        for name, page in pages.items():
            bear_witness(self.truth, f"{_key(path)}#{name}", page, range(1, len(page.grid.rows) + 1))


def write_series(
    series: Series, publisher: PublisherSpec, payments: Sequence[Payment], folder: Path, truth: Truth
) -> tuple[Path, ...]:
    """Writes a publisher's files into `folder`; gives their paths in the order of their periods."""
    clerk = _Clerk(series, publisher, truth, Chance(truth.seed, f"spend {folder.name}"))
    periods: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments:
        periods[month_index(payment.day) // series.each * series.each].append(payment)
    paths = []
    for first in range(0, MONTHS, series.each):
        path = folder / _file_name(series.name, first)
        if series.workbook:
            clerk.book(path, first, periods[first])
        else:
            clerk.file(path, first, periods[first])
        paths.append(path)
    return tuple(paths)


def _key(path: Path) -> str:
    """`publisher/dataset/file`."""
    return "/".join(path.parts[-3:])


def _file_name(form: str, first: int) -> str:
    """A file's name from its form and the first month of its period."""
    year, number = month(first)
    start = year if number >= 4 else year - 1
    return form.format(
        year=year,
        yy=f"{year % 100:02d}",
        number=number,
        month=LONG_MONTH_NAMES[number - 1],
        fy=f"{start}-{(start + 1) % 100:02d}",
        quarter=(number - 4) % 12 // 3 + 1,
    )
