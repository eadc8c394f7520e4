"""The first page of a region in which nothing has been published yet."""

from django.test import Client


def test_a_new_region_says_what_to_do_first(region: object, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Nothing has been published here yet" in page
    assert "Make the first administrator" in page


def test_a_region_with_people_asks_them_to_sign_in(people: object, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "Make the first administrator" not in page
    assert "Sign in</a>,</strong> as a publisher" in page


def test_the_lists_say_that_they_are_empty(region: object, client: Client) -> None:
    assert "Nothing has been published here yet" in client.get("/search").content.decode()
    assert "No publisher yet" in client.get("/publishers").content.decode()
    assert client.get("/api").status_code == 200
