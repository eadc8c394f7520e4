"""How each publisher's ledger writes a supplier's name, and which spellings are whose."""

import re
from dataclasses import dataclass, field

from hundred.demo.chance import Chance
from hundred.demo.suppliers import Supplier

# House style of each ledger: capitals, the word for "Limited", the longest name it holds, "&" for "and".
_HOUSES: dict[str, tuple[bool, str, int, bool]] = {
    "estmere": (False, "Limited", 60, False),
    "skelbrough": (True, "LTD", 40, True),
    "wyndle-valley": (False, "Ltd", 60, False),
    "tolbury": (False, "Limited", 80, False),
    "brantoft": (True, "LTD", 30, True),
    "orrinsby": (False, "Ltd.", 50, True),
    "dunmarsh": (True, "LIMITED", 35, False),
    "estmere-region": (False, "Limited", 80, False),
    "estmere-fire": (True, "LTD", 60, False),
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """One text that names a supplier, or one of its sites, in one publisher's files."""

    text: str
    supplier: str
    publisher: str
    site: str = ""


@dataclass(slots=True)
class Spellings:
    """Every spelling in use; a text names one supplier only, whoever writes it."""

    _owner: dict[str, str] = field(default_factory=dict)
    _made: dict[tuple[str, str], tuple[Spelling, ...]] = field(default_factory=dict)

    def of(self, supplier: Supplier, publisher: str, chance: Chance) -> tuple[Spelling, ...]:
        """The spellings a publisher uses for a supplier: its usual one first, then its lapses and sites."""
        key = (supplier.id, publisher)
        if key not in self._made:
            wanted = [(text, "") for text in _entity_spellings(supplier, publisher, chance)]
            wanted += [(_site_spelling(supplier, site, publisher, chance), site) for site in supplier.sites]
            self._made[key] = tuple(
                Spelling(text, supplier.id, publisher, site)
                for text, site in dict.fromkeys(wanted)
                if self._owner.setdefault(text, supplier.id) == supplier.id
            ) or (Spelling(supplier.name, supplier.id, publisher),)
        return self._made[key]


def house_spelling(name: str, publisher: str) -> str:
    """A name as the publisher's ledger usually writes it."""
    capitals, limited, longest, ampersand = _HOUSES[publisher]
    text = re.sub(r"\bLimited\b", limited, name)
    if ampersand:
        text = text.replace(" and ", " & ")
    return (text.upper() if capitals else text)[:longest].rstrip()


def _entity_spellings(supplier: Supplier, publisher: str, chance: Chance) -> list[str]:
    usual = house_spelling(supplier.name, publisher)
    if supplier.kind in ("pseudo-payment", "person"):
        return [usual]
    texts = [usual]
    if chance.happens(0.22):
        texts.append(_lapse(usual, chance))
    return texts


def _lapse(usual: str, chance: Chance) -> str:
    """The same name after a tired afternoon."""
    words = usual.split(" ")
    return chance.pick(
        (
            f"{usual} *",
            f"{usual}#2",
            usual[:-1],
            usual.replace(" ", "  ", 1),
            f"{usual},",
            " ".join(words[:-1])
            if len(words) > 2 and words[-1].upper().startswith(("LTD", "LIMITED", "PLC"))
            else f"{usual}.",
            usual.upper(),
        )
    )


def _site_spelling(supplier: Supplier, site: str, publisher: str, chance: Chance) -> str:
    form = chance.pick(("{site}", "{name} T/A {site}", "{site} ({short})", "{short} - {site}"))
    short = supplier.name.removesuffix(" Limited")
    text = house_spelling(form.format(site=site, name=supplier.name, short=short), publisher)
    # A short field may cut the site off; then the clerk writes the site alone.
    return text if site.upper() in text.upper() else house_spelling(site, publisher)
