"""Things by the UUIDs that programs know them by. Hidden things are NotFound, like what never was."""

import uuid

from django.db.models import Q

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy
from hundred.catalogue.models import DatasetFile, Publisher, Table


def slugs(*, asker: Person) -> tuple[str, ...]:
    """The slugs of all datasets the asker may see, in order."""
    return tuple(sorted(policy.visible_datasets(asker).values_list("slug", flat=True).order_by()))


def slug_of_dataset(*, asker: Person, name: str) -> str:
    """The slug of the dataset of that slug or UUID. Raises NotFound."""
    which = Q(slug=name) | _is(name)
    found = policy.visible_datasets(asker).filter(which).values_list("slug", flat=True).first()
    if found is None:
        raise NotFound(f"There is no dataset “{name[:100]}” that you may see.")
    return found


def slug_of_publisher(*, asker: Person, name: str) -> str:
    """The slug of the publisher of that slug or UUID. Raises NotFound."""
    found = Publisher.objects.filter(Q(slug=name) | _is(name)).values_list("slug", flat=True).first()
    if found is None:
        raise NotFound(f"There is no publisher “{name[:100]}”.")
    return found


def place_of_table(*, asker: Person, name: str) -> tuple[str, str]:
    """The dataset and the name of the published table of that UUID. Raises NotFound."""
    seen = Table.objects.filter(current__gt=0, dataset__in=policy.visible_datasets(asker))
    found = seen.filter(_is(name)).values_list("dataset__slug", "name").first()
    if found is None:
        raise NotFound(f"There is no table “{name[:100]}” that you may see.")
    return found


def place_of_file(*, asker: Person, name: str) -> tuple[str, str]:
    """The dataset and the SHA-256 of the file of that UUID, where it is in use. Raises NotFound."""
    seen = DatasetFile.objects.filter(replaced_at__isnull=True, dataset__in=policy.visible_datasets(asker))
    found = seen.filter(_is(name)).values_list("dataset__slug", "file_id").first()
    if found is None:
        raise NotFound(f"There is no file “{name[:100]}” that you may see.")
    return found


def _is(name: str) -> Q:
    try:
        return Q(uuid=uuid.UUID(name))
    except ValueError:
        return Q(pk__in=[])
