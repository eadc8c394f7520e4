"""Who a body dealt with: what kind of counterparty a name is."""

from hundred.harmonise.parties.kind import KINDS, kind_sql, redacted_sql

__all__ = ["KINDS", "kind_sql", "redacted_sql"]
