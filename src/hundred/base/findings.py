"""A finding: one fact about data that someone may need to act on."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["info", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of problem in one place of one file, however many lines show it.

    `line` is the first physical line (or sheet row) concerned, 1-based, 0 where it concerns the
    whole file. `count` is how many lines or cells show the same problem, `lines` the first few of
    them, and `examples` the raw text found there. `says` tells what is wrong and `fix` what the
    publisher can do about it, both as sentences for a council officer.
    """

    code: str
    severity: Severity
    says: str
    fix: str
    file: str = ""
    sheet: str = ""
    line: int = 0
    column: str = ""
    count: int = 1
    lines: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of finding, as the catalogue of findings lists it.

    `says` and `fix` may hold `{count}`, `{column}` and other words that its cases are told with;
    `says_of_one` says it of a single case. `example` shows a few characters of a file that has it.
    """

    code: str
    severity: Severity
    says: str
    fix: str
    says_of_one: str = ""
    example: str = ""
