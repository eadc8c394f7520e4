"""Writing the audit trail: every action leaves one row, in its own transaction."""

from typing import Any

from hundred.accounts.models import AuditEntry
from hundred.accounts.records import Person


def leave_row(*, by: Person, action: str, subject: str, **detail: Any) -> None:
    """Add a row to the audit trail. Called inside the action's transaction, so both happen or neither."""
    AuditEntry.objects.create(
        account_id=by.id, by=by.name or by.email, action=action, subject=subject[:300], detail=detail
    )
