"""`hundred init`: a new region's home."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hundred.base.authorities import CombinedAuthority, combined_authorities
from hundred.base.errors import Conflict, Invalid
from hundred.interfaces.cli.serve import welcome_link
from hundred.interfaces.cli.site import AsJson, Settings, invocation
from hundred.interfaces.cli.terminal import out, say, table, write_json


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("init")(init)


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the region's home.")],
    name: Annotated[str, typer.Option("--name", help="The region's name, as pages show it.")] = "",
    code: Annotated[
        str,
        typer.Option("--code", metavar="E47…", help="The combined authority's GSS code: adds its members."),
    ] = "",
    admin: Annotated[
        str, typer.Option("--admin", metavar="EMAIL", help="Make the first administrator's account now.")
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the administrator's password from standard input.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a new region: its settings, its records and its lake, in one folder."""
    asks = sys.stdin.isatty() and not as_json
    authority = _authority(code) if code else (_choose() if asks and not name else None)
    name = name or (authority.title if authority else "")
    if not name:
        raise Invalid("A region needs a name.", "Give one with --name NAME.", field="name")
    home = folder.resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Conflict(f"{folder} is not empty.", "Choose a new folder for the region.")
    password = _password(admin, from_stdin=password_stdin, asks=asks) if admin else None
    invocation(context).site.write_settings(home, name, authority.gss_code if authority else code)
    settings = invocation(context).open(home)
    added = _add_publishers(authority) if authority else ()
    if admin and password:
        _make_administrator(admin, password)
    _report(settings, added, as_json=as_json)


def _authority(code: str) -> CombinedAuthority | None:
    known = combined_authorities()
    if code in known:
        return known[code]
    if not code.startswith("E47") or len(code) != 9 or not code[1:].isdigit():
        listed = "; ".join(f"{one.gss_code} {one.title}" for one in known.values())
        raise Invalid(f"There is no combined authority {code}.", f"They are: {listed}.", field="code")
    return None  # a new one: its members are added by hand


def _choose() -> CombinedAuthority | None:
    known = list(combined_authorities().values())
    out().print(
        table(("", "code", "combined authority"), [(n, a.gss_code, a.title) for n, a in enumerate(known, 1)])
    )
    chosen: int = typer.prompt("Which is it? 0 for none of these", type=int, default=0)
    if not 0 <= chosen <= len(known):
        raise Invalid(f"There is no number {chosen} in the list.", f"Enter 0 to {len(known)}.")
    return known[chosen - 1] if chosen else None


def _password(admin: str, *, from_stdin: bool, asks: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not asks:
        raise Invalid(
            "There is no terminal to ask for the password.",
            "Pipe it in with --password-stdin, or leave --admin out and use the one-time link.",
        )
    password: str = typer.prompt(f"Password for {admin}", hide_input=True, confirmation_prompt=True)
    return password


def _add_publishers(authority: CombinedAuthority) -> tuple[str, ...]:
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions  # noqa: PLC0415  a Django room

    bodies = [(authority.slug, authority.title, "combined-authority", authority.gss_code)]
    bodies += [(member.slug, member.title, "council", member.gss_code) for member in authority.members]
    for slug, title, kind, gss_code in bodies:
        actions.create_publisher(by=OPERATOR, title=title, slug=slug, kind=kind, gss_code=gss_code)
    return tuple(slug for slug, *_ in bodies)


def _make_administrator(email: str, password: str) -> None:
    from hundred.accounts.actions import create_first_administrator  # noqa: PLC0415  a Django room
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room

    create_first_administrator(by=OPERATOR, email=email, name=email.partition("@")[0], password=password)


def _report(settings: Settings, added: tuple[str, ...], *, as_json: bool) -> None:
    link = welcome_link(settings.base_url)
    if as_json:
        write_json(
            {"home": str(settings.home), "name": settings.region_name, "publishers": added, "welcome": link}
        )
        return
    say(f"{settings.region_name} is ready in {settings.home}.", style="bold")
    if added:
        say(f"Its publishers: {', '.join(added)}.")
    say(f"Add data:   hundred --home {settings.home} add FILE --publisher {added[-1] if added else 'SLUG'}")
    say(f"Serve it:   hundred --home {settings.home} serve")
    if link:
        say(f"Then make the first administrator at {link} (once, within seven days).")
