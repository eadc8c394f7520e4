"""Words for a region that does not exist. Firms, streets and people are made of syllables nobody uses."""

from collections.abc import Iterator

from hundred.demo.chance import Chance

_ONSETS = (
    "Quor", "Skev", "Vorn", "Thul", "Brez", "Jund", "Klav", "Mirv", "Ozm", "Pliv", "Ruxt", "Sorv", "Twen",
    "Ulb", "Wrax", "Yelv", "Zorb", "Drev", "Frisk", "Glav", "Hesk", "Lurv", "Nemb", "Trosk",
)  # fmt: skip
_LINKS = ("a", "e", "i", "o")
_CODAS = (
    "dow", "gale", "quist", "rith", "mere", "sket", "bram", "holt", "wyn", "fell", "dane", "mont", "lund",
    "vale", "crest", "garth",
)  # fmt: skip
_SURNAME_CODAS = ["ling", "ick", "over", "asby", "ett", "erby", "ock", "enby"]
FORENAMES = (
    "Alan", "Beth", "Carol", "Dev", "Elena", "Farah", "George", "Hana", "Imran", "Joan", "Karl", "Leila",
    "Mei", "Noor", "Owen", "Priya", "Rosa", "Sam", "Tomasz", "Uma", "Victor", "Wendy",
)  # fmt: skip
_STREET_WORDS = (
    "Lantern", "Foundry", "Gannet", "Ropewalk", "Cooper", "Marram", "Weir", "Beacon", "Chandler", "Tern",
    "Kiln", "Saltpan", "Orchard", "Signal", "Harrier", "Mast",
)  # fmt: skip
_STREET_KINDS = ("Street", "Road", "Lane", "Avenue", "Close", "Way", "Row", "Quay")


def invented_words(chance: Chance) -> Iterator[str]:
    """Every invented proper name once, in a shuffled order: `Skevadow`, `Vornequist`."""
    words = [onset + link + coda for onset in _ONSETS for link in _LINKS for coda in _CODAS]
    yield from chance.sample(words, len(words))


def person(chance: Chance) -> tuple[str, str]:
    """A forename and a surname; the surname is invented, so the person is."""
    return chance.pick(FORENAMES), chance.pick(_ONSETS) + chance.pick(_SURNAME_CODAS)


def street(chance: Chance) -> str:
    """`Marram Lane`."""
    return f"{chance.pick(_STREET_WORDS)} {chance.pick(_STREET_KINDS)}"


def postcode(chance: Chance, district: int) -> str:
    """A well-formed postcode in ES, an area Royal Mail has never used."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"ES{district} {chance.between(1, 9)}{chance.pick(letters)}{chance.pick(letters)}"
