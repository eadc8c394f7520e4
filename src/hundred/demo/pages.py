"""The page of a spend file or sheet: its grid in the layout and dress of its publisher, with its bad rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hundred.demo.cells import MONEY, Cell, writer_of
from hundred.demo.chance import Chance
from hundred.demo.files import Grid, Role
from hundred.demo.layouts import Dress, Layout
from hundred.demo.payments import Payment
from hundred.demo.region import PublisherSpec


@dataclass(frozen=True, slots=True)
class Bad:
    """A row spoilt on purpose: why, in which column, and what that now holds.

    `legible` says whether its amount can still be read, `named` whether it still names somebody.
    """

    code: str
    column: str
    raw: str
    legible: bool = True
    named: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """How a page is to look. `typed` pages hold days and numbers, as workbooks do, instead of text."""

    publisher: PublisherSpec
    layout: Layout
    dress: Dress
    typed: bool = False


@dataclass(slots=True)
class Page:
    """One file, or one sheet of one: its grid, and what each record stands for (None: not a row)."""

    form: Form
    grid: Grid = field(default_factory=Grid)
    payments: list[Payment | None] = field(default_factory=list)
    bad: dict[int, Bad] = field(default_factory=dict)

    def add(self, role: Role, row: Sequence[Cell], payment: Payment | None = None) -> None:
        """One more record below."""
        self.grid.add(role, row)
        self.payments.append(payment)

    @property
    def net(self) -> int:
        """The sum of the amounts that can be read, in pence."""
        return sum(
            payment.net
            for number, payment in enumerate(self.payments)
            if payment is not None and (number not in self.bad or self.bad[number].legible)
        )


def lay_out(form: Form, payments: Sequence[Payment], chance: Chance) -> Page:
    """The page of these payments: what is above the header, the header, the rows, and what is below."""
    layout, dress, page = form.layout, form.dress, Page(form)
    spare = [""] * dress.spare
    for above in dress.preamble:
        page.add("preamble" if any(above) else "blank", above)
    for header in _headers(layout, dress):
        page.add("header", [*header, *spare])
    _add_rows(page, payments, spare, chance)
    if dress.total:
        page.add("total", _total(page))
    if dress.note:
        page.add("note", [dress.note])
    return page


def _headers(layout: Layout, dress: Dress) -> list[tuple[str, ...]]:
    """The header, in two records where its words are stacked."""
    if not dress.split_header:
        return [layout.headings]
    stacked = [heading.rpartition(" ") for heading in layout.headings]
    return [tuple(above for above, _, _ in stacked), tuple(below for _, _, below in stacked)]


def _add_rows(page: Page, payments: Sequence[Payment], spare: list[str], chance: Chance) -> None:
    layout, dress = page.form.layout, page.form.dress
    names = [name for _, name in layout.columns]
    writers = [writer_of(name, layout, page.form.publisher, typed=page.form.typed) for name in names]
    purpose = names.index("purpose") if "purpose" in names else 0
    spoilt = {chance.below(len(payments)) for _ in range(chance.round(0.6 + len(payments) / 900))}
    for number, payment in enumerate(payments):
        cells: list[Cell] = [write(payment) for write in writers]
        if _falls_on(number, dress.wraps):
            cells[purpose] = f'{cells[purpose]}\nas agreed, see "file note"'
        if number in spoilt and not payment.tag:
            page.bad[len(page.payments)] = _spoil(cells, page.form, payment, chance)
        page.add("data", cells if len(cells) < len(names) else [*cells, *spare], payment)
        if _falls_on(number, dress.repeats):
            page.add("repeated header", layout.headings)
        if _falls_on(number, dress.blanks):
            page.add("blank", [""] * len(names))


def _falls_on(number: int, every: int) -> bool:
    """Whether something that happens after every so many rows (0: never) happens after this one."""
    return every > 0 and number % every == every - 1


def _total(page: Page) -> list[Cell]:
    layout = page.form.layout
    row: list[Cell] = ["" for _ in layout.columns]
    row[0] = "Total"
    row[_place(layout, "amount")] = page.net / 100 if page.form.typed else MONEY[layout.money](page.net)
    return row


def _place(layout: Layout, name: str) -> int:
    return [field for _, field in layout.columns].index(name)


_CELL_FAULTS = {
    "date-impossible": "payment_date",
    "date-missing": "payment_date",
    "date-outside-period": "payment_date",
    "amount-unreadable": "amount",
    "amount-missing": "amount",
    "beneficiary-missing": "beneficiary",
}
_ROW_FAULTS = ("row-long", "row-short")


def _spoil(cells: list[Cell], form: Form, payment: Payment, chance: Chance) -> Bad:
    """Spoils a row in place and says how; a workbook's rows are all as wide, so only their cells go bad."""
    code = chance.pick(tuple(_CELL_FAULTS) if form.typed else (*_CELL_FAULTS, *_ROW_FAULTS))
    if code == "row-long":
        cells.append("checked")
        return Bad(code, "", "checked")
    if code == "row-short":
        del cells[-2:]
        kept = [name for _, name in form.layout.columns[:-2]]
        return Bad(code, "", "", legible="amount" in kept, named="beneficiary" in kept)
    name, day = _CELL_FAULTS[code], payment.day
    raw = {
        "date-impossible": f"31/{chance.pick(('02', '06', '09', '11'))}/{day.year}",
        "date-outside-period": f"{day.day:02d}/{day.month:02d}/{day.year + 180}",
        "amount-unreadable": chance.pick(("#REF!", "see note", "TBC")),
    }.get(code, "")
    where = _place(form.layout, name)
    cells[where] = raw
    heading = form.layout.headings[where]
    return Bad(code, heading, raw, legible=name != "amount", named=name != "beneficiary")
