"""Findings on many files as one list: each kind once, with how often and where first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse
from django.utils.http import urlencode

from hundred.base.findings import SEVERITIES, Finding
from hundred.interfaces.web.writing import plural


@dataclass(frozen=True, slots=True)
class FoundKind:
    """One kind of finding: its first occurrence, which counts all of them, and the page of its line."""

    finding: Finding
    href: str


def grouped(found: Iterable[tuple[str, Finding]]) -> tuple[FoundKind, ...]:
    """Findings with the SHA-256 of their files, one entry per kind and column, the gravest first."""
    kinds: dict[tuple[str, str], list[tuple[str, Finding]]] = {}
    for sha256, finding in found:
        kinds.setdefault((finding.code, finding.column), []).append((sha256, finding))
    merged = [_merged(members) for members in kinds.values()]
    return tuple(
        sorted(merged, key=lambda kind: (SEVERITIES.index(kind.finding.severity), -kind.finding.count))
    )


def line_page(sha256: str, line: int, sheet: str = "") -> str:
    """The address of a line of a file."""
    asked = {"line": line} | ({"sheet": sheet} if sheet else {})
    return f"{_file_page(sha256)}?{urlencode(asked)}#L{line}"


@lru_cache(maxsize=1024)  # a page of rows asks for the same few files a hundred times
def _file_page(sha256: str) -> str:
    return reverse("file", args=[sha256])


def _merged(members: list[tuple[str, Finding]]) -> FoundKind:
    sha256, first = members[0]
    others = len({finding.file for _, finding in members}) - 1
    where = f"{first.file} and {plural(others, 'other file')}" if others else first.file
    whole = replace(first, file=where, count=sum(finding.count for _, finding in members))
    href = line_page(sha256, first.line, first.sheet) if first.line else reverse("file", args=[sha256])
    return FoundKind(whole, href)
