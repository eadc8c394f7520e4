"""`hundred verify`, `hundred backup` and `hundred restore`: whether a region is whole, and keeping it so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hundred.base.errors import Invalid, NotFound
from hundred.interfaces.cli.saying import say_tasks
from hundred.interfaces.cli.site import EXIT_DONE, EXIT_FAILED, EXIT_UNUSABLE, AsJson, Home, invocation
from hundred.interfaces.cli.terminal import progress, say, say_error, write_json

if TYPE_CHECKING:
    from hundred.lake.backup import Known


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("verify")(verify)
    app.command("backup")(backup)
    app.command("restore")(restore)


def verify(context: typer.Context, as_json: AsJson = False, home: Home = None) -> int:
    """Hash every file again, read every table whole, and compare both with the records."""
    invocation(context).open(home)
    from django.conf import settings  # noqa: PLC0415  needs Django

    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue.queries import everything_published  # noqa: PLC0415  a Django room
    from hundred.lake.verify import verify as check  # noqa: PLC0415  loads the engine

    known = everything_published(asker=OPERATOR)
    with progress() as tell:
        report = check(
            settings.LAKE,
            published=known.parts,
            known_files=known.files,
            known_beside=known.beside,
            progress=lambda what, done, total: tell(what, done, total, ""),
        )
    if as_json:
        write_json(
            {
                "sound": report.sound,
                "files": report.files,
                "bytes": report.bytes,
                "parts": report.parts,
                "rows": report.rows,
                "findings": [finding.as_dict() for finding in report.findings],
            }
        )
    else:
        say_tasks([(finding.file or "the lake", finding) for finding in report.findings], of_several=True)
        say(f"Checked: {report.files:,} files, {report.parts:,} parts of tables, {report.rows:,} rows.")
        say(
            "Everything is sound." if report.sound else "Something is wrong.",
            "green" if report.sound else "bold red",
        )
    return EXIT_DONE if report.sound else EXIT_FAILED


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write: .tar, or .tar.zst.")],
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Write the whole region to one archive, also while it is being used."""
    region = invocation(context).open(home)
    from django.conf import settings  # noqa: PLC0415  needs Django

    from hundred.lake.backup import backup as archive  # noqa: PLC0415  loads arrow

    with progress() as tell:
        made = archive(
            region.home,
            settings.LAKE,
            file.resolve(),
            known=_known,
            progress=lambda done, total: tell("Copying", done, total, ""),
        )
    if as_json:
        write_json({"file": str(file), "members": made.members, "bytes": made.bytes, "missing": made.missing})
    else:
        say(f"{file} holds the region: {made.members:,} files, {made.bytes:,} bytes.")
        if made.missing:
            say(
                f"{len(made.missing):,} files on record were not in the lake: run `hundred verify`.",
                "bold red",
            )
    return EXIT_FAILED if made.missing else EXIT_DONE


def _known(database: Path) -> "Known":
    """What the live database knows: by now at least as much as its copy, since records are never removed."""
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue.queries import everything_published  # noqa: PLC0415  a Django room
    from hundred.lake.backup import Known  # noqa: PLC0415  loads arrow

    whole = everything_published(asker=OPERATOR)
    parts = {part.path for listed in whole.parts.values() for part in listed}
    return Known(whole.files, frozenset(parts | whole.beside))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `hundred backup` wrote.")],
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="A new or empty folder.")] = None,
    database_url: Annotated[
        str, typer.Option("--database-url", help="An empty PostgreSQL database, for a region that uses one.")
    ] = "",
    as_json: AsJson = False,
    home: Home = None,
) -> int:
    """Make a region's home from an archive, in a folder that is empty or not there yet."""
    target = folder or home or invocation(context).home
    if target is None:
        raise Invalid("There is no folder to restore to.", "Name a new one: `hundred restore FILE DIR`.")
    if not file.is_file():
        raise NotFound(f"There is no archive {file}.", "Check its name.")
    from hundred.lake.backup import restore as unpack  # noqa: PLC0415  loads arrow

    try:
        with progress() as tell:
            made = unpack(
                file,
                target.resolve(),
                database_url=database_url,
                progress=lambda done: tell("Restoring", done, 0, ""),
            )
    except Invalid as error:  # the archive, not the command, is at fault
        say_error(error, as_json=as_json)
        return EXIT_UNUSABLE
    if as_json:
        write_json({"home": str(target), "members": made.members, "bytes": made.bytes})
    else:
        say(f"{target} holds the region again: {made.members:,} files, {made.bytes:,} bytes.")
        say(f"Check it with `hundred --home {target} verify`.")
    return EXIT_DONE
