"""Signing in and out, passwords, and the first administrator's welcome."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from officers import PASSWORD, People, furnish, signed_in

from hundred.accounts import queries as accounts
from hundred.accounts.models import Account
from hundred.accounts.records import ANYONE, OPERATOR
from hundred.interfaces.welcome import welcome_path

pytestmark = pytest.mark.django_db

ANOTHER = "seven quiet otters"


@pytest.fixture(autouse=True)
def people(settings: Any, tmp_path: Path) -> People:
    cache.clear()  # the throttle counts in it
    return furnish(settings, tmp_path)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sign_in(
    client: Client, email: str = "olu@ambleford.example", password: str = PASSWORD, to: str = ""
) -> Any:
    return client.post(f"/sign-in{to}", {"login": email, "password": password})


def newest() -> tuple[str, str, str]:
    """Who did what to what, by the newest line of the audit trail."""
    ((_, line),) = accounts.audit_trail(asker=OPERATOR, limit=1)
    return line.by, line.action, line.subject


def test_signing_in_and_out(client: Client) -> None:
    assert sign_in(client).headers["Location"] == "/"
    assert newest() == ("Olu Marsh", "sign in", "olu@ambleford.example")
    assert "Olu Marsh" in text(client.get("/account"))
    assert client.post("/sign-out").headers["Location"] == "/"
    assert client.get("/account").headers["Location"] == "/sign-in?next=%2Faccount"


def test_signing_in_leads_on_but_only_to_our_own_site(client: Client) -> None:
    assert sign_in(client, to="?next=/add").headers["Location"] == "/add"
    client.post("/sign-out")
    assert sign_in(client, to="?next=https://elsewhere.example/").headers["Location"] == "/"


def test_a_wrong_password_does_not_say_whether_there_is_an_account(client: Client) -> None:
    known, unknown = sign_in(client, password="wrong"), sign_in(client, email="no@body.example")
    assert known.status_code == unknown.status_code == 400
    for page in (known, unknown):
        assert "The e-mail address or the password is not right." in text(page)
        assert "<title>Error: Sign in" in text(page)


def test_an_empty_form_says_what_it_wants(client: Client) -> None:
    page = text(sign_in(client, email="", password=""))
    assert '<a href="#login">Enter your e-mail address, like name@example.com.</a>' in page
    assert '<a href="#password">Enter your password.</a>' in page


def test_whoever_tries_too_often_is_told_how_long_to_wait(client: Client) -> None:
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 400
    page = sign_in(client)
    assert page.status_code == 429, "now even the right password has to wait"
    assert page.headers["Retry-After"] == "300"
    assert "Wait 5 minutes" in text(page)


def test_a_closed_account_cannot_sign_in_and_is_signed_out_at_once(people: People) -> None:
    client = signed_in(people.officer)
    Account.objects.filter(pk=people.officer.id).update(is_active=False)
    assert client.get("/account").status_code == 302
    answer = sign_in(Client())
    assert "closed" in answer.headers["Location"]
    assert "This account is closed" in text(client.get(answer.headers["Location"]))


def test_a_forgotten_password_is_set_anew_by_e_mail(client: Client) -> None:
    answer = client.post("/password", {"email": "olu@ambleford.example"})
    assert "Check your e-mail" in text(client.get(answer.headers["Location"]))
    (letter,) = mail.outbox
    assert letter.subject == "Testshire datastore: set a new password"
    assert "Dear Olu Marsh," in letter.body
    link = re.search(r"http://testserver(/password/\S+)", letter.body)
    assert link
    form = client.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    short = client.post(address, {"password1": "otter", "password2": "otter"})
    assert short.status_code == 400
    assert "at least 12" in text(short)
    assert (
        client.post(address, {"password1": ANOTHER, "password2": ANOTHER}).headers["Location"]
        == "/password/set"
    )
    assert newest() == ("Olu Marsh", "set password", "olu@ambleford.example")
    assert sign_in(Client(), password=ANOTHER).status_code == 302
    used = Client().get(link[1])
    assert "This link does not work any more" in text(used)


def test_nobody_learns_whose_address_has_an_account(client: Client) -> None:
    answer = client.post("/password", {"email": "no@body.example"})
    assert answer.headers["Location"] == "/password/sent"
    assert mail.outbox == []


def test_changing_ones_own_password(people: People) -> None:
    client = signed_in(people.officer)
    wrong = client.post("/account/password", {"oldpassword": "x", "password1": ANOTHER, "password2": ANOTHER})
    assert "This is not your present password." in text(wrong)
    right = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    answer = client.post("/account/password", right)
    assert "Your new password is set." in text(client.get(answer.headers["Location"])), (
        "and one stays signed in"
    )


def test_there_is_no_sign_up(client: Client) -> None:
    assert client.get("/signup").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


FIRST = {"name": "Ada Wren", "email": "ada@new.example", "password": PASSWORD}


def test_the_first_administrator_comes_by_the_one_time_link(client: Client) -> None:
    Account.objects.all().delete()
    link = welcome_path()
    assert "first administrator" in text(client.get(link))
    refused = client.post(link, FIRST | {"password": "short"})
    assert refused.status_code == 400
    assert '<a href="#password">' in text(refused)
    assert "Ada Wren" in text(refused), "what was right is kept"
    assert client.post(link, FIRST).headers["Location"] == "/admin"
    assert "Welcome, Ada Wren." in text(client.get("/admin")), "and is signed in"
    assert Client().get(link).status_code == 404, "the link ends with the first administrator"


@pytest.mark.parametrize("token", ["nothing", "a:b:c"])
def test_a_made_up_link_is_nothing(client: Client, token: str) -> None:
    Account.objects.all().delete()
    assert client.get(f"/welcome/{token}").status_code == 404
    assert not accounts.has_administrator(asker=ANYONE)
