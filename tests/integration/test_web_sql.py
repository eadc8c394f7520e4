"""The SQL page of a small region: answers, errors in place, charts, lines, and what it hides."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.http import urlencode
from lasting import client_of, lasting_region
from public_region import GRANTS, PARKS, SPEND, load

from hundred.accounts.records import Person
from hundred.lake.turns import Busy, TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """The region of `public_region`, made once for all these tests. Gives an officer of estuary."""
    with lasting_region(django_db_blocker, tmp_path_factory.mktemp("region")) as home:
        yield load(home)


@pytest.fixture
def spend(loaded: Person, client: Client) -> str:
    """What SQL calls the table of payments."""
    found = re.search(rf"{SPEND.replace('-', '_')}\.<wbr>(\w+)", page(client, {}))
    assert found
    return f"{SPEND.replace('-', '_')}.{found[1]}"


def page(client: Client, asked: dict[str, str], status: int = 200) -> str:
    """The page's HTML, its entities resolved."""
    response = client.get("/sql", asked)
    assert response.status_code == status
    return unescape(response.content.decode())


def test_every_question_to_begin_with_has_an_answer(spend: str, client: Client) -> None:
    links = re.findall(r'<li><a class="govuk-link" href="(/sql\?[^"]+)" rel="nofollow">', page(client, {}))
    assert len(links) == 5
    for link in links:
        answer = unescape(client.get(link).content.decode())
        assert '<h2 class="govuk-heading-m" id="answer">Answer</h2>' in answer
        assert "No row answers this" not in answer


def test_an_answer_shows_its_rows_and_what_it_rests_on(spend: str, client: Client) -> None:
    sql = f"SELECT supplier, sum(net_amount) AS total FROM {spend} GROUP BY ALL ORDER BY total DESC"
    found = page(client, {"sql": sql})
    assert "15,000.00</td>" in found
    assert "Version 2, published" in found
    assert f"&at={spend}%402" in found
    assert "<b>Bold</b> Care CIC" not in client.get("/sql", {"sql": sql}).content.decode()  # it is text
    for form in ("csv", "json", "parquet", "arrow"):
        asked = urlencode([("sql", sql), ("format", form), ("at", f"{spend}@2")])
        assert f'href="/api/v1/sql?{asked}"' in found
        assert client.get(f"/api/v1/sql?{asked}").status_code == 200


def test_the_lasting_address_gives_the_older_answer(spend: str, client: Client) -> None:
    sql = f"SELECT count(*) AS n FROM {spend}"
    now, before = page(client, {"sql": sql}), page(client, {"sql": sql, "at": f"{spend}@1"})
    assert "Version 2, published" in now
    assert "Version 1, published" in before
    assert now.split("<tbody>")[1] != before.split("<tbody>")[1]


def test_rows_that_keep_their_place_lead_to_their_lines(spend: str, client: Client) -> None:
    found = page(
        client, {"sql": f"SELECT supplier, _file, _sheet, _line FROM {spend} ORDER BY _line LIMIT 3"}
    )
    links = re.findall(r'href="(/files/[0-9a-f]{64}\?line=\d+#L\d+)"', found)
    assert len(links) == 3
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize("place", ["'x'", "repeat('é', 64)", "'../..'"])
def test_places_that_are_made_up_lead_nowhere(loaded: Person, client: Client, place: str) -> None:
    found = page(client, {"sql": f"SELECT 1 AS a, {place} AS _file, '' AS _sheet, 3 AS _line"})
    assert 'href="/files/' not in found.split('id="answer"')[1]


@pytest.mark.parametrize(("shape", "drawn"), [("bars", "hd-bars__bar"), ("line", "<polyline")])
def test_an_answer_is_drawn(spend: str, client: Client, shape: str, drawn: str) -> None:
    sql = f"SELECT supplier, sum(net_amount) AS total FROM {spend} GROUP BY ALL ORDER BY ALL"
    found = page(client, {"sql": sql, "chart": shape, "x": "supplier", "y": "total"})
    assert drawn in found
    assert "total by supplier" in found
    assert drawn not in page(client, {"sql": sql})


def test_what_cannot_be_drawn_is_a_table_alone(loaded: Person, client: Client) -> None:
    for sql in (
        "SELECT 'a' AS a",
        "SELECT 1 AS a",
        "SELECT 'a' AS a, 'NaN'::DOUBLE AS b",
        "SELECT 1, 2 WHERE false",
    ):
        assert "hd-chart" not in page(client, {"sql": sql, "chart": "bars"})


def test_a_problem_is_told_beside_the_question_which_stays(spend: str, client: Client) -> None:
    sql = f"SELECT supplier,\n  net_amont\nFROM {spend}"
    found = page(client, {"sql": sql}, 400)
    assert "<title>Error: Ask in SQL" in found
    assert '"net_amont" not found in FROM clause (line 2, letter 3). Did you mean net_amount' in found
    assert "<code>  net_amont\n  ^</code>" in found
    assert sql in found


@pytest.mark.parametrize(("error", "status"), [(Busy, 503), (TooMany, 429)])
def test_who_must_wait_is_told(
    loaded: Person, client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Busy], status: int
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise error("Too many people ask at the moment.", "Try again in a few seconds.")

    monkeypatch.setattr(type(settings.FENCE), "ask", busy)
    response = client.get("/sql", {"sql": "SELECT 1"})
    assert (response.status_code, response["Retry-After"]) == (status, "5")
    assert b"Too many people ask at the moment." in response.content
    assert b"SELECT 1" in response.content


def test_a_page_shows_the_first_rows_and_says_so(loaded: Person, client: Client) -> None:
    found = page(client, {"sql": "SELECT * FROM range(501)"})
    assert "The first 500 rows" in found
    assert "There are more rows than this page shows" in found


def test_no_row_is_said(loaded: Person, client: Client) -> None:
    assert "No row answers this" in page(client, {"sql": "SELECT 1 WHERE false"})


def test_tables_are_found_and_the_question_is_kept_and_not_run(spend: str, client: Client) -> None:
    asked = {"sql": "SELECT nothing FROM nowhere", "do": "find", "find": "payments suppliers"}
    found = page(client, asked)
    assert f"{spend.partition('.')[0]}.<wbr>" in found
    assert "SELECT nothing FROM nowhere" in found
    assert "No table has “zzz” in its name" in page(client, {"do": "find", "find": "zzz"})


def test_only_what_one_may_see_is_listed(loaded: Person, client: Client) -> None:
    officer = client_of(loaded.id)
    grants, parks = (f"{name.replace('-', '_')}.<wbr>" for name in (GRANTS, PARKS))
    assert not {name for name in (grants, parks) if name in page(client, {})}
    assert {name for name in (grants, parks) if name in page(officer, {})} == {grants, parks}


def test_questions_are_for_people_and_not_for_crawlers(loaded: Person, client: Client) -> None:
    assert "noindex" not in page(client, {})
    assert "noindex" in page(client, {"sql": "SELECT 1"})
    assert b"Disallow: /sql?" in client.get("/robots.txt").content


def test_a_table_leads_to_its_question(spend: str, client: Client) -> None:
    dataset, name = spend.split(".")
    found = unescape(client.get(f"/datasets/{SPEND}/tables/{name}").content.decode())
    link = re.search(r'href="(/sql\?[^"]+)"', found)
    assert link
    assert "Answer" in page_of(client, link[1])
    assert dataset in link[1]


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
