"""SQL by address and by body: what it answers, in which formats, to whom, and what it says when it cannot."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client

from api.region import API, Loaded, check_shape
from hundred.lake.turns import Busy, TooMany

pytestmark = pytest.mark.django_db

SQL = f"{API}/sql"
SPEND = "aldergate_spend.aldergate_spend"


def ask(api: Client, sql: str, status: int = 200, **more: Any) -> Any:
    response = api.get(SQL, {"sql": sql, **more})
    assert response.status_code == status, response.content
    return response.json()


def test_a_question_is_answered_with_what_it_read(api: Client, loaded: Loaded) -> None:
    sql = f"SELECT supplier, sum(net_amount) AS total FROM {SPEND} GROUP BY ALL ORDER BY total LIMIT 1"
    found = ask(api, sql)
    check_shape(found, "SqlAnswer")
    assert found["columns"] == [
        {"name": "supplier", "type": "VARCHAR", "kind": "text"},
        {"name": "total", "type": "DECIMAL(38,2)", "kind": "decimal"},
    ]
    assert found["rows"] == [{"supplier": "Damson plc", "total": -4209.8}]
    (read,) = found["reads"]
    assert (read["name"], read["version"], read["at"]) == (SPEND, 2, f"{SPEND}@2")
    assert api.get(read["links"]["page"].removeprefix("http://testserver")).status_code == 200
    assert api.get(read["links"]["self"].removeprefix("http://testserver")).status_code == 200
    assert (found["traced"], found["more"]) == (False, False)


def test_decimals_keep_their_digits(api: Client, loaded: Loaded) -> None:
    response = api.get(SQL, {"sql": "SELECT 0.10 AS a, 12345678901234567890123456789012345678 AS b"})
    assert b'{"a":0.10,"b":12345678901234567890123456789012345678}' in response.content


def test_rows_lead_back_to_their_lines(api: Client, loaded: Loaded) -> None:
    found = ask(api, f"SELECT _file, _sheet, _line FROM {SPEND} ORDER BY _line LIMIT 1")
    assert found["traced"] is True
    row = found["rows"][0]
    lineage = api.get(
        f"{API}/datasets/aldergate-spend/tables/aldergate_spend/lineage",
        {"file": row["_file"], "line": row["_line"]},
    )
    assert lineage.status_code == 200


def test_an_older_version_is_read_where_it_is_asked_for(api: Client, loaded: Loaded) -> None:
    sql = f"SELECT count(*) AS n FROM {SPEND}"
    assert ask(api, sql)["rows"] == [{"n": 47}]
    older = ask(api, sql, at=f"{SPEND}@1")
    assert (older["rows"], older["reads"][0]["version"]) == ([{"n": 27}], 1)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (f"{SPEND}@7", "There is no version 7 of this table"),
        (f"{SPEND}", "at cannot be"),
        ("birchley_contracts.contracts@1", "The question does not read birchley_contracts.contracts"),
    ],
)
def test_an_older_version_asked_for_amiss_is_refused(api: Client, loaded: Loaded, at: str, says: str) -> None:
    assert says in ask(api, f"SELECT 1 FROM {SPEND}", 400, at=at)["error"]["says"]


@pytest.mark.parametrize("body", ["json", "form"])
def test_a_question_may_be_posted(loaded: Loaded, body: str) -> None:
    api = Client(enforce_csrf_checks=True)
    asked: dict[str, Any] = {"sql": f"SELECT count(*) AS n FROM {SPEND}", "at": [f"{SPEND}@1"], "limit": 5}
    if body == "json":
        response = api.post(SQL, json.dumps(asked), content_type="application/json")
    else:
        response = api.post(SQL, asked)
    assert response.status_code == 200, response.content
    assert response.json()["rows"] == [{"n": 27}]


@pytest.mark.parametrize(
    "body",
    [
        "[1]",
        "{",
        '{"sql": "\\ud800"}',
        '{"\\ud800": 1}',
        "\xff",
        "[" * 100_000,
        '"SELECT 1"',
        '{"sql": {"a": 1}}',
        '{"sql": true}',
        '{"qsl": "x"}',
        "{}",
    ],
)
def test_a_body_that_is_no_question_is_refused(api: Client, loaded: Loaded, body: str) -> None:
    response = api.post(SQL, body, content_type="application/json")
    assert response.status_code == 400
    check_shape(response.json(), "Error")


def test_files_say_what_they_rest_on(api: Client, loaded: Loaded) -> None:
    asked = {"sql": f"SELECT supplier, net_amount FROM {SPEND} WHERE net_amount > 1000"}
    csv = api.get(SQL, {**asked, "format": "csv"})
    assert csv["Content-Type"] == "text/csv; charset=utf-8"
    assert csv["Content-Disposition"] == 'attachment; filename="answer.csv"'
    assert csv["Hundred-Reads"] == f"{SPEND}@2"
    assert csv.content.decode().startswith('"supplier","net_amount"\r\n"Ash Tree\nServices Ltd",1250.50\r\n')
    parquet = pq.read_table(pa.BufferReader(api.get(SQL, {**asked, "format": "parquet"}).content))
    assert parquet.schema.metadata[b"hundred.reads"].decode() == f"{SPEND}@2"
    assert parquet.schema.metadata[b"hundred.sql"].decode() == asked["sql"]
    with pa.ipc.open_stream(api.get(SQL, {**asked, "format": "arrow"}).content) as stream:
        assert stream.read_all().equals(parquet)


def test_an_answer_that_is_cut_says_so(api: Client, loaded: Loaded) -> None:
    sql = "SELECT * FROM range(5)"
    found = ask(api, sql, limit=2)
    assert (len(found["rows"]), found["more"]) == (2, True)
    cut = api.get(SQL, {"sql": sql, "limit": 2, "format": "csv"})
    assert cut.content == b'"range"\r\n0\r\n1\r\n'
    most = settings.FENCE.limits.rows
    too_many = api.get(SQL, {"sql": f"SELECT * FROM range({most + 1})", "format": "csv"})
    assert too_many.status_code == 400
    assert f"more than {most:,} rows" in too_many.json()["error"]["says"]


@pytest.mark.parametrize(
    ("sql", "says", "fix"),
    [
        (f"SELECT suplier FROM {SPEND}", "(letter 8)", "Did you mean supplier"),
        ("SELECT * FROM aldergate_spend.payments", "(letter 15)", f"Did you mean {SPEND}?"),
        ("SELECT * FROM read_csv('/etc/passwd')", "There is no function read_csv here", ""),
        ("DROP TABLE x", "Only SELECT can be asked here", ""),
        ("SELECT FROM", "syntax error", ""),
        (" ", "There is no question", ""),
    ],
)
def test_what_is_wrong_is_said(api: Client, loaded: Loaded, sql: str, says: str, fix: str) -> None:
    found = ask(api, sql, 400)
    check_shape(found, "Error")
    assert found["error"]["field"] == "sql"
    assert says in found["error"]["says"]
    assert fix in found["error"]["fix"]


HIDDEN = ("birchley_contracts.birchley_contracts", "birchley_assets.land")


def test_hidden_tables_are_as_those_that_do_not_exist(api: Client, signed_in: Any, loaded: Loaded) -> None:
    names = [table["at"].partition("@")[0] for table in _all_tables(signed_in("team"))]
    closed = next(name for name in names if name.startswith("birchley_contracts"))
    shared = next(name for name in names if name.startswith("birchley_assets"))
    for name in (closed, shared):
        imagined = "x" + name[1:]
        for sql in (
            "SELECT * FROM {}",
            "SELECT nothing FROM {}",
            "DESCRIBE {}",
            "WITH a AS (FROM {}) FROM a",
        ):
            real, none = (ask(api, sql.format(one), 400)["error"] for one in (name, imagined))
            assert json.dumps(real).replace(name, imagined) == json.dumps(none)
            older = ask(api, sql.format(name), 400, at=f"{name}@1")["error"]
            assert json.dumps(older).replace(name, imagined) == json.dumps(none)
    assert {who: _seen(signed_in(who), closed) for who in ("team", "officer", "partner", "reader")} == {
        "team": True,
        "officer": True,
        "partner": False,
        "reader": False,
    }
    assert {who: _seen(signed_in(who), shared) for who in ("team", "officer", "partner", "reader")} == {
        "team": True,
        "officer": True,
        "partner": True,
        "reader": False,
    }


def test_a_suggestion_never_names_a_hidden_table(api: Client, loaded: Loaded) -> None:
    found = ask(api, "SELECT * FROM birchley_contracts.contract", 400)
    assert "birchley" not in found["error"]["fix"]


@pytest.mark.parametrize(
    ("error", "status", "kind"), [(Busy, 503, "unavailable"), (TooMany, 429, "too-many")]
)
def test_who_must_wait_is_told_how_long(
    api: Client,
    loaded: Loaded,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Busy],
    status: int,
    kind: str,
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise error("Too many.", "Wait.")

    monkeypatch.setattr(type(settings.FENCE), "ask", busy)
    response = api.get(SQL, {"sql": "SELECT 1"})
    assert response.status_code == status
    assert response.json()["error"]["kind"] == kind
    assert int(response["Retry-After"]) > 0


def _all_tables(api: Client) -> list[Any]:
    """What `reads` says of every table there is."""
    found = []
    for dataset in api.get(f"{API}/datasets").json()["datasets"]:
        for table in dataset["tables"]:
            name = f"{dataset['slug'].replace('-', '_')}.{table['name']}"
            found += ask(api, f"SELECT 1 FROM {name}")["reads"]
    return found


def _seen(api: Client, name: str) -> bool:
    return api.get(SQL, {"sql": f"SELECT count(*) FROM {name}"}).status_code == 200
