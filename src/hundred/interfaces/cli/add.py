"""`hundred add`: files, folders, zips and addresses become versions of a dataset."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hundred.base.child import Child
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.base.identifiers import slug as slug_of
from hundred.interfaces.cli import incoming
from hundred.interfaces.cli.saying import say_tasks, tasks_as_json
from hundred.interfaces.cli.site import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_UNUSABLE,
    AsJson,
    Home,
    Settings,
    invocation,
)
from hundred.interfaces.cli.terminal import Tell, err, out, progress, say, table, write_json

if TYPE_CHECKING:
    from hundred.stewardship.records import Incoming, Progress, RunRecord

_MOST_FILES_SHOWN = 60
_LOOK_AGAIN = 0.5  # seconds between looks at a run that another process works on


@dataclass(frozen=True, slots=True)
class About:
    """What the command line says of a dataset; "" where it says nothing."""

    publisher: str
    dataset: str = ""
    title: str = ""
    licence: str = ""
    access: str = ""
    theme: str = ""


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("add")(add)


def add(
    context: typer.Context,
    what: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL…", help="Files, folders, zips or addresses.")
    ],
    publisher: Annotated[str, typer.Option("--publisher", metavar="SLUG", help="Whose data it is.")],
    dataset: Annotated[
        str,
        typer.Option("--dataset", metavar="SLUG", help="The dataset to add to; made where there is none."),
    ] = "",
    title: Annotated[str, typer.Option("--title", help="A new dataset's title.")] = "",
    licence: Annotated[
        str, typer.Option("--licence", metavar="ID", help="A new dataset's licence: OGL-UK-3.0 …")
    ] = "",
    access: Annotated[
        str, typer.Option("--access", help="A new dataset's access: open, shared or closed.")
    ] = "",
    theme: Annotated[str, typer.Option("--theme", help="A new dataset's theme: spending, contracts …")] = "",
    keep_both: Annotated[
        bool, typer.Option("--keep-both", help="Keep a file of the same name beside the new one.")
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Add data to the region. Run it again after any interruption: it goes on where it stopped.

    Exits with 3 where none of the files can be used.
    """
    incoming.check(what)
    about = About(publisher, dataset, title, licence, access, theme)
    with Child("hundred.intake.confined") as child:  # starts while we do
        settings = invocation(context).open(home)
        run = _added(about, what, child, keep_both=keep_both)
    _report(run, settings, as_json=as_json)
    return _exit_code(run)


def _added(about: About, what: Sequence[str], child: Child, *, keep_both: bool) -> "RunRecord":
    from django.conf import settings as django  # noqa: PLC0415  needs Django

    from hundred.intake.confined import one_reader  # noqa: PLC0415  starts with much to import
    from hundred.stewardship.records import Incoming  # noqa: PLC0415  a Django room

    fetched = TemporaryDirectory(prefix="fetch-", dir=django.LAKE.scratch)
    with one_reader(child), fetched as scratch, progress() as tell:
        slug = _dataset(about, what[0])
        found = incoming.collect(what, scratch=Path(scratch), limit=django.UPLOAD_LIMIT, tell=tell)
        files = [Incoming(item.path, item.name, item.came_from) for item in found]
        return take_in(slug, files, tell, keep_both=keep_both)


def take_in(dataset: str, files: "Sequence[Incoming]", tell: Tell, *, keep_both: bool = False) -> "RunRecord":
    """Give files to a dataset and work until they are published. Stopping it by hand ends the run."""
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.stewardship import actions  # noqa: PLC0415  a Django room

    def watch(now: "Progress") -> None:
        tell(now.stage, now.done, now.total, now.item)

    run = actions.receive(by=OPERATOR, dataset=dataset, incoming=files, keep_both=keep_both, watch=watch)
    try:
        return _work_or_watch(run.id, tell, watch)
    except KeyboardInterrupt:
        actions.give_up(by=OPERATOR, run=run.id, says="Stopped by hand before it was done.")
        raise


