"""An officer's way from sign-in to the report on their files, in a real browser against `hundred serve`.

The server, its job runner and the people are made by the commands that an operator uses.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from journey import Served, check, complaints_of_axe, hundred, need_assets, serving
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

PASSWORD = "three wooden boats"

SPEND = "\n".join(
    ["Ambleford Borough Council,,", "Date Paid,Supplier,Amount"]
    + [f"{n % 30 + 1:02}/04/2026,Oakapple Ltd,{'see note' if n == 2 else f'{n * 10}.50'}" for n in range(200)]
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need_assets()
    home = tmp_path_factory.mktemp("journey") / "region"
    hundred("init", str(home), "--name", "Wold")
    with serving(home) as region:
        yield region


def welcome_of(region: Served) -> str:
    """The first administrator's link, which the server prints."""
    link = re.search(r"http://\S+/welcome/[^\s(]+", region.log.read_text())
    assert link, region.log.read_text()
    return link[0]


@pytest.fixture(scope="module")
def administrator(browser: Browser, served: Served) -> Iterator[Page]:
    """The first administrator, who came by the link that the server printed."""
    page = browser.new_context().new_page()
    page.goto(welcome_of(served))
    page.get_by_label("Your name").fill("Ada Wren")
    page.get_by_label("E-mail address").fill("ada@wold.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("Welcome, Ada Wren.")).to_be_visible()
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def officer(administrator: Page, served: Served) -> str:
    """The e-mail address of an officer of Ambleford, whom a command made."""
    address = "olu@ambleford.example"
    at = ("--home", str(served.home))
    hundred(*at, "publishers", "add", "Ambleford Borough Council", "--slug", "ambleford")
    hundred(*at, "publishers", "add", "Wold Fire and Rescue", "--slug", "fire", "--kind", "fire")
    person = ("people", "add", address, "--name", "Olu Marsh", "--officer-of", "ambleford")
    hundred(*at, *person, "--password-stdin", say=PASSWORD + "\n")
    return address


def sign_in(page: Page, served: Served, email: str, to: str = "/add") -> None:
    page.goto(f"{served.address}/sign-in?next={to}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{to}")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, name: str) -> None:
    """Go to a button or link of the page's main part and press Enter."""
    main = page.locator("main")
    tab_to(page, main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first)
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def test_by_keyboard_alone_from_sign_in_to_the_findings(
    browser: Browser, served: Served, officer: str, tmp_path: Path
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{served.address}/add")
    write(page, "E-mail address", officer)
    write(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    press(page, "Make a new dataset")
    write(page, "Title", "Spending over £500")
    tab_to(page, page.get_by_label("Theme"))
    page.keyboard.type("Spending")
    press(page, "Continue to its files")
    expect(page.get_by_role("heading", name="Add files")).to_be_visible()
    file = tmp_path / "april.csv"
    file.write_text(SPEND)
    with page.expect_file_chooser() as chooser:
        press(page, "Choose files")
    chooser.value.set_files(file)
    expect(page.get_by_text("april.csv")).to_be_visible()
    press(page, "Add these files")
    expect(page.get_by_role("heading", name="What became of your files")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("1 file published.")).to_be_visible()
    expect(page.get_by_text("see note")).to_be_visible()
    press(page, "line 5")
    page.wait_for_url(re.compile(r"/files/[0-9a-f]{64}\?line=5#L5"))
    page.context.close()


def test_without_javascript_the_report_comes_by_itself(
    browser: Browser, served: Served, officer: str, tmp_path: Path
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, served, officer, "/add/dataset")
    page.get_by_label("Title").fill("Grants")
    page.get_by_label("Theme").select_option("contracts")
    page.get_by_role("button", name="Continue to its files").click()
    (tmp_path / "grants.csv").write_text("Awarded,To,Pounds\n2026-04-01,Lapwing Trust,100\n")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html><body>Not found</body></html>")
    page.get_by_label("Files").set_input_files([tmp_path / "grants.csv", tmp_path / "page.csv"])
    page.get_by_role("button", name="Add these files").click()
    page.get_by_text("1 file published, 1 file could not be used.").wait_for(timeout=30_000)
    assert page.get_by_text(
        "The file is a web page without a table of data, not a table we can read."
    ).first.is_visible()
    page.context.close()


def test_pages_before_signing_in_are_accessible(
    browser: Browser, served: Served, administrator: Page
) -> None:
    page = browser.new_context().new_page()
    for path in (
        "/sign-in",
        "/password",
        "/password/sent",
        "/password/set",
        "/password/1-no",
        "/account/closed",
    ):
        page.goto(served.address + path)
        check(page)
    page.goto(f"{served.address}/sign-in")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.context.close()


def test_an_officers_pages_are_accessible(browser: Browser, served: Served, officer: str) -> None:
    page = browser.new_context().new_page()
    sign_in(page, served, officer, "/runs")
    first = page.locator("main tbody a").first
    if first.count():
        first.click()
        check(page)
    page.goto(f"{served.address}/add/dataset")
    page.get_by_label("Title").fill("Air quality")
    page.get_by_role("button", name="Continue to its files").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a theme.")
    check(page)
    page.get_by_label("Theme").select_option("environment")
    page.get_by_role("button", name="Continue to its files").click()
    check(page)
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one file.")
    check(page)
    slug = "ambleford-air-quality"
    for path in (
        "/add",
        f"/datasets/{slug}/edit",
        "/runs",
        "/account",
        "/account/password",
        "/sign-out",
        "/admin",
    ):
        page.goto(served.address + path)
        check(page)
    page.context.close()


def test_the_administrators_pages_are_accessible(administrator: Page, served: Served, officer: str) -> None:
    page = administrator
    for path in (
        "/admin",
        "/admin/people",
        "/admin/people/add",
        "/admin/people/1",
        "/admin/publishers",
        "/admin/publishers/add",
        "/admin/datasets",
        "/admin/datasets?q=zzz",
        "/admin/trail",
        "/admin/trail?subject=zzz",
    ):
        page.goto(served.address + path)
        check(page)
    page.goto(f"{served.address}/admin/people/add")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a name.")
    check(page)


def test_progress_is_shown_while_a_run_is_at_work(
    browser: Browser, served: Served, officer: str, tmp_path: Path
) -> None:
    page = browser.new_context().new_page()
    sign_in(page, served, officer, "/add/dataset")
    page.get_by_label("Title").fill("Meters")
    page.get_by_label("Theme").select_option("transport")
    page.get_by_role("button", name="Continue to its files").click()
    files = []
    for number in range(12):
        files.append(tmp_path / f"meters-{number}.csv")
        files[-1].write_text(f"Meter,Pounds\n{number},{number}.50\n")
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("12 files chosen")).to_be_visible()
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert complaints_of_axe(page) == []
    expect(page.get_by_text("12 files published.")).to_be_visible(timeout=60_000)
    page.context.close()
