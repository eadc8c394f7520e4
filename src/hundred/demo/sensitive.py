"""Two datasets that are not for everyone: one that councils share, one that stays shut."""

from dataclasses import replace

from hundred.demo.cells import Cell, plain_money
from hundred.demo.files import write_plain
from hundred.demo.places import AUTHORITY, COUNCILS
from hundred.demo.region import DatasetSpec
from hundred.demo.suppliers import Market
from hundred.demo.workshop import Workshop, open_data

_CARE = ("Foster care", "Residential", "Supported living")


def make_sensitive(workshop: Workshop, market: Market) -> list[DatasetSpec]:
    """Weekly fees for children's placements, for councils only; and a closed review of double payments."""
    return [_fees(workshop, market), _review(workshop)]


def _fees(workshop: Workshop, market: Market) -> DatasetSpec:
    chance = workshop.chance("fees")
    providers = [supplier for supplier in market.in_category("foster-care") if supplier.kind == "company"]
    rows: list[list[Cell]] = [
        [council.title, provider.name, provider.company_number, chance.pick(_CARE),
         plain_money(int(118_000 * chance.skewed())), str(chance.between(1, 9))]
        for council in COUNCILS
        for provider in chance.sample(providers, 8)
    ]  # fmt: skip
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-placement-fees", "placement-fees-2025-26.csv")
    write_plain(
        path, ["Council", "Provider", "Company number", "Kind", "Weekly fee (£)", "Children placed"], rows
    )
    workshop.plant_bad(path, len(rows), [])
    spec = open_data(
        AUTHORITY.slug,
        "placement-fees",
        "Weekly fees for children's placements",
        "What each council pays each provider a week. Shared among the seven councils alone.",
        theme="spending",
        files=(path,),
        frequency="yearly",
        tags="placements, children, fees",
    )
    return replace(spec, access="shared", shared_with=tuple(council.slug for council in COUNCILS))


def _review(workshop: Workshop) -> DatasetSpec:
    """Half of the planted double payments, as an auditor has already found them."""
    found: list[list[Cell]] = [
        [
            pair["lines"][0]["publisher"],
            *(line["transaction"] for line in pair["lines"]),
            plain_money(pair["pence"]),
            "open",
        ]
        for pair in workshop.truth.planted["duplicates"][::2]
    ]
    path = workshop.path(AUTHORITY.slug, f"{AUTHORITY.slug}-double-payments", "double-payment-review.csv")
    write_plain(path, ["Council", "First transaction", "Second transaction", "Net (£)", "State"], found)
    workshop.plant_bad(path, len(found), [])
    spec = open_data(
        AUTHORITY.slug,
        "double-payments",
        "Review of possible double payments",
        "Under investigation with the councils concerned; not for publication.",
        theme="spending",
        files=(path,),
        frequency="once",
        tags="audit, duplicates",
    )
    return replace(spec, access="closed")
