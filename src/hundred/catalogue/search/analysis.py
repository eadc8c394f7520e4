"""How texts become the words of the index: cut at what is no letter or digit, lower case, without accents.

Two ways: `STEMMED` also leaves out words that say nothing and cuts endings off (Snowball's English
stemmer), so that *bins*, *bin* and *binning* are one; `PLAIN` keeps words as they are written, for
spelling and for completing what someone types.
"""

import re
import threading
from pathlib import Path

from tantivy import Filter, Index, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMED, PLAIN = "stemmed", "plain"
_LONGEST = 60  # letters of a word; a longer one is no word

# Words of questions and of portals, which tell one dataset from another no better than "the" does.
_SAY_NOTHING = Path(__file__).with_name("stopwords.txt").read_text("utf-8").split()

_analyzers = threading.local()  # an analyzer works for one thread at a time


def register(index: Index) -> None:
    """Tell an index how its fields are cut into words; it keeps their names only."""
    index.register_tokenizer(STEMMED, _analyzer(STEMMED))
    index.register_tokenizer(PLAIN, _analyzer(PLAIN))


def stems(text: str) -> list[str]:
    """The words of a text as the stemmed fields hold them."""
    return _own(STEMMED).analyze(text)


def plain(text: str) -> list[str]:
    """The words of a text as they are written, in lower case and without accents."""
    return _own(PLAIN).analyze(text)


def spaced(name: str) -> str:
    """A column's name as words: `BodyName` and `body_name` are both `Body Name`, but for case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", name)


def _own(name: str) -> TextAnalyzer:
    if not hasattr(_analyzers, name):
        setattr(_analyzers, name, _analyzer(name))
    found: TextAnalyzer = getattr(_analyzers, name)
    return found


def _analyzer(name: str) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    filters = [Filter.remove_long(_LONGEST), Filter.lowercase(), Filter.ascii_fold()]
    if name == STEMMED:
        filters += [Filter.custom_stopword(_SAY_NOTHING), Filter.stemmer("english")]
    for each in filters:
        builder = builder.filter(each)
    return builder.build()
