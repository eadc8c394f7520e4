"""Payments into each publisher's files, in its layout and with its mess, and the truth about every file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hundred.demo.calendar import LONG_MONTH_NAMES, MONTHS, month, month_index
from hundred.demo.cells import MONEY, STANDARD, Cell, writer_of
from hundred.demo.chance import Chance
from hundred.demo.files import Grid, write_text, write_workbook
from hundred.demo.layouts import Dress, Layout, Series
from hundred.demo.payments import Payment
from hundred.demo.region import PublisherSpec
from hundred.demo.truth import Json, Truth

_TWELVE_MONTHS_AGO = date(2025, 4, 1)


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


@dataclass(slots=True)
class Page:
    """One file, or one sheet of one: its grid and what each data row stands for (None: not a row)."""

    layout: Layout
    grid: Grid
    payments: list[Payment | None]
    bad: dict[int, Bad]


def write_series(
    series: Series, publisher: PublisherSpec, payments: Sequence[Payment], folder: Path, truth: Truth
) -> tuple[Path, ...]:
    """Writes a publisher's files into `folder`; gives their paths in the order of their periods."""
    chance = Chance(truth.seed, f"spend {folder.name}")
    by_month: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments:
        by_month[month_index(payment.day)].append(payment)
    paths = []
    for first in range(0, MONTHS, series.each):
        path = folder / file_name(series.name, first)
        months = [by_month[index] for index in range(first, first + series.each)]
        if series.workbook:
            _write_book(series, publisher, first, months, path, truth, chance)
        else:
            layout, dress = series.layout_at(first), series.dress_at(first)
            page = lay_out(layout, dress, publisher, [payment for some in months for payment in some], chance)
            starts = write_text(path, page.grid, dress)
            record(truth, path, "", page, starts, publisher.slug, dress)
        paths.append(path)
    return tuple(paths)


def _write_book(
    series: Series,
    publisher: PublisherSpec,
    first: int,
    months: list[list[Payment]],
    path: Path,
    truth: Truth,
    chance: Chance,
) -> None:
    """A workbook of the year: a sheet a quarter, and a hidden one of notes."""
    layout, dress = series.layout_at(first), series.dress_at(first)
    pages = {
        f"Q{quarter + 1}": lay_out(
            layout,
            dress,
            publisher,
            [p for some in months[quarter * 3 : quarter * 3 + 3] for p in some],
            chance,
            typed=True,
        )
        for quarter in range(4)
    }
    notes = Grid(
        [("Ask Exchequer Services before publishing.",), ("Q4 includes late journals.",)], ["note", "note"]
    )
    write_workbook(
        path, [*((name, page.grid) for name, page in pages.items()), ("Notes", notes)], hidden=("Notes",)
    )
    for name, page in pages.items():
        record(truth, path, name, page, list(range(1, len(page.grid.rows) + 1)), publisher.slug, dress)


def file_name(form: str, first: int) -> str:
    """A file's name from its form and the first month of its period."""
    year, number = month(first)
    start = year if number >= 4 else year - 1
    return form.format(
        year=year, yy=f"{year % 100:02d}", number=number, month=LONG_MONTH_NAMES[number - 1],
        fy=f"{start}-{(start + 1) % 100:02d}", quarter=(number - 4) % 12 // 3 + 1,
    )  # fmt: skip


def lay_out(
    layout: Layout,
    dress: Dress,
    publisher: PublisherSpec,
    payments: Sequence[Payment],
    chance: Chance,
    *,
    typed: bool = False,
) -> Page:
    """The grid of one file or sheet: what is above the header, the header, the rows, and what is below."""
    spare = [""] * dress.spare
    page = Page(layout, Grid(), [], {})
    for line in dress.preamble:
        _put(page, "preamble" if any(line) else "blank", line)
    for header in _headers(layout, dress):
        _put(page, "header", [*header, *spare])
    writers = [writer_of(name, layout, publisher, typed=typed) for _, name in layout.columns]
    names = [name for _, name in layout.columns]
    purpose = names.index("purpose") if "purpose" in names else 0
    spoilt = {chance.below(len(payments)) for _ in range(chance.round(0.6 + len(payments) / 900))}
    for number, payment in enumerate(payments):
        cells: list[Cell] = [write(payment) for write in writers]
        if dress.wraps and number % dress.wraps == dress.wraps - 1:
            cells[purpose] = f'{cells[purpose]}\nas agreed, see "file note"'
        if number in spoilt and not payment.tag:
            page.bad[len(page.grid.rows)] = _spoil(cells, names, layout, payment, chance, typed=typed)
        _put(page, "data", cells if len(cells) < len(names) else [*cells, *spare], payment)
        if dress.repeats and number % dress.repeats == dress.repeats - 1:
            _put(page, "repeated header", layout.headings)
        if dress.blanks and number % dress.blanks == dress.blanks - 1:
            _put(page, "blank", [""] * len(cells))
    if dress.total:
        _put(page, "total", _total(page, names, layout, typed=typed))
    if dress.note:
        _put(page, "note", [dress.note])
    return page


def _put(page: Page, role: str, row: Sequence[Cell], payment: Payment | None = None) -> None:
    page.grid.add(role, row)  # type: ignore[arg-type]
    page.payments.append(payment)


