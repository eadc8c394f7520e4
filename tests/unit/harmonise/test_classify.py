"""Which standard a table answers, if any."""

from typing import Any

from harmonise_bench import Bench
from harmonise_payments import days, names, numbers, pounds, teams, what

from hundred.harmonise import classify

N = 40


def best(bench: Bench, cells: dict[str, Any], title: str = "") -> str:
    """The slug of the standard that a table answers, "" where it answers none."""
    fit = classify(bench.looked_at(cells), title)[0]
    return fit.standard.slug if fit.answers else ""


def test_payments(bench: Bench) -> None:
    cells = {"Date paid": days(N), "Supplier": names(N), "Net amount": pounds(N), "Directorate": teams(N)}
    assert best(bench, cells) == "spend"


def test_payments_by_card_by_what_only_cards_have_or_by_their_name(bench: Bench) -> None:
    cells = {"Transaction date": days(N), "Merchant": names(N), "Amount": pounds(N)}
    assert best(bench, cells) == "spend"
    assert best(bench, cells, "procurement-card-april.csv") == "purchase-cards"
    assert best(bench, {**cells, "Merchant category": teams(N)}) == "purchase-cards"


def test_a_register_of_contracts_among_payments(bench: Bench) -> None:
    cells = {
        "Contract reference": [f"C{number:04}" for number in range(N)],
        "Contract title": what(N),
        "Supplier name": names(N),
        "Start date": days(N),
        "End date": days(N),
        "Total contract value": pounds(N),
    }
    assert best(bench, cells, "spend-2026-07.csv") == "contracts"


def test_grants_only_where_they_are_called_so(bench: Bench) -> None:
    cells = {"Award date": days(N), "Recipient": names(N), "Amount awarded": pounds(N)}
    assert best(bench, cells, "awards.csv") != "grants"
    assert best(bench, cells, "grants-2026.csv") == "grants"


def test_libraries_and_not_any_place_with_a_postcode(bench: Bench) -> None:
    postcodes = [f"LS{number} 1AA" for number in range(1, 21)]
    cells = {"Name": [f"{number} Wold Centre" for number in range(20)], "Postcode": postcodes}
    assert best(bench, cells, "leisure-centres.csv") == ""
    assert best(bench, cells, "libraries.csv") == "libraries"


def test_planning_applications(bench: Bench) -> None:
    cells = {
        "Application Number": [f"26/{number:05}/FUL" for number in range(N)],
        "Site Address": [f"{number} Mill Street, Ness" for number in range(N)],
        "Proposal": what(N),
        "Date Valid": days(N),
    }
    assert best(bench, cells) == "planning-applications"


def test_brownfield_land(bench: Bench) -> None:
    cells = {
        "SiteReference": [f"BF{number}" for number in range(N)],
        "SiteNameAddress": [f"Land at {number} Mill Lane" for number in range(N)],
        "GeoX": pounds(N, "0.5"),
        "GeoY": pounds(N, "0.5"),
        "Hectares": pounds(N, "0.25"),
        "OwnershipStatus": ["not owned by a public authority"] * N,
    }
    assert best(bench, cells) == "brownfield-land"


def test_what_is_none_of_them_is_none(bench: Bench) -> None:
    assert best(bench, {"Lane": ["1", "2"], "Width": [3, 4]}) == ""
    assert best(bench, {"Ward": teams(N), "Electors": numbers(N, 900), "Turnout": pounds(N)}) == ""
