"""Every change to the catalogue: `by` first, policy first, atomic, with a row in the audit trail."""

from hundred.catalogue.actions.datasets import change_dataset, create_dataset
from hundred.catalogue.actions.publishers import create_publisher, make_officer, remove_officer
from hundred.catalogue.actions.publishing import NewFile, NewPart, NewVersion, note_files, publish
from hundred.catalogue.actions.searches import forget_search, note_alert, save_search, stop_alerts

__all__ = [
    "NewFile",
    "NewPart",
    "NewVersion",
    "change_dataset",
    "create_dataset",
    "create_publisher",
    "forget_search",
    "make_officer",
    "note_alert",
    "note_files",
    "publish",
    "remove_officer",
    "save_search",
    "stop_alerts",
]
