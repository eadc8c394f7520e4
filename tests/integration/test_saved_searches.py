"""Following a search: feeds for anyone, e-mails for people with an account, and an end to them."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hundred.catalogue import actions, queries
from hundred.catalogue.models import Dataset, SavedSearch
from hundred.interfaces.jobs.alerts import send_alerts

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def reader(people: object) -> Person:
    return people.reader  # type: ignore[attr-defined, no-any-return]


def make(title: str, description: str = "", *, updated: bool = True, **about: object) -> str:
    made = actions.create_dataset(
        by=OPERATOR,
        publisher="estuary",
        title=title,
        description=description,
        **about,  # type: ignore[arg-type]
    )
    if updated:
        Dataset.objects.filter(slug=made.slug).update(updated_at=timezone.now())
        actions.change_dataset(by=OPERATOR, dataset=made.slug, title=title)  # the index learns of it
    return made.slug


def save(by: Person, asked: str = "q=bins", every: str = "daily") -> SavedSearch:
    actions.save_search(by=by, asked=asked, title="Bins", every=every)
    return SavedSearch.objects.get(account_id=by.id, asked=asked)


def long_ago(saved: SavedSearch, days: int) -> None:
    SavedSearch.objects.filter(pk=saved.pk).update(told_at=timezone.now() - timedelta(days=days))


class TestFeed:
    def entries(self, client: Client, asked: str = "") -> list[str]:
        answer = client.get(f"/search.atom{asked}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)
        return [entry.findtext("a:title", namespaces=ATOM) or "" for entry in feed.findall("a:entry", ATOM)]

    def test_has_what_a_search_finds_the_last_updated_first(self, publishers: None, client: Client) -> None:
        make("Grit bins")
        make("Trees")
        make("Refuse <rounds>")
        make("Bins without rows", updated=False)
        assert self.entries(client, "?q=bins") == ["Refuse <rounds>", "Grit bins"]
        assert len(self.entries(client)) == 3

    def test_has_only_what_answers_the_whole_search(self, publishers: None, client: Client) -> None:
        make("Grit bins", "Salt & <grit>.")
        assert self.entries(client, "?q=grit+zeppelins") == []
        assert b"Salt &amp;amp; &amp;lt;grit&amp;gt;." in client.get("/search.atom").content

    def test_has_nothing_that_is_not_open(self, publishers: None, client: Client) -> None:
        make("Grit bins", access="closed")
        assert self.entries(client) == []

    def test_says_whose_it_is_and_need_not_be_sent_twice(self, publishers: None, client: Client) -> None:
        make("Grit bins", theme="environment")
        answer = client.get("/search.atom?theme=environment")
        feed = ElementTree.fromstring(answer.content)
        assert feed.findtext("a:title", namespaces=ATOM) == "All datasets, Environment – Testshire datastore"
        link = feed.find("a:link[@rel='self']", ATOM)
        assert link is not None
        assert link.get("href") == "http://testserver/search.atom?theme=environment"
        again = client.get("/search.atom?theme=environment", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    def test_is_offered_by_the_search_page(self, publishers: None, client: Client) -> None:
        page = client.get("/search?sort=title&q=bins").content.decode()
        assert 'type="application/atom+xml" title="“bins”" href="/search.atom?q=bins"' in page


class TestSaving:
    def test_keeps_one_of_each_search(self, reader: Person) -> None:
        save(reader)
        save(reader, every="weekly")
        (saved,) = queries.saved_searches(asker=reader)
        assert (saved.title, saved.asked, saved.every) == ("Bins", "q=bins", "weekly")

    def test_needs_an_account_and_a_known_frequency(self, reader: Person) -> None:
        with pytest.raises(NotAllowed):
            save(ANYONE)
        with pytest.raises(Invalid, match="Use one of: daily, weekly"):
            save(reader, every="hourly")

    def test_has_an_end(self, reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        from hundred.catalogue.actions import searches

        monkeypatch.setattr(searches, "_MOST", 1)
        save(reader)
        with pytest.raises(Conflict):
            save(reader, "q=trees")

    def test_is_ones_own_matter(self, reader: Person, people: object) -> None:
        saved = save(reader)
        officer = people.officer  # type: ignore[attr-defined]
        assert queries.saved_searches(asker=officer) == ()
        with pytest.raises(NotFound):
            actions.forget_search(by=officer, search=saved.pk)
        actions.forget_search(by=reader, search=saved.pk)
        assert queries.saved_searches(asker=reader) == ()

    def test_is_done_on_the_page_and_undone_in_the_account(self, people: object) -> None:
        client = Client()
        assert client.login(email="rita@testshire.example", password="correct-horse-battery")
        make("Grit bins", theme="environment")
        page = client.get("/search?theme=environment&q=bins&page=1").content.decode()
        assert 'name="asked" value="q=bins&amp;theme=environment"' in page
        sent = {"asked": "theme=environment&q=bins&page=7", "every": "weekly"}
        own = client.post("/account/searches/save", sent, follow=True).content.decode()
        assert "“bins”, Environment" in own
        saved = SavedSearch.objects.get()
        assert saved.asked == "q=bins&theme=environment"
        left = client.post(f"/account/searches/{saved.pk}/forget", follow=True).content.decode()
        assert "No saved search yet" in left


class TestEmails:
    def test_tell_of_what_is_new_once(self, reader: Person) -> None:
        long_ago(save(reader), days=2)
        slug = make("Grit bins")
        make("Trees")
        assert send_alerts() == 1
        (message,) = mail.outbox
        assert message.to == [reader.email]
        assert message.subject == "Testshire datastore: 1 dataset for “Bins”"
        assert f"http://127.0.0.1:8000/datasets/{slug}" in message.body
        assert "Trees" not in message.body
        assert "http://127.0.0.1:8000/search?q=bins" in message.body
        assert send_alerts() == 0

    def test_come_no_oftener_than_was_asked(self, reader: Person) -> None:
        weekly = save(reader, every="weekly")
        make("Grit bins")
        long_ago(weekly, days=6)
        assert send_alerts() == 0
        long_ago(weekly, days=8)
        assert send_alerts() == 1

    def test_are_not_sent_of_nothing(self, reader: Person) -> None:
        make("Grit bins")
        saved = save(reader)
        SavedSearch.objects.filter(pk=saved.pk).update(told_at=timezone.now())
        assert send_alerts() == 0
        assert mail.outbox == []

    def test_tell_nobody_of_what_they_may_not_see(self, reader: Person, people: object) -> None:
        long_ago(save(reader), days=2)
        long_ago(save(people.officer), days=2)  # type: ignore[attr-defined]
        make("Grit bins", access="closed")
        assert send_alerts() == 1
        assert mail.outbox[0].to == [people.officer.email]  # type: ignore[attr-defined]

    def test_that_could_not_be_sent_are_sent_the_next_time(
        self, reader: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long_ago(save(reader), days=2)
        make("Grit bins")
        with monkeypatch.context() as away:
            away.setattr("django.core.mail.EmailMessage.send", _no_server)
            assert send_alerts() == 0
        assert send_alerts() == 1

    def test_are_stopped_by_their_own_link_but_not_by_looking_at_it(
        self, reader: Person, client: Client
    ) -> None:
        long_ago(save(reader), days=2)
        make("Grit bins")
        send_alerts()
        headers = mail.outbox[0].extra_headers
        link = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in mail.outbox[0].body
        assert "Stop these e-mails?" in client.get(link).content.decode()
        assert SavedSearch.objects.exists()
        guarded = Client(enforce_csrf_checks=True)  # a mail program's button sends no token of ours
        assert guarded.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not SavedSearch.objects.exists()
        assert guarded.post(link).status_code == 200

    def test_are_stopped_by_no_other_link(self, reader: Person, client: Client) -> None:
        saved = save(reader)
        assert client.post(f"/searches/stop/{saved.pk}").status_code == 404
        assert re.match(r"[\w:-]+$", queries.saved_searches(asker=reader)[0].stop_token)


def _no_server(*anything: object, **more: object) -> None:
    raise ConnectionRefusedError("no mail server")
