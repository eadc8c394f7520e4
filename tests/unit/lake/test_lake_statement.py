"""What a stranger's statement may be made of. Every attack known to get past a guard is here."""

import json
from typing import Any

import duckdb
import pytest

from hundred.lake import sql_words
from hundred.lake.statement import BadSql, Named, no_such_table, tables_named

WRITES = [
    "CREATE TABLE x (a INT)",
    "CREATE OR REPLACE VIEW x AS SELECT 1",
    "CREATE MACRO f(a) AS a",
    "CREATE TYPE mood AS ENUM ('a')",
    "CREATE SECRET s (TYPE s3)",
    "CREATE TABLE x AS SELECT 1",
    "INSERT INTO x VALUES (1)",
    "UPDATE x SET a = 1",
    "DELETE FROM x",
    "MERGE INTO x USING y ON x.a = y.a WHEN MATCHED THEN DELETE",
    "DROP TABLE x",
    "ALTER TABLE x ADD COLUMN b INT",
    "TRUNCATE x",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    "COPY x FROM '/etc/passwd'",
    "EXPORT DATABASE '/tmp/x'",
    "IMPORT DATABASE '/tmp/x'",
    "ATTACH '/tmp/x.db' AS x",
    "ATTACH ':memory:' AS x",
    "DETACH memory",
    "USE memory",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "CALL enable_logging()",
    "CALL pragma_version()",
    "PRAGMA database_list",
    "PRAGMA enable_profiling",
    "PRAGMA import_database('/tmp/x')",
    "SET memory_limit = '100GB'",
    "SET enable_external_access = true",
    "SET allowed_paths = ['/etc/passwd']",
    "RESET lock_configuration",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/x.duckdb_extension'",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "DEALLOCATE p",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "COMMENT ON TABLE x IS 'y'",
    "PIVOT x ON a USING sum(b)",
    "SET VARIABLE x = 1",
]
WRITES_WITHIN = [
    "WITH a AS (INSERT INTO x VALUES (1) RETURNING *) SELECT * FROM a",
    "WITH a AS (UPDATE x SET a = 1 RETURNING *) SELECT * FROM a",
    "WITH a AS (DELETE FROM x RETURNING *) SELECT * FROM a",
    "WITH a AS (COPY (SELECT 1) TO '/tmp/x.csv') SELECT * FROM a",
    "SELECT * FROM (WITH a AS (INSERT INTO x VALUES (1) RETURNING *) SELECT * FROM a)",
    "SELECT (WITH a AS (DELETE FROM x RETURNING a) SELECT * FROM a LIMIT 1)",
    "SELECT 1 UNION (WITH a AS (DELETE FROM x RETURNING a) SELECT * FROM a)",
]
FILES = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_json('../../secret.json')",
    "SELECT * FROM read_parquet('file:///srv/closed.parquet')",
    "SELECT * FROM parquet_scan('https://example.org/x.parquet')",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "SELECT * FROM parquet_metadata('x.parquet')",
    "SELECT * FROM parquet_schema('x.parquet')",
    "SELECT * FROM parquet_kv_metadata('x.parquet')",
    "SELECT * FROM read_duckdb('x.db')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM glob('/srv/*')",
    "SELECT * FROM arrow_scan(1, 2, 3)",
    "SELECT * FROM pandas_scan(1)",
    "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
    "SELECT * FROM query_table('x')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT * FROM seq_scan('x')",
    "SELECT * FROM test_all_types()",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM read_text('/etc/passwd'))",
    "SELECT 1 ORDER BY (SELECT content FROM read_text('/etc/passwd'))",
    "SELECT 1 LIMIT (SELECT 1 FROM read_text('/etc/passwd'))",
    "SELECT * FROM (VALUES ((SELECT content FROM read_text('/etc/passwd'))))",
    "SELECT list_transform([1], lambda x: (SELECT content FROM read_text('/etc/passwd')))",
    "SELECT sum(1) OVER (ORDER BY (SELECT content FROM read_text('/etc/passwd')))",
    "SELECT * FROM range((SELECT count(*) FROM read_text('/etc/passwd')))",
    "FROM (PIVOT read_csv('/etc/passwd') ON a IN (1) USING sum(b))",
    "DESCRIBE SELECT * FROM read_csv('/etc/passwd')",
    "SUMMARIZE SELECT * FROM read_csv('/etc/passwd')",
]
INSIDES = [
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT path FROM duckdb_databases()",
    "SELECT sql FROM duckdb_views()",
    "SELECT * FROM pragma_database_list()",
    "SELECT * FROM pragma_table_info('x')",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "SHOW DATABASES",
    "SELECT current_setting('temp_directory')",
    "SELECT getenv('PATH')",
    "SELECT getvariable('x')",
    "SELECT current_query()",
    "SELECT nextval('s')",
    "SELECT sleep_ms(100000)",
    "SELECT pg_sleep(100)",
    "SELECT write_log('x')",
    "SELECT setseed(0.5)",
    "SELECT json_serialize_sql('SELECT 1')",
    "SELECT json_deserialize_sql('{}')",
    "SELECT duckdb_secret('x')",
    "SELECT system.main.current_setting('x')",
    "SELECT main.lower('x')",
    "SELECT CAST('x' AS other.mood)",
    "SELECT $1",
    "SELECT * FROM x AT (VERSION => 1)",
    "SELECT * FROM memory.main.x",
]


