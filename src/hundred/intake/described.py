"""Whether a table is as a file beside it describes it.

A description is evidence beside our own judgement: it never changes how a file is read, and where the two
differ both are told.
"""

from hundred.base.findings import Finding
from hundred.intake import problems
from hundred.intake.descriptions import Description
from hundred.intake.names import tidied
from hundred.intake.reading import ReadTable
from hundred.intake.tally import Tally

_WHOLE = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
_NUMBERS = ("number", "decimal", "double", "float")
# The kinds of our types that agree with a declared one; of one that is not here, as text, any kind does.
_AGREES = {
    **dict.fromkeys(_WHOLE, ("integer",)),
    **dict.fromkeys(_NUMBERS, ("integer", "decimal")),
    "date": ("date",),
    "datetime": ("datetime", "date"),
    "dateTime": ("datetime", "date"),
    "boolean": ("boolean", "integer"),
}


def compare(description: Description, by: str, table: ReadTable, file: str) -> tuple[Finding, ...]:
    """Where a table and its description, which stands in the file called `by`, differ."""
    tally = Tally(file, table.sheet)
    here = {tidied(column.original) for column in table.columns}
    declared = {tidied(name): column for column in description.columns for name in column.names}
    for missing in description.columns:
        if not here.intersection(map(tidied, missing.names)):
            tally.add(problems.DESCRIBED_MISSING, column=missing.names[0], by=by)
    for column, decision in zip(table.columns, table.decisions(), strict=True):
        said, kind = declared.get(tidied(column.original)), decision.type.kind
        if said is None:
            tally.add(problems.NOT_DESCRIBED, column=column.original or column.name, by=by)
        elif column.evidence.values and kind not in _AGREES.get(said.type, (kind,)):
            tally.add(
                problems.DESCRIBED_OTHERWISE, column=column.original, declared=said.type, found=kind, by=by
            )
    return tally.findings()
