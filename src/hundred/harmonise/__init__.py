"""Many shapes become one: which standard a table answers, which column is which field, and its rows so.

`harmonise_table` does it all; `sample` looks at a table, `classify` tells its standard, `map_table` which
column is which field.
"""

from hundred.harmonise.classify import Fit, classify
from hundred.harmonise.facts import Sample, sample
from hundred.harmonise.mapping import Match, Question, TableMapping, map_table
from hundred.harmonise.rows import Harmonised, Publisher, SetAside, schema_of
from hundred.harmonise.standard import Field, Standard, read_standard, standard_named, standards
from hundred.harmonise.tables import Outcome, harmonise_table

__all__ = [
    "Field",
    "Fit",
    "Harmonised",
    "Match",
    "Outcome",
    "Publisher",
    "Question",
    "Sample",
    "SetAside",
    "Standard",
    "TableMapping",
    "classify",
    "harmonise_table",
    "map_table",
    "read_standard",
    "sample",
    "schema_of",
    "standard_named",
    "standards",
]
