"""Every component of the pages with sample data in a real browser: accessible, and no wider than the screen.

To look: `HUNDRED_GALLERY=folder pytest tests/journeys/test_gallery.py` leaves a picture of each page there.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from journey import STATIC, complaints_of_axe, need_assets, too_wide
from playwright.sync_api import Browser, Page

from hundred.intake import Task
from hundred.interfaces.web import parts
from hundred.interfaces.web.environment import environment
from hundred.interfaces.web.pages.findings import FoundTask, Place

pytestmark = pytest.mark.browser

PAGES = ("home", "datasets", "dataset", "table", "file", "form", "run", "400", "403", "404", "500")
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"

# settles as soon as a frame has moved sideways, or after two seconds
SCROLLED = """async frame => {
  for (let wait = 0; wait < 40 && !frame.scrollLeft; wait++) await new Promise(next => setTimeout(next, 50));
  return frame.scrollLeft > 0;
}"""

COUNCIL = parts.Link("Carrowby Borough Council", "/publishers/carrowby")
LONG = "Supported living framework for adults with learning disabilities, lot 3 (extension)"


SIGNED_IN = parts.Frame("Aldermoor", "0.1.0", "Priya Sandal", may_add=True, may_administer=True)
STRANGER = parts.Frame("Greater Aldermoor and the Vale of Carrowby", "0.1.0")
NOTICED = replace(
    SIGNED_IN,
    notices=(
        parts.Notice("Spending over £500 is published.", "success"),
        parts.Notice("Two files wait for you."),
    ),
)
FRAMES = {"dataset": NOTICED, "400": STRANGER, "403": STRANGER, "404": STRANGER}


def sample_tasks() -> tuple[FoundTask, ...]:
    """A task in one file, one in many, and one that concerns whole files only."""
    april, may = parts.Link("payments_2027_04.csv", "/files/a"), parts.Link("payments_2027_05.csv")
    at = [parts.Link(line, f"/files/a?line={line}#L{line}") for line in ("1482", "1490", "2003")]
    nan = "The column “Amount (£)” holds a number, usually written 1,234.50, but 36 cells are not."
    short = "1,204 rows have fewer cells than there are columns. The missing ones are left empty."
    check = "Check that no delimiter is missing, as values may stand in the wrong column."
    described = (
        Task("cell-not-decimal", "error", "amount", nan, "Correct these cells.", 36, 1, ("see note",), ()),
        Task("rows-short", "warning", "", short, check, 1204, 214, (LONG, "Oakapple Ltd,Housing"), ()),
        Task("encoding-windows", "info", "", "It is in Windows-1252.", "Nothing was lost.", 2, 2, (), ()),
    )
    one, many = parts_of(april, at, 33), parts_of(may, at[:1], 0)
    whole = (parts_of(april, [], 0), parts_of(may, [], 0))
    return (
        FoundTask(described[0], "36 cells", (one,), 0),
        FoundTask(described[1], "1,204 lines in 214 files", (one, many), 212),
        FoundTask(described[2], "2 files", whole, 0),
    )


def parts_of(file: parts.Link, lines: list[parts.Link], more: int) -> Place:
    return Place(file, "April" if more else "", tuple(lines), more)


def samples() -> dict[str, Any]:
    """What the gallery's templates are given."""
    return {
        "csrf_input": "",
        "overview": [
            parts.Tile("48", "datasets", "/datasets"),
            parts.Tile("8", "publishers", "/publishers"),
            parts.Tile("1,370,112", "rows"),
            parts.Tile("323", "files kept"),
            parts.Tile("4 May 2027", "last updated"),
        ],
        "publishers": [
            (COUNCIL, "12 datasets, updated 4 May 2027"),
            (
                parts.Link("Thornmere City Council", "/publishers/thornmere"),
                "9 datasets, updated 30 April 2027",
            ),
            (
                parts.Link("Aldermoor Fire and Rescue Authority", "/publishers/fire"),
                "3 datasets, updated 2 April 2027",
            ),
        ],
        "datasets": [
            parts.Item(
                "Spending over £500",
                "/d/1",
                COUNCIL,
                "Payments of more than £500 to suppliers.",
                "open",
                ("412,870 rows", "CSV, XLSX", "Updated 4 May 2027"),
            ),
            parts.Item(
                "Contracts register",
                "/d/2",
                COUNCIL,
                LONG + ". " + LONG + ".",
                "shared",
                ("1,204 rows", "Updated 28 April 2027"),
            ),
            parts.Item(
                "Air quality, hourly", "/d/3", COUNCIL, "", "closed", ("98,112 rows", "Updated 1 May 2027")
            ),
        ],
        "facet_list": [
            parts.Facet(
                "publisher",
                "Publisher",
                (
                    parts.Choice("carrowby", "Carrowby Borough Council", 12, True),
                    parts.Choice("thornmere", "Thornmere City Council", 9),
                ),
            ),
            parts.Facet(
                "theme", "Theme", (parts.Choice("money", "Money", 21), parts.Choice("land", "Land", 7))
            ),
        ],
        "about": [
            {"key": {"text": "Licence"}, "value": {"text": "Open Government Licence v3.0"}},
            {"key": {"text": "Updated"}, "value": {"text": "4 May 2027, every month"}},
            {"key": {"text": "Covers"}, "value": {"text": "April 2025 to April 2027"}},
            {
                "key": {"text": "Contact"},
                "value": {
                    "html": '<a class="govuk-link" href="mailto:data@c.example">data@carrowby.example</a>'
                },
            },
        ],
        "sample_tasks": sample_tasks(),
        "editions": [
            parts.Edition(
                "Version 14", "4 May 2027 at 3:07pm", "Added April 2027, 16,204 rows", "/v/14", current=True
            ),
            parts.Edition("Version 13", "2 April 2027 at 9:12am", "Added March 2027", "/v/13"),
            parts.Edition("Version 12", "3 March 2027 at 11:40am", "Corrected 14 supplier names", "/v/12"),
        ],
        "download_list": [
            parts.Download("CSV", "/x.csv", "for spreadsheets", 48_200_000),
            parts.Download("Excel", "/x.xlsx", "one sheet", 31_000_000),
            parts.Download("Parquet", "/x.parquet", "for analysis", 6_400_000),
            parts.Download("JSON", "/x.json", "for programs"),
        ],
        "applied": [
            parts.Applied("amount is more than 10,000", "/t?1"),
            parts.Applied("supplier contains Lyle", "/t?2"),
        ],
        "headings": [
            parts.Heading("date_paid", "date", "/t?sort=date_paid", "descending"),
            parts.Heading("supplier", "text", "/t?sort=supplier"),
            parts.Heading("amount", "decimal", "/t?sort=amount"),
            parts.Heading("department", "text", "/t?sort=department"),
            parts.Heading("purpose", "text", "/t?sort=purpose"),
            parts.Heading("transaction_number", "integer", "/t?sort=transaction_number"),
            parts.Heading("redacted", "boolean"),
        ],
        "rows": [
            parts.Row(
                (
                    date(2027, 4, 30 - day),
                    ("Harrow & Lyle Ltd", "Penhallow Highways", "<b>Bold</b> Care CIC")[day % 3],
                    Decimal("1234.50") * (day * day - 3),
                    "Adult social care",
                    LONG if day % 2 else "Materials",
                    700_100 + day,
                    None if day == 4 else day % 2 == 0,
                ),
                1482 + day,
                f"/files/abc?line={1482 + day}",
            )
            for day in range(9)
        ],
        "raw": [
            parts.RawLine(1, "Carrowby Borough Council,,,,", role="preamble"),
            *(
                parts.RawLine(
                    1478 + n,
                    f'30/04/2027,"Harrow & Lyle Ltd",{n * 1234.5},Adult social care,"{LONG}",70010{n}',
                    chosen=n == 4,
                )
                for n in range(9)
            ),
        ],
    }


