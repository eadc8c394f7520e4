"""The search page: what it shows, what it says to search engines, and what odd addresses get."""

import re

import pytest
from django.test import Client

from hundred.accounts.records import OPERATOR
from hundred.catalogue import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region_of_registers(publishers: None) -> None:
    for title, publisher, theme in (
        ("Street litter bins", "estuary", "environment"),
        ("Refuse rounds <draft>", "moorland", "environment"),
        ("Payments to suppliers", "estuary", "spending"),
    ):
        actions.create_dataset(by=OPERATOR, publisher=publisher, title=title, theme=theme)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def main(html: str) -> str:
    found = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_words_found_are_marked_and_everything_else_is_text(client: Client) -> None:
    seen = page(client, "/search?q=bins")
    assert "Street litter <mark>bins</mark>" in seen
    assert "<mark>Refuse</mark> rounds &lt;draft&gt;" in seen


def test_choices_in_force_can_be_taken_back_one_by_one(client: Client) -> None:
    seen = page(client, "/search?q=bins&publisher=estuary&theme=environment")
    assert "Publisher: Estuary Council" in main(seen)
    assert 'href="/search?q=bins&amp;theme=environment" rel="nofollow">Remove' in seen
    assert 'href="/search?q=bins">Remove all filters' in seen


def test_a_misspelt_word_is_looked_for_as_it_may_have_been_meant(client: Client) -> None:
    seen = main(page(client, "/search?q=suppplyers"))
    assert "No dataset has “suppplyers”. These have “suppliers” ." in seen
    assert "1 dataset with “suppliers”" in seen
    assert "Payments to suppliers" in seen


def test_an_empty_answer_says_what_to_try(client: Client) -> None:
    seen = main(page(client, "/search?q=zeppelin&publisher=estuary"))
    assert "Check the spelling of “zeppelin”." in seen
    assert "search all datasets for “zeppelin”" in seen
    assert "Environment (2)" in seen.replace(" )", ")")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            "since=lately",
            "“lately” is not a day, a month or a year. Write it as 2024, 2024-04 or 2024-04-01.",
        ),
        ("until=2024-13", "“2024-13” is not a day"),
        ("until=0000", "“0000” is not a day"),
        ("within=here", "“here” is not an area."),
        ("within=1,2,3", "Give west, south, east and north in degrees"),
        ("within=2,50,1,51", "The area ends before it begins."),
        ("within=nan,50,1,51", "is not an area"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field(client: Client, asked: str, says: str) -> None:
    seen = main(page(client, f"/search?{asked}"))
    assert says in seen
    assert "3 datasets" in seen


class TestSearchEngines:
    @pytest.mark.parametrize(
        ("asked", "own"),
        [
            ("", "/search"),
            ("?theme=environment", "/search?theme=environment"),
            ("?theme=environment&page=1&utm_source=x", "/search?theme=environment"),
            ("?publisher=moorland", "/search?publisher=moorland"),
        ],
    )
    def test_list_every_dataset_and_those_of_one_choice(self, client: Client, asked: str, own: str) -> None:
        seen = page(client, f"/search{asked}")
        assert f'<link rel="canonical" href="http://testserver{own}">' in seen
        assert "noindex" not in seen

    @pytest.mark.parametrize(
        "asked",
        [
            "q=bins",
            "sort=title",
            "theme=environment&publisher=estuary",
            "theme=environment&theme=spending",
            "since=2024",
            "within=-2,50,1,51",
        ],
    )
    def test_leave_alone_what_there_is_no_end_of(self, client: Client, asked: str) -> None:
        assert '<meta name="robots" content="noindex, follow">' in page(client, f"/search?{asked}")

    def test_are_told_one_address_for_one_list(self, client: Client) -> None:
        one = page(client, "/search?theme=spending&theme=environment")
        other = page(client, "/search?theme=environment&theme=spending&theme=spending")
        own = re.compile(r'<link rel="canonical" href="([^"]+)"')
        assert own.findall(one) == own.findall(other)


def test_programs_are_told_what_a_search_may_become(client: Client) -> None:
    answer = client.get("/api/v1/suggestions?q=refuse+ro").json()
    assert answer == {
        "suggestions": [
            {
                "text": "Refuse rounds <draft>",
                "kind": "dataset",
                "links": {"page": "http://testserver/search?q=Refuse+rounds+%3Cdraft%3E"},
            }
        ],
        "total": 1,
    }


def test_a_name_we_do_not_go_by_is_a_bad_request(client: Client) -> None:
    response = client.get("/search", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "elsewhere.example" not in response.content.decode()
