"""Findings grouped for people: what is to be done once is said once, however many files show it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from hundred.base.findings import SEVERITIES, Finding, Problem, Severity
from hundred.intake.problems import catalogue

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of finding in one column, over all files that have it.

    `count` is how many lines or cells show it in all `files` together. `shown` holds the findings of the
    first of these files, each with the key it was given with.
    """

    code: str
    severity: Severity
    column: str
    says: str
    fix: str
    count: int
    files: int
    examples: tuple[str, ...]
    shown: tuple[tuple[str, Finding], ...]


@dataclass(slots=True)
class _Group:
    count: int = 0
    keys: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)
    shown: list[tuple[str, Finding]] = field(default_factory=list)


class Tasks:
    """Collects findings as they come, keeping of each task only the first `keep`."""

    def __init__(self, found: Iterable[tuple[str, Finding]] = (), *, keep: int = 1_000) -> None:
        self._groups: dict[tuple[str, str], _Group] = {}
        self._keep = keep
        for key, finding in found:
            self.add(key, finding)

    def add(self, key: str, finding: Finding) -> None:
        """One more finding; `key` names the file it is in, its name or its SHA-256."""
        group = self._groups.setdefault((finding.code, finding.column), _Group())
        group.count += finding.count
        group.keys.add(key)
        group.examples = list(dict.fromkeys([*group.examples, *finding.examples]))[:_EXAMPLES]
        if len(group.shown) < self._keep:
            group.shown.append((key, finding))

    def all(self) -> tuple[Task, ...]:
        """The tasks, the gravest first, and within one gravity those that concern most files and lines."""
        tasks = [_task(group) for group in self._groups.values()]
        order = {severity: place for place, severity in enumerate(SEVERITIES)}
        return tuple(sorted(tasks, key=lambda task: (order[task.severity], -task.files, -task.count)))


def _task(group: _Group) -> Task:
    first = group.shown[0][1]
    return Task(
        code=first.code,
        severity=first.severity,
        column=first.column,
        says=_of_all(first, group.count),
        fix=first.fix,
        count=group.count,
        files=len(group.keys),
        examples=tuple(group.examples),
        shown=tuple(group.shown),
    )


def _of_all(finding: Finding, count: int) -> str:
    """What a finding says, said of as many cases as all files have together."""
    problem = _problems().get(finding.code)
    if problem is None or count == finding.count:
        return finding.says
    for template in (problem.says_of_one, problem.says):
        if template and (words := re.fullmatch(_pattern(template), finding.says)):
            return problem.says.format(**{**words.groupdict(), "count": f"{count:,}"})
    return finding.says


@cache
def _problems() -> dict[str, Problem]:
    return {problem.code: problem for problems in catalogue().values() for problem in problems}


@cache
def _pattern(template: str) -> str:
    """A pattern that finds the words which a sentence was told with."""
    seen: set[str] = set()

    def word(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.*)"

    return re.sub(r"\\{(\w+)\\}", word, re.escape(template))
