"""Whatever a stranger writes is a question over named tables or is refused in words: nothing else happens."""

import json

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from hundred.lake.statement import BadSql, Named, tables_named

_WORDS = """
SELECT FROM WHERE GROUP BY ORDER LIMIT WITH RECURSIVE AS UNION ALL VALUES INSERT INTO DELETE UPDATE SET
COPY TO RETURNING ATTACH PRAGMA CALL EXPLAIN DESCRIBE SHOW SUMMARIZE PIVOT UNPIVOT ON IN USING JOIN LATERAL
OVER CASE WHEN THEN END CAST COLUMNS EXCLUDE AT VERSION => ( ( ) ) , ; . * = < || -> 'x' "x" $1 1 2.5 NULL a b
t sqlite_master read_text range sum [ ] { } : :: lambda x -- /* */ é
"""
WORDS = _WORDS.split()
QUESTIONS = ("SELECT 1", "FROM t", "SELECT a.b FROM c.d", "VALUES (1)", "DESCRIBE t", "SELECT read_text('x')")

parser = duckdb.connect(":memory:")


def judged(sql: str) -> tuple[Named, ...] | None:
    """The tables the text names; None where it is refused."""
    found = parser.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    assert found is not None
    try:
        return tables_named(json.loads(found[0]))
    except BadSql as error:
        said = error.placed(sql).says
    assert said.endswith(".")
    return None


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_judged(sql: str) -> None:
    judged(sql)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join))
def test_any_words_of_sql_are_judged(sql: str) -> None:
    judged(sql)


def within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Questions made of questions, in every place where SQL takes one."""
    two = st.tuples(inner, inner)
    return st.one_of(
        inner.map(lambda one: f"SELECT * FROM ({one})"),
        inner.map(lambda one: f"SELECT ({one}) FROM t WHERE EXISTS ({one}) ORDER BY ({one})"),
        inner.map(lambda one: f"SELECT list_transform([1], lambda x: ({one})), sum(({one})) OVER ()"),
        two.map(lambda two: f"({two[0]}) UNION ({two[1]})"),
        two.map(lambda two: f"WITH t AS ({two[0]}) SELECT * FROM ({two[1]}), t"),
        two.map(lambda two: f"WITH RECURSIVE t AS (({two[0]}) UNION ALL ({two[1]})) FROM t"),
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.sampled_from(QUESTIONS), within, max_leaves=8))
def test_what_is_forbidden_is_found_however_deep_it_lies(sql: str) -> None:
    tables = judged(sql)
    if "read_text" in sql:
        assert tables is None
    elif tables is not None:
        assert {table.text for table in tables} <= {"t", "c.d"}
        assert ("c.d" in sql) == (("c", "d") in {table.path for table in tables})
