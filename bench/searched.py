"""A program: makes a large catalogue in a new region and times searches of it in this process.

`python -m bench.searched HOME DATASETS TIMES` writes JSON: seconds to build the index, and milliseconds of
each question asked of the bare index, of our query and of the completions.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.measure import each_ms
from bench.questions import QUESTIONS, WORDS
from hundred.site.region import open_region

open_region(Path(sys.argv[1]))

from hundred.accounts.records import ANYONE  # noqa: E402  after the region is open
from hundred.catalogue import queries  # noqa: E402
from hundred.catalogue.models import Dataset, Publisher  # noqa: E402
from hundred.catalogue.records import DatasetSearch  # noqa: E402
from hundred.catalogue.search import facets, fields, index, indexer  # noqa: E402
from hundred.catalogue.search.ranking import answering  # noqa: E402
from hundred.catalogue.vocabulary import THEMES  # noqa: E402


def main(datasets: int, times: int) -> None:
    make_catalogue(datasets)
    start = time.perf_counter()
    indexer.rebuild()
    built = time.perf_counter() - start
    found = {
        "built": built,
        "bare": each_ms(bare, QUESTIONS, times),
        "ours": each_ms(search, QUESTIONS, times),
        "completing": each_ms(complete, [question[:-1] for question in QUESTIONS], times),
    }
    print(json.dumps(found))


def make_catalogue(datasets: int) -> None:
    """Datasets that were never real, the same on every machine."""
    luck = random.Random(100)
    Publisher.objects.bulk_create(
        Publisher(slug=f"body-{n}", title=f"Body {n} Council", gss_code=f"E0809{n:04}") for n in range(60)
    )
    publishers, themes = list(Publisher.objects.all()), list(THEMES)
    newest = datetime(2027, 5, 4, tzinfo=UTC)
    made = (
        Dataset(
            slug=f"d-{n}",
            title=words(luck, 6),
            description=words(luck, 45),
            publisher=luck.choice(publishers),
            theme=luck.choice(themes),
            tags=[luck.choice(WORDS)],
            access="open" if luck.random() < 0.9 else "closed",
            updated_at=newest - timedelta(minutes=luck.randrange(1_500_000)),
        )
        for n in range(datasets)
    )
    Dataset.objects.bulk_create(made, batch_size=2_000)


def words(luck: random.Random, count: int) -> str:
    """Words as catalogues have them: few common ones, many rare ones made of syllables."""
    return " ".join(
        luck.choice(WORDS) if luck.random() < 0.4 else rare(int(luck.paretovariate(0.8)))
        for _ in range(count)
    )


def rare(number: int) -> str:
    """The word of that number: `kolu`, `serami`."""
    word = ""
    while number or len(word) < 4:
        number, syllable = divmod(number, 70)
        word += "bcdfgklmnprstv"[syllable // 5] + "aeiou"[syllable % 5]
    return word


def bare(text: str) -> None:
    """The same words with the same facets, asked of the index alone: no access, no records, no highlights."""
    searcher, query = index.searcher(), answering(text)
    assert searcher is not None
    assert query is not None
    hits = searcher.search(query, 20).hits
    searcher.fast_field_values(fields.KEY, [address for _, address in hits])
    searcher.aggregate(query, {name: facets.asked(name) for name in facets.TITLES})


def search(text: str) -> None:
    queries.datasets(asker=ANYONE, search=DatasetSearch(text=text))


def complete(text: str) -> None:
    queries.suggestions(asker=ANYONE, text=text)


if __name__ == "__main__":
    main(int(sys.argv[2]), int(sys.argv[3]))
