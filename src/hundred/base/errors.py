"""The five ways a request can fail. Each interface maps them once to its own protocol.

What is wrong with *data* is not an error but a `Finding` (see `hundred.base.findings`).
"""


class HundredError(Exception):
    """A failure a person can act on: what happened, and what to do about it."""

    def __init__(self, says: str, fix: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.says} {self.fix}".strip()


class NotFound(HundredError):
    """There is no such thing, or the asker may not know that there is."""


class NotAllowed(HundredError):
    """The asker is known, sees the thing, and may not do this to it."""


class Invalid(HundredError):
    """The request cannot be understood or breaks a rule; `field` names the part at fault."""

    def __init__(self, says: str, fix: str = "", *, field: str = "") -> None:
        super().__init__(says, fix)
        self.field = field


class Conflict(HundredError):
    """The request was right when it was written, but the thing has changed or exists already."""


class Unavailable(HundredError):
    """Something we rely on (disk, database, another site) does not answer now; trying again may help."""
