"""Writes the parts of docs/reference that the code itself knows: `make reference`. A test keeps them so."""

import re
from dataclasses import MISSING, fields
from pathlib import Path
from textwrap import wrap

import typer
from typer.main import get_command

from hundred.base.findings import Problem
from hundred.harmonise import Field, standards
from hundred.harmonise.problems import PROBLEMS
from hundred.intake.problems import catalogue
from hundred.interfaces.cli.app import app
from hundred.lake.sql_words import FUNCTIONS_FOR
from hundred.site.settings import Settings

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
_WIDTH = 100
_EXAMPLE_LINES = 9
_SEVERITIES = {"error": "**Error**", "warning": "**Warning**", "info": "**Note**"}
_WORD = re.compile(r"\{\w+\}")


def pages() -> dict[str, str]:
    """The generated pages by name."""
    return {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "findings.md": findings_page(),
        "sql-functions.md": functions_page(),
        "standards.md": standards_page(),
    }


def settings_page() -> str:
    """Every setting with its default and its meaning."""
    lines = [
        "# Settings",
        "",
        "In `hundred.toml`, or as an environment variable: `HUNDRED_` and the name in capitals. A wrong one",
        "stops the start and says what to do. Secrets belong in the environment or in `secret.key`.",
        "",
        "| setting | default | means |",
        "|---|---|---|",
    ]
    for field in fields(Settings):
        if field.default is not MISSING:
            default = f"`{field.default!r}`" if field.default not in ("", ()) else "–"
            lines.append(f"| `{field.name}` | {default} | {field.metadata['says']} |")
    return "\n".join(lines) + "\n"


def standards_page() -> str:
    """Every standard with its fields: what they are, and the headings that say so."""
    lines = [_STANDARDS]
    for standard in standards().values():
        lines += [
            f"## {standard.title} (`{standard.id}`)",
            "",
            standard.description,
            "",
            f"Source: {standard.source}.",
        ]
        lines += ["", "| field | holds | what it is | headings that say so |", "|---|---|---|---|"]
        lines += [_field(field) for field in standard.published] + [""]
        if beside := [field.title for field in standard.fields if field.beside]:
            lines += [f"Known beside it: {', '.join(beside)}.", ""]
    return "\n".join(lines)


_STANDARDS = """# Standards

The shapes that many publishers should share. Each is a TOML file in `src/hundred/harmonise/standards/`.
The commonest headings are listed here, and many more are known. A field in bold must be there.

**To add one**, write such a file: `id`, `title`, `description` and `source`; for each field a `title`, what
it `holds`, the `headings` that say so, the `hints` that may say so, and words it `never` has. `required`
fields must be there; fields `beside` it are known so that they are taken for nothing else; a `telling` field
is hardly found elsewhere. `like` takes over the fields of another standard; `sums` tell what adds up, `order`
which day comes first. A standard is `general` where many tables have its required fields: a table answers it
only if it has a telling field or is `called` so.
"""


def _field(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    said = ", ".join(field.headings[:4]) or f"made from `{field.made_from}`"
    return f"| {name} | {field.holds} | {field.description} | {said} |"


def commands_page() -> str:
    """What every command's `--help` says."""
    root = get_command(app)
    lines = ["# Commands", "", "Each as its own `--help` says it."]
    context = typer.Context(root, info_name="hundred", max_content_width=_WIDTH, terminal_width=_WIDTH)
    for path, command in _commands(("hundred",), root):
        own = typer.Context(command, info_name=" ".join(path), parent=None)
        own.max_content_width = own.terminal_width = _WIDTH
        lines += ["", f"## {' '.join(path)}", "", "```", command.get_help(own).rstrip(), "```"]
    context.close()
    return "\n".join(lines) + "\n"


def findings_page() -> str:
    """Every finding that reading and harmonising can report."""
    lines = [
        "# Findings",
        "",
        "What reading and harmonising find in a file, what each says, what to do about it, an example. An",
        "**error** keeps something from being used, a **warning** is worth a look, a **note** (`info`) tells",
        "what was done. `N` stands for a number, `…` for the name of a column, a sheet or a file.",
    ]
    for subject, problems in {**catalogue(), "Harmonising": PROBLEMS}.items():
        lines += ["", f"## {subject}"]
        for problem in problems:
            lines += _finding(problem)
    return "\n".join(lines) + "\n"


def functions_page() -> str:
    """The functions that strangers' SQL may use, by what they are for."""
    lines = [
        "# Functions in SQL",
        "",
        "What `/sql` and `/api/v1/sql` understand; each is DuckDB’s own, and its documentation explains it.",
        "`hundred query`, on the machine itself, understands all of DuckDB.",
    ]
    for subject, names in FUNCTIONS_FOR.items():
        lines += ["", f"## {subject}", "", *wrap(", ".join(f"`{name}`" for name in sorted(set(names))), 118)]
    return "\n".join(lines) + "\n"


def _finding(problem: Problem) -> list[str]:
    example = problem.example.rstrip("\n").translate(_VISIBLE).split("\n")
    return [
        "",
        f"### {problem.code}",
        "",
        f"{_SEVERITIES[problem.severity]}. {_spelt_out(problem.says)}",
        "",
        f"*What to do:* {_spelt_out(problem.fix)}",
        "",
        "```",
        *(example if len(example) <= _EXAMPLE_LINES else [*example[:3], "…", *example[-2:]]),
        "```",
    ]


# Control characters by their pictures, and the byte order mark by its number.
_VISIBLE = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"} | {0xFEFF: "<U+FEFF>"}


def _spelt_out(sentence: str) -> str:
    return _WORD.sub("…", sentence.replace("{count}", "N"))


def _commands(
    path: tuple[str, ...], command: object
) -> list[tuple[tuple[str, ...], typer.core.TyperCommand]]:
    found = [(path, command)]
    for name, inner in getattr(command, "commands", {}).items():
        found += _commands((*path, name), inner)
    return found


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, "utf-8")
