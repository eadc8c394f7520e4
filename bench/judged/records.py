"""Real catalogue records as datasets of a region, for judging the order in which they are found."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from html import unescape

from django.utils import timezone

from bench.judged import RECORDS
from hundred.accounts.records import ANYONE
from hundred.base.identifiers import slug
from hundred.catalogue.models import Dataset, Publisher
from hundred.catalogue.records import DatasetSearch
from hundred.catalogue.search import indexer
from hundred.catalogue.search.finding import find


def load() -> dict[int, str]:
    """Make a dataset of every record, and return the records' ids by the datasets' keys."""
    records = [json.loads(line) for line in RECORDS.read_text("utf-8").splitlines()]
    titles = sorted({record["organization"] for record in records})
    Publisher.objects.bulk_create(Publisher(slug=slug(title)[:80], title=title[:200]) for title in titles)
    publishers = {publisher.title: publisher for publisher in Publisher.objects.all()}
    Dataset.objects.bulk_create(
        Dataset(
            slug=f"record-{number}",
            title=record["title"][:200],
            description=_plain(record["notes"] or ""),
            publisher=publishers[record["organization"]],
            tags=[tag.lower() for tag in record["category"] or () if tag != "Uncategorised"],
            updated_at=timezone.now(),
        )
        for number, record in enumerate(records)
    )
    keys = dict(Dataset.objects.values_list("slug", "pk"))
    return {keys[f"record-{number}"]: record_id(record) for number, record in enumerate(records)}


def asking() -> Callable[[str], list[str]]:
    """Load the records and index them; returns what gives the ids of the ten records found for a question."""
    ids = load()
    indexer.rebuild()

    def ask(question: str) -> list[str]:
        search = DatasetSearch(text=question, size=10, correct=True, facets=False)
        return [ids[key] for key in find(ANYONE, search).keys]

    return ask


def record_id(record: dict[str, object]) -> str:
    """What a record goes by among the judgements: the beginning of the SHA-256 of its file's name."""
    name = str(record["_file"]).removeprefix("_datasets/").removesuffix(".md")
    return sha256(name.encode()).hexdigest()[:10]


def _plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())
