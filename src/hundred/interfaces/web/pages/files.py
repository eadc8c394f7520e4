"""A kept file: its lines as they stand, what became of each, and the bytes themselves."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import parse_etags, urlencode
from django.views.decorators.http import require_safe

from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.evidence import Record, Sheet, record_at, sheet_of
from hundred.catalogue.records import FileRecord
from hundred.intake.sniff import archive_suffix
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.ranges import send
from hundred.interfaces.web.pages.evidence import fields_of, raw_lines
from hundred.interfaces.web.pages.findings import found_tasks, line_page
from hundred.lake.lines import Line
from hundred.stewardship import queries as stewardship

_AROUND = 12  # lines shown above and below the one asked for
_TALLEST = 60  # lines of one record shown at most
_PAGE = 60
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-8-mixed": "UTF-8 and Windows-1252",
    "cp1252": "Windows-1252",
    "cp437": "DOS code page 437",
    "cp850": "DOS code page 850",
    "mac-roman": "Mac Roman",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}


@open_to("anyone")
@require_safe
def file(request: HttpRequest, sha256: str) -> HttpResponse:
    """The page of a file around `?line=` of `?sheet=`, else its first lines, or those from `?from=` on."""
    asker = asker_of(request)
    appearances = catalogue.file_appearances(asker=asker, sha256=sha256)
    own = [found for found in appearances if found.sha256 == sha256]
    if not own:
        size = settings.LAKE.files.path(sha256).stat().st_size
        return render(request, "files/zip.html", {"files": appearances, "sha256": sha256, "bytes": size})
    gave = catalogue.parts_of_file(asker=asker, sha256=sha256)
    sheets = list(dict.fromkeys(part.sheet for _, part in reversed(gave)))
    name = request.GET.get("sheet", sheets[0] if sheets else "")
    if sheets and name not in sheets:
        raise NotFound(f"{own[0].name} has no sheet “{name}”.", f"Its sheets: {', '.join(sheets)}.")
    line, start = _number(request, "line"), _number(request, "from")
    sheet = sheet_of(asker=asker, file=own[0], name=name, line=line or start)
    record = record_at(sheet, line) if line else None
    lines = _window(sheet, line, record, start)
    if line and not any(found.number == line for found in lines):
        raise NotFound(f"{own[0].name} has no line {line:,}.", "Look at the file from its first line.")
    given = {
        "file": own[0],
        "appearances": own,
        "sheet": sheet,
        "fields": fields_of(sheet, record) if record else (),
        "sheets": sheets if len(sheets) > 1 else [],
        "sheet_page": lambda name: f"?{urlencode({'sheet': name})}",
        "line": line,
        "encoding": _ENCODINGS.get(own[0].encoding, own[0].encoding),
        "record": record,
        "raw": raw_lines(sheet, lines, record),
        "span": (lines[0].number, lines[-1].number) if lines else (0, 0),
        "tasks": found_tasks(
            (sha256, found) for found in stewardship.file_findings(asker=asker, sha256=sha256)
        ),
    }
    return render(request, "files/file.html", given | _ways_on(sheet, line, record, lines))


@open_to("anyone")
@require_safe
def content(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The bytes as they came, to be saved and never shown: a browser must not take them for a page."""
    name = _name(catalogue.file_appearances(asker=asker_of(request), sha256=sha256), sha256)
    tag = f'"{sha256}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": tag})
    response = send(request, settings.LAKE.files.path(sha256), name=name, tag=tag)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = tag
    return response


def _window(sheet: Sheet, line: int, record: Record | None, start: int) -> list[Line]:
    """The lines to show: around the line's record, else a page of them."""
    if not line:
        return sheet.lines(max(start, 1), max(start, 1) + _PAGE - 1)
    first, last = (record.first, record.last) if record else (line, line)
    top = max(first, line - _TALLEST) - _AROUND
    return sheet.lines(max(top, 1), min(last, line + _TALLEST) + _AROUND)


def _ways_on(sheet: Sheet, line: int, record: Record | None, lines: list[Line]) -> dict[str, str]:
    """The addresses of the records, or the pages of lines, before and after; "" where there are none."""
    sha256, name = sheet.file.sha256, sheet.name
    if not lines:
        return {"previous": "", "next": ""}
    first, last = lines[0].number, lines[-1].number
    if line:
        above = (record.first if record else line) - 1
        below = (record.last if record else line) + 1
        return {
            "previous": line_page(sha256, above, name) if above else "",
            "next": line_page(sha256, below, name) if below <= last else "",
        }
    kept = {"sheet": name} if name else {}
    more = bool(sheet.lines(last + 1, last + 1))
    return {
        "previous": f"?{urlencode(kept | {'from': max(1, first - _PAGE)})}" if first > 1 else "",
        "next": f"?{urlencode(kept | {'from': last + 1})}" if more else "",
    }


def _number(request: HttpRequest, name: str) -> int:
    """The line number in a parameter, 0 where it is not given."""
    text = request.GET.get(name, "")
    if text and (not text.isascii() or not text.isdigit() or len(text) > 12 or not int(text)):
        raise Invalid(f"“{text[:20]}” is not the number of a line.", "Lines count from 1.", field=name)
    return int(text or 0)


def _name(appearances: tuple[FileRecord, ...], sha256: str) -> str:
    """The name to save the file under: its own, or one made of its hash for an archive that files came in."""
    names = (PurePosixPath(found.name).name for found in appearances if found.sha256 == sha256)
    return next(names, "") or sha256[:12] + archive_suffix(settings.LAKE.files.path(sha256))
