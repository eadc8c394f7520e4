"""Who may do what with accounts."""

from hundred.accounts.records import Person
from hundred.base.errors import NotAllowed


def require_administrator(by: Person) -> None:
    """Raise NotAllowed unless the person is an administrator."""
    if not by.is_administrator:
        raise NotAllowed("Only an administrator may do this.", "Ask an administrator of this region.")


def require_data_team(by: Person) -> None:
    """Raise NotAllowed unless the person is of the region's data team (or an administrator)."""
    if not by.is_data_team:
        raise NotAllowed("Only the region’s data team may do this.", "Ask the region’s data team.")
