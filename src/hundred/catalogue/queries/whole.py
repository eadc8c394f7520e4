"""The whole region at once, for whoever checks or copies it."""

from dataclasses import dataclass

from django.conf import settings

from hundred.accounts import policy
from hundred.accounts.records import Person
from hundred.catalogue.models import File, Part, Table
from hundred.catalogue.parts import lake_parts
from hundred.lake.rows import TableData
from hundred.lake.schema import Column
from hundred.lake.tables import Part as LakePart


@dataclass(frozen=True, slots=True)
class Everything:
    """Every file and part that some version knows, and the published parts of every table."""

    files: frozenset[str]
    parts: dict[str, tuple[LakePart, ...]]
    beside: frozenset[str]
    published: dict[str, TableData]


def everything_published(*, asker: Person) -> Everything:
    """What the records say the lake holds. The region's data team only.

    `parts` holds the parts of all versions by the table's name in the lake, `beside` the paths of what lies
    beside parts (lines set aside, occurrences of findings), `published` the tables as readers see them now.
    """
    policy.require_data_team(asker)
    parts: dict[str, list[LakePart]] = {}
    beside: set[str] = set()
    columns = ("table__lake_name", "path", "rows", "aside_path", "occurrences_path")
    for name, path, rows, *others in Part.objects.values_list(*columns):
        parts.setdefault(name, []).append(LakePart(path, rows))
        beside.update(filter(None, others))
    return Everything(
        files=frozenset(File.objects.values_list("sha256", flat=True)),
        parts={name: tuple(found) for name, found in parts.items()},
        beside=frozenset(beside),
        published=dict(map(_published, Table.objects.filter(current__gt=0))),
    )


def _published(table: Table) -> tuple[str, TableData]:
    version = table.versions.get(number=table.current)
    schema = tuple(Column.from_dict(column) for column in version.schema)
    return table.lake_name, settings.LAKE.tables.data(schema, lake_parts(table, table.current))
