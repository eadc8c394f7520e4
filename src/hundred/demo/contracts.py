# ruff: noqa: E501 - the tables below read better with a row to a line
"""What councils have agreed to buy, and so what two or more of them could buy together.

Opportunities are planted, not found: `PLAN` says, category by category, whose contracts end when.
Categories planned as scattered, single, joint or public are near misses that a careful search
leaves out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hundred.demo.calendar import AS_OF
from hundred.demo.categories import BY_SLUG
from hundred.demo.chance import Chance
from hundred.demo.places import AUTHORITY, COUNCILS, FIRE
from hundred.demo.suppliers import Market, Supplier

OPPORTUNITY_DAYS = 122
SAVING_LOW_BP, SAVING_HIGH_BP = 50, 1500


@dataclass(frozen=True, slots=True)
class Plan:
    """The contracts of one category: who ends when (first day of a month), and what is true of them together.

    `saving_bp` is the true saving of buying together in hundredths of a percent of a year's value;
    `shared` whether all use one supplier.
    """

    category: str
    ends: tuple[tuple[str, str], ...]
    saving_bp: int = 0
    joint: bool = False
    public: bool = False
    shared: bool = False
    why_not: str = ""


def _ends(text: str) -> tuple[tuple[str, str], ...]:
    """`estmere 2026-09-30, …` → pairs."""
    return tuple((part.split()[0], part.split()[1]) for part in text.split(","))


_ALL = [council.slug for council in COUNCILS]

PLAN = (
    Plan("agency-staff", _ends("estmere 2026-09-30,tolbury 2026-11-30,brantoft 2026-10-31,wyndle-valley 2026-12-31"), 420),
    Plan("highways", _ends("skelbrough 2027-03-31,orrinsby 2027-03-31"), 260),
    Plan("cleaning", _ends("estmere 2026-12-31,skelbrough 2027-01-31,dunmarsh 2027-03-31"), 510, shared=True),
    Plan("stationery", _ends(",".join(f"{slug} 2027-06-{10 + n * 3}" for n, slug in enumerate(_ALL))), 880),
    Plan("school-transport", _ends("wyndle-valley 2027-07-31,orrinsby 2027-07-31,dunmarsh 2027-08-31"), 190),
    Plan("software", _ends("tolbury 2028-03-31,brantoft 2028-03-31,estmere 2028-05-31,estmere-region 2028-03-31"), 340, shared=True),
    Plan("grounds", _ends("brantoft 2026-10-31,dunmarsh 2026-12-31"), 300),
    Plan("security", _ends("estmere 2027-09-30,wyndle-valley 2027-10-31,tolbury 2027-12-31"), 470),
    Plan("electricity", _ends(",".join(f"{slug} 2027-03-31" for slug in _ALL)), joint=True, shared=True,
         why_not="already bought together by all seven councils"),
    Plan("print", _ends("skelbrough 2026-11-30,orrinsby 2026-11-30"), joint=True, shared=True,
         why_not="already bought together by the two councils"),
    Plan("waste", _ends("estmere 2026-07-31,skelbrough 2027-11-30,wyndle-valley 2029-02-28"), why_not="end more than a year apart"),
    Plan("legal", _ends("tolbury 2026-06-30,dunmarsh 2027-09-30,orrinsby 2028-12-31"), why_not="end more than a year apart"),
    Plan("fleet", _ends("orrinsby 2025-06-30,brantoft 2028-09-30"), why_not="one has run out, the other runs for years"),
    Plan("lifts", _ends("estmere 2026-08-31"), why_not="one council alone"),
    Plan("lighting", _ends("tolbury 2027-05-31"), why_not="one council alone"),
    Plan("health-visiting", _ends("skelbrough 2027-03-31,brantoft 2027-03-31,dunmarsh 2027-03-31"), public=True, shared=True,
         why_not="the supplier is an NHS trust, not a market"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contract:
    """One entry of a register. Money in pence; `extend_to` is the last day with every extension taken."""

    publisher: str
    reference: str
    title: str
    category: str
    supplier: Supplier
    start: date
    end: date
    review: date
    extend_to: date
    annual: int
    joint_with: tuple[str, ...] = ()
    published: bool = True

    @property
    def total(self) -> int:
        """The value over the life of the contract, in pence."""
        return self.annual * max(1, round((self.end - self.start).days / 365.25))


@dataclass(frozen=True, slots=True)
class Agreements:
    """Every contract, and the plan they follow."""

    planned: tuple[Contract, ...]
    past: tuple[Contract, ...]

    def of(self, publisher: str) -> list[Contract]:
        """A publisher's register, in the order it was kept."""
        return [contract for contract in (*self.planned, *self.past) if contract.publisher == publisher]


