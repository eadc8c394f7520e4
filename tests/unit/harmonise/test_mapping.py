"""Which column is which field: told by headings, cells and sums, and asked where it is not sure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from harmonise_bench import Bench
from harmonise_payments import days, names, numbers, pounds, teams, what

from hundred.harmonise import TableMapping, map_table, standards

SPEND = standards()["spend"]
N = 40


def mapped(bench: Bench, cells: dict[str, Sequence[Any]], **how: Any) -> dict[str, str]:
    """Headings by the fields they are."""
    mapping = map_table(SPEND, bench.looked_at(cells), **how)
    return {match.field: bench.heading_of(match.column) for match in mapping.matches}


def asked(bench: Bench, cells: dict[str, Sequence[Any]]) -> dict[str, list[str]]:
    """Headings among which an officer must choose, by the fields in question."""
    mapping = map_table(SPEND, bench.looked_at(cells))
    return {
        question.field: [bench.heading_of(column) for column in question.candidates]
        for question in mapping.questions
    }


@pytest.mark.parametrize(
    ("date_heading", "amount_heading", "name_heading"),
    [
        ("Payment Date", "Net Amount", "Supplier Name"),
        ("PaymentDate", "Amount", "BeneficiaryName"),
        ("DATE_PAID", "AMT_NET", "VENDOR_NAME"),
        ("Date", "Value (£)", "Supplier"),
        ("Pymt Dt", "Amount Paid (excl. VAT)", "Payee"),
        ("Date of Paymnet", "Net Ammount", "Suplier Name"),
        ("Clearing Date", "Net Value", "Creditor Name"),
    ],
)
def test_councils_name_the_same_things_differently(
    bench: Bench, date_heading: str, amount_heading: str, name_heading: str
) -> None:
    cells = {
        "Directorate": teams(N),
        date_heading: days(N),
        name_heading: names(N),
        amount_heading: pounds(N),
    }
    found = mapped(bench, cells)
    assert found["payment_date"] == date_heading
    assert found["amount"] == amount_heading
    assert found["beneficiary"] == name_heading
    assert found["department"] == "Directorate"


def test_of_gross_vat_and_net_the_net_is_the_amount(bench: Bench) -> None:
    net, vat = pounds(N), pounds(N, "0.11")
    gross = [a + b for a, b in zip(net, vat, strict=True)]
    cells = {"Date": days(N), "Payee": names(N), "Gross": gross, "VAT": vat, "Net": net}
    found = mapped(bench, cells)
    assert (found["amount_gross"], found["amount"]) == ("Gross", "Net")
    mapping = map_table(SPEND, bench.looked_at(cells))
    (amount,) = (match for match in mapping.matches if match.field == "amount")
    assert any("is the sum of" in because for because in amount.because)


def test_what_adds_up_tells_columns_that_headings_do_not(bench: Bench) -> None:
    net, vat = pounds(N), pounds(N, "0.11")
    gross = [a + b for a, b in zip(net, vat, strict=True)]
    cells = {"Date": days(N), "Payee": names(N), "Total": gross, "VAT": vat, "Amount": net}
    assert mapped(bench, cells)["amount"] == "Amount"


def test_an_amount_that_no_column_holds_is_the_gross_less_the_vat(bench: Bench) -> None:
    net, vat = pounds(N), pounds(N, "0.11")
    gross = [a + b for a, b in zip(net, vat, strict=True)]
    cells = {"Date": days(N), "Payee": names(N), "Gross amount": gross, "VAT amount": vat}
    mapping = map_table(SPEND, bench.looked_at(cells))
    (amount,) = (match for match in mapping.matches if match.field == "amount")
    assert (bench.heading_of(amount.column), bench.heading_of(amount.less)) == ("Gross amount", "VAT amount")
    assert mapping.questions == ()


def test_gross_amounts_alone_are_not_taken_for_net(bench: Bench) -> None:
    cells = {"Date": days(N), "Payee": names(N), "Amount including VAT": pounds(N)}
    assert "amount" in asked(bench, cells)


def test_a_column_of_names_under_a_heading_of_numbers_is_asked_about(bench: Bench) -> None:
    cells = {"Payment date": days(N), "Supplier ID": names(N), "Net amount": pounds(N)}
    assert asked(bench, cells) == {"beneficiary": ["Supplier ID"]}


def test_numbers_under_a_heading_of_names_are_not_the_names(bench: Bench) -> None:
    cells = {
        "Payment date": days(N),
        "Supplier": numbers(N),
        "Supplier Description": names(N),
        "Net": pounds(N),
    }
    found = mapped(bench, cells)
    assert found.get("beneficiary") != "Supplier"


def test_the_day_of_the_publication_is_not_the_day_of_payment(bench: Bench) -> None:
    cells = {"Effective Date": days(1) * N, "Supplier": names(N), "Amount": pounds(N)}
    assert "payment_date" in asked(bench, cells)


def test_the_day_of_the_invoice_gives_way_to_the_day_of_payment(bench: Bench) -> None:
    cells = {
        "Invoice date": days(N),
        "Paid": days(N),
        "Payment date": days(N),
        "Payee": names(N),
        "Net": pounds(N),
    }
    assert mapped(bench, cells)["payment_date"] == "Payment date"


def test_two_columns_that_could_be_the_day_of_payment_are_asked_about(bench: Bench) -> None:
    cells = {"Posting date": days(N), "Document date": days(N), "Payee": names(N), "Net amount": pounds(N)}
    assert set(asked(bench, cells)["payment_date"]) == {"Posting date", "Document date"}


def test_columns_without_headings_are_not_guessed(bench: Bench) -> None:
    cells = {"": days(N), " ": names(N), "  ": pounds(N), "   ": pounds(N, "0.11")}
    questions = asked(bench, cells)
    assert set(questions) >= {"amount"}


def test_an_earlier_layout_of_the_publisher_settles_what_is_not_sure(bench: Bench) -> None:
    cells = {"Posting date": days(N), "Document date": days(N), "Payee": names(N), "Net amount": pounds(N)}
    found = mapped(bench, cells, earlier={("document", "date"): "payment_date"})
    assert found["payment_date"] == "Document date"


def test_what_publishers_add_is_taken_for_nothing_else(bench: Bench) -> None:
    cells = {
        "VAT Registration Number": [f"GB{123456780 + number}" for number in range(N)],
        "Invoice Number": [f"INV/{number:05}" for number in range(N)],
        "Transaction Number": numbers(N),
        "Payment Date": days(N),
        "Supplier Name": names(N),
        "Net Amount": pounds(N),
        "Purpose": what(N),
    }
    found = mapped(bench, cells)
    assert found["transaction_number"] == "Transaction Number"
    assert found["invoice_number"] == "Invoice Number"
    assert found["vat_number"] == "VAT Registration Number"
    assert "company_number" not in found


def test_every_match_says_why_in_sentences(bench: Bench) -> None:
    cells = {"Date paid": days(N), "Supplier": names(N), "Net amount": pounds(N)}
    mapping: TableMapping = map_table(SPEND, bench.looked_at(cells))
    day = next(match for match in mapping.matches if match.field == "payment_date")
    assert day.because[:2] == (
        "The heading “Date paid” says so.",
        "Its cells are days from 1 April 2026 to 28 April 2026.",
    )
    assert all(0.9 <= match.confidence <= 1 for match in mapping.matches if SPEND[match.field].required)


def test_an_empty_table_asks_for_all_it_needs(bench: Bench) -> None:
    assert set(asked(bench, {"Lane": ["1", "2"]})) == {"payment_date", "amount", "beneficiary"}


def test_amounts_of_one_value_are_still_amounts_where_the_heading_says_so(bench: Bench) -> None:
    cells = {"Payment date": days(3), "Supplier name": names(3), "Net amount": [Decimal("5.00")] * 3}
    assert mapped(bench, cells)["amount"] == "Net amount"
