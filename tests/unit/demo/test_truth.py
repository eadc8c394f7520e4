"""What later work is judged by must itself be right: contracts, parties, series, places."""

import csv
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from hundred.demo.contracts import OPPORTUNITY_DAYS
from hundred.demo.places import to_latlong
from hundred.demo.suppliers import vat_number

Json = dict[str, Any]
AS_OF = date(2026, 3, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_opportunities_are_all_there_are(truth: Json) -> None:
    """Where two publishers' contracts end together there is an opportunity or a named near miss."""
    near = {entry["category"] for entry in truth["near_misses"]}
    planted = {entry["category"] for entry in truth["opportunities"]}
    together = set()
    for one, other in combinations([c for c in truth["contracts"] if day(c["end"]) > AS_OF], 2):
        apart = abs((day(one["end"]) - day(other["end"])).days)
        if (
            one["category"] == other["category"]
            and one["publisher"] != other["publisher"]
            and apart <= OPPORTUNITY_DAYS
        ):
            together.add(one["category"])
    assert planted <= together
    assert together - planted <= near
    assert not planted & near
    assert len(planted) == 8


def test_savings_lie_inside_the_range_that_may_be_claimed(truth: Json) -> None:
    for entry in truth["opportunities"]:
        low, high = entry["saving_range_basis_points"]
        assert low <= entry["saving_basis_points"] <= high
        assert entry["saving_pence"] == entry["annual_pence"] * entry["saving_basis_points"] // 10_000


def test_a_years_payments_come_near_the_contracts_value(truth: Json) -> None:
    for entry in truth["opportunities"]:
        assert 0.5 < entry["paid_last_12_months_pence"] / entry["annual_pence"] < 2, entry["category"]


def test_registers_hold_the_contracts_of_the_truth(region: Path, truth: Json) -> None:
    for name, entry in truth["registers"].items():
        if name.endswith(".csv"):
            with (region / name).open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            heading = entry["fields"]["reference"][0]
            expected = [c["reference"] for c in truth["contracts"] if c["publisher"] == entry["publisher"]]
            assert [row[heading] for row in rows] == expected


def test_look_alikes_are_different_companies(truth: Json) -> None:
    parties = {party["id"]: party for party in truth["parties"]}
    assert len(truth["look_alikes"]) >= 10
    for pair in truth["look_alikes"]:
        one, other = parties[pair["a"]], parties[pair["b"]]
        texts = [{spelling["text"] for spelling in party["spellings"]} for party in (one, other)]
        assert not texts[0] & texts[1]
        assert one["company_number"] != other["company_number"] or not one["company_number"]


def test_some_parties_are_known_by_their_sites(truth: Json) -> None:
    sites = [spelling for party in truth["parties"] for spelling in party["spellings"] if spelling["site"]]
    assert len(sites) > 20
    assert all(spelling["site"].split()[0].upper() in spelling["text"].upper() for spelling in sites)


def test_bad_lines_of_the_other_files_hold_what_is_said(region: Path, truth: Json) -> None:
    checked = 0
    for name, entry in truth["other_files"].items():
        if name.endswith(".csv") and "!" not in name:
            with (region / name).open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            assert len(rows) == entry["rows"], name
            for line, _code, column, raw in entry["bad"]:
                assert rows[line - 2][column] == raw
                checked += 1
    assert checked >= 3


def test_published_series_stop_where_the_outcomes_start(region: Path, truth: Json) -> None:
    with (
        region / "estmere-region/estmere-region-service-demand/service-demand-monthly.csv"
    ).open() as stream:
        rows = list(csv.DictReader(stream))
    assert max(row["month"] for row in rows) == "2026-03"
    assert len(rows) == 84 * (len(truth["series"]) - 3)
    for series in truth["series"]:
        assert len(series["outcome"]) == len(series["best_forecast"]) == 12


def test_the_best_forecast_is_better_than_last_years_month(region: Path, truth: Json) -> None:
    """A perfect forecaster beats the naive one where there is a trend to know of."""
    with (
        region / "estmere-region/estmere-region-service-demand/service-demand-monthly.csv"
    ).open() as stream:
        rows = [row for row in csv.DictReader(stream) if row["measure"] == "Homelessness presentations"]
    names = {"Estmere": "estmere", "Skelbrough": "skelbrough", "Tolbury": "tolbury"}
    best = naive = 0.0
    for series in truth["series"]:
        measure, _, council = series["series"].partition("|")
        if measure == "Homelessness presentations" and council in names.values():
            last = [int(row["value"]) for row in rows if names.get(row["local_authority"]) == council][-12:]
            best += sum(abs(a - b) for a, b in zip(series["outcome"], series["best_forecast"], strict=True))
            naive += sum(abs(a - b) for a, b in zip(series["outcome"], last, strict=True))
    assert best < naive


def test_need_can_be_seen_in_the_indicators(region: Path, truth: Json) -> None:
    path = region / "estmere-region/estmere-region-indicators/digital-inclusion-indicators-2025.csv"
    with path.open() as stream:
        offline = {row["area_code"]: float(row["no_home_internet_pct"]) for row in csv.DictReader(stream)}
    ranking = truth["areas"]["need_ranking"]
    assert set(ranking) == set(offline)
    third = len(ranking) // 3
    fifths = [
        sum(offline[code] for code in part) / len(part)
        for part in (ranking[:third], ranking[third : 2 * third])
    ]
    assert all(first > second for first, second in pairwise(fifths))


def test_the_grid_becomes_degrees() -> None:
    """The Ordnance Survey's worked example: Caister water tower."""
    assert to_latlong(651409.903, 313177.270) == pytest.approx((52.657979, 1.716052), abs=5e-5)


def test_vat_numbers_check() -> None:
    """The weighted sum of a VAT number's digits and its last two is a multiple of 97."""
    digits = vat_number(9_900_123)[2:]
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    assert (weighted + int(digits[7:])) % 97 == 0
