from hundred.accounts.models.account import Account
from hundred.accounts.models.audit_entry import AuditEntry

__all__ = ["Account", "AuditEntry"]
