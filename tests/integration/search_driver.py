"""Changes datasets, searches, or keeps the index of a region, in a process of its own.

python search_driver.py HOME write|read|index|count SECONDS
"""

import sys
import time
from pathlib import Path

from hundred.site.region import open_region

open_region(Path(sys.argv[1]))

from hundred.accounts.records import ANYONE, OPERATOR  # noqa: E402  after the region is open
from hundred.catalogue import actions, queries  # noqa: E402
from hundred.catalogue.models import Dataset, SearchMark  # noqa: E402
from hundred.catalogue.records import DatasetSearch  # noqa: E402
from hundred.catalogue.search import indexer  # noqa: E402

ZEBRAS = DatasetSearch(text="zebra", size=5)


def write(number: int) -> None:
    """A new dataset; every third is closed right away."""
    title = f"Zebra crossings {number}"
    made = actions.create_dataset(by=OPERATOR, publisher="estuary", title=title, slug=f"zebra-{number}")
    if number % 3 == 0:
        actions.change_dataset(by=OPERATOR, dataset=made.slug, access="closed")
    time.sleep(0.02)


def read(number: int) -> None:
    """What anyone finds is open, whatever the index knows."""
    found = queries.datasets(asker=ANYONE, search=ZEBRAS)
    assert all(record.access == "open" for record in found.datasets)


def index(number: int) -> None:
    """Now and then from the beginning."""
    if number % 7 == 6:
        indexer.rebuild()
    else:
        indexer.catch_up()


def count() -> None:
    """What there is and what is found, by everyone and by the region, and what still waits."""
    indexer.catch_up()
    there = [Dataset.objects.count(), Dataset.objects.filter(access="open").count()]
    found = [queries.datasets(asker=asker, search=ZEBRAS).total for asker in (OPERATOR, ANYONE)]
    sys.stdout.write(" ".join(map(str, [*there, *found, SearchMark.objects.count()])))


if sys.argv[2] == "count":
    count()
else:
    work = {"write": write, "read": read, "index": index}[sys.argv[2]]
    number, end = 0, time.monotonic() + float(sys.argv[3])
    while time.monotonic() < end:
        work(number)
        number += 1