def tree(sql: str) -> dict[str, Any]:
    found = duckdb.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    assert found is not None
    return json.loads(found[0])  # type: ignore[no-any-return]


def named(sql: str) -> list[str]:
    return [table.text for table in tables_named(tree(sql))]


@pytest.mark.parametrize("sql", [*WRITES, *WRITES_WITHIN, *FILES, *INSIDES])
def test_what_is_not_one_reading_select_is_refused(sql: str) -> None:
    with pytest.raises(BadSql):
        named(sql)


# each names what is no table of ours, so that whoever grants tables will refuse it
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM sqlite_master",
        "SELECT * FROM duckdb_views",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM '/srv/closed.parquet'",
        'SELECT * FROM "https://example.org/x.csv"',
        "SELECT * FROM os",
        "WITH t AS (SELECT 1) SELECT * FROM other",
        "WITH t AS (SELECT * FROM t) SELECT * FROM t",
        "WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a",
        "SELECT * FROM t, (WITH t AS (SELECT 1) SELECT * FROM t)",
        "WITH RECURSIVE t AS (SELECT * FROM t UNION ALL SELECT 1) SELECT * FROM t",
        "DESCRIBE sqlite_master",
    ],
)
def test_a_name_that_with_has_not_given_is_a_table_asked_for(sql: str) -> None:
    assert len(named(sql)) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "WITH t AS (SELECT 1) SELECT * FROM t",
        "WITH T AS (SELECT 1), b AS (SELECT * FROM t) SELECT * FROM B",
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT * FROM t",
        "WITH t AS (SELECT 1) SELECT * FROM (SELECT * FROM t)",
    ],
)
def test_a_name_that_with_has_given_is_no_table(sql: str) -> None:
    assert named(sql) == []


