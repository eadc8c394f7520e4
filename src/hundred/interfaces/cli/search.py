"""`hundred search`: find datasets, and keep the index they are found by."""

from typing import Annotated

import typer

from hundred.base.errors import Conflict, Invalid
from hundred.interfaces.cli.site import AsJson, Home, invocation
from hundred.interfaces.cli.terminal import out, progress, say, table, write_json

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("search")(search)


def search(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make the index anew from the database.")
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Find datasets, as the search page does. Needed by nobody: the index keeps itself up to date, and
    `--rebuild` is for when the database was put back or changed by other means."""
    invocation(context).open(home)
    if rebuild:
        _rebuild(as_json=as_json and not words)
    if words:
        _find(" ".join(words), as_json=as_json)
    elif not rebuild:
        raise Invalid("There is nothing to look for.", "Give some words, or --rebuild.")


def _rebuild(*, as_json: bool) -> None:
    from hundred.catalogue.search.indexer import rebuild  # noqa: PLC0415  a Django room

    with progress() as tell:
        held = rebuild(progress=lambda done, total: tell("Indexing", done, total, ""))
    if held is None:
        raise Conflict("Another process is writing to the index.", "Try again when it is done.")
    if as_json:
        write_json({"datasets": held})
    else:
        say(f"The search index holds {held:,} {'dataset' if held == 1 else 'datasets'}.")


def _find(text: str, *, as_json: bool) -> None:
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room
    from hundred.catalogue.records import DatasetSearch  # noqa: PLC0415  a Django room
    from hundred.catalogue.search.indexer import catch_up  # noqa: PLC0415  a Django room

    catch_up()  # nobody else may be at it, where the site is not served
    asked = DatasetSearch(text=text, size=_SHOWN, correct=True, facets=False)
    found = queries.datasets(asker=OPERATOR, search=asked)
    rows = [(record.slug, record.title, record.publisher.title, record.access) for record in found.datasets]
    headings = ("dataset", "title", "publisher", "access")
    if as_json:
        listed = [dict(zip(headings, row, strict=True)) for row in rows]
        write_json({"total": found.total, "meant": found.meant, "datasets": listed})
        return
    if found.meant:
        say(f"Looked for “{found.meant}”." if found.corrected else f"Did you mean “{found.meant}”?")
    if rows:
        out().print(table(headings, rows))
    say(f"{found.total:,} {'dataset' if found.total == 1 else 'datasets'} found.")
