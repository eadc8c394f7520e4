"""`hundred people` and `hundred publishers`: who may sign in, and who publishes."""

import sys
from typing import Annotated, cast

import typer

from hundred.base.errors import Invalid
from hundred.interfaces.cli.site import AsJson, Home, invocation
from hundred.interfaces.cli.terminal import out, say, table, write_json

_people = typer.Typer(help="The people who can sign in.", no_args_is_help=True)
_publishers = typer.Typer(help="The bodies that publish in this region.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(_people, name="people")
    app.add_typer(_publishers, name="publishers")


@_people.command("add")
def add_person(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The e-mail address they will sign in with.")],
    name: Annotated[str, typer.Option("--name", help="Their name.")] = "",
    role: Annotated[str, typer.Option("--role", help="administrator, data-team or reader.")] = "reader",
    officer_of: Annotated[
        list[str] | None, typer.Option("--officer-of", metavar="SLUG", help="A publisher they publish for.")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read their password from standard input.")
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Make an account. Without a password they set one through “forgotten password”."""
    invocation(context).open(home)
    from hundred.accounts import actions as accounts  # noqa: PLC0415  a Django room
    from hundred.accounts.records import OPERATOR, Role  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions as catalogue  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room

    for slug in officer_of or ():
        queries.publisher(asker=OPERATOR, slug=slug)  # before the account is made
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    person = accounts.create_person(
        by=OPERATOR,
        email=email,
        name=name or email.partition("@")[0],
        role=cast(Role, role),
        password=password,
    )
    if person.id is None:
        raise Invalid("The account was not made.")
    for slug in officer_of or ():
        catalogue.make_officer(by=OPERATOR, person=person.id, publisher=slug)
    if as_json:
        write_json(
            {"email": person.email, "name": person.name, "role": person.role, "officer_of": officer_of or []}
        )
    else:
        say(
            f"{person.email} may sign in now."
            if password
            else f"{person.email} can set a password at sign-in."
        )


@_people.command("list")
def list_people(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """Everyone with an account."""
    invocation(context).open(home)
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room

    found = queries.officers(asker=OPERATOR)
    if as_json:
        write_json(
            [
                {
                    "email": p.email,
                    "name": p.name,
                    "role": p.role,
                    "active": p.active,
                    "officer_of": sorted(p.publishers),
                }
                for p in found
            ]
        )
        return
    rows = [
        (p.name, p.email, p.role_title, ", ".join(sorted(p.publishers)), "" if p.active else "closed")
        for p in found
    ]
    out().print(table(("name", "e-mail", "role", "officer of", ""), rows))


@_publishers.command("add")
def add_publisher(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="Its name, such as “Leeds City Council”.")],
    slug: Annotated[
        str, typer.Option("--slug", help="Its short name for addresses; made from the title.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", help="council, combined-authority, police, fire, nhs, transport or partner."),
    ] = "council",
    gss_code: Annotated[str, typer.Option("--code", help="Its GSS code, such as E08000035.")] = "",
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Add a publisher to the region."""
    invocation(context).open(home)
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions  # noqa: PLC0415  a Django room

    made = actions.create_publisher(by=OPERATOR, title=title, slug=slug, kind=kind, gss_code=gss_code)
    if as_json:
        write_json({"slug": made.slug, "title": made.title, "kind": made.kind, "gss_code": made.gss_code})
    else:
        say(f"{made.title} publishes as {made.slug}.")


@_publishers.command("list")
def list_publishers(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """Every publisher with its number of datasets."""
    invocation(context).open(home)
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room

    found = queries.publishers(asker=OPERATOR)
    if as_json:
        write_json(
            [
                {
                    "slug": p.slug,
                    "title": p.title,
                    "kind": p.kind,
                    "gss_code": p.gss_code,
                    "datasets": p.datasets,
                }
                for p in found
            ]
        )
        return
    rows = [(p.slug, p.title, p.kind_title, p.gss_code, p.datasets) for p in found]
    out().print(table(("slug", "title", "kind", "code", "datasets"), rows, right=("datasets",)))