def test_with_gives_no_name_of_the_engines_own() -> None:
    with pytest.raises(BadSql, match="engine’s own"):
        named("WITH sqlite_master AS (SELECT 1) SELECT * FROM sqlite_master")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT s, sum(amount) AS total FROM a.b WHERE paid >= DATE '2027-04-01' GROUP BY ALL HAVING total",
        "SELECT s FROM a.b ORDER BY amount DESC NULLS LAST LIMIT 10 OFFSET 5",
        "FROM a.b SELECT DISTINCT ON (supplier) * EXCLUDE (amount) REPLACE (upper(supplier) AS supplier)",
        "SELECT CASE WHEN amount BETWEEN 1 AND 5 THEN 'small' END, amount IN (1, 2), a IS NULL FROM a.b",
        "SELECT date_trunc('month', paid), extract(year FROM paid), paid + INTERVAL 1 MONTH FROM a.b",
        "SELECT rank() OVER w, lag(amount) OVER w FROM a.b WINDOW w AS (PARTITION BY s ORDER BY paid)",
        "FROM a.b x JOIN a.b y USING (s) LEFT JOIN a.b z ON x.d = z.d ASOF JOIN a.b q ON x.d >= q.d",
        "SELECT amount FROM a.b UNION ALL SELECT 1 EXCEPT SELECT 2 INTERSECT SELECT 3",
        "SELECT supplier, year(paid), sum(amount) FROM a.b GROUP BY GROUPING SETS ((1), (2), ())",
        "SELECT list_transform(list(amount), lambda x: x + 1), [x * 2 FOR x IN [1, 2] IF x > 1] FROM a.b",
        "SELECT median(x), count(*) FILTER (WHERE x > 5), string_agg(s, ', ' ORDER BY s) FROM a.b",
        "SELECT s LIKE 'x%', s ILIKE '%y', regexp_matches(s, 'z'), s SIMILAR TO 'a', s GLOB 'c*' FROM a.b",
        "SELECT ST_AsText(place), ST_AsGeoJSON(place)->'coordinates'->>0, place && place FROM a.b",
        "SELECT * FROM (PIVOT a.b ON y IN (2026, 2027) USING sum(amount) GROUP BY s)",
        "SELECT * FROM (UNPIVOT a.b ON q1, q2 INTO NAME quarter VALUE amount)",
        "SELECT * FROM a.b TABLESAMPLE 10%",
        "SELECT * FROM a.b, LATERAL (SELECT amount + 1), unnest([1, 2]) u(x), range(3)",
        "SELECT x::DECIMAL(18, 2), TRY_CAST(s AS DATE), CAST(s AS STRUCT(x INT)), s COLLATE NOCASE FROM a.b",
        "SELECT (SELECT max(amount) FROM a.b), amount = ANY (SELECT 1), EXISTS (FROM a.b) FROM a.b",
        "SELECT sum(COLUMNS(*)) FROM a.b QUALIFY rank() OVER (ORDER BY amount) < 3",
        "SELECT random(), now(), current_date, TRY(1 / 0), * FROM a.b ORDER BY random();",
        "DESCRIBE a.b",
        "SUMMARIZE a.b",
        "-- what we spend\nSELECT * FROM A.B /* all of it */ ;",
    ],
)
def test_a_question_is_let_through(sql: str) -> None:
    assert named(sql) == ["a.b"]


def test_all_functions_allowed_exist() -> None:
    found = duckdb.execute("SELECT DISTINCT lower(function_name) FROM duckdb_functions()").fetchall()
    of_the_grammar = {"->", "unnest"}  # the parser's own
    assert sql_words.FUNCTIONS - {name for (name,) in found} <= of_the_grammar


@pytest.mark.parametrize("sql", ["", "  ", ";", "-- nothing"])
def test_no_question_is_none(sql: str) -> None:
    with pytest.raises(BadSql, match="There is no question"):
        named(sql)


def test_two_statements_are_one_too_many() -> None:
    with pytest.raises(BadSql, match="These are 2 statements"):
        named("SELECT 1; SELECT 2")


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELECT é,\n  supplier\nFROM a.b\nWHERE", "line 4, letter 1"),
        ("SELECT read_text('x')", "(letter 8)"),
        ("SELECT 'é', read_text('x')", "(letter 13)"),
    ],
)
def test_an_error_says_where(sql: str, says: str) -> None:
    with pytest.raises(BadSql) as wrong:
        named(sql)
    assert says in wrong.value.placed(sql).says


def test_a_misspelt_function_is_guessed() -> None:
    with pytest.raises(BadSql, match=r"There is no function summ here\. Did you mean sum"):
        named("SELECT summ(1)")


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        (("leeds_spend", "payment"), "Did you mean leeds_spend.payments or york_spend.payments?"),
        (("payments",), "Did you mean leeds_spend.payments or york_spend.payments?"),
        (("nothing", "like_it"), "A table has two words with a dot between: dataset.table."),
    ],
)
def test_a_misspelt_table_is_guessed_among_those_seen(path: tuple[str, ...], fix: str) -> None:
    said = no_such_table(Named(path), ("leeds_spend.payments", "york_spend.payments"))
    assert said.fix == fix
