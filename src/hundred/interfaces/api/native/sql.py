"""Questions in SQL: one SELECT over all the tables the asker may see, behind the fence."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from hundred.interfaces.api.native import wire
from hundred.interfaces.api.native.answers import as_json
from hundred.interfaces.api.native.declare import Parameter, Route, with_default
from hundred.interfaces.api.native.links import base_of
from hundred.interfaces.api.native.shapes import text, whole
from hundred.interfaces.guard import open_to
from hundred.interfaces.keeping import tag_of, with_tag
from hundred.interfaces.sqlquery import Answered, ask
from hundred.lake.fence import OverLimit

_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.stream",
}
_MOST_ROWS = 10_000_000


@open_to("anyone")
def answer(
    request: HttpRequest, /, *, sql: str, limit: int | str, at: tuple[str, ...], **how: str
) -> HttpResponseBase:
    form = how["format"]
    wanted = min(int(limit or _MOST_ROWS), settings.FENCE.limits.rows)
    is_json = form == "json"
    found = ask(request, sql, at, places="geojson" if is_json else "wkt", rows=wanted)
    if is_json:
        from hundred.lake.answers import rows_as_json  # noqa: PLC0415  slow to import

        return as_json(request, wire.sql_answer(found, base_of(request)), rows=rows_as_json(found.answer))
    if found.answer.more and not limit:
        raise OverLimit(
            f"The answer has more than {wanted:,} rows, the most one answer may have.",
            "Add rows up with GROUP BY, or take a part of them with WHERE, or with LIMIT and OFFSET.",
        )
    return _file(request, found, form)


def _file(request: HttpRequest, found: Answered, form: str) -> HttpResponseBase:
    body = _written(found, form)
    response = HttpResponse(body, content_type=_MEDIA[form])
    response["Content-Disposition"] = content_disposition_header(True, f"answer.{form}")
    response["Hundred-Reads"] = found.about["reads"]
    return with_tag(request, response, tag_of(body))


def _written(found: Answered, form: str) -> bytes:
    from hundred.lake.answers import as_arrow, as_csv, as_parquet  # noqa: PLC0415  slow to import

    match form:
        case "csv":
            return as_csv(found.answer)
        case "parquet":
            return as_parquet(found.answer, found.about)
        case _:
            return as_arrow(found.answer, found.about)


ROUTES = (
    Route(
        path="sql",
        name="sql",
        title="A question in SQL",
        says=(
            "One SELECT in DuckDB’s SQL over all tables you may see; each is called `dataset.table` in "
            "snake case, as in `aldergate_spend.payments`. `_file`, `_sheet` and `_line` are columns of "
            "every table; places are of type GEOMETRY. `WITH`, joins, windows, `PIVOT … IN`, `DESCRIBE` "
            "and `SUMMARIZE` are understood; nothing can be written, and no file or setting read. A "
            "question over a limit (of time, memory, rows or size) is told which. `reads` says which "
            "versions the answer rests on: send them back as `at`, and the same question has the same "
            "answer, however the tables change. JSON says `more` where rows were cut; files are refused "
            "instead, unless you give `limit`. Files have the question and what it read in their "
            "metadata, CSV in the header `Hundred-Reads`. Decimals are JSON numbers with all their "
            "digits."
        ),
        subject="SQL",
        view=answer,
        answer="SqlAnswer",
        parameters=(
            Parameter("sql", text("The question: one SELECT.", "SELECT 6 * 7 AS answer")),
            Parameter(
                "format",
                with_default(text("How to write the answer.", "json", one_of=("json", *_MEDIA)), "json"),
            ),
            Parameter(
                "limit",
                whole(
                    "At most so many rows; the site’s own limit where left out.",
                    100,
                    least=1,
                    most=_MOST_ROWS,
                ),
                free=True,
            ),
            Parameter(
                "at",
                text(
                    "A table and the version of it to read, instead of the published one.",
                    "aldergate_spend.payments@3",
                ),
                many=True,
            ),
        ),
        also=tuple(media.partition(";")[0] for media in _MEDIA.values()),
        posted=True,
    ),
)
