"""Related datasets: which, why, and never one that the asker may not see."""

import pytest
from django.test import Client
from region_names import SPEND

from hundred.accounts.records import ANYONE, OPERATOR
from hundred.base.errors import NotFound
from hundred.catalogue import actions, queries
from hundred.catalogue.search.indexer import catch_up

pytestmark = pytest.mark.django_db


def make(title: str, publisher: str = "moorland", **about: object) -> str:
    made = actions.create_dataset(by=OPERATOR, publisher=publisher, title=title, **about)  # type: ignore[arg-type]
    catch_up()
    return made.slug


def related(slug: str, asker: object = ANYONE) -> dict[str, tuple[str, ...]]:
    found = queries.related(asker=asker, dataset=slug)  # type: ignore[arg-type]
    return {each.dataset.slug: each.because for each in found}


def test_like_titles_and_themes_relate_and_say_so(publishers: None) -> None:
    slug = make("Bus stops", "estuary", theme="transport")
    other = make("Bus stops and shelters", theme="transport")
    make("Trees", theme="environment")
    assert related(slug) == {other: ("Same theme: Transport and parking", "Also about bus and stops")}


def test_a_publisher_or_a_theme_alone_is_not_enough(publishers: None) -> None:
    slug = make("Bus stops", theme="transport")
    make("Trees", theme="transport")
    assert related(slug) == {}


def test_one_word_is_enough_only_within_a_theme(publishers: None) -> None:
    slug = make("Library opening hours", theme="leisure")
    make("Readings by the hour", theme="environment")
    assert related(slug) == {}
    other = make("Library visits", theme="leisure")
    assert set(related(slug)) == {other}


def test_the_name_of_a_publisher_in_a_title_relates_nothing(publishers: None) -> None:
    slug = make("Moorland bus stops")
    make("Moorland trees")
    assert related(slug) == {}


def test_shared_columns_relate_and_those_to_join_by_most(loaded: None, tmp_path: object) -> None:
    from access.region import add

    for slug, text in (
        ("benches", "UPRN,Bench,Wood\n100012345678,Oak bench,oak\n"),
        ("bins", "UPRN,Bin,Litres\n100012345678,Grit bin,90\n"),
    ):
        actions.create_dataset(by=OPERATOR, publisher="moorland", title=slug.title(), slug=slug)
        add(tmp_path, slug, {f"{slug}.csv": text})  # type: ignore[arg-type]
    catch_up()
    assert related("benches") == {"bins": ("Can be joined by UPRN", "Same publisher")}


def test_nobody_meets_what_they_may_not_see(loaded: None) -> None:
    slug = make("Grants and parks", "estuary")
    hidden = make("Grants and parks of the region", "moorland", access="closed")
    assert related(slug) == {}
    assert hidden in related(slug, OPERATOR)
    with pytest.raises(NotFound):
        related(hidden)


def test_one_that_was_closed_a_moment_ago_is_gone_before_the_index_knows(publishers: None) -> None:
    slug, other = make("Bus stops"), make("Bus stops and shelters")
    assert other in related(slug)
    actions.change_dataset(by=OPERATOR, dataset=other, access="closed")
    assert related(slug) == {}


def test_a_page_shows_them_and_does_without_an_index(publishers: None, client: Client) -> None:
    slug, other = make("Bus stops"), make("Bus stops and shelters")
    page = client.get(f"/datasets/{slug}").content.decode()
    assert f'href="/datasets/{other}"' in page
    assert "Also about bus and stops." in page
    fresh = actions.create_dataset(by=OPERATOR, publisher="moorland", title="Trams").slug
    assert client.get(f"/datasets/{fresh}").status_code == 200
    assert SPEND not in page
