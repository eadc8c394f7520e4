"""Data requests: asked, wanted by others, replied to, and everyone told."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from region_names import GRANTS, SPEND

from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.community import actions, queries
from hundred.community.models import DataRequest, Vote
from hundred.community.records import Sender
from hundred.interfaces.jobs.notices import send_notices

pytestmark = pytest.mark.django_db

ASKED = {
    "title": "Air quality at schools",
    "text": "To choose a school for my child.",
    "publisher": "estuary",
}


@pytest.fixture(autouse=True)
def fresh(described: None, people: object) -> None:
    cache.clear()


@pytest.fixture
def reader(people: object) -> Person:
    return people.reader  # type: ignore[attr-defined, no-any-return]


def asked(by: Person, **other: str) -> int:
    actions.ask_for_data(by=by, sender=Sender(), **(ASKED | other))
    return DataRequest.objects.latest("pk").pk


def shown(by: Person, **other: str) -> int:
    number = asked(by, **other)
    actions.decide_request(by=OPERATOR, request=number, show=True)
    return number


def links(kind: str) -> list[str]:
    send_notices()
    found = [re.search(rf"http://127.0.0.1:8000(/{kind}\S*)", str(message.body)) for message in mail.outbox]
    return [link[1] for link in found if link]


def count(number: int) -> int:
    return queries.data_request(asker=ANYONE, number=number).votes


def test_a_stranger_asks_and_it_is_shown_once_an_officer_has_looked() -> None:
    said = Client().post("/requests/ask", ASKED | {"email": "rosa@example.org"}, follow=True)
    assert "Check your e-mail" in said.content.decode()
    (confirm,) = links("confirm")
    assert "Air quality" not in str(mail.outbox[0].message()), "nobody's words are sent to others by us"
    Client().post(confirm)
    assert "Air quality" not in Client().get("/requests").content.decode()
    number = DataRequest.objects.get().pk
    actions.decide_request(by=OPERATOR, request=number, show=True)
    page = Client().get(f"/requests/{number}").content.decode()
    assert "Air quality at schools" in page
    assert "1 person wants it" in page, "whoever asked wants it"
    assert "rosa@example.org" not in page


def test_a_person_has_one_vote_however_they_cast_it(reader: Person) -> None:
    number = shown(reader)
    assert count(number) == 1
    actions.vote(by=reader, request=number)
    for _ in range(2):
        Client().post(f"/requests/{number}/vote", {"email": "Rosa@example.org "})
    assert count(number) == 1, "not before the link is followed"
    (confirm,) = links("confirm")
    for _ in range(2):
        assert "Your vote is counted" in Client().post(confirm).content.decode()
    assert count(number) == 2


def test_those_who_want_it_are_told_and_their_addresses_forgotten(reader: Person) -> None:
    number = shown(reader)
    Client().post(f"/requests/{number}/vote", {"email": "rosa@example.org"})
    Client().post(links("confirm")[0])
    mail.outbox.clear()
    actions.reply_to_request(by=OPERATOR, request=number, status="planned", reply="In June.")
    send_notices()
    assert sorted(message.to[0] for message in mail.outbox) == ["rita@testshire.example", "rosa@example.org"]
    assert "planned" in mail.outbox[0].subject
    actions.reply_to_request(by=OPERATOR, request=number, status="published", reply="", dataset=SPEND)
    send_notices()
    assert len(mail.outbox) == 4
    assert not Vote.objects.exclude(email="").exists()
    page = Client().get(f"/requests/{number}").content.decode()
    assert f'href="/datasets/{SPEND}"' in page
    assert count(number) == 2
    with pytest.raises(Conflict):
        actions.vote(by=ANYONE, request=number, email="late@example.org")


def test_a_reply_that_says_too_little_is_refused(reader: Person) -> None:
    number = asked(reader)
    for status, reply, dataset, field in (
        ("declined", "No.", "", "reply"),
        ("published", "", "", "dataset"),
        ("published", "", "nothing", "dataset"),
        ("perhaps", "", "", "status"),
    ):
        with pytest.raises(Invalid) as wrong:
            actions.reply_to_request(by=OPERATOR, request=number, status=status, reply=reply, dataset=dataset)
        assert wrong.value.field == field


def test_a_dataset_that_answers_it_is_named_only_to_those_who_may_see_it(reader: Person) -> None:
    number = asked(reader)
    actions.reply_to_request(by=OPERATOR, request=number, status="published", reply="", dataset=GRANTS)
    assert GRANTS not in Client().get(f"/requests/{number}").content.decode()
    assert queries.data_request(asker=OPERATOR, number=number).dataset is not None


def test_owners_reply_to_their_own_and_the_data_team_to_nobodys(reader: Person, people: object) -> None:
    own, nobodys = asked(reader), asked(reader, publisher="", title="Bus fares by day")
    officer = people.officer  # type: ignore[attr-defined]
    assert [each.id for each in queries.waiting(asker=officer)] == [own]
    actions.reply_to_request(by=officer, request=own, status="planned", reply="Soon.")
    with pytest.raises(NotFound):
        actions.reply_to_request(by=officer, request=nobodys, status="planned", reply="Soon.")
    send_notices()
    told = {message.to[0] for message in mail.outbox if "waits for you" in message.subject}
    assert told == {"olive@testshire.example", "dan@testshire.example"}


def test_the_list_has_the_most_wanted_first_and_finite_addresses(reader: Person, people: object) -> None:
    few = shown(reader)
    many = shown(reader, title="Bus fares by day")
    actions.vote(by=people.officer, request=many)  # type: ignore[attr-defined]
    found = queries.data_requests(asker=ANYONE)
    assert [each.id for each in found.requests] == [many, few]
    actions.reply_to_request(by=OPERATOR, request=few, status="planned", reply="Soon.")
    assert [each.id for each in queries.data_requests(asker=ANYONE, status="planned").requests] == [few]
    for odd in ("?status=nothing", "?page=99999", "?page=x", "?page=-1"):
        page = Client().get(f"/requests{odd}").content.decode()
        assert '<link rel="canonical" href="http://testserver/requests">' in page


def test_a_vote_with_a_wrong_address_is_told_at_its_field(reader: Person) -> None:
    number = shown(reader)
    answer = Client().post(f"/requests/{number}/vote", {"email": "nowhere"})
    assert answer.status_code == 400
    assert "Enter an e-mail address" in answer.content.decode()


def test_what_is_not_shown_is_not_there(reader: Person) -> None:
    number = asked(reader)
    assert Client().get(f"/requests/{number}").status_code == 404
    with pytest.raises(NotFound):
        actions.vote(by=reader, request=number)
