"""What was paid: two years of payments per publisher, before any publisher's layout touches them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hundred.demo.calendar import AS_OF, MONTHS, month_start, working_days
from hundred.demo.categories import BY_SLUG, Category
from hundred.demo.chance import Chance
from hundred.demo.contracts import Agreements, Contract, size_of
from hundred.demo.spelling import Spelling, Spellings
from hundred.demo.suppliers import Market, Supplier, iter_serving


@dataclass(frozen=True, slots=True)
class Payment:
    """One line of a ledger. Money in pence: `net`, `vat` (recoverable) and `irrecoverable` VAT.

    `redacted` lines have a supplier the files do not name. `contract` is the reference of the contract
    it was paid under, "" where none; `tag` says what was planted here: `duplicate:7`, `regular:3`,
    `off-contract:2`.
    """

    day: date
    net: int
    vat: int
    irrecoverable: int
    spelling: Spelling
    supplier: Supplier
    supplier_id: str
    category: Category
    purpose: str
    transaction: str
    invoice: str
    contract: str = ""
    capital: bool = False
    redacted: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """A standing reason to pay: a supplier, for a category, so often, about so much.

    `lines` is the mean number a month, `base` a typical net amount in pence, `fixed` whether it is
    the same to the penny each month; nothing is paid outside `first` to `last`.
    """

    supplier: Supplier
    spellings: tuple[Spelling, ...]
    supplier_id: str
    category: Category
    lines: float
    base: int
    first: date = date(2000, 1, 1)
    last: date = date(2100, 1, 1)
    contract: str = ""
    fixed: bool = False
    redacted: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a publisher publishes: invoices of `least` pence and more, perhaps split over several lines."""

    least: int = 50_000
    splits: bool = False
    lines_a_month: int = 420
    buys: frozenset[str] = frozenset()  # everything, where empty

    def buys_in(self, category: Category) -> bool:
        """Whether it buys such things without a contract."""
        return not category.contracted and (not self.buys or category.slug in self.buys)


_OFFICE = frozenset(("building-works", "consultancy", "training", "ict-equipment"))
RULES = {
    "estmere": Rules(lines_a_month=900),
    "skelbrough": Rules(lines_a_month=560),
    "wyndle-valley": Rules(lines_a_month=380),
    "tolbury": Rules(lines_a_month=560),
    "brantoft": Rules(lines_a_month=400),
    "orrinsby": Rules(splits=True, lines_a_month=460),
    "dunmarsh": Rules(least=25_000, lines_a_month=340),
    "estmere-region": Rules(lines_a_month=110, buys=_OFFICE | {"voluntary", "public-bodies"}),
    "estmere-fire": Rules(lines_a_month=110, buys=_OFFICE | {"catering"}),
}

_BUDGETS = {
    "residential-care": 3.4,
    "home-care": 2.0,
    "foster-care": 1.8,
    "people": 1.2,
    "public-bodies": 0.8,
    "pseudo": 0.2,
}


def make_payments(
    seed: int, publisher: str, scale: float, market: Market, agreements: Agreements, spellings: Spellings
) -> list[Payment]:
    """A publisher's payments in the order they were paid."""
    chance = Chance(seed, f"payments {publisher}")
    ledger = _Ledger(publisher, chance, RULES[publisher])
    habits = list(_habits(ledger, scale, market, agreements, spellings))
    months = [working_days(index) for index in range(MONTHS)]
    payments = [payment for habit in habits for payment in ledger.paid(habit, months)]
    payments += list(_duplicates(payments, chance))
    # Sorting by what is published keeps the order the same on every machine.
    payments.sort(key=lambda payment: (payment.day, payment.transaction))
    return _numbered(payments, first=3_000_000 + 250_000 * list(RULES).index(publisher))


def _numbered(payments: list[Payment], first: int) -> list[Payment]:
    """The same payments with transaction numbers that rise with the days, one for each invoice paid."""
    numbers: dict[str, str] = {}
    for payment in payments:
        numbers.setdefault(payment.transaction, str(first + len(numbers)))
    return [replace(payment, transaction=numbers[payment.transaction]) for payment in payments]


