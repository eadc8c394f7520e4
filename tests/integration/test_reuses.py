"""What people made with datasets: sent by anyone, with a picture, shown once an officer has looked."""

import io
import re
from dataclasses import replace

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from region_names import GRANTS, SPEND

from hundred.accounts.models import Account
from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Invalid, NotFound
from hundred.community import actions, queries
from hundred.community.models import Picture, Reuse
from hundred.community.pictures import MOST_BYTES, drawn_anew
from hundred.community.records import NewReuse, Sender
from hundred.interfaces.jobs.notices import send_notices

pytestmark = pytest.mark.django_db

SENT = {
    "title": "Who is paid what",
    "text": "A chart of payments by month.",
    "address": "https://example.org/paid",
    "datasets": f"http://testserver/datasets/{SPEND}\r\n",
    "email": "rosa@example.org",
}


@pytest.fixture(autouse=True)
def fresh(described: None, people: object) -> None:
    cache.clear()


@pytest.fixture
def reader(people: object) -> Person:
    return people.reader  # type: ignore[attr-defined, no-any-return]


def administrator() -> Person:
    return replace(OPERATOR, id=Account.objects.get(email="ada@testshire.example").pk)


def drawing(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (200, 20, 20)).save(written, kind, **more)
    return written.getvalue()


def made(by: Person, *datasets: str, picture: bytes = b"") -> int:
    new = NewReuse("Who is paid what", "A chart of payments by month.", "https://example.org/paid", datasets)
    actions.send_reuse(by=by, made=new, sender=Sender("Rita"), picture=picture)
    return Reuse.objects.latest("pk").pk


def test_a_stranger_sends_it_with_a_picture_and_it_is_shown_after_a_look() -> None:
    picture = SimpleUploadedFile("chart.png", drawing(), "image/png")
    said = Client().post("/reuses/add", SENT | {"picture": picture}, follow=True)
    assert "Check your e-mail" in said.content.decode()
    send_notices()
    link = re.search(r"http://127.0.0.1:8000(/confirm/\S+)", str(mail.outbox[0].body))
    assert link
    Client().post(link[1])
    number = Reuse.objects.get().pk
    assert Client().get(f"/reuses/{number}/picture").status_code == 404, "not before an officer has looked"
    actions.decide_reuse(by=OPERATOR, reuse=number, show=True)
    for address in ("/reuses", f"/datasets/{SPEND}"):
        page = Client().get(address).content.decode()
        assert 'href="https://example.org/paid" rel="nofollow ugc noopener">Who is paid what</a>' in page
        assert f'src="/reuses/{number}/picture"' in page
    shown = Client().get(f"/reuses/{number}/picture")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert Image.open(io.BytesIO(shown.content)).size == (40, 30)
    send_notices()
    assert "is shown now" in mail.outbox[-1].body
    assert Reuse.objects.get().email == ""


def test_officers_decide_on_what_is_made_with_their_data(reader: Person, people: object) -> None:
    officer = people.officer  # type: ignore[attr-defined]
    number = made(reader, SPEND)
    assert [(each.kind, each.id) for each in queries.waiting(asker=officer)] == [("reuse", number)]
    actions.decide_reuse(by=officer, reuse=number, show=False, because="It sells something.")
    assert queries.reuses(asker=OPERATOR).reuses == ()
    send_notices()
    assert "It sells something." in mail.outbox[-1].body


def test_it_is_seen_by_whoever_may_see_one_of_its_datasets_and_names_no_other() -> None:
    both = made(administrator(), SPEND, GRANTS)
    hidden = made(administrator(), GRANTS, picture=drawing())
    for number in (both, hidden):
        actions.decide_reuse(by=OPERATOR, reuse=number, show=True)
    (seen,) = queries.reuses(asker=ANYONE).reuses
    assert [dataset.slug for dataset in seen.datasets] == [SPEND]
    assert len(queries.reuses(asker=OPERATOR).reuses) == 2
    with pytest.raises(NotFound):
        queries.reuse_picture(asker=ANYONE, number=hidden)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "Enter what it is called."),
        ("address", "javascript:alert(1)", "Enter a web address"),
        ("address", "ftp://example.org/x", "Enter a web address"),
        ("datasets", "", "Name the datasets it is made with"),
        ("datasets", "nothing", "There is no dataset “nothing” here."),
        ("datasets", GRANTS, f"There is no dataset “{GRANTS}” here."),
        ("text", "short", "Enter what it does or shows."),
    ],
)
def test_a_mistake_is_told_at_its_field(field: str, value: str, says: str) -> None:
    answer = Client().post("/reuses/add", SENT | {field: value})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Reuse.objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_and_made_small_enough(kind: str) -> None:
    drawn = Image.open(io.BytesIO(drawn_anew(drawing(kind, (2400, 1200)))))
    assert (drawn.format, drawn.size) == ("WEBP", (1200, 600))


def test_a_picture_loses_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert b"taken at home" in drawing("JPEG", exif=exif)
    assert b"taken at home" not in drawn_anew(drawing("JPEG", exif=exif))


def test_what_is_no_picture_is_refused() -> None:
    for content in (b"GIF89a", b"<svg onload=alert(1)>", drawing()[:50], drawing(size=(30_000, 2_000))):
        with pytest.raises(Invalid) as wrong:
            drawn_anew(content)
        assert wrong.value.field == "picture"
    sent = SENT | {"picture": SimpleUploadedFile("x.png", b"<html>", "image/png")}
    assert "The picture cannot be read." in Client().post("/reuses/add", sent).content.decode()


def test_a_file_that_is_too_large_is_turned_away_unread() -> None:
    large = SimpleUploadedFile("x.png", b"x" * (MOST_BYTES + 1_500_000), "image/png")
    answer = Client().post("/reuses/add", SENT | {"picture": large})
    assert answer.status_code == 400
    assert "The file is larger than 5.0 MB." in answer.content.decode()
    assert not Picture.objects.exists()


def test_no_other_page_takes_files_of_anyone() -> None:
    file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    answer = Client().post("/requests/ask", {"title": "x", "files": file})
    assert answer.status_code == 400
    assert "files" not in answer.wsgi_request.FILES
