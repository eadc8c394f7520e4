# ruff: noqa: E501 - the tables below read better with a row to a line
"""Who is paid: firms in groups with their sites, charities, public bodies, people, and names that are nobody.

The makings of every identity puzzle are planted here on purpose: sites that trade under names of
their own, sister companies that must stay apart, and charities that look like companies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hundred.demo.categories import CATEGORIES, Category
from hundred.demo.chance import Chance
from hundred.demo.names import invented_words, person, postcode
from hundred.demo.places import AUTHORITY, COUNCILS, FIRE

PUBLISHERS = tuple(council.slug for council in COUNCILS)
EVERYONE = (*PUBLISHERS, AUTHORITY.slug, FIRE.slug)


@dataclass(frozen=True, slots=True)
class Supplier:
    """One legal entity, or one person, public body, charity or pseudo-payment.

    `kind` is company, charity, public-body, person or pseudo-payment. `sites` are names its homes or
    depots trade under. `serves` are slugs of publishers that pay it. `group` is "" where it stands alone.
    """

    id: str
    name: str
    kind: str
    category: str
    serves: tuple[str, ...]
    company_number: str = ""
    charity_number: str = ""
    vat_number: str = ""
    postcode: str = ""
    group: str = ""
    sites: tuple[str, ...] = ()
    sme: bool = True


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two suppliers whose names nearly agree and who are not one."""

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True)
class Market:
    """Everybody who is paid in the region."""

    suppliers: tuple[Supplier, ...]
    look_alikes: tuple[LookAlike, ...]
    groups: dict[str, str]

    def in_category(self, slug: str) -> list[Supplier]:
        """The suppliers of one category, in the order they were made."""
        return [supplier for supplier in self.suppliers if supplier.category == slug]


# Two names around one invented word; {w} stands for it. The last field is why they are not one.
_SISTERS = (
    ("foster-care", "{w} Foster Care (North) Limited", "{w} Foster Care (South) Limited", "north and south are two companies", True),
    ("residential-care", "{w} Care Homes Limited", "{w} Care Homes (Estmere) Limited", "the place marks a second company", True),
    ("residential-care", "{w} Group Limited", "{w} Holdings Limited", "group and holdings are two companies", True),
    ("building-works", "{w} Construction Limited", "{w} Construction 2019 Limited", "the year marks a successor company", True),
    ("building-works", "{w} Roofing Limited", "{w} Roofing Supplies Limited", "one lays roofs, the other sells tiles", True),
    ("voluntary", "{w} Trust", "{w} Trust Trading Limited", "a charity and the company it trades through", True),
    ("voluntary", "Estmere {w} Voluntary Service", "Tolbury {w} Voluntary Service", "two towns, two charities", False),
    ("training", "{w} Nursery Limited", "{w} Nursery Sandgarth Limited", "the place marks a second company", False),
    ("public-bodies", "{w} Primary School", "{w} Church Primary School", "two schools", False),
    ("agency-staff", "{w} Recruitment Limited", "{w} Recruitment Services Limited", "two companies, unconnected", False),
    ("consultancy", "{w} Partners LLP", "{w} & Partners Limited", "an LLP and a company, unconnected", False),
    ("home-care", "1st {w} Homecare Limited", "2nd {w} Homecare Limited", "the ordinal marks a second company", True),
)  # fmt: skip

_SITE_WORDS = ("Court", "Lodge", "House", "View", "Grange", "Manor")
_PSEUDO = ("HM Revenue & Customs", "Housing Benefit Payment Run", "Ad Hoc CHAPS Payment", "Payroll Control Account",
           "Local Government Pension Fund", "Council Tax Refunds")  # fmt: skip

_FIRMS_PER_CATEGORY = {"building-works": 34, "residential-care": 26, "home-care": 16, "foster-care": 14, "consultancy": 26,
                       "training": 26, "ict-equipment": 14, "catering": 12}  # fmt: skip


def make_market(seed: int) -> Market:
    """The same market for the same seed."""
    return _Maker(seed).market()


