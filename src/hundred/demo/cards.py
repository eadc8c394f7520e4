"""Purchase cards: small amounts, many merchants, every transaction published whatever its size."""

from datetime import date

from hundred.demo.calendar import MONTHS, working_days
from hundred.demo.categories import BY_SLUG
from hundred.demo.chance import Chance
from hundred.demo.payments import Payment
from hundred.demo.spelling import Spellings
from hundred.demo.suppliers import Market

# Nothing that is under contract: paying for that by card would be off contract.
_BOUGHT = ("catering", "training", "ict-equipment", "building-works")


def make_card_payments(
    seed: int, publisher: str, scale: float, market: Market, spellings: Spellings
) -> list[Payment]:
    """A publisher's card transactions in the order they were made."""
    chance = Chance(seed, f"cards {publisher}")
    merchants = [
        supplier for slug in _BOUGHT for supplier in market.in_category(slug) if supplier.kind == "company"
    ]
    days: list[date] = [
        chance.pick(working_days(index)) for index in range(MONTHS) for _ in range(max(3, round(70 * scale)))
    ]
    payments = []
    for number, day in enumerate(sorted(days)):
        supplier = chance.pick(merchants)
        category = BY_SLUG[supplier.category]
        net = max(99, int(4_200 * chance.skewed())) * (-1 if chance.happens(0.02) else 1)
        payments.append(
            Payment(
                day=day,
                net=net,
                vat=int(net * 0.2) if category.vat else 0,
                irrecoverable=0,
                spelling=chance.pick(spellings.of(supplier, publisher, chance)),
                supplier=supplier,
                supplier_id="",
                category=category,
                purpose=chance.pick(category.purposes),
                transaction=f"C{number + 40_001:06d}",
                invoice="",
            )
        )
    return payments