def gallery_environment() -> Environment:
    """The pages' own environment, with the gallery's templates beside theirs and no Django behind it."""
    pages = environment()
    pages.loader = ChoiceLoader(
        [loader for loader in (pages.loader, FileSystemLoader(Path(__file__).parent / "gallery")) if loader]
    )
    pages.globals.update(
        url=lambda name, **_: "/" if name == "home" else f"/{name}", static=lambda path: f"/static/{path}"
    )
    return pages


class _Gallery(SimpleHTTPRequestHandler):
    """Serves the gallery's pages under the policy the real site has, and the built assets beside them."""

    asked: ClassVar[Counter[str]] = Counter()  # how often each page was asked for

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            self.path = self.path.removeprefix("/static")
            super().do_GET()
            return
        name = self.path.partition("?")[0].strip("/")
        _Gallery.asked[name] += 1
        given = samples() | {"frame": FRAMES.get(name, SIGNED_IN), "asked": _Gallery.asked[name]}
        body = gallery_environment().get_template(f"{name}.html").render(given).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    need_assets()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Gallery, directory=str(STATIC)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _open(browser: Browser, address: str, width: int, *, javascript: bool = True) -> tuple[Page, list[str]]:
    """A page at an address, and what the browser complained of while it loaded."""
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return page, complaints