def _work_or_watch(run: str, tell: Tell, watch: Any) -> "RunRecord":
    """Work on the run, or watch the process that does: the site's own worker may have been quicker."""
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.stewardship import actions, queries  # noqa: PLC0415  a Django room

    while True:
        try:
            return actions.work(by=OPERATOR, run=run, watch=watch)
        except Conflict:
            record = queries.run(asker=OPERATOR, run=run)
            if record.is_over:
                return record
            tell(record.stage or "Waiting for another run", record.done, record.total, "")
            time.sleep(_LOOK_AGAIN)


def _dataset(about: About, first: str) -> str:
    """The slug of the dataset to add to, made where there is none.

    Raises NotFound for an unknown publisher, Invalid where the dataset is there already and is said to be
    otherwise.
    """
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions, queries  # noqa: PLC0415  a Django room

    publisher = queries.publisher(asker=OPERATOR, slug=about.publisher)
    stem = incoming.stem(first)
    slug = slug_of(about.dataset or _joined(publisher.slug, stem))
    try:
        there = queries.dataset(asker=OPERATOR, slug=slug)
    except NotFound:
        given = {
            name: getattr(about, name) for name in ("licence", "access", "theme") if getattr(about, name)
        }
        title = about.title or stem.replace("_", " ").replace("-", " ").strip().capitalize()
        made = actions.create_dataset(by=OPERATOR, publisher=publisher.slug, title=title, slug=slug, **given)
        return made.slug
    said = {
        "publisher": (about.publisher, there.publisher.slug),
        "title": (about.title, there.title),
        "licence": (about.licence, there.licence.id),
        "access": (about.access, there.access),
        "theme": (about.theme, there.theme),
    }
    for name, (wanted, is_) in said.items():
        if wanted and wanted != is_:
            raise Invalid(
                f"There is a dataset “{slug}” already, and its {name} is “{is_}”, not “{wanted}”.",
                f"Leave --{name} out to add to it, or name another dataset with --dataset.",
                field=name,
            )
    return slug


def _joined(publisher: str, stem: str) -> str:
    name = slug_of(stem)
    return name if name == publisher or name.startswith(f"{publisher}-") else f"{publisher}-{name}"


def _exit_code(run: "RunRecord") -> int:
    if run.state == "done":
        return EXIT_DONE
    return EXIT_UNUSABLE if run.count("refused") else EXIT_FAILED


def _report(run: "RunRecord", settings: Settings, *, as_json: bool) -> None:
    address = f"{settings.base_url.rstrip('/')}/datasets/{run.dataset}"
    if as_json:
        write_json(_as_json(run, address))
        return
    shown = [file for file in run.files if file.state != "unpacked"]
    shown.sort(key=lambda file: file.state != "refused")  # those that could not be used come first
    rows = [(f.name, f.rows, f.set_aside, f.state_title) for f in shown[:_MOST_FILES_SHOWN]]
    out().print(table(("file", "rows", "set aside", ""), rows, right=("rows", "set aside")))
    if len(shown) > _MOST_FILES_SHOWN:
        say(f"… and {len(shown) - _MOST_FILES_SHOWN:,} more files.")
    say_tasks(run.findings, of_several=len(shown) > 1)
    for file in shown:
        if file.state == "unchanged" and len(shown) <= _MOST_FILES_SHOWN:
            say(f"{file.name}: {file.says}")
    say(f"{run.says} {run.rows:,} rows, {run.set_aside:,} lines set aside.", style="bold")
    if run.state == "failed":
        err().print(f"Error: nothing could be used. {run.fix}".strip(), style="bold red", soft_wrap=True)
    else:
        say(f"See {address}")


def _as_json(run: "RunRecord", address: str) -> dict[str, Any]:
    return {
        "run": run.id,
        "dataset": run.dataset,
        "state": run.state,
        "says": run.says,
        "rows": run.rows,
        "set_aside": run.set_aside,
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "bytes": file.bytes,
                "state": file.state,
                "rows": file.rows,
                "set_aside": file.set_aside,
                "says": file.says,
            }
            for file in run.files
        ],
        "findings": [{**finding.as_dict(), "file": name} for name, finding in run.findings],
        "tasks": tasks_as_json(run.findings),
        "address": address,
    }
