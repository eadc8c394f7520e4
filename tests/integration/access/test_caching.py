"""What anyone may see, anyone may keep; what was made for one person, nobody keeps."""

import pytest

from access.conftest import Askers
from access.region import Mixed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = (
    "/",
    "/search",
    "/datasets/things-aldabra",
    "/datasets/things-aldabra/tables/{table}",
    "/datasets/things-aldabra/tables/{table}.csv",
    "/files/{sha256}",
    "/files/{sha256}/content",
    "/api/v1/datasets",
    "/api/v1/datasets/things-aldabra/tables/{table}/rows",
    "/publishers",
    "/robots.txt",
)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, mixed: Mixed) -> str:
    thing = mixed.things["open"]
    address: str = request.param
    return address.format(table=thing.tables[0], sha256=thing.files[0])


def test_an_anonymous_page_can_be_kept_and_is_asked_about(page: str, askers: Askers) -> None:
    first = askers["anyone"].get(page)
    first.close()
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" in first["Vary"]
    assert not first.cookies, "a kept page must not hand one visitor's cookie to the next"
    again = askers["anyone"].get(page, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "Cookie" in again["Vary"]


def test_a_signed_in_person_s_page_is_kept_by_nobody(page: str, askers: Askers) -> None:
    answer = askers["reader"].get(page)
    answer.close()
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]


def test_a_page_with_a_form_s_token_is_kept_by_nobody(askers: Askers) -> None:
    answer = askers["anyone"].get("/sign-in")
    assert answer.cookies["csrftoken"].value
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def test_a_message_shown_once_is_kept_by_nobody(askers: Askers) -> None:
    browser = askers.fresh("reader")
    after = browser.post("/sign-out", follow=True)
    assert "You are signed out." in after.content.decode()
    assert after["Cache-Control"] == "private, no-store"


def test_a_page_changes_its_tag_when_a_dataset_is_closed(mixed: Mixed, askers: Askers) -> None:
    from hundred.accounts.records import OPERATOR
    from hundred.catalogue import actions

    before = askers["anyone"].get("/search")
    actions.change_dataset(by=OPERATOR, dataset="things-aldabra", access="closed")
    after = askers["anyone"].get("/search", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "things-aldabra" not in after.content.decode()
