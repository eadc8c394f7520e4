"""Other words for the same thing, from `synonyms.txt` and the region's own file of that name."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hundred.catalogue.search.analysis import stems

Phrase = tuple[str, ...]
Synonyms = dict[Phrase, frozenset[Phrase]]

_SHIPPED = Path(__file__).with_name("synonyms.txt")
NAME = "synonyms.txt"


def synonyms() -> Synonyms:
    """For every phrase we know others for, the others; all as stems. A file that changed is read again."""
    own = settings.LAKE.root.parent / NAME
    return _read(own, own.stat().st_mtime_ns if own.is_file() else 0)


def parsed(lines: Iterable[str]) -> Synonyms:
    """The synonyms that lines such as `bin, waste` and `pothole => road` tell of."""
    found: dict[Phrase, set[Phrase]] = {}
    for line in lines:
        said = line.split("#", 1)[0]
        left, one_way, right = said.partition("=>")
        asked = _phrases(left)
        others = _phrases(right) if one_way else asked
        for phrase in asked:
            found.setdefault(phrase, set()).update(other for other in others if other != phrase)
    return {phrase: frozenset(others) for phrase, others in found.items() if others}


@lru_cache(maxsize=4)
def _read(own: Path, changed: int) -> Synonyms:
    lines = _SHIPPED.read_text("utf-8").splitlines()
    if changed:
        lines += own.read_text("utf-8", errors="replace").splitlines()
    return parsed(lines)


def _phrases(text: str) -> list[Phrase]:
    phrases = (tuple(stems(part)) for part in text.split(","))
    return [phrase for phrase in dict.fromkeys(phrases) if phrase]
