"""Tables by the names that SQL calls them by: `leeds_spend.payments`."""

from django.db.models import F, Prefetch, Q, QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy
from hundred.catalogue.models import Table, TableVersion
from hundred.catalogue.queries.tables import open_table, table_records
from hundred.catalogue.records import NamedTable, NamedTables, TableRecord
from hundred.lake.tables import TableData

_MOST_WORDS = 5
_BEGINNING, _MOST_ALIKE = 3, 300


def open_named(*, asker: Person, name: str, version: int = 0) -> tuple[TableRecord, TableData]:
    """The table of that name and the way to its rows. Raises NotFound, also where it is not for the asker."""
    where = _seen(asker).filter(lake_name=name).values_list("dataset__slug", "name").first()
    if where is None:
        raise NotFound(f"There is no table {name[:120]} that you may see.")
    return open_table(asker=asker, dataset=where[0], name=where[1], version=version)


def names_like(*, asker: Person, name: str) -> tuple[str, ...]:
    """Names of tables that the asker may see and that share a word, or a beginning, with this one: some
    hundreds at most, for whoever suggests one."""
    *_, dataset, table = "", *name.split(".")
    alike = Q(lake_name__startswith=(dataset or table)[:_BEGINNING])
    for word in filter(None, (dataset, table)):
        alike |= Q(lake_name__contains=word)
    found = _seen(asker).filter(alike).order_by("lake_name")
    return tuple(found.values_list("lake_name", flat=True)[:_MOST_ALIKE])


def named_tables(*, asker: Person, text: str = "", most: int = 50) -> NamedTables:
    """`most` of the tables that the asker may see and whose name or title has every word of the text."""
    found = _seen(asker)
    for word in text.split()[:_MOST_WORDS]:
        has = Q(lake_name__icontains=word) | Q(title__icontains=word) | Q(dataset__title__icontains=word)
        found = found.filter(has)
    now = Prefetch("versions", TableVersion.objects.filter(number=F("table__current")))
    some = found.select_related("dataset").prefetch_related(now).order_by("lake_name")[:most]
    tables = tuple(
        NamedTable(table.lake_name, table.dataset.title, record)
        for table in some
        for record in table_records([table], table.dataset.slug)
    )
    return NamedTables(tables, found.count())


def _seen(asker: Person) -> QuerySet[Table]:
    return Table.objects.filter(current__gt=0, dataset__in=policy.visible_datasets(asker))
