"""Following: feeds for anyone, e-mails for people with an account, and an end to them."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from region_names import GRANTS, SPEND

from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hundred.catalogue import actions, queries
from hundred.catalogue.models import Dataset, Follow
from hundred.community import actions as community
from hundred.community import queries as community_queries
from hundred.community.records import Sender
from hundred.interfaces.jobs.digests import send_digests

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


def save(by: Person, asked: str = "q=bins", every: str = "daily") -> Follow:
    actions.follow_search(by=by, asked=asked, title="Bins", every=every)
    return Follow.objects.get(account_id=by.id, asked=asked)


def long_ago(saved: Follow, days: int) -> None:
    Follow.objects.filter(pk=saved.pk).update(told_at=timezone.now() - timedelta(days=days))


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
        (saved,) = queries.follows(asker=reader)
        assert (saved.title, saved.asked, saved.every) == ("Bins", "q=bins", "weekly")

    def test_needs_an_account_and_a_known_frequency(self, reader: Person) -> None:
        with pytest.raises(NotAllowed):
            save(ANYONE)
        with pytest.raises(Invalid, match="Use one of: daily, weekly"):
            save(reader, every="hourly")

    def test_has_an_end(self, reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        from hundred.catalogue.actions import follows

        monkeypatch.setattr(follows, "_MOST", 1)
        save(reader)
        with pytest.raises(Conflict):
            save(reader, "q=trees")

    def test_is_ones_own_matter(self, reader: Person, people: object) -> None:
        saved = save(reader)
        officer = people.officer  # type: ignore[attr-defined]
        assert queries.follows(asker=officer) == ()
        with pytest.raises(NotFound):
            actions.unfollow(by=officer, follow=saved.pk)
        actions.unfollow(by=reader, follow=saved.pk)
        assert queries.follows(asker=reader) == ()

    def test_is_done_on_the_page_and_undone_in_the_account(self, people: object) -> None:
        client = Client()
        assert client.login(email="rita@testshire.example", password="correct-horse-battery")
        make("Grit bins", theme="environment")
        page = client.get("/search?theme=environment&q=bins&page=1").content.decode()
        assert 'name="asked" value="q=bins&amp;theme=environment"' in page
        sent = {"asked": "theme=environment&q=bins&page=7", "every": "weekly"}
        own = client.post("/account/follows/add", sent, follow=True).content.decode()
        assert "“bins”, Environment" in own
        saved = Follow.objects.get()
        assert saved.asked == "q=bins&theme=environment"
        left = client.post(f"/account/follows/{saved.pk}/remove", follow=True).content.decode()
        assert "You follow nothing yet" in left


class TestEmails:
    def test_tell_of_what_is_new_once(self, reader: Person) -> None:
        long_ago(save(reader), days=2)
        slug = make("Grit bins")
        make("Trees")
        assert send_digests() == 1
        (message,) = mail.outbox
        assert message.to == [reader.email]
        assert message.subject == "Testshire datastore: what is new in “Bins”"
        assert f"http://127.0.0.1:8000/datasets/{slug}" in message.body
        assert "Trees" not in message.body
        assert "http://127.0.0.1:8000/search?q=bins" in message.body
        assert send_digests() == 0

    def test_come_no_oftener_than_was_asked(self, reader: Person) -> None:
        weekly = save(reader, every="weekly")
        make("Grit bins")
        long_ago(weekly, days=6)
        assert send_digests() == 0
        long_ago(weekly, days=8)
        assert send_digests() == 1

    def test_are_not_sent_of_nothing(self, reader: Person) -> None:
        make("Grit bins")
        saved = save(reader)
        Follow.objects.filter(pk=saved.pk).update(told_at=timezone.now())
        assert send_digests() == 0
        assert mail.outbox == []

    def test_tell_nobody_of_what_they_may_not_see(self, reader: Person, people: object) -> None:
        long_ago(save(reader), days=2)
        long_ago(save(people.officer), days=2)  # type: ignore[attr-defined]
        make("Grit bins", access="closed")
        assert send_digests() == 1
        assert mail.outbox[0].to == [people.officer.email]  # type: ignore[attr-defined]

    def test_that_could_not_be_sent_are_sent_the_next_time(
        self, reader: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long_ago(save(reader), days=2)
        make("Grit bins")
        with monkeypatch.context() as away:
            away.setattr("django.core.mail.EmailMessage.send", _no_server)
            assert send_digests() == 0
        assert send_digests() == 1

    def test_are_stopped_by_their_own_link_but_not_by_looking_at_it(
        self, reader: Person, client: Client
    ) -> None:
        long_ago(save(reader), days=2)
        make("Grit bins")
        send_digests()
        headers = mail.outbox[0].extra_headers
        link = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in mail.outbox[0].body
        assert "Stop these e-mails?" in client.get(link).content.decode()
        assert Follow.objects.exists()
        guarded = Client(enforce_csrf_checks=True)  # a mail program's button sends no token of ours
        assert guarded.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Follow.objects.exists()
        assert guarded.post(link).status_code == 200

    def test_are_stopped_by_no_other_link(self, reader: Person, client: Client) -> None:
        saved = save(reader)
        assert client.post(f"/follows/stop/{saved.pk}").status_code == 404
        assert re.match(r"[\w:-]+$", queries.follows(asker=reader)[0].stop_token)


class TestDataset:
    def test_is_followed_on_its_page_by_feed_or_by_e_mail(self, loaded: None, people: object) -> None:
        page = Client().get(f"/datasets/{SPEND}").content.decode()
        assert (
            f'type="application/atom+xml" title="Payments to suppliers" href="/datasets/{SPEND}.atom"' in page
        )
        assert "sign in</a> to get e-mails" in page
        client = Client()
        assert client.login(email="rita@testshire.example", password="correct-horse-battery")
        answer = client.post("/account/follows/add", {"dataset": SPEND, "every": "daily"}, follow=True)
        assert "Payments to suppliers" in answer.content.decode()
        assert "You follow this dataset" in client.get(f"/datasets/{SPEND}").content.decode()

    def test_has_a_feed_of_its_versions(self, loaded: None, client: Client) -> None:
        feed = ElementTree.fromstring(client.get(f"/datasets/{SPEND}.atom").content)
        (entry,) = feed.findall("a:entry", ATOM)
        assert entry.findtext("a:title", namespaces=ATOM) == (
            "Payments to suppliers: version 1 of estuary_spend"
        )
        link = entry.find("a:link", ATOM)
        assert link is not None
        assert (link.get("href") or "").endswith(f"/datasets/{SPEND}/tables/estuary_spend?_version=1")
        assert client.get(f"/datasets/{GRANTS}.atom").status_code == 404

    def test_that_one_may_not_see_cannot_be_followed(self, loaded: None, reader: Person) -> None:
        with pytest.raises(NotFound):
            actions.follow_dataset(by=reader, dataset=GRANTS, every="daily")

    def test_tells_of_new_versions_and_of_nothing_once_it_is_closed(
        self, loaded: None, reader: Person
    ) -> None:
        actions.follow_dataset(by=reader, dataset=SPEND, every="daily")
        follow = Follow.objects.get()
        long_ago(follow, days=2)
        assert send_digests() == 1
        assert "Version 1 of estuary_spend" in mail.outbox[0].body
        actions.change_dataset(by=OPERATOR, dataset=SPEND, access="closed")
        long_ago(follow, days=2)
        assert send_digests() == 0

    def test_tells_of_answered_questions(self, described: None, reader: Person) -> None:
        actions.follow_dataset(by=reader, dataset=SPEND, every="daily")
        community.ask_question(by=reader, dataset=SPEND, text="Is it net of VAT?", sender=Sender())
        long_ago(Follow.objects.get(), days=2)
        assert send_digests() == 0
        (waits,) = community_queries.waiting(asker=OPERATOR)
        community.answer_question(by=OPERATOR, question=waits.id, answer="It is net.")
        long_ago(Follow.objects.get(), days=2)
        assert send_digests() == 1
        assert f"1 question answered: http://127.0.0.1:8000/datasets/{SPEND}/questions" in mail.outbox[0].body


class TestDigest:
    def test_tells_of_everything_in_one_e_mail(self, reader: Person) -> None:
        slug = make("Grit bins")
        save(reader)
        long_ago(save(reader, "publisher=estuary"), days=2)
        actions.follow_dataset(by=reader, dataset=slug, every="weekly")
        Follow.objects.filter(asked="q=bins").update(told_at=timezone.now() - timedelta(hours=20))
        make("Litter bins")
        assert send_digests() == 1
        assert mail.outbox[0].subject == "Testshire datastore: what is new in 2 things you follow"
        assert mail.outbox[0].body.count("Litter bins") == 2

    def test_ends_with_a_link_that_ends_all_of_them(self, reader: Person, client: Client) -> None:
        long_ago(save(reader), days=2)
        save(reader, "q=trees")
        make("Grit bins")
        send_digests()
        link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
        client.post(link.removeprefix("http://127.0.0.1:8000"))
        assert not Follow.objects.exists()

    def test_has_a_link_for_each_thing(self, reader: Person, client: Client) -> None:
        long_ago(save(reader), days=2)
        save(reader, "q=trees")
        make("Grit bins")
        send_digests()
        (link,) = re.findall(r"no more e-mails of this: http://127.0.0.1:8000(\S+)", mail.outbox[0].body)
        client.post(link)
        assert [follow.asked for follow in Follow.objects.all()] == ["q=trees"]


def _no_server(*anything: object, **more: object) -> None:
    raise ConnectionRefusedError("no mail server")
