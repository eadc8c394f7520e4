"""The `hundred` command: its options, its commands, and how failures become messages and exit codes.

Commands import the rooms they call inside their functions: only after the region is open may a Django
room be imported, and `hundred --help` and `hundred read` stay instant.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from hundred import __version__
from hundred.base.errors import HundredError, Invalid, NotFound, Unavailable
from hundred.interfaces.cli import add, demo, harmonise, init, people, query, read, safety, search, serve
from hundred.interfaces.cli.site import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_WRONG_USE,
    Invocation,
    Site,
    invocation,
)
from hundred.interfaces.cli.terminal import say, say_error

_INTERRUPTED = 130  # as shells have it

app = typer.Typer(
    name="hundred",
    help="A city region's datastore: councils' data in one place, every figure traced to its line.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong use, 3 the data cannot be used (and why).",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _commands in (demo, init, add, read, harmonise, query, search, serve, safety, people):
    _commands.register(app)


def _say_version(wanted: bool) -> None:
    if wanted:
        say(f"hundred {__version__}")
        raise typer.Exit(EXIT_DONE)


@app.callback()
def _before(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", help="The region's home; else found from the working folder."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    invocation(context).home = home


def run(argv: Sequence[str], site: Site) -> int:
    """Run one command and return its exit code. Failures that a person can act on become messages."""
    as_json = "--json" in argv
    try:
        return _invoke(argv, site)
    except typer.Abort:
        return _INTERRUPTED
    except (BrokenPipeError, SystemExit):  # the latter is what Typer makes of the former
        return _reader_gone()
    except KeyboardInterrupt:
        return _stopped()
    except Exception as error:
        said = _as_said(error)
        if said is None:
            raise
        say_error(said, as_json=as_json)
        return EXIT_WRONG_USE if isinstance(said, Invalid | NotFound) else EXIT_FAILED


def _invoke(argv: Sequence[str], site: Site) -> int:
    command = get_command(app)
    try:
        code = command.main(list(argv), prog_name="hundred", standalone_mode=False, obj=Invocation(site))
    except typer.TyperException as error:
        raise _wrong_use(error) from error
    if code == _INTERRUPTED:
        return _stopped()
    return code if isinstance(code, int) else EXIT_DONE


def _reader_gone() -> int:
    """Whoever read our output has had enough, as `| head` does: nothing failed, nothing is left to say."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_DONE


def _stopped() -> int:
    sys.stderr.write("Stopped. Run the same command again to go on.\n")
    return _INTERRUPTED


def _wrong_use(error: typer.TyperException) -> Invalid:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "hundred"
    message = getattr(error, "format_message", lambda: str(error))()
    return Invalid(message, f"`{path} --help` tells how to use it.")


def _as_said(error: Exception) -> HundredError | None:
    """The failure in words for a person, None where it is a fault of ours that needs its traceback."""
    if isinstance(error, HundredError):
        return error
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _disk_full()
    if isinstance(error, OSError) and error.filename:
        return Unavailable(
            f"{error.filename}: {error.strerror}.", "Check that it exists and that you may use it."
        )
    if type(error).__name__ == "OperationalError":  # the database's, which we do not import here
        if "full" in str(error):
            return _disk_full()
        busy = "locked" in str(error)
        return Unavailable(
            "The region's database is busy: another program holds it."
            if busy
            else f"The database says: {error}",
            "Wait a moment, then run this again." if busy else "Check database_url in hundred.toml.",
        )
    return None


def _disk_full() -> Unavailable:
    return Unavailable(
        "The disk is full.", "Free some space, then run this again: it goes on where it stopped."
    )
