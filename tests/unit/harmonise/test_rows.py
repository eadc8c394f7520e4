"""Rows in the shape of a standard: none lost, each changed cell told, totals that agree to the penny."""

import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from harmonise_bench import Bench
from harmonise_payments import days, names, pounds
from hypothesis import given, settings
from hypothesis import strategies as st

from hundred.harmonise import Publisher, harmonise_table, schema_of, standards
from hundred.lake.engine import session

N = 30


def payments(**more: Any) -> dict[str, Any]:
    return {"Date paid": days(N), "Supplier name": names(N), "Net amount": pounds(N), **more}


def test_the_fields_are_those_of_the_standard_with_provenance(bench: Bench) -> None:
    _, rows, _ = bench.harmonised(payments())
    assert list(rows[0]) == [
        *(column.name for column in schema_of(standards()["spend"])),
        "_file",
        "_sheet",
        "_line",
    ]
    assert rows[0] | {} == {
        **dict.fromkeys(rows[0]),
        "publisher": "Ambleford",
        "publisher_code": "E99",
        "payment_date": date(2026, 4, 1),
        "amount": Decimal("100.37"),
        "beneficiary": "Oakapple Ltd",
        "redacted": False,
        "party_kind": "company",
        "_file": "f" * 64,
        "_sheet": "",
        "_line": 2,
    }


def test_rows_without_an_amount_are_set_aside_with_their_line_and_told(bench: Bench) -> None:
    amounts = [*pounds(N - 1), None]
    outcome, rows, _ = bench.harmonised(payments(**{"Net amount": amounts}))
    (aside,) = outcome.became.set_aside
    assert (len(rows), aside.line, aside.why) == (N - 1, N + 1, "It has no amount.")
    assert [finding.code for finding in outcome.findings] == ["rows-without-amount"]
    assert outcome.became.total_in == outcome.became.total_out == sum(pounds(N - 1))


def test_parts_of_a_penny_are_rounded_and_told(bench: Bench) -> None:
    outcome, rows, changes = bench.harmonised(payments(**{"Net amount": pounds(N, "0.3751")}))
    assert rows[0]["amount"] == Decimal("100.38")
    became = outcome.became
    assert became.total_out == became.total_in + became.rounded
    assert became.rounded == Decimal("0.1470")
    assert changes[0]["rule"] == "rounded-to-the-penny"
    assert [finding.code for finding in outcome.findings] == ["amounts-rounded"]


def test_the_transform_log_tells_of_each_cell_that_says_something_else(bench: Bench) -> None:
    numbers = ["1234567", "SC12345", "n/a", *["07654321"] * (N - 3)]
    spaced = ["  Oakapple   Ltd ", *names(N)[1:]]
    _, rows, changes = bench.harmonised(payments(**{"Company number": numbers, "Supplier name": spaced}))
    assert [row["company_number"] for row in rows[:4]] == ["01234567", "SC012345", None, "07654321"]
    assert rows[0]["beneficiary"] == "Oakapple Ltd"
    told = [(change["_line"], change["field"], change["raw"], change["value"]) for change in changes]
    assert sorted(told) == [
        (2, "beneficiary", "  Oakapple   Ltd ", "Oakapple Ltd"),
        (2, "company_number", "1234567", "01234567"),
        (3, "company_number", "SC12345", "SC012345"),
        (4, "company_number", "n/a", None),
    ]


def test_columns_named_as_the_log_is_are_not_taken_for_it(bench: Bench) -> None:
    path, columns = bench.table(payments(**{"Supplier name": [" Oakapple  Ltd ", *names(N)[1:]]}))
    renamed = dict(zip((column.name for column in columns), ("raw", "value", "rule"), strict=True))
    pq.write_table(pq.read_table(path).rename_columns(renamed), path)
    columns = [replace(column, name=renamed[column.name]) for column in columns]
    into, changes = bench.folder / "out.parquet", bench.folder / "changes.parquet"
    told = {"standard": standards()["spend"], "publisher": Publisher("Ambleford")}
    harmonise_table(bench.engine, [path], columns, **told, into=into, changes=changes)
    (change,) = pq.read_table(changes).to_pylist()
    assert (change["field"], change["raw"], change["value"]) == (
        "beneficiary",
        " Oakapple  Ltd ",
        "Oakapple Ltd",
    )


def test_an_amount_is_worked_out_from_gross_and_vat(bench: Bench) -> None:
    cells = payments()
    net = cells.pop("Net amount")
    vat = pounds(N, "0.11")
    gross = [a + b for a, b in zip(net, vat, strict=True)]
    outcome, rows, _ = bench.harmonised({**cells, "Gross amount": gross, "VAT": vat})
    assert [row["amount"] for row in rows] == net
    assert rows[0]["amount_gross"] == gross[0]
    assert outcome.became.total_in == outcome.became.total_out == sum(net)


def test_the_code_of_a_body_is_taken_from_its_address(bench: Bench) -> None:
    address = "http://statistics.data.gov.uk/doc/statistical-geography/E08000099"
    _, rows, _ = bench.harmonised(payments(Body=[address] * N), publisher="")
    assert rows[0]["publisher_code"] in ("E99", "E08000099")


def test_nothing_is_written_while_a_question_is_open(bench: Bench) -> None:
    outcome, rows, _ = bench.harmonised({"When": ["May"] * N, "Supplier": names(N), "Net amount": pounds(N)})
    assert outcome.became is None
    assert rows == []
    assert [question.field for question in outcome.mapping.questions] == ["payment_date"]
    assert [finding.code for finding in outcome.findings] == ["field-not-found"]


def test_a_table_of_another_standard_is_found_out(bench: Bench) -> None:
    cells = {
        "Contract reference": [f"C{number:04}" for number in range(N)],
        "Contract title": [f"Road salt {number}" for number in range(N)],
        "Supplier name": names(N),
        "Start date": days(N),
        "End date": days(N),
    }
    outcome, _, _ = bench.harmonised(cells)
    assert outcome.mapping is None
    assert [finding.code for finding in outcome.findings] == ["other-standard"]


def test_the_same_rows_give_the_same_bytes(bench: Bench) -> None:
    bench.harmonised(payments())
    bench.harmonised(payments())
    first, second = sorted(bench.folder.glob("*.out.parquet"))
    assert first.read_bytes() == second.read_bytes()


@settings(max_examples=25, deadline=None)
@given(amounts=st.lists(st.none() | st.decimals(-(10**9), 10**9, places=4), min_size=12, max_size=40))
def test_no_row_and_no_penny_is_lost(amounts: list[Decimal | None]) -> None:

    cells = {
        "Date paid": days(len(amounts)),
        "Supplier name": names(len(amounts)),
        "Net amount": [Decimal("1.2345"), *amounts[1:]],
    }
    with tempfile.TemporaryDirectory() as folder, session(memory_mb=300) as engine:
        outcome, rows, _ = Bench(engine, Path(folder)).harmonised(cells)
    became = outcome.became
    assert became is not None
    assert became.rows_in == len(amounts) == became.rows_out + len(became.set_aside)
    assert sum(row["amount"] for row in rows) == became.total_out == became.total_in + became.rounded
    assert became.total_in == sum(amount for amount in cells["Net amount"] if amount is not None)
