"""The order in which a region is made."""

import json
from dataclasses import asdict
from pathlib import Path

from hundred.demo.air import make_air
from hundred.demo.areas import make_areas
from hundred.demo.cards import make_card_payments
from hundred.demo.companies import make_companies
from hundred.demo.contracts import Agreements, make_agreements
from hundred.demo.demand import make_demand
from hundred.demo.estate import make_estate
from hundred.demo.layouts import CARDS, SPEND, Series
from hundred.demo.leisure import make_leisure
from hundred.demo.parties import plant_parties, plant_words
from hundred.demo.payments import RULES, make_payments
from hundred.demo.places import AUTHORITY, publishers
from hundred.demo.planning import make_planning
from hundred.demo.region import DatasetSpec, PublisherSpec, Region
from hundred.demo.registers import plant_agreements, write_misfiled, write_register
from hundred.demo.sensitive import make_sensitive
from hundred.demo.services import make_grants, make_incidents, make_salaries
from hundred.demo.spelling import Spellings
from hundred.demo.spend import write_series
from hundred.demo.suppliers import Market, make_market
from hundred.demo.truth import Truth
from hundred.demo.workshop import Workshop

_OGL = "OGL-UK-3.0"


def make(into: Path, *, seed: int = 1999, scale: float = 1.0) -> Region:
    """Makes the demo region's files under `into`: the same bytes for the same seed and scale, on any machine.

    Writes `<publisher>/<dataset>/<file>` for every dataset, `region.json` (what this returns, paths
    relative to `into`) and `truth.json` (what was planted; see docs/reference/demo-truth.md). `scale`
    is the share of the usual number of uncontracted payments: 1 makes about ninety thousand rows of
    spend, 0.02 is enough for a test.
    """
    truth = Truth(seed, scale)
    workshop = Workshop(into, truth)
    market = make_market(seed)
    agreements = make_agreements(seed, market)
    bodies = publishers()
    datasets = [
        *_spend(into, truth, market, agreements),
        *(_register(into, body, truth, agreements) for body in bodies if body.slug in RULES),
    ]
    plant_parties(market, truth)
    plant_agreements(agreements, truth)
    plant_words(truth)
    datasets += [
        *make_estate(workshop),
        *make_planning(workshop),
        *make_leisure(workshop),
        *make_air(workshop),
        *make_areas(workshop),
        *make_demand(workshop),
        make_incidents(workshop),
        make_grants(workshop, market),
        make_companies(workshop, market),
        *make_salaries(workshop),
        *make_sensitive(workshop, market),
    ]
    region = Region(
        "Estmere City Region",
        AUTHORITY.gss_code,
        "A fictional city region of seven councils in the North Sea, made to show Hundred and to test it.",
        bodies,
        tuple(datasets),
    )
    truth.write(into / "truth.json")
    (into / "region.json").write_text(_as_json(region, into), encoding="utf-8")
    return region


def _as_json(region: Region, into: Path) -> str:
    return json.dumps(asdict(region), default=lambda path: path.relative_to(into).as_posix(), indent=1) + "\n"


def _spend(into: Path, truth: Truth, market: Market, agreements: Agreements) -> list[DatasetSpec]:
    """Every publisher's payments and card payments, and what the parties' truth needs of them."""
    spellings = Spellings()
    bodies = {body.slug: body for body in publishers()}
    datasets = []
    for series in SPEND:
        slug = series.publisher
        payments = make_payments(truth.seed, slug, truth.scale, market, agreements, spellings)
        folder = into / slug / f"{slug}-spend"
        files = write_series(series, bodies[slug], payments, folder, truth)
        if slug == "orrinsby":
            files = (*files, write_misfiled(agreements, folder / "orrinsby-contracts-2025-26-q3.csv", truth))
        datasets.append(_spend_spec(series, bodies[slug], folder.name, files))
    for series in CARDS:
        slug = series.publisher
        payments = make_card_payments(truth.seed, slug, truth.scale, market, spellings)
        folder = into / slug / f"{slug}-purchase-cards"
        datasets.append(
            _spend_spec(
                series, bodies[slug], folder.name, write_series(series, bodies[slug], payments, folder, truth)
            )
        )
    return datasets


def _spend_spec(series: Series, body: PublisherSpec, slug: str, files: tuple[Path, ...]) -> DatasetSpec:
    pounds = RULES[body.slug].least // 100
    if series.cards:
        title, tags = "purchase card payments", ["purchase cards", "transparency code"]
        description = "Every transaction made with a purchase card."
    else:
        title, tags = f"payments over £{pounds}", ["spend", "suppliers", "transparency code"]
        description = f"Payments to suppliers of £{pounds} or more, as the Transparency Code asks."
    return DatasetSpec(
        slug=slug,
        title=f"{body.title}: {title}",
        description=description,
        publisher=body.slug,
        theme="spending",
        licence=_OGL,
        access="open",
        frequency={1: "monthly", 3: "quarterly", 12: "yearly"}[series.each],
        tags=tuple(tags),
        files=files,
    )


def _register(into: Path, body: PublisherSpec, truth: Truth, agreements: Agreements) -> DatasetSpec:
    slug = f"{body.slug}-contracts"
    path = write_register(body.slug, agreements, into / body.slug / slug, truth)
    return DatasetSpec(
        slug=slug,
        title=f"{body.title}: contracts register",
        description="Contracts worth £5,000 or more, with their suppliers, dates and values.",
        publisher=body.slug,
        theme="contracts",
        licence=_OGL,
        access="open",
        frequency="quarterly",
        tags=("contracts", "procurement", "transparency code"),
        files=(path,),
    )
