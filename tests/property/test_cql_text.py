"""Whatever a map program sends as a filter, it is understood or refused, and nothing breaks."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from hundred.base.errors import Invalid
from hundred.interfaces.api.ogc.cql import conditions
from hundred.lake.question import AnyOf, Condition
from hundred.lake.schema import TEXT, Column, Type

SCHEMA = (
    Column("kind", TEXT),
    Column("hectares", Type("decimal", 2)),
    Column("opened", Type("date")),
    Column("geometry", Type("geometry")),
)
WORDS = [
    "kind", "hectares", "opened", "geometry", "colour", "'park'", "'it''s'", "''", "3", "-3.5", "1e999",
    "TRUE", "NULL", "(", ")", ",", "=", "<>", "<", "<=", ">", ">=", "+", "*", "AND", "OR", "NOT", "IN",
    "LIKE", "BETWEEN", "IS", "CASEI(", "S_INTERSECTS(", "S_WITHIN(", "S_TOUCHES(", "BBOX(", "POINT(",
    "POLYGON((", "))", "DATE('2027-05-04')", "DATE('soon')",
    "TIMESTAMP('2027-05-04T00:00:00Z')", "1", "2", "[", "]", "\0",
]  # fmt: skip
SENTENCES = (
    "kind = 'park'",
    "hectares BETWEEN 1 AND 2",
    "opened > DATE('2027-05-04')",
    "kind LIKE 'p%'",
    "S_INTERSECTS(geometry, BBOX(1,2,3,4))",
    "S_WITHIN(geometry, POLYGON((0 0,1 0,1 1,0 0)))",
)


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(SENTENCES) | st.text(max_size=4), max_size=12))
def test_any_text_is_understood_or_refused(words: list[str]) -> None:
    with suppress(Invalid):
        for asked in conditions(SCHEMA, " ".join(words)):
            assert isinstance(asked, Condition | AnyOf)


@given(st.sampled_from(SENTENCES), st.integers(0, 60), st.integers(0, 4))
def test_a_sentence_with_a_piece_cut_out_is_understood_or_refused(text: str, at: int, many: int) -> None:
    with suppress(Invalid):
        conditions(SCHEMA, text[:at] + text[at + many :])
