"""Strangers' SQL, the same for the page and the API: which tables it may read, and which versions it read.

    SELECT supplier_name, sum(net_amount) AS total FROM leeds_spend.payments GROUP BY ALL

Tables go by the names that `hundred query` uses: `dataset.table`, in snake case. Each is read in its
published version, or in the one that `at` names: `leeds_spend.payments@3`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from hundred.accounts.records import Person
from hundred.base.errors import Invalid, NotFound
from hundred.catalogue import queries as catalogue
from hundred.catalogue.records import TableRecord
from hundred.interfaces.clients import client_of
from hundred.interfaces.guard import asker_of
from hundred.lake.fence import Answer, Fence, Granted, Places
from hundred.lake.schema import PROVENANCE
from hundred.lake.statement import BadSql, Named, no_such_table
from hundred.lake.tables import TableData

_AT = re.compile(r"([a-z0-9_]{1,100}\.[a-z0-9_]{1,100})@([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and the tables it rests on, in the versions that were read. `sql` is as it was asked."""

    sql: str
    answer: Answer
    reads: tuple[TableRecord, ...]

    @property
    def at(self) -> tuple[str, ...]:
        """What asks for the same versions again."""
        return tuple(f"{table.lake_name}@{table.version}" for table in self.reads)

    @property
    def has_lines(self) -> bool:
        """Whether its rows say which line of which file they came from."""
        return {column.name for column in self.answer.columns} >= set(PROVENANCE)

    @property
    def about(self) -> dict[str, str]:
        """What a file of the answer says about itself."""
        return {"sql": self.sql, "reads": ", ".join(self.at)}


def ask(
    request: HttpRequest, sql: str, at: Sequence[str] = (), *, places: Places = "wkt", rows: int = 0
) -> Answered:
    """The answer to one SELECT over the tables the asker may see, `rows` of it at most (the limit's where 0).

    Raises as `hundred.lake.fence.Fence.ask`, and Invalid for an `at` that cannot be understood. A hidden
    table is as one that there is none of.
    """
    versions, asker = _versions(at), asker_of(request)
    reads: list[TableRecord] = []

    def grant(named: Sequence[Named]) -> list[Granted]:
        found = [(table.path, *_open(asker, table, versions)) for table in named]
        reads.extend(record for _, record, _ in found)
        return [Granted(path, data) for path, _, data in found]

    fence: Fence = settings.FENCE
    answer = fence.ask(sql, grant, client=client_of(request), places=places, rows=rows)
    if unread := sorted(set(versions) - {table.lake_name for table in reads}):
        raise Invalid(f"The question does not read {unread[0]}.", "Leave out its `at`.", field="at")
    return Answered(sql, answer, tuple(reads))


def _open(asker: Person, named: Named, versions: Mapping[str, int]) -> tuple[TableRecord, TableData]:
    version = versions.get(named.text, 0)
    try:
        record, data = catalogue.open_named(asker=asker, name=named.text)
        if version in (0, record.version):
            return record, data
    except NotFound as missing:
        raise no_such_table(named, catalogue.names_like(asker=asker, name=named.text)) from missing
    try:
        return catalogue.open_named(asker=asker, name=named.text, version=version)
    except NotFound as missing:
        raise BadSql(missing.says, missing.fix, at=named.at) from missing


def _versions(at: Sequence[str]) -> dict[str, int]:
    found = {}
    for text in at:
        match = _AT.fullmatch(text)
        if match is None:
            fix = "Write a table, @ and the number of a version: leeds_spend.payments@3."
            raise Invalid(f"at cannot be “{text[:120]}”.", fix, field="at")
        found[match[1]] = int(match[2])
    return found
