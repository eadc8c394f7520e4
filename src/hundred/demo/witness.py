"""Writes down the truth about a spend file while it is made: what its lines are, and whom they pay what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hundred.demo.cells import STANDARD
from hundred.demo.layouts import Layout
from hundred.demo.pages import Bad, Page
from hundred.demo.payments import Payment
from hundred.demo.truth import Json, Truth

_TWELVE_MONTHS_AGO = date(2025, 4, 1)


@dataclass(slots=True)
class _Lines:
    """The lines of one file, by what they are."""

    header: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    redacted: list[int] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    set_aside: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def bear_witness(truth: Truth, key: str, page: Page, starts: Sequence[int]) -> None:
    """Adds a page to the truth; `key` names its file (and sheet), its records start on the lines `starts`."""
    publisher, layout, lines = page.form.publisher.slug, page.form.layout, _Lines()
    for number, (role, payment) in enumerate(zip(page.grid.roles, page.payments, strict=True)):
        if payment is None:
            lines.set_aside[role] += 1
            if role == "header":
                lines.header.append(starts[number])
        else:
            lines.data.append(starts[number])
            bad = page.bad.get(number)
            _note_name(truth, payment, publisher, lines, named=bad is None or bad.named)
            _note_pounds(truth, payment, publisher, bad)
            if payment.tag:
                truth.tagged[payment.tag].append(_line_of(payment, publisher, key, starts[number]))
    truth.layouts.setdefault(layout.id, _layout_truth(layout, publisher))
    truth.files[key] = {
        "publisher": publisher,
        "layout": layout.id,
        "encoding": "xlsx" if page.form.typed else page.form.dress.encoding,
        "header_lines": lines.header,
        "first_line": lines.data[0] if lines.data else 0,
        "last_line": lines.data[-1] if lines.data else 0,
        "rows": len(lines.data),
        "net_pence": page.net,
        "set_aside": dict(sorted(lines.set_aside.items())),
        "bad": [[starts[number], bad.code, bad.column, bad.raw] for number, bad in sorted(page.bad.items())],
        "redacted_lines": lines.redacted,
        "person_lines": lines.person,
    }


def _note_name(truth: Truth, payment: Payment, publisher: str, lines: _Lines, *, named: bool) -> None:
    """Whom the line just added names: nobody, somebody hidden, or a party by one of its spellings."""
    if named and payment.redacted:
        lines.redacted.append(lines.data[-1])
    elif named:
        truth.mention(payment.supplier.id, payment.spelling.text, payment.spelling.site, publisher)
        if payment.supplier.kind == "person":
            lines.person.append(lines.data[-1])


def _note_pounds(truth: Truth, payment: Payment, publisher: str, bad: Bad | None) -> None:
    """What a reader can add up: by party where it is named, and by contract over the last twelve months."""
    if bad is not None and not bad.legible:
        return
    if not payment.redacted and (bad is None or bad.named):
        truth.party_pence[payment.supplier.id][publisher] += payment.net
    if payment.contract and payment.day >= _TWELVE_MONTHS_AGO:
        truth.contract_pence[publisher, payment.contract] += payment.net


def _line_of(payment: Payment, publisher: str, key: str, line: int) -> Json:
    return {
        "publisher": publisher,
        "file": key,
        "line": line,
        "pence": payment.net,
        "transaction": payment.transaction,
        "party": payment.supplier.id,
    }


def _layout_truth(layout: Layout, publisher: str) -> Json:
    """Which heading holds which field of the standard, with its place from 1."""
    columns = enumerate(layout.columns, 1)
    return {
        "publisher": publisher,
        "headings": list(layout.headings),
        "fields": {name: [heading, number] for number, (heading, name) in columns if name in STANDARD},
        "dates": layout.dates,
        "money": layout.money,
    }
