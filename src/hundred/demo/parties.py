"""The truth about who is who: spellings, groups, look-alikes, and what each was paid by whom."""

from hundred.demo.categories import words_of
from hundred.demo.payments import RULES
from hundred.demo.suppliers import Market, Supplier
from hundred.demo.truth import Json, Truth


def plant_parties(market: Market, truth: Truth) -> None:
    """Writes down every party that a file names, and the pairs that look like one and are not."""
    named = truth.mentions
    truth.planted["parties"] = [
        _party(supplier, truth) for supplier in market.suppliers if supplier.id in named
    ]
    truth.planted["groups"] = [
        {"id": group, "name": name, "parties": [s.id for s in market.suppliers if s.group == group]}
        for group, name in market.groups.items()
    ]
    truth.planted["look_alikes"] = [
        {"a": pair.a, "b": pair.b, "why": pair.why}
        for pair in market.look_alikes
        if pair.a in named and pair.b in named
    ]


def plant_words(truth: Truth) -> None:
    """Writes down what each publisher calls each category, and by which rules it publishes."""
    truth.planted["category_words"] = {publisher: words_of(publisher) for publisher in RULES}
    truth.planted["publishing_rules"] = {
        publisher: {"least_pence": rules.least, "splits_invoices": rules.splits}
        for publisher, rules in RULES.items()
    }


def _party(supplier: Supplier, truth: Truth) -> Json:
    return {
        "id": supplier.id,
        "name": supplier.name,
        "kind": supplier.kind,
        "company_number": supplier.company_number,
        "charity_number": supplier.charity_number,
        "group": supplier.group,
        "sme": supplier.sme,
        "category": supplier.category,
        "spellings": [
            {"text": text, "site": site, "publishers": list(publishers)}
            for (text, site), publishers in truth.mentions[supplier.id].items()
        ],
        "pence": dict(truth.party_pence.get(supplier.id, {})),
    }
