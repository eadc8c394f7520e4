"""What commands tell a person of files: what each is, what is in it, and what to do about it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from hundred.interfaces.cli.terminal import STYLE, out, say, table

if TYPE_CHECKING:
    from hundred.base.findings import Finding
    from hundred.intake import Reading, ReadTable, Task

_LINES_SHOWN = 5
_FILES_SHOWN = 3
_TEXT_SHOWN = 60
_NOTHING = "Nothing needs to be done."
_KINDS = {
    "csv": "Text",
    "fixed": "Text of fixed width",
    "json": "JSON",
    "jsonl": "JSON, a record on each line",
    "geojson": "GeoJSON",
    "parquet": "Parquet",
    "html": "Web page",
    "xml-spreadsheet": "Excel 2003 workbook, as XML",
    "xlsx": "Excel workbook",
    "xlsm": "Excel workbook with macros",
    "xlsb": "Excel binary workbook",
    "xls": "Excel 97 workbook",
    "ods": "OpenDocument spreadsheet",
    "csvw": "Description of other files (CSVW)",
    "frictionless": "Description of other files (Frictionless)",
}
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", ":": "colons"}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "cp437": "DOS",
    "cp850": "DOS",
}
_TYPES = {
    "text": "text",
    "integer": "whole numbers",
    "decimal": "numbers",
    "date": "dates",
    "datetime": "dates and times",
    "boolean": "yes or no",
    "geometry": "places",
}
# Why lines are no rows, in the order in which they are told: said of one, said of several.
_ROLES = {
    "preamble": ("line above the headings", "lines above the headings"),
    "header": ("line of headings", "lines of headings"),
    "blank": ("blank line", "blank lines"),
    "ragged": ("row with more cells than columns", "rows with more cells than columns"),
    "total": ("total", "totals"),
    "note": ("note", "notes"),
}


class Told:
    """Tells of files as they are read, and at the end what is to be done about all of them."""

    def __init__(self) -> None:
        from hundred.intake import Tasks  # noqa: PLC0415  loads the engine

        self._tasks = Tasks(keep=_FILES_SHOWN)
        self._read = 0
        self._rows = 0
        self.refused = 0

    def file(self, reading: "Reading", *, at_length: bool) -> None:
        """Tell of a file: all there is in it, or one line."""
        for finding in reading.findings:
            self._tasks.add(reading.file.name, finding)
        rows = sum(found.rows for found in reading.tables)
        self._read += bool(reading.tables)
        self._rows += rows
        refused = not reading.tables and any(found.severity == "error" for found in reading.findings)
        self.refused += refused
        if at_length:
            _say_file(reading)
        elif reading.tables:
            say(f"{reading.file.name}: {_plural(rows, 'row')}{_sheets(reading)}")
        else:
            say(
                f"{reading.file.name}: {'not read' if refused else 'left out'}",
                style="red" if refused else "dim",
            )

    def end(self) -> None:
        """What is to be done, and what it comes to."""
        several = self._read + self.refused > 1
        found = self._tasks.all()
        say()
        _say_all(found, of_several=several)
        if several:
            refused = f", {self.refused:,} could not be read" if self.refused else ""
            read = f"{_plural(self._read, 'file')} read{refused}: {_plural(self._rows, 'row')}"
            tasks = sum(task.severity != "info" for task in found)
            say()
            say(f"{read}, {_plural(tasks, 'task')}.", style="bold")


def say_tasks(found: "Iterable[tuple[str, Finding]]", *, of_several: bool) -> None:
    """Tell what is to be done about findings, each given with its file, which is named where several are."""
    from hundred.intake import Tasks  # noqa: PLC0415  loads the engine

    _say_all(Tasks(found, keep=_FILES_SHOWN).all(), of_several=of_several)


def tasks_as_json(found: "Iterable[tuple[str, Finding]]") -> list[dict[str, Any]]:
    """Findings grouped into tasks, for programs."""
    from hundred.intake import Tasks  # noqa: PLC0415  loads the engine

    return [
        {
            "code": task.code,
            "severity": task.severity,
            "column": task.column,
            "says": task.says,
            "fix": task.fix,
            "files": task.files,
            "count": task.count,
            "examples": list(task.examples),
        }
        for task in Tasks(found, keep=_FILES_SHOWN).all()
    ]


def _say_all(found: "Sequence[Task]", *, of_several: bool) -> None:
    tasks = [task for task in found if task.severity != "info"]
    say("What to do" if tasks else "Nothing needs to be done.", style="bold")
    for number, task in enumerate(tasks, 1):
        _say_task(f"{number}.", task, several=of_several)
    if len(tasks) < len(found):
        say()
        say("For your information", style="bold")
    for task in found[len(tasks) :]:
        _say_task("–", task, several=of_several)


def _say_file(reading: "Reading") -> None:
    facts = reading.file
    say(facts.name, style="bold")
    say(f"{_what(reading)}, {facts.bytes:,} bytes")
    if facts.sha256:
        say(f"SHA-256 {facts.sha256}", style="dim")
    for number, found in enumerate(reading.tables, start=1):
        _say_table(found, f"Table {number}" if len(reading.tables) > 1 else "Table")


def _what(reading: "Reading") -> str:
    facts = reading.file
    encoding = f", in {_ENCODINGS.get(facts.encoding, facts.encoding)}" if facts.encoding else ""
    if not reading.tables:
        return f"Not a table we can read: {facts.kind}{encoding}"
    dialect = reading.tables[0].dialect
    delimited = dialect is not None and not dialect.cuts
    between = _DELIMITERS.get(dialect.delimiter, f"“{dialect.delimiter}”") if dialect and delimited else ""
    return (
        f"{_KINDS.get(facts.kind, facts.kind)}{f' with {between} between cells' if between else ''}{encoding}"
    )


def _sheets(reading: "Reading") -> str:
    return f" in {len(reading.tables):,} tables" if len(reading.tables) > 1 else ""


def _say_table(found: "ReadTable", title: str) -> None:
    sheet = f" (sheet “{found.sheet}”)" if found.sheet else ""
    lines = f" on lines {found.first_line:,} to {found.last_line:,}" if found.rows else ""
    headings = ", no headings"
    if found.header_lines:
        headings = f", headings on {_lines(found.header_lines)}"
    elif any(column.original for column in found.columns):  # records name their cells themselves
        headings = ""
    say()
    say(f"{title}{sheet}: {_plural(found.rows, 'row')}{lines}{headings}", style="bold")
    named = ("column", "holds", "written as", "empty", "example")
    out().print(table(named, _columns(found), right=("empty",)))
    if found.set_aside:
        say(f"Set aside, as {'it is no row' if found.set_aside == 1 else 'they are no rows'}:")
        for said in _asides(found):
            say(f"  {said}")


def _columns(found: "ReadTable") -> list[tuple[object, ...]]:
    from hundred.intake import report  # noqa: PLC0415  loads the engine

    return [
        (
            column["original"] or column["name"],
            _TYPES.get(column["type"], column["type"]),
            column["format"],
            column["nulls"],
            _short(column["example"]),
        )
        for column in report.columns(found)
    ]


def _asides(found: "ReadTable") -> list[str]:
    """The lines set aside, those of one role told together."""
    from hundred.intake import report  # noqa: PLC0415  loads the engine

    counts: dict[str, int] = {}
    shown: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    for row in report.set_aside(found):
        role = row["role"]
        counts[role] = counts.get(role, 0) + 1
        lines = shown.setdefault(role, [])
        if len(lines) < _LINES_SHOWN:
            lines.append(row["line"])
        texts.setdefault(role, row["text"] or "")
    said = []
    for role in sorted(counts, key=lambda role: list(_ROLES).index(role) if role in _ROLES else len(_ROLES)):
        one, several = _ROLES.get(role, (role, role))
        text = f": {_short(texts[role])}" if texts[role].strip() else ""
        where = _lines(shown[role], counts[role])
        said.append(f"{_plural(counts[role], one, several)} ({where}){text if counts[role] == 1 else ''}")
    return said


def _say_task(number: str, task: "Task", *, several: bool) -> None:
    line = Text(f"{number} ")
    if task.severity != "info":
        line.append(f"{task.severity}: ", style=f"bold {STYLE[task.severity]}")
    out().print(line.append(task.says), soft_wrap=True)
    if task.fix != _NOTHING:
        out().print(Text(f"   {task.fix}"), soft_wrap=True)
    if where := _where(task, several=several):
        out().print(Text(f"   {where}", style="dim"), soft_wrap=True)


def _where(task: "Task", *, several: bool) -> str:
    """The files and lines that a task concerns."""
    places = []
    for name, finding in task.shown:
        sheet = f"sheet “{finding.sheet}”" if finding.sheet else ""
        lines = _lines(finding.lines, finding.count) if finding.lines else ""
        place = ", ".join(filter(None, (name if several else "", sheet, lines)))
        places += [place] if place else []
    hidden = task.files - len(task.shown)
    more = f" and {_plural(hidden, 'more file')}" if hidden > 0 else ""
    example = f" – for example {_quoted(task.examples)}" if task.examples else ""
    where = "; ".join(dict.fromkeys(places))
    return f"{where[:1].upper() if not several else where[:1]}{where[1:]}{more}{example}"


def _quoted(examples: Iterable[str]) -> str:
    return ", ".join(f"“{_short(text)}”" for text in examples)


def _lines(lines: Sequence[int], count: int = 0) -> str:
    """`line 4`, `lines 4, 7 and 9`, `lines 4, 7, 9 and 12 more`."""
    shown = [f"{line:,}" for line in lines[:_LINES_SHOWN]]
    more = max(count, len(lines)) - len(shown)
    if len(shown) == 1 and not more:
        return f"line {shown[0]}"
    last = f"{more:,} more" if more else shown.pop()
    return f"lines {', '.join(shown)} and {last}"


def _plural(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TEXT_SHOWN else plain[: _TEXT_SHOWN - 1] + "…"
