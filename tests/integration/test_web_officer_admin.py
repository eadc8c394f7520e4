"""Looking after the region through the pages: people, publishers, datasets, the audit trail."""

import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from officers import APRIL, People, finish, furnish, send, signed_in

from hundred.accounts.records import OPERATOR, Person
from hundred.catalogue import queries as catalogue
from hundred.interfaces.web.pages import admin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(settings: Any, tmp_path: Path) -> People:
    cache.clear()
    return furnish(settings, tmp_path)


@pytest.fixture
def administrator(people: People) -> Client:
    return signed_in(people.administrator)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def known(person: Person | str) -> Person:
    name = person if isinstance(person, str) else person.name
    return next(found for found in catalogue.officers(asker=OPERATOR) if found.name == name)


TEAM_PAGES = ("/admin", "/admin/datasets", "/admin/publishers", "/admin/publishers/add", "/admin/trail")
ADMINISTRATOR_PAGES = ("/admin/people", "/admin/people/add", "/admin/people/1")


def test_who_may_open_what(people: People) -> None:
    team, officer, reader = signed_in(people.team), signed_in(people.officer), signed_in(people.reader)
    for page in TEAM_PAGES:
        assert team.get(page).status_code == 200
        assert officer.get(page).status_code == reader.get(page).status_code == 403
    for page in ADMINISTRATOR_PAGES:
        assert team.get(page).status_code == 403
    refused = text(team.get("/admin/people"))
    assert "Your account may not do this." in refused


def test_the_overview_counts_what_there_is(administrator: Client, people: People) -> None:
    finish(send(signed_in(people.officer), april=APRIL))
    page = text(administrator.get("/admin"))
    for figure, label in (("2", "datasets"), ("2", "publishers"), ("4", "accounts"), ("200", "rows")):
        assert f'<span class="hd-tile__figure">{figure}</span>' in page
        assert label in page
    assert "are free" in page
    assert "1 file published." in page
    assert "accounts</a>" not in text(signed_in(people.team).get("/admin"))


NEW = {"name": "Pia Thorn", "email": "Pia@Ambleford.example", "role": "reader", "publishers": ["ambleford"]}


def test_a_new_person_is_sent_a_link_to_set_a_password(administrator: Client) -> None:
    answer = administrator.post("/admin/people/add", NEW)
    page = text(administrator.get(answer.headers["Location"]))
    assert "Pia Thorn has been sent a link to set a password." in page
    assert known("Pia Thorn").publishers == {"ambleford"}
    (letter,) = mail.outbox
    assert letter.to == ["pia@ambleford.example"]
    assert letter.subject == "Testshire datastore: your new account"
    assert "An account has been made for you" in letter.body
    assert "/password/" in letter.body


def test_mail_that_does_not_leave_is_said_and_the_account_stays(
    administrator: Client, monkeypatch: Any
) -> None:
    def fail(*_: object) -> int:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    answer = administrator.post("/admin/people/add", NEW)
    assert "the e-mail could not be sent" in text(administrator.get(answer.headers["Location"]))
    assert known("Pia Thorn").active


def test_what_is_wrong_with_a_new_person(administrator: Client) -> None:
    page = text(administrator.post("/admin/people/add", {"role": "reader"}))
    assert '<a href="#name">Enter a name.</a>' in page
    assert '<a href="#email">Enter an e-mail address.</a>' in page
    taken = text(administrator.post("/admin/people/add", NEW | {"email": "olu@ambleford.example"}))
    assert "There is already an account for olu@ambleford.example." in taken
    assert "Pia Thorn" in taken, "what was right is kept"
    wrong = text(administrator.post("/admin/people/add", NEW | {"email": "pia"}))
    assert '<a href="#email">Enter an e-mail address in the correct format' in wrong


def test_a_person_is_given_other_publishers_or_another_role(administrator: Client, people: People) -> None:
    address = f"/admin/people/{people.officer.id}"
    assert 'value="ambleford" checked' in text(administrator.get(address))
    changed = {"role": "data-team", "state": "open", "publishers": ["fire"]}
    assert administrator.post(address, changed).headers["Location"] == "/admin/people"
    found = known(people.officer)
    assert (found.role, found.publishers) == ("data-team", {"fire"})


def test_an_account_is_closed_and_opened_again(administrator: Client, people: People) -> None:
    address, mine = f"/admin/people/{people.officer.id}", {"role": "reader", "publishers": ["ambleford"]}
    administrator.post(address, mine | {"state": "closed"})
    assert not known(people.officer).active
    assert signed_in(people.reader).get("/account").status_code == 200
    administrator.post(address, mine | {"state": "open"})
    found = known(people.officer)
    assert found.active
    assert found.publishers == {"ambleford"}, "and is the officer it was"


def test_the_last_administrator_stays(administrator: Client, people: People) -> None:
    page = administrator.post(f"/admin/people/{people.administrator.id}", {"role": "reader", "state": "open"})
    assert page.status_code == 400
    assert "A region needs at least one administrator." in text(page)


def test_the_link_can_be_sent_again(administrator: Client, people: People) -> None:
    administrator.post(f"/admin/people/{people.reader.id}/link")
    assert [letter.to for letter in mail.outbox] == [["rae@wold.example"]]
    assert administrator.post("/admin/people/9999/link").status_code == 404


def test_a_publisher_is_added(administrator: Client) -> None:
    given = {"title": "Hartmoor City Council", "kind": "council", "gss_code": "E08000999"}
    answer = administrator.post("/admin/publishers/add", given)
    page = text(administrator.get(answer.headers["Location"]))
    assert "Hartmoor City Council is now a publisher." in page
    assert "E08000999" in page
    wrong = administrator.post("/admin/publishers/add", given | {"title": "Other", "gss_code": "8"})
    assert wrong.status_code == 400
    assert '<a href="#gss_code">' in text(wrong)
    again = administrator.post("/admin/publishers/add", given)
    assert "There is already a publisher" in text(again)


def test_every_dataset_is_listed_with_who_may_see_it(administrator: Client) -> None:
    page = text(administrator.get("/admin/datasets"))
    assert "2 datasets" in page
    assert 'hd-tag--closed">Closed' in page
    assert "Incidents" not in text(administrator.get("/admin/datasets?q=spend"))
    assert "No dataset matches “zzz”" in text(administrator.get("/admin/datasets?q=zzz"))


def test_the_audit_trail_is_searched_and_paged(
    administrator: Client, people: People, monkeypatch: Any
) -> None:
    page = text(administrator.get("/admin/trail?subject=incidents"))
    assert "Create dataset" in page
    assert "access: closed" in page
    assert "1 line" in page
    monkeypatch.setattr(admin, "_LINES", 3)
    first = administrator.get("/admin/trail")
    assert "Create person" in text(first)
    older = text(first).split('href="?before=')[1].split('"')[0]
    second = text(administrator.get(f"/admin/trail?before={older}"))
    assert "Newest" in second
    assert "Rae Finch" not in second
    assert administrator.get("/admin/trail?before=x").status_code == 200
    assert "Nothing about “zzz”" in text(administrator.get("/admin/trail?subject=zzz"))