class _Maker:
    """Hands out words and numbers, so that no two suppliers share one."""

    def __init__(self, seed: int) -> None:
        self.chance = Chance(seed, "suppliers")
        self.words = invented_words(self.chance)
        self.made: list[Supplier] = []
        self.look_alikes: list[LookAlike] = []
        self.groups: dict[str, str] = {}

    def market(self) -> Market:
        for category in CATEGORIES:
            for _ in range(10 if category.contracted else _FIRMS_PER_CATEGORY.get(category.slug, 0)):
                self._firm(category)
        self._care_groups()
        self._sisters()
        self._charities()
        self._public_bodies()
        self._people()
        for name in _PSEUDO:
            self._add(name, "pseudo-payment", "pseudo", ("brantoft", "dunmarsh"))
        return Market(tuple(self.made), tuple(self.look_alikes), self.groups)

    def _add(
        self,
        name: str,
        kind: str,
        category: str,
        serves: Sequence[str],
        *,
        group: str = "",
        sites: Sequence[str] = (),
    ) -> Supplier:
        number = len(self.made) + 1
        company = kind == "company"
        supplier = Supplier(
            id=f"P{number:04d}",
            name=name,
            kind=kind,
            category=category,
            serves=tuple(serves),
            company_number=f"97{number * 37:06d}" if company else "",
            charity_number=f"19{number * 53 % 100_000:05d}" if kind == "charity" else "",
            vat_number=vat_number(9_900_000 + number) if company else "",
            postcode=""
            if kind in ("person", "pseudo-payment")
            else postcode(self.chance, self.chance.between(1, 7)),
            group=group,
            sites=tuple(sites),
            sme=self.chance.happens(0.72),
        )
        self.made.append(supplier)
        return supplier

    def _serves(self) -> tuple[str, ...]:
        """Half serve one council, a third a few of them, the rest everyone."""
        fate = self.chance.unit()
        if fate < 0.5:
            return (self.chance.pick(PUBLISHERS),)
        if fate < 0.85:
            return tuple(sorted(self.chance.sample(PUBLISHERS, self.chance.between(2, 4))))
        return EVERYONE

    def _firm(self, category: Category) -> Supplier:
        trade = self.chance.pick(category.trade)
        if category.slug == "health-visiting":
            return self._add(f"{next(self.words)} {trade}", "public-body", category.slug, PUBLISHERS)
        ending = "" if trade.endswith("LLP") else " plc" if self.chance.happens(0.06) else " Limited"
        joint = (
            f" and {self.chance.pick(('Sons', 'Daughters'))}"
            if self.chance.happens(0.08) and not trade.endswith("LLP")
            else ""
        )
        return self._add(
            f"{next(self.words)}{joint} {trade}{ending}", "company", category.slug, self._serves()
        )

    def _care_groups(self) -> None:
        """Homes with names of their own, companies that run them, and groups that own the companies."""
        for number in range(1, 9):
            word, group = next(self.words), f"G{number:02d}"
            self.groups[group] = f"{word} Group"
            for tail in ("Care Homes Limited", "Healthcare Limited", "Living (East) Limited")[
                : 2 + number % 2
            ]:
                sites = [
                    f"{next(self.words)} {self.chance.pick(_SITE_WORDS)}"
                    for _ in range(self.chance.between(1, 3))
                ]
                slug = self.chance.pick(("residential-care", "residential-care", "home-care"))
                self._add(f"{word} {tail}", "company", slug, self._serves(), group=group, sites=sites)

    def _sisters(self) -> None:
        for slug, first, second, why, related in _SISTERS:
            for _ in range(2):
                word = next(self.words)
                group = ""
                if related:
                    group = f"G{len(self.groups) + 1:02d}"
                    self.groups[group] = f"{word} group of companies"
                pair = [
                    self._add(form.format(w=word), _kind_of(form), slug, EVERYONE[:7], group=group)
                    for form in (first, second)
                ]
                self.look_alikes.append(LookAlike(pair[0].id, pair[1].id, why))

    def _charities(self) -> None:
        for number in range(44):
            tail = self.chance.pick(
                ("Community Trust", "Carers' Centre", "Advice Network", "Youth Project", "Hospice")
            )
            place = self.chance.pick(COUNCILS)
            self._add(f"{place.short} {next(self.words)} {tail}" if number % 2 else f"The {next(self.words)} {tail}",
                      "charity", "voluntary", (place.slug,) if number % 3 else self._serves())  # fmt: skip

    def _public_bodies(self) -> None:
        for council in COUNCILS:
            others = tuple(slug for slug in EVERYONE if slug != council.slug)
            self._add(council.title, "public-body", "public-bodies", others)
            for _ in range(4):
                tail = self.chance.pick(("Primary School", "Academy Trust", "High School"))
                self._add(f"{next(self.words)} {tail}", "public-body", "public-bodies", (council.slug,))
        for name in (
            AUTHORITY.title,
            FIRE.title,
            "Police and Crime Commissioner for Estmere",
            "NHS Estmere and Coast Integrated Care Board",
        ):
            self._add(name, "public-body", "public-bodies", PUBLISHERS)

    def _people(self) -> None:
        seen: set[str] = set()
        while len(seen) < 90:
            first, last = person(self.chance)
            name = self.chance.pick(
                (f"{first} {last}", f"{self.chance.pick(('Mr', 'Mrs', 'Ms', 'Dr'))} {first[0]} {last}")
            )
            if name not in seen:
                seen.add(name)
                slug = "people" if len(seen) % 4 else self.chance.pick(("training", "consultancy"))
                self._add(name, "person", slug, (self.chance.pick(PUBLISHERS),))


def _kind_of(form: str) -> str:
    """A sister's kind by its name's form."""
    if form.endswith("School"):
        return "public-body"
    return "charity" if form.endswith(("Trust", "Voluntary Service")) else "company"


def vat_number(seven: int) -> str:
    """A VAT number: seven digits and the two that make the weighted sum a multiple of 97."""
    weighted = sum(int(digit) * weight for digit, weight in zip(str(seven), range(8, 1, -1), strict=True))
    return f"GB{seven}{97 - weighted % 97:02d}"


def iter_serving(market: Market, publisher: str) -> Iterator[Supplier]:
    """The suppliers a publisher pays, in the order they were made."""
    return (supplier for supplier in market.suppliers if publisher in supplier.serves)
