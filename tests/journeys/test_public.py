"""A reader's ways through the public pages, in a real browser against `hundred serve`."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from journey import complaints_of_axe, hundred, need_assets, serving, too_wide
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROWS = 130
SPEND = "\n".join(
    ["Ambleford Borough Council: payments over £500,,", "Date Paid,Supplier,Amount (£)"]
    + [
        f"{n % 30 + 1:02}/04/2026,Oakapple {n} Ltd,{'see note' if n == 7 else f'{n * 10}.50'}"
        for n in range(ROWS)
    ]
)
DATASET = "/datasets/ambleford-spend"
SQL = (
    "SELECT date_paid, sum(amount) AS total, min(_file) AS _file, '' AS _sheet, min(_line) AS _line\n"
    "FROM ambleford_spend.ambleford_spend GROUP BY date_paid ORDER BY date_paid"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a region with one dataset, made and served by the commands an operator uses."""
    need_assets()
    folder = tmp_path_factory.mktemp("public")
    home, file = folder / "region", folder / "spend-2026-04.csv"
    file.write_text(SPEND, "cp1252")
    hundred("init", str(home), "--name", "Wold")
    hundred("--home", str(home), "publishers", "add", "Ambleford Borough Council", "--slug", "ambleford")
    about = ["--publisher", "ambleford", "--dataset", "ambleford-spend", "--title", "Spending over £500"]
    hundred("--home", str(home), "add", str(file), *about)
    with serving(home) as region:
        yield region.address


def _addresses(page: Page, address: str) -> dict[str, str]:
    """Every kind of public page, its address found by following links."""
    page.goto(f"{address}{DATASET}")
    table = page.get_by_role("button", name="Look at the rows").get_attribute("href")
    file = page.get_by_role("link", name="spend-2026-04.csv").first.get_attribute("href")
    return {
        "home": "/",
        "datasets": "/search?q=spend",
        "no datasets": "/search?q=zeppelin",
        "misspelt": "/search?q=spendign",
        "wrong choices": "/search?q=spend&since=lately&within=here",
        "stop e-mails": "/follows/stop/nothing",
        "dataset": DATASET,
        "table": f"{table}?supplier__contains=oakapple&_sort=-amount",
        "questions": f"{DATASET}/questions",
        "ask": f"{DATASET}/questions/ask",
        "data requests": "/requests",
        "ask for data": "/requests/ask",
        "reuses": "/reuses",
        "send a reuse": "/reuses/add",
        "confirm": "/confirm/nothing",
        "no rows": f"{table}?supplier=nobody",
        "wrong filter": f"{table}?_column=amount&_operator=gt&_value=lots",
        "publishers": "/publishers",
        "publisher": "/publishers/ambleford",
        "file": f"{file}",
        "row": f"{file}?line=10",
        "set aside": f"{file}?line=1",
        "sql": "/sql",
        "sql bars": f"/sql?{urlencode({'sql': SQL, 'chart': 'bars'})}",
        "sql line": f"/sql?{urlencode({'sql': SQL, 'chart': 'line'})}",
        "sql problem": f"/sql?{urlencode({'sql': SQL.replace('amount', 'amont')})}",
        "api": "/api",
        "about": "/about",
        "maps": "/ogc/",
        "accessibility": "/accessibility",
        "not found": "/datasets/nothing",
    }


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_keeps_to_its_width(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wrong = {}
    for name, path in _addresses(page, address).items():
        page.goto(f"{address}{path}", wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found, wide = complaints_of_axe(page), too_wide(page)
        if found or wide or page.locator("h1").count() != 1:
            wrong[name] = (found, wide)
    context.close()
    assert wrong == {}


def test_a_search_is_completed_as_it_is_typed_and_by_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    page.get_by_role("combobox", name="Search datasets").focus()
    page.keyboard.type("spen")
    option = page.get_by_role("option", name="Spending over £500")
    expect(option).to_be_visible()
    assert complaints_of_axe(page) == []
    page.keyboard.press("ArrowDown")
    expect(option).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 dataset with “Spending over £500”")).to_be_visible()


def test_enter_searches_for_what_is_typed_while_completions_are_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/search")
    page.get_by_role("combobox", name="Search datasets").focus()
    page.keyboard.type("spending")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 dataset with “spending”")).to_be_visible()


def test_a_search_and_its_choices_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search")
    page.get_by_label("Search datasets").fill("payments")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="1 dataset with “payments”")).to_be_visible()
    page.get_by_label("From").fill("2027")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="0 datasets with “payments”")).to_be_visible()
    page.get_by_role("link", name="Remove the filter Tells of days since 2027").click()
    expect(page.get_by_role("heading", name="1 dataset with “payments”")).to_be_visible()
    context.close()


def test_the_keyboard_alone_leads_from_a_search_to_a_line(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "Search datasets")
    page.keyboard.type("spending")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 dataset with “spending”")).to_be_visible()
    _tab_to(page, "Spending over £500")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Spending over £500", level=1)).to_be_visible()
    _tab_to(page, "Look at the rows")
    page.keyboard.press("Enter")
    expect(page.get_by_text("130 rows in 3 columns")).to_be_visible()
    _tab_to(page, "Line 4 of the file")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Line 4", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Amount (£) 10.50 10.50")).to_be_visible()


