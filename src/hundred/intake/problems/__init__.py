"""The catalogue of findings: every problem reading can report, what it says, and what a publisher can do.

A new problem goes to the module of its subject, with an example: its name is then `problems.NAME`, the
page docs/reference/findings.md lists it, and tests/unit/intake/test_gallery_of_findings.py asks for a
small file that has it.
"""

from types import ModuleType

from hundred.base.findings import Problem
from hundred.intake.problems import (
    cells,
    characters,
    containers,
    kinds,
    pages,
    places,
    records,
    tables,
    text,
    workbooks,
)
from hundred.intake.problems.cells import *  # noqa: F403  the subjects share one set of names
from hundred.intake.problems.characters import *  # noqa: F403
from hundred.intake.problems.containers import *  # noqa: F403
from hundred.intake.problems.kinds import *  # noqa: F403
from hundred.intake.problems.pages import *  # noqa: F403
from hundred.intake.problems.places import *  # noqa: F403
from hundred.intake.problems.records import *  # noqa: F403
from hundred.intake.problems.refused import Refused as Refused
from hundred.intake.problems.tables import *  # noqa: F403
from hundred.intake.problems.text import *  # noqa: F403
from hundred.intake.problems.workbooks import *  # noqa: F403

SUBJECTS: dict[str, ModuleType] = {
    "The file": kinds,
    "Archives": containers,
    "Characters": characters,
    "Text": text,
    "JSON and Parquet": records,
    "Web pages and XML": pages,
    "Workbooks": workbooks,
    "The table": tables,
    "Cells": cells,
    "Places": places,
}


def catalogue() -> dict[str, tuple[Problem, ...]]:
    """Every problem under its subject."""
    return {
        subject: tuple(found for found in vars(module).values() if isinstance(found, Problem))
        for subject, module in SUBJECTS.items()
    }
