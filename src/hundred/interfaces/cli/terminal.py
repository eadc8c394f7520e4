"""Speaking to a terminal or to a program: answers on stdout, progress and errors on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from hundred.base.errors import HundredError
from hundred.base.findings import Severity

_PLAIN_EVERY = 5.0  # seconds between lines of progress where there is no terminal
_PLAIN_WIDTH = 140
STYLE: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}

# Told with: what is being done, how much of it is done, how much there is, and the present item.
Tell = Callable[[str, int, int, str], None]


def out() -> Console:
    """The console of answers. Text is written as it is: brackets in data are no markup."""
    return _console(stderr=False)


def err() -> Console:
    """The console of progress and errors."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PLAIN_WIDTH
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width)


def say(text: str = "", style: str = "") -> None:
    """A line of an answer, wrapped by the terminal and never by us, so that addresses can be copied."""
    out().print(Text(text, style=style), soft_wrap=True)


def write_json(value: Any) -> None:
    """An answer for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def say_error(error: HundredError, *, as_json: bool) -> None:
    """What happened and what to do, on stderr."""
    if as_json:
        said = {"kind": kind_of(error), "says": error.says, "fix": error.fix}
        sys.stderr.write(json.dumps({"error": said}, ensure_ascii=False) + "\n")
        return
    console = err()
    console.print(Text(f"Error: {error.says}", style="bold red"), soft_wrap=True)
    if error.fix:
        console.print(Text(error.fix), soft_wrap=True)


def kind_of(error: HundredError) -> str:
    """The kind of an error as programs read it: `not-found`, `not-allowed`, `invalid`, …"""
    name = type(error).__name__
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[str] = ()) -> Table:
    """Rows under headings; whole numbers get their thousands, the columns in `right` stand to the right."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(Text(heading), justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(_write(value)) for value in row))
    return shown


def _write(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@contextmanager
def progress() -> Iterator[Tell]:
    """Progress on stderr: a bar on a terminal, elsewhere a plain line now and then."""
    console = err()
    if not console.is_terminal:
        yield _plain()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    item_told = TextColumn("{task.fields[item]}")
    with Progress(*columns, item_told, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("Starting", total=None, item="")

        def tell(what: str, done: int, total: int, item: str) -> None:
            bar.update(task, description=what, completed=done, total=total or None, item=item[-40:])

        yield tell


def _plain() -> Tell:
    last = time.monotonic()

    def tell(what: str, done: int, total: int, item: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _PLAIN_EVERY:
            last = time.monotonic()
            sys.stderr.write(f"{what}: {done:,} of {total:,} {item}".rstrip() + "\n")
            sys.stderr.flush()

    return tell
