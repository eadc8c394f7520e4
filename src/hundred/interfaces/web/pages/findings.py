"""Findings as tasks: each kind once, with the files and lines that show it; and every line of them as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode

from hundred.base.findings import Finding
from hundred.intake import Task, Tasks
from hundred.interfaces.web.parts import Link
from hundred.interfaces.web.writing import number, plural
from hundred.stewardship.occurrences import FoundLine

_FILES_SHOWN = 100  # of one task; the CSV has them all
_LINES_SHOWN = 10  # of one file
_HEADINGS = ("code", "severity", "file", "sheet", "line", "column", "text", "says", "fix", "link")
_AT_ONCE = 500  # lines written before they are sent
_FORMULA = ("=", "@", "+", "\t", "\r")  # what a spreadsheet program takes for the beginning of a formula


@dataclass(frozen=True, slots=True)
class Place:
    """A file that shows a finding, with its page where it has one, its first lines, and how many more."""

    file: Link
    sheet: str
    lines: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task and where it shows; `extent` says how much of it there is: `345 cells in 12 files`."""

    task: Task
    extent: str
    places: tuple[Place, ...]
    more_files: int


def found_tasks(found: Iterable[tuple[str, Finding]]) -> tuple[FoundTask, ...]:
    """Findings as tasks, the gravest first. Each comes with its file's SHA-256, "" where that has no page."""
    keyed = ((f"{sha256}/{finding.file}", finding) for sha256, finding in found)
    return tuple(map(_found_task, Tasks(keyed, keep=_FILES_SHOWN).all()))


def line_page(sha256: str, line: int, sheet: str = "") -> str:
    """The address of a line of a file."""
    asked = {"line": line} | ({"sheet": sheet} if sheet else {})
    return f"{_file_page(sha256)}?{urlencode(asked)}#L{line}"


def findings_csv(request: HttpRequest, lines: Iterator[FoundLine], name: str) -> StreamingHttpResponse:
    """Every line that findings concern, one row each, with the address that opens it."""
    body = _written(request, lines) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-findings.csv")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@lru_cache(maxsize=1024)  # a page of rows asks for the same few files a hundred times
def _file_page(sha256: str) -> str:
    return reverse("file", args=[sha256])


def _found_task(task: Task) -> FoundTask:
    places = tuple(_place(key.partition("/")[0], finding) for key, finding in task.shown)
    return FoundTask(task, _extent(task), places, max(task.files - len(task.shown), 0))


def _extent(task: Task) -> str:
    """How much of it there is: `345 cells in 12 files`."""
    files = plural(task.files, "file") if task.files > 1 else ""
    if not any(finding.lines for _, finding in task.shown):
        return files
    what = plural(task.count, "cell" if task.column else "line")
    return f"{what} in {files}" if files else what


def _place(sha256: str, finding: Finding) -> Place:
    shown = finding.lines[:_LINES_SHOWN]
    page = _file_page(sha256) if sha256 else ""
    return Place(
        file=Link(finding.file, page),
        sheet=finding.sheet,
        lines=tuple(
            Link(number(line), line_page(sha256, line, finding.sheet) if sha256 else "") for line in shown
        ),
        more=max(finding.count - len(shown), 0) if shown else 0,
    )


def _written(request: HttpRequest, lines: Iterator[FoundLine]) -> Iterator[bytes]:
    """The lines as CSV, a piece at a time."""
    yield (",".join(_HEADINGS) + "\r\n").encode()
    while some := list(islice(lines, _AT_ONCE)):
        piece = io.StringIO()
        csv.writer(piece).writerows(_row(request, found) for found in some)
        yield piece.getvalue().encode()


def _row(request: HttpRequest, found: FoundLine) -> tuple[object, ...]:
    finding = found.finding
    link = ""
    if found.sha256:
        page = line_page(found.sha256, found.line, finding.sheet) if found.line else _file_page(found.sha256)
        link = request.build_absolute_uri(page)
    return (
        finding.code,
        finding.severity,
        finding.file,
        finding.sheet,
        found.line or "",
        finding.column,
        _harmless(found.text),
        finding.says,
        finding.fix,
        link,
    )


def _harmless(text: str) -> str:
    """A stranger's text, quoted as spreadsheet programs do it where they would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
