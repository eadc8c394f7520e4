"""People bring something to the catalogue: by keyboard, and without JavaScript, to an officer who answers."""

import re
import time
from collections.abc import Iterator

import pytest
from journey import Served, check, hundred, need_assets, serving
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "three wooden boats"
DATASET = "/datasets/ambleford-benches"
QUESTION = "Why has Mill Lane no bench in it?"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need_assets()
    folder = tmp_path_factory.mktemp("people")
    home, file = folder / "region", folder / "benches.csv"
    file.write_text("Bench,Wood\nOld Bench,oak\nNew Bench,pine\n")
    hundred("init", str(home), "--name", "Wold")
    hundred("--home", str(home), "publishers", "add", "Ambleford Council", "--slug", "ambleford")
    hundred(
        "--home", str(home), "add", str(file), "--publisher", "ambleford", "--dataset", "ambleford-benches"
    )
    officer = [
        "olu@ambleford.example",
        "--name",
        "Olu Marsh",
        "--officer-of",
        "ambleford",
        "--password-stdin",
    ]
    hundred("--home", str(home), "people", "add", *officer, say=PASSWORD + "\n")
    with serving(home) as served:
        yield served


def in_the_mail(region: Served, kind: str) -> str:
    """The path of the link in the last e-mail that has one of this kind; e-mails are printed where there is
    no mail server."""
    for _ in range(100):
        found = re.findall(rf"http://127\.0\.0\.1:\d+(/{kind}/\S+)", region.log.read_text())
        if found:
            return str(found[-1])
        time.sleep(0.1)
    raise AssertionError(region.log.read_text())


def test_a_question_by_keyboard_alone_is_confirmed_answered_and_read(
    region: Served, browser: Browser, page: Page
) -> None:
    page.goto(f"{region.address}{DATASET}")
    page.get_by_role("link", name="Ask Ambleford Council about it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask about this dataset")
    check(page)
    page.get_by_label("Your question").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("rosa@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check your e-mail")).to_be_visible()
    page.goto(f"{region.address}{in_the_mail(region, 'confirm')}")
    page.get_by_role("button", name="Yes, it is mine").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")

    without_script = browser.new_context(java_script_enabled=False)
    office = without_script.new_page()
    office.goto(f"{region.address}/sign-in?next={in_the_mail(region, 'waiting')}")
    office.get_by_label("E-mail").fill("olu@ambleford.example")
    office.get_by_label("Password", exact=True).fill(PASSWORD)
    office.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(office.get_by_text(QUESTION)).to_be_visible()
    office.get_by_label("Your answer").fill("It has two; the next version will say so.")
    office.get_by_role("button", name="Answer and show both").click()
    expect(office.get_by_text("Nothing waits for you")).to_be_visible()
    without_script.close()

    page.goto(f"{region.address}{DATASET}/questions")
    expect(page.get_by_text("It has two; the next version will say so.")).to_be_visible()
    check(page)


def test_an_officer_s_pages_are_usable(region: Served, page: Page) -> None:
    page.goto(f"{region.address}/sign-in?next=/requests/ask")
    page.get_by_label("E-mail").fill("olu@ambleford.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.get_by_label("What data you need").fill("Benches by age")
    page.get_by_label("What you would use it for").fill("To mend the oldest first.")
    page.get_by_label("Who may hold it").select_option("Ambleford Council")
    page.get_by_role("button", name="Send the request").click()
    page.get_by_role("link", name="Questions").click()
    check(page)
    page.get_by_role("link", name="Benches by age").click()
    check(page)
    page.get_by_label("Planned").check()
    page.get_by_label("Your reply").fill("In June.")
    page.get_by_role("button", name="Reply and show both").click()
    page.goto(f"{region.address}/requests?status=planned")
    page.get_by_role("link", name="Benches by age").click()
    expect(page.get_by_text("You are one of them")).to_be_visible()
    check(page)
