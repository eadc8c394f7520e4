"""The parts that a version of a table is made of."""

from django.db.models import Q, QuerySet

from hundred.catalogue.models import Part, Table
from hundred.lake.tables import Part as LakePart


def parts_in(table: Table, version: int) -> QuerySet[Part]:
    """The parts a version of a table is made of, in their published order."""
    living = Q(since__lte=version) & (Q(until__isnull=True) | Q(until__gt=version))
    return table.parts.filter(living).select_related("dataset_file").order_by("dataset_file__name", "id")


def lake_parts(table: Table, version: int) -> tuple[LakePart, ...]:
    """The same parts as the lake knows them, without the weight of how each was read."""
    return tuple(LakePart(*part) for part in parts_in(table, version).values_list("path", "rows"))
