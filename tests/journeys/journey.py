"""What every journey needs: commands, a region that is served, and the check of a page for everyone's use."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/hundred/interfaces/web/static"
_AXE = ROOT / "node_modules/axe-core/axe.min.js"


@dataclass(frozen=True)
class Served:
    """A region that is being served: its address, its home, and what the server has said so far."""

    address: str
    home: Path
    log: Path


def hundred(*words: str, say: str = "") -> str:
    """Run a command as an operator does."""
    done = subprocess.run(
        [sys.executable, "-m", "hundred", *words], input=say, capture_output=True, text=True, check=True
    )
    return done.stdout


def need_assets() -> None:
    """Skip the test where the pages have no styles and scripts yet."""
    if not (STATIC / "built/hundred.css").exists():
        pytest.skip("the page assets are not built: run `make assets`")


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """The region of that home behind an address of its own, until the end of the block."""
    need_assets()
    log, port = home.parent / "server.log", _free_port()
    words = ["--home", str(home), "serve", "--port", str(port), "--workers", "1"]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-u", "-m", "hundred", *words], stdout=said, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(server, log, port)
        yield Served(f"http://127.0.0.1:{port}", home, log)
    finally:
        server.terminate()
        server.wait(timeout=30)


def complaints_of_axe(page: Page) -> list[object]:
    """What keeps people from using the page (WCAG 2.2 AA and good practice), with the elements."""
    page.evaluate(_AXE.read_text())  # not a script of the page's, so the policy has no say in it
    found: list[object] = page.evaluate(
        "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
    )
    return found


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    over: int = page.evaluate(
        "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
    )
    return over


def check(page: Page) -> None:
    """The page is accessible and no wider than the screen, on a desk and on a phone."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert complaints_of_axe(page) == [], page.url
        assert too_wide(page) == 0, f"{page.url} is too wide for {width} px"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: "subprocess.Popen[bytes]", log: Path, port: int) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server does not answer: {log.read_text()}")
