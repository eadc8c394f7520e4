"""Counts of problems met line by line, told as one finding per kind and column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hundred.base.findings import Finding, Severity

LINES_KEPT = 20
EXAMPLES_KEPT = 5
EXAMPLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem: its code, its severity, what it says and what to do.

    `says` and `fix` may hold `{count}` and `{column}`. `says_of_one` says it of a single case. `example`
    shows a few characters of a file that has the problem, for the catalogue of findings.
    """

    code: str
    severity: Severity
    says: str
    fix: str
    says_of_one: str = ""
    example: str = ""


@dataclass(slots=True)
class _Count:
    count: int = 0
    lines: list[int] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


class Tally:
    """Collects problems while a file streams past, holding only the first few lines and examples of each."""

    def __init__(self, file: str, sheet: str = "") -> None:
        self._file = file
        self._sheet = sheet
        self._counts: dict[tuple[Problem, str], _Count] = {}

    def add(
        self,
        problem: Problem,
        *,
        lines: Sequence[int] = (),
        examples: Sequence[str] = (),
        count: int | None = None,
        column: str = "",
    ) -> None:
        """One more batch of cases. `count` is given where it is not simply the number of lines."""
        entry = self._counts.setdefault((problem, column), _Count())
        entry.count += max(len(lines), 1) if count is None else count
        entry.lines.extend(int(line) for line in lines[: LINES_KEPT - len(entry.lines)])
        entry.examples.extend(
            text[:EXAMPLE_LENGTH] for text in examples[: EXAMPLES_KEPT - len(entry.examples)]
        )

    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order in which their kinds were first met."""
        return tuple(self._finding(*key, entry) for key, entry in self._counts.items())

    def _finding(self, problem: Problem, column: str, entry: _Count) -> Finding:
        said = problem.says_of_one if entry.count == 1 and problem.says_of_one else problem.says
        words = {"count": f"{entry.count:,}", "column": column}
        return Finding(
            code=problem.code,
            severity=problem.severity,
            says=said.format(**words),
            fix=problem.fix.format(**words),
            file=self._file,
            sheet=self._sheet,
            line=entry.lines[0] if entry.lines else 0,
            column=column,
            count=entry.count,
            lines=tuple(entry.lines),
            examples=tuple(entry.examples),
        )
