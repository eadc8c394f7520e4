"""Rows of a table added up: by supplier, by month, by both."""

from django.http import HttpRequest, HttpResponseBase

from hundred.base.errors import Invalid
from hundred.catalogue import queries as catalogue
from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Parameter, Route, in_path, with_default
from hundred.interfaces.api.native.rowjson import groups_json
from hundred.interfaces.api.native.shapes import text, whole
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.rowquery import row_query
from hundred.lake.groups import MOST_GROUPS, group, measure

_FUNCTIONS = {
    "_sum": "Columns of numbers to add up, exactly.",
    "_avg": "Columns of numbers to average.",
    "_min": "Columns whose least value to find.",
    "_max": "Columns whose greatest value to find.",
    "_distinct": "Columns whose different values to count.",
}


@open_to("anyone")
def groups(request: HttpRequest, /, slug: str, name: str, **asked: str) -> HttpResponseBase:
    version = int(asked["_version"])
    record, data = catalogue.open_table(asker=asker_of(request), dataset=slug, name=name, version=version)
    pairs = [(key, value) for key, values in request.GET.lists() for value in values]
    query = row_query(data.schema, pairs, most=MOST_GROUPS, also=("_version", "_by", *_FUNCTIONS))
    if query.sort or query.columns or query.after or query.before:
        raise Invalid("Groups take no _sort, _columns, _after or _before.", "Leave it out.", field="_sort")
    measures = [
        measure(data.schema, function.removeprefix("_"), column)
        for function in _FUNCTIONS
        for column in _listed(asked[function])
    ]
    by = _listed(asked["_by"])
    found = group(data, by, measures, query.conditions, limit=query.limit)
    return as_json(request, wire.group_page(record, found), groups=groups_json(found))


def _listed(names: str) -> list[str]:
    return [name for name in names.split(",") if name]


_COLUMNS = "net_amount"

ROUTES = (
    Route(
        path="datasets/{slug}/tables/{name}/groups",
        name="groups",
        title="Rows of a table, added up",
        says=(
            "The rows that satisfy every filter (written as in `rows`), grouped by up to three columns: how "
            "many rows each group has, and the sums, averages, least, greatest and different values asked "
            "for. Groups come with the largest first measure first, the most rows where there is none."
        ),
        subject="Tables",
        view=groups,
        answer="GroupPage",
        parameters=(
            in_path("slug", text("The dataset’s short name.", "aldergate-spend")),
            in_path("name", text("The table’s name.", "payments")),
            Parameter("_by", text("One to three columns to group by, with commas between.", "supplier")),
            *(
                Parameter(function, with_default(text(says, _COLUMNS), ""))
                for function, says in _FUNCTIONS.items()
            ),
            Parameter(
                "_limit",
                with_default(whole("How many groups to give.", 100, least=1, most=MOST_GROUPS), 100),
            ),
            Parameter(
                "_version",
                with_default(
                    whole("A version; the published one where it is left out or 0.", 3, most=10**9), 0
                ),
            ),
        ),
        filters=True,
    ),
)
