"""The truth about who is who: spellings, groups, look-alikes, and what each was paid by whom."""

from hundred.demo.spelling import Spelling, Spellings
from hundred.demo.suppliers import Market, Supplier
from hundred.demo.truth import Json, Truth


def plant_parties(market: Market, spellings: Spellings, truth: Truth) -> None:
    """Writes down every supplier that is paid, and the pairs that look like one and are not."""
    used = spellings.by_supplier()
    truth.planted["parties"] = [
        _party(supplier, used[supplier.id], truth) for supplier in market.suppliers if supplier.id in used
    ]
    truth.planted["groups"] = [
        {"id": group, "name": name, "parties": [s.id for s in market.suppliers if s.group == group]}
        for group, name in market.groups.items()
    ]
    truth.planted["look_alikes"] = [
        {"a": pair.a, "b": pair.b, "why": pair.why} for pair in market.look_alikes
    ]


def _party(supplier: Supplier, spellings: list[Spelling], truth: Truth) -> Json:
    texts: dict[tuple[str, str], list[str]] = {}
    for spelling in spellings:
        texts.setdefault((spelling.text, spelling.site), []).append(spelling.publisher)
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
            {"text": text, "site": site, "publishers": where} for (text, site), where in texts.items()
        ],
        "pence": dict(truth.party_pence.get(supplier.id, {})),
    }
