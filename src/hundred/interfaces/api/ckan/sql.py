"""`datastore_search_sql`: one SELECT behind the fence, over tables by the ids of their resources."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hundred.base.errors import Invalid
from hundred.interfaces.api.ckan import rowtext, wire
from hundred.interfaces.api.ckan.arguments import Arguments
from hundred.interfaces.api.ckan.datastore import MOST_ROWS, open_resource
from hundred.interfaces.clients import client_of
from hundred.interfaces.guard import asker_of
from hundred.lake.fence import Answer, Fence, Granted, OverLimit
from hundred.lake.statement import BadSql, Named


def datastore_search_sql(request: HttpRequest, given: Arguments) -> Any:
    """The rows that one SELECT gives, at most 32,000. `sql`: tables go by the ids of their resources in
    double quotes, or by their aliases (`dataset.table`)."""
    sql, asker = given.needed("sql"), asker_of(request)

    def grant(named: Sequence[Named]) -> list[Granted]:
        return [Granted(table.path, open_resource(asker, table.text)[1]) for table in named]

    fence: Fence = settings.FENCE
    rows = min(MOST_ROWS, fence.limits.rows)
    try:
        answer = fence.ask(sql, grant, client=client_of(request), places="geojson", rows=rows)
    except BadSql as wrong:
        field = "query" if isinstance(wrong, OverLimit) else "sql"
        raise Invalid(wrong.says, wrong.fix, field=field) from None
    return _told(sql, answer)


def _told(sql: str, answer: Answer) -> str:
    from hundred.lake.answers import rows_as_json  # noqa: PLC0415  slow to import

    facts: dict[str, Any] = {
        "sql": sql,
        "fields": [wire.field(column.name, column.kind) for column in answer.columns],
        **({"records_truncated": True} if answer.more else {}),
    }
    return rowtext.with_records(facts, rows_as_json(answer))
