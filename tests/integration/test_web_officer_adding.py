"""Adding data through the pages: a dataset, its files, the run's report, and what is refused."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from officers import APRIL, MAY, NOT_A_TABLE, ROWS, People, finish, furnish, send, signed_in

from hundred.accounts.records import ANYONE, OPERATOR
from hundred.base.errors import Unavailable
from hundred.catalogue import queries as catalogue
from hundred.stewardship import pipeline
from hundred.stewardship import queries as stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(settings: Any, tmp_path: Path) -> People:
    return furnish(settings, tmp_path)


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_files_are_kept_at_once_and_a_run_waits_for_them(officer: Client) -> None:
    answer = send(officer, april=APRIL, may=MAY)
    assert answer.status_code == 302
    page = officer.get(answer.headers["Location"])
    assert "Waiting to start" in text(page)
    assert "data-live" in text(page), "with JavaScript the page refreshes itself"
    assert '<noscript><meta http-equiv="refresh"' in text(page), "without, the browser does"


def test_the_report_says_what_became_of_every_file(officer: Client) -> None:
    answer = send(officer, april=APRIL, page=NOT_A_TABLE)
    finish(answer)
    page = officer.get(answer.headers["Location"])
    assert "1 file published, 1 file could not be used." in text(page)
    assert "data-live" not in text(page)
    run = stewardship.run(asker=OPERATOR, run=answer.headers["Location"].rpartition("/")[2])
    april = next(file for file in run.files if file.name == "april.csv")
    assert f'href="/files/{april.sha256}?line=5#L5">line 5</a>' in text(page), "a finding leads to its line"
    assert "see note" in text(page)
    assert "The file is a web page without a table of data, not a table we can read." in text(page)
    assert 'href="/datasets/spend/tables/spend"' in text(page)


def test_the_same_bytes_again_are_said_to_be_here(officer: Client) -> None:
    finish(send(officer, april=APRIL))
    again = send(officer, april=APRIL)
    finish(again)
    assert "already here" in text(officer.get(again.headers["Location"]))
    assert catalogue.table(asker=ANYONE, dataset="spend", name="spend").version == 1


@pytest.mark.parametrize(("same_name", "rows", "files"), [("replace", 1, 1), ("keep", ROWS + 1, 2)])
def test_a_file_of_a_name_that_is_here(officer: Client, same_name: str, rows: int, files: int) -> None:
    finish(send(officer, april=APRIL))
    finish(send(officer, april=MAY, same_name=same_name))
    table = catalogue.table(asker=ANYONE, dataset="spend", name="spend")
    assert (table.rows, table.files) == (rows, files)


def test_no_file_is_a_problem_of_the_form(officer: Client) -> None:
    page = send(officer)
    assert page.status_code == 400
    assert "<title>Error: Add files to Spend" in text(page)
    assert '<a href="#files">There is no file to add. Choose at least one file.</a>' in text(page)


def test_files_larger_than_the_limit_are_read_past_and_not_kept(officer: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = -999_000  # with the megabyte that a form may take: a thousand bytes
    page = send(officer, april=APRIL * 10)
    assert page.status_code == 400
    assert "Send fewer at once, or zip them." in text(page)
    assert not list(settings.LAKE.scratch.iterdir())
    assert stewardship.runs(asker=OPERATOR) == ()


def test_a_full_disk_is_said_on_the_form(officer: Client, monkeypatch: Any, settings: Any) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    page = send(officer, april=APRIL)
    assert page.status_code == 400
    assert "The disk is full." in text(page)
    assert stewardship.runs(asker=OPERATOR) == ()


def test_a_file_has_its_own_limit_too(officer: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 20
    page = send(officer, april=APRIL)
    assert page.status_code == 400
    assert '<a href="#files">' in text(page)


def test_a_strangers_file_never_reaches_the_disk(people: People, settings: Any) -> None:
    for stranger, status in ((Client(), 302), (signed_in(people.reader), 403)):
        answer = send(stranger, april=APRIL)
        assert answer.status_code == status
        assert not list(settings.LAKE.scratch.iterdir())


def test_another_publishers_dataset_is_not_there_to_add_to(officer: Client, people: People) -> None:
    assert send(officer, "incidents", april=APRIL).status_code == 404, "it is closed: not even known"
    assert send(signed_in(people.team), "incidents", april=APRIL).status_code == 302


def test_a_run_is_for_those_who_may_add_to_its_publisher(people: People) -> None:
    answer = send(signed_in(people.team), "incidents", april=APRIL)
    assert signed_in(people.officer).get(answer.headers["Location"]).status_code == 404
    assert "Incidents" not in text(signed_in(people.officer).get("/runs"))
    assert "Incidents" in text(signed_in(people.team).get("/runs"))


def test_a_run_that_failed_can_be_tried_again(officer: Client, monkeypatch: Any) -> None:
    answer = send(officer, april=APRIL)
    address = answer.headers["Location"]

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pipeline.publishing, "write", full)
        with pytest.raises(Unavailable, match="The disk is full"):
            finish(answer)
    page = officer.get(address)
    assert "The disk is full." in text(page)
    assert officer.post(f"{address}/again").headers["Location"] == address
    finish(answer)
    assert "1 file published." in text(officer.get(address))
    assert officer.post(f"{address}/again").status_code == 409, "a run that is done stays done"


def test_a_run_of_unusable_files_offers_others_instead(officer: Client) -> None:
    answer = send(officer, page=NOT_A_TABLE)
    finish(answer)
    page = text(officer.get(answer.headers["Location"]))
    assert "Add other files" in page
    assert "Try again" not in page


NEW = {
    "title": "Parking",
    "publisher": "ambleford",
    "theme": "transport",
    "licence": "OGL-UK-3.0",
    "access": "open",
    "tags": "Cars, meters, ,cars",
}


def test_a_new_dataset_leads_to_its_files(officer: Client) -> None:
    answer = officer.post("/add/dataset", NEW)
    assert answer.headers["Location"] == "/datasets/ambleford-parking/add"
    made = catalogue.dataset(asker=ANYONE, slug="ambleford-parking")
    assert (made.title, made.theme, made.tags) == ("Parking", "transport", ("cars", "meters"))


def test_everything_missing_is_said_at_once_and_the_rest_kept(officer: Client) -> None:
    page = officer.post(
        "/add/dataset", {"description": "Every meter.", "publisher": "ambleford", "access": "shared"}
    )
    assert page.status_code == 400
    for field in ("title", "theme", "shared_with"):
        assert f'<a href="#{field}">' in text(page)
    assert "Every meter." in text(page)


def test_a_title_that_is_taken_is_a_problem_of_the_form(officer: Client) -> None:
    officer.post("/add/dataset", NEW)
    page = officer.post("/add/dataset", NEW)
    assert page.status_code == 400
    assert "There is already a dataset “ambleford-parking”." in text(page)


def test_an_officer_makes_no_dataset_for_another_publisher(officer: Client) -> None:
    assert officer.post("/add/dataset", NEW | {"publisher": "fire"}).status_code == 403


def test_what_is_said_of_a_dataset_can_be_changed(officer: Client) -> None:
    page = text(officer.get("/datasets/spend/edit"))
    assert 'value="Spend"' in page
    changed = NEW | {"title": "Spending over £500", "access": "shared", "shared_with": ["fire"]}
    answer = officer.post("/datasets/spend/edit", changed)
    assert answer.headers["Location"] == "/datasets/spend"
    assert "Spending over £500 is changed." in text(officer.get("/datasets/spend"))
    found = catalogue.dataset(asker=OPERATOR, slug="spend")
    assert (found.title, found.access, found.shared_with) == ("Spending over £500", "shared", ("fire",))
    officer.post("/datasets/spend/edit", NEW | {"access": "open", "shared_with": ["fire"]})
    assert catalogue.dataset(asker=ANYONE, slug="spend").shared_with == (), (
        "an open dataset is shared with none"
    )


def test_the_page_to_add_offers_only_ones_own(officer: Client, people: People) -> None:
    assert "Incidents" not in text(officer.get("/add"))
    assert "Incidents (Wold Fire and Rescue)" in text(signed_in(people.team).get("/add"))
    assert officer.get("/add?dataset=spend").headers["Location"] == "/datasets/spend/add"
    assert signed_in(people.reader).get("/add").status_code == 403


def test_a_form_without_its_token_is_turned_away(people: People) -> None:
    strict = signed_in(people.officer, enforce_csrf_checks=True)
    page = send(strict, april=APRIL)
    assert page.status_code == 403
    assert "This form was open for too long" in text(page)


def test_the_files_of_an_upload_do_not_stay_in_the_scratch_folder(officer: Client, settings: Any) -> None:
    assert send(officer, april=APRIL).status_code == 302
    assert not list(settings.LAKE.scratch.iterdir()), "its bytes are in the lake, once"