@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_keeps_to_its_width(
    browser: Browser, address: str, name: str, width: int
) -> None:
    page, complaints = _open(browser, f"{address}/{name}", width)
    if folder := os.environ.get("HUNDRED_GALLERY"):
        page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    violations, overflow = complaints_of_axe(page), too_wide(page)
    page.context.close()
    assert complaints == []
    assert violations == []
    assert overflow == 0


def test_a_page_works_without_javascript(browser: Browser, address: str) -> None:
    page, _ = _open(browser, f"{address}/table", 360, javascript=False)
    assert page.get_by_role("link", name="Datasets").first.is_visible()
    assert page.get_by_role("button", name="Add filter").is_visible()
    page.context.close()


def test_a_table_scrolls_by_keyboard_inside_its_own_frame(browser: Browser, address: str) -> None:
    page, _ = _open(browser, f"{address}/table", 360)
    frame = page.get_by_role("region", name="Payments")
    frame.focus()
    page.keyboard.press("ArrowRight")
    assert frame.evaluate(SCROLLED)
    page.context.close()


def test_progress_moves_without_a_new_page(browser: Browser, address: str) -> None:
    _Gallery.asked["run"] = 0
    page, _ = _open(browser, f"{address}/run", 1280)
    page.evaluate("window.stayed = true")
    page.get_by_role("paragraph").filter(has_text="3 of 4 files").wait_for()
    assert page.evaluate("window.stayed")
    page.get_by_text("All 4 files are read.").wait_for()  # a finished run shows its whole page once more
    page.context.close()


def test_the_address_of_a_line_asks_for_the_part_of_the_file_that_has_it(
    browser: Browser, address: str
) -> None:
    page, _ = _open(browser, f"{address}/file#L90210", 1280)
    page.wait_for_url("**/file?line=90210#L90210")
    page.context.close()


def test_a_published_text_cannot_become_markup(browser: Browser, address: str) -> None:
    page, _ = _open(browser, f"{address}/table", 1280)
    assert page.get_by_role("cell", name="<b>Bold</b> Care CIC").count() > 0
    page.context.close()


def test_copying_a_citation_says_so(browser: Browser, address: str) -> None:
    page, _ = _open(browser, f"{address}/dataset", 1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the citation").click()
    page.get_by_role("button", name="Copied the citation").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Carrowby Borough Council, Spending")
    page.context.close()
