"""What makes a file no table: the exception, and how its problem is made."""

from hundred.base.findings import Problem

CHECK_CHOICE = "Check that the right file was chosen."


class Refused(Exception):
    """The file cannot be read at all. Caught at the door and told as an error finding.

    `count` is what the problem's sentences count, `what` the kind of file where they name it.
    """

    def __init__(self, kind: str, problem: Problem, *, count: int = 1, what: str = "") -> None:
        super().__init__(problem.code)
        self.kind = kind
        self.problem = problem
        self.count = count
        self.what = what


def refusal(code: str, says: str, fix: str, example: str = "") -> Problem:
    """An error that leaves nothing of the file to use."""
    return Problem(code, "error", says, fix, example=example)


def not_a_table(code: str, what: str, fix: str, example: str = "") -> Problem:
    """A file of another kind than those that hold tables we can read."""
    return refusal(code, f"The file is {what}, not a table we can read.", fix, example)
