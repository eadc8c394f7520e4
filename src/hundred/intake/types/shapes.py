"""Which shapes of cells (see `grammar`) go together when a column's type is chosen."""

from collections.abc import Iterable

from hundred.intake.types.evidence import Evidence

# Digits alone; the last three would also do as something else, if the heading said so.
DIGITS = ("integer", "serial", "yyyymmdd", "bit")
# Numbers with British marks, and those which either way of writing allows.
_EITHER = ("number thousandths", "grouped thousandths", "money thousandths", "grouped whole", "money whole")
BRITISH = (*DIGITS, "code", "number", "grouped", "money", "spaced", "scientific", *_EITHER)
CONTINENTAL = (*DIGITS, "code", "spaced", "grouped continental", "money continental", *_EITHER)
MONEY = ("money", "money whole", "money thousandths", "money continental")
GROUPED = ("grouped", "grouped whole", "grouped thousandths", "grouped continental", "spaced")
THOUSANDTHS = ("number thousandths", "grouped thousandths", "money thousandths")
PERCENTAGE = ("percentage",)
SCALED = ("scaled",)
# Numbers which are counted with their places.
NUMERIC = tuple(dict.fromkeys((*BRITISH, *CONTINENTAL, *PERCENTAGE, *SCALED)))

# Words of letters and digits: beside them, numbers are codes too.
MIXED = ("mixed", "outcode", "gss-code", "company-number", "vat-number", "phone", "digits", "period")


def count(evidence: Evidence, shapes: Iterable[str]) -> int:
    """How many cells have one of these shapes."""
    return sum(evidence.shapes.get(shape, 0) for shape in shapes)
