"""Bringing the index up to what the database says.

A change marks its dataset in its own transaction (`marks.mark`). Whoever holds the writer's lock takes marked
datasets in, commits the index, and only then removes the marks; so a crash at any moment means at worst
that a dataset is taken in twice.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from django.db import OperationalError
from tantivy import Query

from hundred.catalogue.models import Dataset, SearchMark
from hundred.catalogue.search import fields, index
from hundred.catalogue.search.document import documents

_LOG = logging.getLogger(__name__)
_BATCH = 1_000
FEW = 50  # datasets that whoever searches takes in at once; more wait for the job runner


def catch_up(*, few: bool = False) -> int:
    """Take every marked dataset into the index and return how many; build the index where there is none.

    Does nothing where someone else is at it, and, with `few`, where there is more to do than a moment's work.
    """
    if index.current() is not None and not SearchMark.objects.exists():
        return 0
    with index.only_writer() as alone:
        if not alone:
            return 0
        folder = index.current()
        if folder is None or index.searcher() is None:
            return 0 if few and Dataset.objects.count() > FEW else _build(lambda done, total: None)
        if few and SearchMark.objects.count() > FEW:
            return 0
        taken = 0
        while marks := list(SearchMark.objects.order_by("stamp")[:_BATCH]):
            _take_in(folder, marks)
            taken += len(marks)
            if not _unmark(marks):
                break
        return taken


def rebuild(*, progress: Callable[[int, int], None] = lambda done, total: None) -> int | None:
    """Make the index anew from the database and return how many datasets it holds; None where someone else
    is writing to it. Until it is done, searches are answered from the one before."""
    with index.only_writer() as alone:
        return _build(progress) if alone else None


def _take_in(folder: Path, marks: list[SearchMark]) -> None:
    keys = [mark.dataset for mark in marks]
    with index.appending(folder) as writer:
        writer.delete_documents_by_query(Query.term_set_query(fields.schema(), fields.KEY, keys))
        for document in documents(keys):
            writer.add_document(document)


def _build(progress: Callable[[int, int], None]) -> int:
    marks = list(SearchMark.objects.all())
    total = Dataset.objects.count()
    folder = index.new_folder()
    done = 0
    with index.appending(folder) as writer:
        for document in documents():
            writer.add_document(document)
            done += 1
            progress(done, max(done, total))
    index.use(folder)
    _unmark(marks)
    _LOG.info("The search index was built: %s datasets.", f"{done:,}")
    return done


def _unmark(marks: list[SearchMark]) -> bool:
    """Remove marks whose dataset has not changed again meanwhile; whether the database let us."""
    try:
        for start in range(0, len(marks), _BATCH):
            stamps = [mark.stamp for mark in marks[start : start + _BATCH]]
            SearchMark.objects.filter(stamp__in=stamps).delete()
    except OperationalError as error:  # the database is busy: they are taken in once more
        _LOG.warning("Marks of the search index stay: %s", error)
        return False
    return True
