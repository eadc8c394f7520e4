"""The `hundred` command: the interfaces' command line, wired to the opening and serving of a region.

The rooms it wires are imported when a command first needs them, so that `hundred --help` answers at once.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hundred.interfaces.cli.app import run
from hundred.interfaces.cli.site import Settings as CommandSettings
from hundred.interfaces.cli.site import Site
from hundred.site.settings import Settings, write_settings

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(argv: "Sequence[str]") -> int:
    """Run one command, wired to this machine, and return its exit code."""
    return run(argv, Site(_open_region, _serve, _run_jobs, write_settings))


def _open_region(home: Path | None) -> Settings:
    from hundred.site.region import open_region  # noqa: PLC0415  loads Django

    return open_region(home)


def _serve(settings: CommandSettings, *, host: str, port: int, workers: int) -> None:
    from hundred.site.server import serve  # noqa: PLC0415  loads Django and gunicorn

    serve(cast(Settings, settings), host=host, port=port, workers=workers)


def _run_jobs(once: bool) -> None:
    from hundred.interfaces.jobs.runner import run_jobs  # noqa: PLC0415  loads Django's models

    run_jobs(once)