def make_agreements(seed: int, market: Market) -> Agreements:
    """The region's contracts: those planned, and forty or so finished ones for each council."""
    chance = Chance(seed, "contracts")
    planned = tuple(contract for plan in PLAN for contract in _planned(plan, market, chance))
    past = tuple(
        contract
        for slug in (*_ALL, AUTHORITY.slug, FIRE.slug)
        for contract in _past(slug, market, chance, 40 if slug in _ALL else 12)
    )
    return Agreements(planned, past)


def _planned(plan: Plan, market: Market, chance: Chance) -> list[Contract]:
    suppliers = market.in_category(plan.category)
    first = chance.below(len(suppliers))
    made = []
    for number, (publisher, end) in enumerate(plan.ends):
        category = BY_SLUG[plan.category]
        supplier = suppliers[first if plan.shared else (first + number) % len(suppliers)]
        last = date.fromisoformat(end)
        start = (last + timedelta(days=1)).replace(year=last.year - 4 if last.year > 2025 else 2021)
        annual = _whole_hundreds(category.base * (18 + 30 * chance.unit()) * size_of(publisher))
        made.append(
            Contract(
                publisher=publisher,
                reference=f"{publisher[:3].upper()}-{BY_SLUG[plan.category].cpv[:4]}-{number + 1:02d}",
                title=f"{category.title} {start.year}-{last.year}",
                category=plan.category,
                supplier=supplier,
                start=start,
                end=last,
                review=last - timedelta(days=180),
                extend_to=last.replace(year=last.year + 1, day=min(last.day, 28))
                if chance.happens(0.6)
                else last,
                annual=annual,
                joint_with=tuple(other for other, _ in plan.ends if other != publisher) if plan.joint else (),
            )
        )
    return made


def size_of(publisher: str) -> float:
    """How much a publisher buys, 1 for a middling council."""
    council = next((council for council in COUNCILS if council.slug == publisher), None)
    return council.people / 200_000 if council else 0.4


_PAST = (("building-works", "Roof works at {place} Library"), ("building-works", "Boiler replacement, {place} Baths"),
         ("consultancy", "{place} town centre plan"), ("training", "{place} skills bootcamp"),
         ("ict-equipment", "Laptops for {place} schools"), ("catering", "Catering at {place} Town Hall"))  # fmt: skip


def _past(publisher: str, market: Market, chance: Chance, count: int) -> list[Contract]:
    """Finished one-offs: they fill a register and can no longer be bought together."""
    places = next((council.towns for council in COUNCILS if council.slug == publisher), ("Estmere",))
    made = []
    for number in range(count):
        slug, title = chance.pick(_PAST)
        start = date(2021, 4, 1) + timedelta(days=chance.below(1300))
        end = min(start + timedelta(days=chance.between(60, 540)), AS_OF)
        made.append(
            Contract(
                publisher=publisher,
                reference=f"{publisher[:3].upper()}-{start.year}-{number + 1:03d}",
                title=title.format(place=chance.pick(places)),
                category=slug,
                supplier=chance.pick(
                    [supplier for supplier in market.in_category(slug) if supplier.kind == "company"]
                ),
                start=start,
                end=end,
                review=start + timedelta(days=(end - start).days // 2),
                extend_to=end,
                annual=_whole_hundreds(BY_SLUG[slug].base * (4 + 20 * chance.unit())),
            )
        )
    return made


def _whole_hundreds(pence: float) -> int:
    """An amount cut to whole hundreds of pounds, in pence, as contract values are."""
    return int(pence // 10_000) * 10_000