def test_rows_are_filtered_sorted_and_paged_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{DATASET}")
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_label("Column", exact=True).select_option("amount")
    page.get_by_label("Condition", exact=True).select_option("ge")
    page.get_by_label("Value", exact=True).fill("£1,000")
    page.get_by_role("button", name="Add filter").click()
    expect(page.get_by_label("Filters in force")).to_contain_text("amount is at least 1,000")
    expect(page.get_by_label("Take these rows away")).to_contain_text("30 rows")
    page.get_by_role("columnheader", name="amount").get_by_role("link").click()
    page.get_by_role("columnheader", name="amount").get_by_role("link", name="the other way round").click()
    expect(page.locator("table#rows tbody tr").first).to_contain_text("1,290.50")
    page.get_by_role("link", name="Remove all filters").click()
    page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator("table#rows tbody tr")).to_have_count(ROWS - 100)
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("table#rows tbody tr")).to_have_count(50)
    context.close()


def test_a_question_in_sql_is_asked_by_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/sql")
    _tab_to(page, "Your question")
    page.keyboard.type(
        "SELECT supplier, amount, _file, _sheet, _line FROM ambleford_spend.ambleford_spend LIMIT 3"
    )
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible()
    assert "find" not in page.url
    expect(page.get_by_role("row")).to_have_count(4)
    _tab_to(page, "Amounts")
    _tab_to(page, "Draw")
    page.keyboard.press("Enter")
    expect(page.get_by_text("amount by supplier, 3 rows")).to_be_visible()
    _tab_to(page, "Line 4 of the file")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Line 4", level=1)).to_be_visible()


def test_pages_answer_while_a_client_floods_sql_with_cross_joins(address: str) -> None:
    over, answers = threading.Event(), Counter[int]()
    tables = ", ".join(f"ambleford_spend.ambleford_spend t{nth}" for nth in range(6))

    def flood() -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not over.is_set():
                answers[
                    client.get("/api/v1/sql", params={"sql": f"SELECT count(*) FROM {tables}"}).status_code
                ] += 1

    floods = [threading.Thread(target=flood) for _ in range(8)]
    for thread in floods:
        thread.start()
    with httpx.Client(base_url=address, timeout=10) as reader:  # ten times what any page takes
        for _ in range(10):
            for path in ("/", "/search?q=spend", DATASET, "/sql"):
                assert reader.get(path).status_code == 200
            time.sleep(0.2)
    over.set()
    for thread in floods:
        thread.join()
    assert answers[429] > 0
    assert not answers.keys() - {200, 400, 429, 503}


def test_the_name_of_a_column_goes_into_the_question(page: Page, address: str) -> None:
    page.goto(f"{address}/sql")
    question = page.get_by_label("Your question")
    question.fill("SELECT sum() FROM ambleford_spend.ambleford_spend")
    question.evaluate("box => box.setSelectionRange(11, 11)")
    page.get_by_text("ambleford_spend.ambleford_spend", exact=True).click()
    page.get_by_role("button", name="Put into your question: amount").click()
    expect(question).to_have_value("SELECT sum(amount) FROM ambleford_spend.ambleford_spend")
    expect(question).to_be_focused()


def test_sql_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sql")
    page.get_by_label("Your question").fill(
        "SELECT count(*) AS payments FROM ambleford_spend.ambleford_spend"
    )
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("cell", name="130")).to_be_visible()
    page.get_by_label("Your question").fill("SELECT suplier FROM ambleford_spend.ambleford_spend")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert").get_by_role("link", name='Referenced column "suplier"')).to_be_visible()
    context.close()


def test_the_address_of_a_line_finds_it_wherever_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}{DATASET}")
    file = page.get_by_role("link", name="spend-2026-04.csv").first.get_attribute("href")
    page.goto(f"{address}{file}#L120")
    expect(page.get_by_role("heading", name="Line 120", level=1)).to_be_visible()
    expect(page.locator("#L120")).to_be_in_viewport()
    expect(page.locator("#L120")).to_contain_text("Oakapple 117 Ltd,1170.50")


def test_a_cell_that_could_not_be_read_is_found_from_its_finding(page: Page, address: str) -> None:
    page.goto(f"{address}{DATASET}")
    page.get_by_role("link", name="Line 10", exact=True).click()
    expect(page.get_by_role("row", name="Amount (£) see note Not a number")).to_be_visible()


def test_a_download_holds_the_rows_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}{DATASET}")
    page.get_by_role("button", name="Look at the rows").click()
    page.goto(f"{page.url}?supplier__starts=oakapple%2012")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download as CSV").click()
    lines = Path(started.value.path()).read_text("utf-8").splitlines()
    assert len(lines) == 1 + len(["12", *(f"12{n}" for n in range(10))])


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called this."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(e => e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || '')(document.activeElement)"
        )
        if str(focused).strip() == name:
            return
    raise AssertionError(f"the keyboard does not reach “{name}”")
