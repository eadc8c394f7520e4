"""Every change to the catalogue: `by` first, policy first, atomic, with a row in the audit trail."""

from hundred.catalogue.actions.datasets import change_dataset, create_dataset
from hundred.catalogue.actions.follows import (
    follow_dataset,
    follow_search,
    note_told,
    stop_following,
    unfollow,
)
from hundred.catalogue.actions.publishers import create_publisher, make_officer, remove_officer
from hundred.catalogue.actions.publishing import NewFile, NewPart, NewVersion, note_files, publish

__all__ = [
    "NewFile",
    "NewPart",
    "NewVersion",
    "change_dataset",
    "create_dataset",
    "create_publisher",
    "follow_dataset",
    "follow_search",
    "make_officer",
    "note_files",
    "note_told",
    "publish",
    "remove_officer",
    "stop_following",
    "unfollow",
]
