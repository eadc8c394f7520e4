"""Counts of problems met line by line: one finding per kind and column, and every line of them kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hundred.base.findings import Finding, Problem
from hundred.intake.stage import Occurrences

LINES_KEPT = 20
EXAMPLES_KEPT = 5
EXAMPLE_LENGTH = 200


@dataclass(slots=True)
class _Count:
    words: Mapping[str, str]
    count: int = 0
    lines: list[int] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


class Tally:
    """Collects problems while a file streams past, holding only the first few lines and examples of each.

    With a folder `into`, every line told of goes to a Parquet file in it.
    """

    def __init__(self, file: str, sheet: str = "", *, into: Path | None = None) -> None:
        self.file = file
        self._sheet = sheet
        self._all = Occurrences(into, sheet) if into else None
        self._counts: dict[tuple[Problem, str], _Count] = {}

    def add(
        self,
        problem: Problem,
        *,
        lines: Sequence[int] = (),
        examples: Sequence[str] = (),
        count: int | None = None,
        column: str = "",
        **words: str,
    ) -> None:
        """One more batch of cases.

        `lines` are all lines concerned, `examples` the texts of the first of them. `count` is given where
        it is not simply the number of lines. The problem's sentences are told with `{count}`, `{column}`,
        `{sheet}`, `{file}` and the `words`, which may say these otherwise too.
        """
        entry = self._counts.setdefault((problem, column), _Count(words))
        if self._all and len(lines):
            self._all.add(problem.code, column, lines, examples if len(examples) == len(lines) else ())
        entry.count += max(len(lines), 1) if count is None else count
        entry.lines.extend(int(line) for line in lines[: LINES_KEPT - len(entry.lines)])
        entry.examples.extend(
            text[:EXAMPLE_LENGTH] for text in examples[: EXAMPLES_KEPT - len(entry.examples)]
        )

    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order in which their kinds were first met. Nothing is told afterwards."""
        if self._all:
            self._all.finish()
        return tuple(self._finding(*key, entry) for key, entry in self._counts.items())

    def _finding(self, problem: Problem, column: str, entry: _Count) -> Finding:
        said = problem.says_of_one if entry.count == 1 and problem.says_of_one else problem.says
        words = {
            "count": f"{entry.count:,}",
            "column": column,
            "sheet": self._sheet,
            "file": self.file,
            **entry.words,
        }
        return Finding(
            code=problem.code,
            severity=problem.severity,
            says=said.format(**words),
            fix=problem.fix.format(**words),
            file=self.file,
            sheet=self._sheet,
            line=entry.lines[0] if entry.lines else 0,
            column=column,
            count=entry.count,
            lines=tuple(entry.lines),
            examples=tuple(entry.examples),
        )


def finding_of(problem: Problem, file: str, *, count: int = 1, **words: str) -> Finding:
    """A problem of a whole file as a finding."""
    tally = Tally(file)
    tally.add(problem, lines=(), examples=(), count=count, column="", **words)
    (finding,) = tally.findings()
    return finding