class _Ledger:
    """Turns habits into payments and hands out transaction numbers."""

    def __init__(self, publisher: str, chance: Chance, rules: Rules) -> None:
        self.publisher = publisher
        self.chance = chance
        self.rules = rules
        self.next_transaction = 5_100_000
        self.next_supplier = 100

    def supplier_id(self) -> str:
        self.next_supplier += self.chance.between(1, 9)
        return f"{self.next_supplier:07d}"

    def transaction(self) -> str:
        self.next_transaction += 1
        return str(self.next_transaction)

    def paid(self, habit: Habit, months: list[list[date]]) -> Iterator[Payment]:
        """The payments of one habit over all months."""
        chance = self.chance
        for index, days in enumerate(months):
            if days[0] > habit.last or days[-1] < habit.first:
                continue
            for _ in range(chance.round(habit.lines)):
                day = days[0] if habit.fixed else chance.pick(days)
                if habit.first <= day <= habit.last:
                    yield from self._invoice(habit, day, index)

    def _invoice(self, habit: Habit, day: date, index: int) -> Iterator[Payment]:
        """One invoice: a single line, or several where the ledger splits them."""
        chance, category = self.chance, habit.category
        net = habit.base if habit.fixed else int(habit.base * chance.skewed())
        net = max(net, self.rules.least + chance.below(20_000))
        if not habit.fixed and chance.happens(0.012):
            net = -net
        parts = chance.between(2, 4) if self.rules.splits and not habit.fixed and chance.happens(0.4) else 1
        shares = [net // parts] * (parts - 1)
        transaction, invoice = self.transaction(), f"INV{chance.below(900_000) + 100_000}"
        spelling = habit.spellings[0] if chance.happens(0.86) else chance.pick(habit.spellings)
        purpose = f"{chance.pick(category.purposes)}"
        if chance.happens(0.3):
            purpose = f"{purpose} {month_start(index):%m/%y}"
        for share in (*shares, net - sum(shares)):
            vat = int(share * 0.2) if category.vat else 0
            lost = category.vat and chance.happens(0.02)
            yield Payment(
                day=day,
                net=share,
                vat=0 if lost else vat,
                irrecoverable=vat if lost else 0,
                spelling=spelling,
                supplier=habit.supplier,
                supplier_id=habit.supplier_id,
                category=category,
                purpose=purpose,
                transaction=transaction,
                invoice=invoice,
                contract=habit.contract,
                capital=category.slug in ("highways", "building-works") and chance.happens(0.4),
                redacted=habit.redacted,
                tag=habit.tag,
            )


def _habits(
    ledger: _Ledger, scale: float, market: Market, agreements: Agreements, spellings: Spellings
) -> Iterator[Habit]:
    """Contracts first, then what is bought without one."""
    publisher, chance = ledger.publisher, ledger.chance
    running = [contract for contract in agreements.planned if contract.publisher == publisher]
    for contract in running:
        yield from _under_contract(ledger, contract, market, spellings)
    others = [
        supplier
        for supplier in iter_serving(market, publisher)
        if ledger.rules.buys_in(BY_SLUG[supplier.category])
    ]
    weights = [_BUDGETS.get(supplier.category, 1.0) * (0.3 + chance.skewed()) for supplier in others]
    budget = RULES[publisher].lines_a_month * scale / (sum(weights) or 1)
    regular = 0
    for supplier, weight in zip(others, weights, strict=True):
        category = BY_SLUG[supplier.category]
        person = supplier.kind == "person"
        fixed = category.slug in ("voluntary", "public-bodies") and chance.happens(0.25)
        regular += fixed
        yield Habit(
            supplier,
            spellings.of(supplier, publisher, chance),
            ledger.supplier_id(),
            category,
            lines=1.0 if fixed else weight * budget,
            base=int(category.base * (0.5 + chance.unit())),
            fixed=fixed,
            redacted=person and category.slug == "people" and chance.happens(0.6),
            tag=f"regular:{publisher}:{regular}" if fixed else "",
        )


def _under_contract(
    ledger: _Ledger, contract: Contract, market: Market, spellings: Spellings
) -> Iterator[Habit]:
    """Payments under a contract, after it has run out, and to others for the same thing."""
    chance, category = ledger.chance, BY_SLUG[contract.category]
    lines = 2.0 if contract.annual < 24 * category.base else 3.0
    habit = Habit(
        contract.supplier,
        spellings.of(contract.supplier, contract.publisher, chance),
        ledger.supplier_id(),
        category,
        lines=lines,
        base=int(contract.annual / 12 / lines / 1.49),  # 1.49 is the mean of the skewed factor
        first=contract.start,
        last=contract.end,
        contract=contract.reference,
    )
    yield habit
    if contract.end < AS_OF:
        tag = f"off-contract:{contract.reference}:expired"
        yield replace(habit, first=contract.end + timedelta(days=1), last=AS_OF, contract="", tag=tag)
    if (
        contract.category in ("cleaning", "agency-staff", "grounds", "legal")
        and size_of(contract.publisher) < 2
    ):
        other = next(
            supplier
            for supplier in reversed(market.in_category(contract.category))
            if supplier.id != contract.supplier.id and supplier.kind == "company"
        )
        yield Habit(
            other,
            spellings.of(other, contract.publisher, chance),
            ledger.supplier_id(),
            category,
            lines=1.0,
            base=category.base,
            tag=f"off-contract:{contract.reference}:other-supplier",
        )


def _duplicates(payments: list[Payment], chance: Chance) -> Iterator[Payment]:
    """A handful of invoices paid again some weeks later under a new transaction number."""
    plain = [index for index, payment in enumerate(payments) if _may_be_doubled(payment)]
    last = max((int(payment.transaction) for payment in payments), default=0)
    for number, index in enumerate(chance.sample(plain, min(6, len(plain) // 40 + 1))):
        payment = replace(payments[index], tag=f"duplicate:{payments[index].transaction}")
        payments[index] = payment
        yield replace(
            payment,
            day=min(payment.day + timedelta(days=chance.between(7, 45)), AS_OF),
            transaction=str(last + 1 + number),
        )


def _may_be_doubled(payment: Payment) -> bool:
    return (
        not payment.tag
        and payment.net > 80_000
        and not payment.redacted
        and payment.supplier.kind == "company"
    )