def _headers(layout: Layout, dress: Dress) -> list[tuple[str, ...]]:
    """The header, in two records where its words are stacked."""
    if not dress.split_header:
        return [layout.headings]
    stacked = [heading.rpartition(" ") for heading in layout.headings]
    return [tuple(above for above, _, _ in stacked), tuple(below for _, _, below in stacked)]


def _total(page: Page, names: list[str], layout: Layout, *, typed: bool) -> list[Cell]:
    pence = _net(page)
    row: list[Cell] = [""] * len(names)
    row[0] = "Total"
    row[names.index("amount")] = pence / 100 if typed else MONEY[layout.money](pence)
    return row


def _net(page: Page) -> int:
    """The sum of the legible amounts, in pence."""
    return sum(
        payment.net
        for number, payment in enumerate(page.payments)
        if payment is not None and (number not in page.bad or page.bad[number].legible)
    )


def _spoil(
    cells: list[Cell], names: list[str], layout: Layout, payment: Payment, chance: Chance, *, typed: bool
) -> Bad:
    """Spoils a row in place and says how."""
    codes = [
        "date-impossible",
        "date-missing",
        "date-outside-period",
        "amount-unreadable",
        "amount-missing",
        "beneficiary-missing",
    ]
    code = chance.pick(codes if typed else [*codes, "row-long", "row-short"])
    if code == "row-long":
        cells.append("checked")
        return Bad(code, "", "checked")
    if code == "row-short":
        del cells[-2:]
        return Bad(code, "", "", legible="amount" in names[:-2], named="beneficiary" in names[:-2])
    field = {"date": "payment_date", "amount": "amount", "beneficiary": "beneficiary"}[code.split("-")[0]]
    where = names.index(field)
    raw: dict[str, str] = {
        "date-impossible": f"31/{chance.pick(('02', '06', '09', '11'))}/{payment.day.year}",
        "date-outside-period": f"{payment.day.day:02d}/{payment.day.month:02d}/{payment.day.year + 180}",
        "amount-unreadable": chance.pick(("#REF!", "see note", "TBC")),
    }
    cells[where] = raw.get(code, "")
    return Bad(
        code,
        layout.headings[where],
        raw.get(code, ""),
        legible=field != "amount",
        named=field != "beneficiary",
    )


def record(
    truth: Truth, path: Path, sheet: str, page: Page, starts: list[int], publisher: str, dress: Dress
) -> None:
    """Writes down the truth about one file or sheet."""
    file = "/".join(path.parts[-3:])
    key = f"{file}#{sheet}" if sheet else file
    lines: dict[str, list[int]] = defaultdict(list)
    set_aside: dict[str, int] = defaultdict(int)
    for number, (role, payment) in enumerate(zip(page.grid.roles, page.payments, strict=True)):
        if payment is None:
            set_aside[role] += 1
            if role == "header":
                lines["header"].append(starts[number])
            continue
        lines["data"].append(starts[number])
        _record_payment(truth, key, starts[number], payment, publisher, page.bad.get(number), lines)
    truth.layouts.setdefault(page.layout.id, _layout_truth(page.layout, publisher))
    truth.files[key] = {
        "publisher": publisher,
        "layout": page.layout.id,
        "encoding": "xlsx" if sheet else dress.encoding,
        "header_lines": lines["header"],
        "first_line": lines["data"][0] if lines["data"] else 0,
        "last_line": lines["data"][-1] if lines["data"] else 0,
        "rows": len(lines["data"]),
        "net_pence": _net(page),
        "set_aside": dict(sorted(set_aside.items())),
        "bad": [[starts[number], bad.code, bad.column, bad.raw] for number, bad in sorted(page.bad.items())],
        "redacted_lines": lines["redacted"],
        "person_lines": lines["person"],
    }


def _record_payment(
    truth: Truth,
    key: str,
    line: int,
    payment: Payment,
    publisher: str,
    bad: Bad | None,
    lines: dict[str, list[int]],
) -> None:
    named = bad is None or bad.named
    if named and payment.redacted:
        lines["redacted"].append(line)
    elif named:
        truth.mention(payment.supplier.id, payment.spelling.text, payment.spelling.site, publisher)
        if payment.supplier.kind == "person":
            lines["person"].append(line)
    if payment.tag:
        truth.tagged[payment.tag].append(
            {
                "publisher": publisher,
                "file": key,
                "line": line,
                "pence": payment.net,
                "transaction": payment.transaction,
                "party": payment.supplier.id,
            }
        )
    if bad is None or bad.legible:
        if named and not payment.redacted:
            truth.party_pence[payment.supplier.id][publisher] += payment.net
        if payment.contract and payment.day >= _TWELVE_MONTHS_AGO:
            truth.contract_pence[publisher, payment.contract] += payment.net


def _layout_truth(layout: Layout, publisher: str) -> Json:
    """Which heading holds which field of the standard, with its place from 1."""
    fields = {
        name: [heading, number]
        for number, (heading, name) in enumerate(layout.columns, 1)
        if name in STANDARD
    }
    return {"publisher": publisher, "headings": list(layout.headings), "fields": fields,
            "dates": layout.dates, "money": layout.money}  # fmt: skip
