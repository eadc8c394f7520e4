"""Which datasets changed since the index took them in."""

from hundred.base.identifiers import new_id
from hundred.catalogue.models import SearchMark


def mark(dataset: int) -> None:
    """Note that a dataset changed, or is gone. Called inside the transaction of the change."""
    SearchMark.objects.update_or_create(dataset=dataset, defaults={"stamp": new_id()})
