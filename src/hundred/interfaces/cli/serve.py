"""`hundred serve` and `hundred jobs`: the site, and the worker beside it."""

from typing import Annotated

import typer

from hundred.interfaces.cli.site import Home, Settings, invocation
from hundred.interfaces.cli.terminal import say

Host = Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for every network.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="How many processes answer requests.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("serve")(serve)
    app.command("jobs")(jobs)


def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
    home: Home = None,
) -> None:
    """Serve the region: its pages, its APIs and the worker that publishes uploads. Ctrl+C stops it."""
    run = invocation(context)
    settings = run.open(home)
    announce(settings, host, port)
    run.site.serve(settings, host=host, port=port, workers=workers)


def announce(settings: Settings, host: str, port: int) -> None:
    """Say where the site is, and how it gets its first administrator where it has none."""
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104  compared, not bound
    say(f"{settings.region_name} is at {address} (Ctrl+C stops it)", style="bold")
    if link := welcome_link(address):
        say(f"It has no administrator yet. Make the first at {link} (once, within seven days).")


def welcome_link(address: str) -> str:
    """The one-time link for the first administrator; "" where the region has one."""
    from hundred.interfaces.welcome import welcome_path  # noqa: PLC0415  needs Django

    path = welcome_path()
    return address.rstrip("/") + path if path else ""


def jobs(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Work on what waits now, then stop.")] = False,
    home: Home = None,
) -> None:
    """Work on queued runs. `hundred serve` starts one of these; a second does no harm."""
    run = invocation(context)
    run.open(home)
    run.site.run_jobs(once)
