"""Questions on a dataset: asked by anyone, shown once an officer has looked, answered, and told by e-mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from region_names import GRANTS, PARKS, SPEND

from hundred.accounts.models import AuditEntry
from hundred.accounts.records import ANYONE, OPERATOR
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.community import actions, queries
from hundred.community.models import Notice, Question
from hundred.community.records import Sender
from hundred.interfaces.jobs.notices import send_notices
from hundred.interfaces.web.pages.deciding import personal

pytestmark = pytest.mark.django_db

TEXT = "Does the amount include VAT?"
ASK = f"/datasets/{SPEND}/questions/ask"
ROSA = Sender("Rosa", "rosa@example.org")


@pytest.fixture(autouse=True)
def fresh(described: None, people: object) -> None:
    cache.clear()


def signed_in(name: str) -> Client:
    client = Client()
    assert client.login(email=f"{name}@testshire.example", password="correct-horse-battery")
    return client


def link(message: "mail.EmailMessage") -> str:
    found = re.search(r"http://127.0.0.1:8000(\S+)", str(message.body))
    assert found
    return found[1]


def asked() -> int:
    actions.ask_question(by=ANYONE, dataset=SPEND, text=TEXT, sender=ROSA)
    Question.objects.update(state="waiting")
    return Question.objects.get().pk


def page() -> str:
    return Client().get(f"/datasets/{SPEND}").content.decode()


def test_a_stranger_asks_confirms_and_is_answered() -> None:
    said = Client().post(ASK, {"text": TEXT, "name": "Rosa", "email": "Rosa@Example.org"}, follow=True)
    assert "Check your e-mail" in said.content.decode()
    assert queries.waiting(asker=OPERATOR) == ()
    send_notices()
    confirm = link(mail.outbox[0])
    assert mail.outbox[0].to == ["rosa@example.org"]
    assert "Is this your e-mail address?" in Client().get(confirm).content.decode()
    assert queries.waiting(asker=OPERATOR) == (), "looking at the link confirms nothing"
    assert "on its way" in Client().post(confirm).content.decode()
    assert TEXT not in page(), "not before an officer has looked at it"
    send_notices()
    assert mail.outbox[1].to == ["olive@testshire.example"], "its publisher's officer is told"
    decided = signed_in("olive").post(link(mail.outbox[1]), {"do": "answer", "answer": "No, it is net."})
    assert decided.status_code == 302
    assert TEXT in page()
    assert "No, it is net." in page()
    assert "Asked by Rosa" in page()
    send_notices()
    assert mail.outbox[2].to == ["rosa@example.org"]
    assert "No, it is net." in mail.outbox[2].body


def test_someone_who_is_signed_in_needs_no_link() -> None:
    said = signed_in("rita").post(ASK, {"text": TEXT}, follow=True)
    assert "Estuary Council will look at your question" in said.content.decode()
    (waits,) = queries.waiting(asker=OPERATOR)
    assert (waits.text, waits.todo, waits.about) == (TEXT, "look", "Payments to suppliers")


def test_an_address_is_kept_until_the_answer_and_no_longer() -> None:
    number = asked()
    assert Question.objects.get().email == "rosa@example.org"
    actions.answer_question(by=OPERATOR, question=number, answer="It is net.")
    assert Question.objects.get().email == ""
    send_notices()
    assert not Notice.objects.exists()
    assert "rosa@example.org" not in str(list(AuditEntry.objects.values())), "the trail is never emptied"


def test_what_nobody_confirms_is_deleted() -> None:
    actions.ask_question(by=ANYONE, dataset=SPEND, text=TEXT, sender=ROSA)
    actions.forget_addresses(by=OPERATOR)
    assert Question.objects.exists()
    Question.objects.update(made_at=timezone.now() - timedelta(days=8))
    actions.forget_addresses(by=OPERATOR)
    assert not Question.objects.exists()


def test_a_question_is_shown_without_an_answer_or_refused_with_a_reason() -> None:
    number = asked()
    actions.decide_question(by=OPERATOR, question=number, show=True)
    assert "Not answered yet." in page()
    with pytest.raises(Invalid, match="Say why"):
        actions.decide_question(by=OPERATOR, question=number, show=False)
    actions.decide_question(by=OPERATOR, question=number, show=False, because="It names a person.")
    assert TEXT not in page()
    send_notices()
    assert "It names a person." in mail.outbox[-1].body


def test_a_link_of_somebody_else_s_making_confirms_nothing() -> None:
    assert Client().post("/confirm/WyJxdWVzdGlvbiIsMV0:x:y").status_code == 404


def test_officers_decide_on_their_own_publishers_questions_only(people: object) -> None:
    actions.ask_question(by=people.officer, dataset=PARKS, text="Why no bins here?", sender=Sender())  # type: ignore[attr-defined]
    number = Question.objects.get().pk
    assert queries.waiting(asker=people.officer) == ()  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        actions.answer_question(by=people.officer, question=number, answer="Because.")  # type: ignore[attr-defined]
    assert signed_in("olive").get(f"/waiting/questions/{number}").status_code == 404
    assert signed_in("rita").get("/waiting").status_code == 403


def test_a_dataset_one_may_not_see_has_no_questions_for_them() -> None:
    for address in (f"/datasets/{GRANTS}/questions", f"/datasets/{GRANTS}/questions/ask"):
        assert Client().get(address).status_code == 404
        assert signed_in("olive").get(address).status_code == 200
    with pytest.raises(NotFound):
        actions.ask_question(by=ANYONE, dataset=GRANTS, text=TEXT, sender=ROSA)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": "", "email": "a@example.org"}, "Enter your question."),
        ({"text": "x" * 3001, "email": "a@example.org"}, "at most 3,000 characters"),
        ({"text": TEXT, "email": "nowhere"}, "Enter an e-mail address in the correct format"),
        ({"text": TEXT, "email": "a@example.org", "name": "n" * 101}, "A name has at most 100 letters"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_keeps_what_was_typed(sent: dict[str, str], says: str) -> None:
    answer = Client().post(ASK, sent)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert sent["email"] in answer.content.decode()


def test_what_no_database_can_keep_is_left_out() -> None:
    Client().post(ASK, {"text": f"{TEXT}\0", "name": "Ro\0sa", "email": "rosa@example.org\0"})
    asked = Question.objects.get()
    assert (asked.text, asked.name, asked.email) == (TEXT, "Rosa", "rosa@example.org")


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten() -> None:
    said = Client().post(
        ASK, {"text": TEXT, "email": "a@b.example", "leave_empty": "http://spam"}, follow=True
    )
    assert said.status_code == 200
    assert not Question.objects.exists()


def test_a_client_that_sends_without_end_is_asked_to_wait(settings: object) -> None:
    statuses = [Client().post(ASK, {"text": ""}).status_code for _ in range(11)]
    assert statuses == [400] * 10 + [429]


def test_nobody_s_mailbox_is_filled_through_us() -> None:
    for _ in range(3):
        actions.ask_question(by=ANYONE, dataset=SPEND, text=TEXT, sender=ROSA)
    with pytest.raises(Conflict, match="links that nobody has followed"):
        actions.ask_question(by=ANYONE, dataset=SPEND, text=TEXT, sender=ROSA)


def test_a_notice_that_could_not_be_sent_waits_and_is_given_up_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked()

    def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    assert send_notices() == 0
    assert queries.notices(asker=OPERATOR) == (), "not at once"
    for _ in range(7):
        Notice.objects.update(next_at=timezone.now())
        send_notices()
    assert not Notice.objects.exists()


def test_whoever_decides_is_warned_of_personal_data() -> None:
    assert personal("Call 0113 496 0000 or write to a.b@example.org") == [
        "an e-mail address",
        "a telephone number",
    ]
    assert personal("Why is 12 Mill Lane in it twice?") == ["a home address"]
    assert personal("Payments of 2027 over £500: 1,250.00 on 01/04/2027?") == []
