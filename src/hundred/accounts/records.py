"""People as other rooms see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Role = Literal["administrator", "data-team", "reader", "anyone"]

ROLE_TITLES: dict[Role, str] = {
    "administrator": "Administrator",
    "data-team": "Region’s data team",
    "reader": "Reader",
    "anyone": "Anyone",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks or acts. `publishers` are the slugs of those the person is an officer of."""

    id: int | None
    name: str
    email: str
    role: Role
    publishers: frozenset[str] = field(default_factory=frozenset)
    active: bool = True

    @property
    def signed_in(self) -> bool:
        return self.role != "anyone"

    @property
    def is_administrator(self) -> bool:
        return self.role == "administrator"

    @property
    def is_data_team(self) -> bool:
        """Whether the person looks after the whole region's data (administrators do too)."""
        return self.role in ("administrator", "data-team")

    @property
    def role_title(self) -> str:
        return "Publisher’s officer" if self.role == "reader" and self.publishers else ROLE_TITLES[self.role]


ANYONE = Person(None, "Anyone", "", "anyone")

# Whoever can run commands in the region's home can already read and change every file of it.
OPERATOR = Person(None, "Command line", "", "administrator")


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit trail."""

    at: datetime
    by: str
    action: str
    subject: str
    detail: dict[str, Any]
