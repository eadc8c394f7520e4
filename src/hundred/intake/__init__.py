"""Reads public tables: bytes become text cells with their lines, then typed tables, with findings on the way.

`members` unpacks, `read` stages a file's cells as text (`examine` also says what typing would find),
`decide_all` chooses the columns' types from the evidence of all their cells (merged over files with `merge`),
and `write_typed` writes the typed Parquet file.
"""

from hundred.intake.confined import Reader, one_reader
from hundred.intake.geometry import derived
from hundred.intake.reader import examine, read
from hundred.intake.reading import Dialect, FileFacts, ReadColumn, Reading, ReadTable, dialect_from
from hundred.intake.tasks import Task, Tasks
from hundred.intake.typed import Written, write_typed
from hundred.intake.types.decide import Decision, decide, decide_all
from hundred.intake.types.evidence import Evidence, merge, merge_all
from hundred.intake.unpack import Member, is_archive, members

__all__ = [
    "Decision",
    "Dialect",
    "Evidence",
    "FileFacts",
    "Member",
    "ReadColumn",
    "ReadTable",
    "Reader",
    "Reading",
    "Task",
    "Tasks",
    "Written",
    "decide",
    "decide_all",
    "derived",
    "dialect_from",
    "examine",
    "is_archive",
    "members",
    "merge",
    "merge_all",
    "one_reader",
    "read",
    "write_typed",
]
