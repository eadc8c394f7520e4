"""Finding datasets by words: what they may become as someone types them."""

from hundred.accounts.records import Person
from hundred.catalogue.records import Suggestion
from hundred.catalogue.search.suggesting import suggest


def suggestions(*, asker: Person, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Titles that a text may become, of publishers and of datasets the asker may see, likeliest first.

    Raises Unavailable while the search index is being built.
    """
    return suggest(asker, text, limit)
