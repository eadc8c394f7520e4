"""What the command line is given by the room that wires: how to open a region, and how to serve it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer

EXIT_DONE, EXIT_FAILED, EXIT_WRONG_USE, EXIT_UNUSABLE = 0, 1, 2, 3


class Settings(Protocol):
    """As much of a region's settings as commands need."""

    @property
    def home(self) -> Path: ...
    @property
    def region_name(self) -> str: ...
    @property
    def base_url(self) -> str: ...
    @property
    def engine_memory_mb(self) -> int: ...
    @property
    def database_url(self) -> str: ...


class Serve(Protocol):
    """Serves a region until it is told to stop."""

    def __call__(self, settings: Settings, *, host: str, port: int, workers: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Site:
    """The doors of the wiring room.

    `open_region` sets Django up for the region in a folder (the one of the working folder for None); only
    after it may a command import a Django room. `run_jobs` works on queued runs, with True only on those
    that wait now. `write_settings` writes the `hundred.toml` of a new home from its name and code.
    """

    open_region: Callable[[Path | None], Settings]
    serve: Serve
    run_jobs: Callable[[bool], None]
    write_settings: Callable[[Path, str, str], Path]


@dataclass(slots=True)
class Invocation:
    """One run of the command line: the site, and the home named before the command."""

    site: Site
    home: Path | None = None

    def open(self, home: Path | None) -> Settings:
        """The region of the home named after the command, else before it, else around the working folder."""
        return self.site.open_region(home or self.home)


def invocation(context: typer.Context) -> Invocation:
    """The invocation that a command's context belongs to."""
    return cast(Invocation, context.obj)


Home = Annotated[Path | None, typer.Option("--home", metavar="DIR", help="The region's home.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
