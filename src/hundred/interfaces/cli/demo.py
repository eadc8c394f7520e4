"""`hundred demo`: a fictional region, made, loaded and served by one command.

Everything goes the way a publisher's own data goes: made as files, added to datasets, worked on, published.
Each step looks at what is there already, so a demo that was interrupted goes on, and one that is complete
is served at once.
"""

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from hundred.base.errors import Conflict, NotFound
from hundred.interfaces.cli.add import take_in
from hundred.interfaces.cli.serve import Host, Port, Workers, announce
from hundred.interfaces.cli.site import EXIT_DONE, EXIT_FAILED, AsJson, Settings, Site, invocation
from hundred.interfaces.cli.terminal import Tell, err, out, progress, say, table, write_json

if TYPE_CHECKING:
    from hundred.accounts.records import Role
    from hundred.demo.region import DatasetSpec, Region

_MADE = "demo.json"  # written when the demo is complete
_PASSWORD = "demo.password"  # noqa: S105  the name of a file
_FILES = "demo-files"


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The demo region's home.")] = Path(
        "demo-region"
    ),
    seed: Annotated[int, typer.Option("--seed", help="Another number makes another region.")] = 1999,
    scale: Annotated[
        float,
        typer.Option(
            "--scale", min=0.01, max=10.0, help="How much spend there is; 1 is ninety thousand rows."
        ),
    ] = 1.0,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Make it, and do not serve it.")] = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> int:
    """Make a fictional region whose councils publish in different messy layouts, and serve it."""
    site = invocation(context).site
    settings = _open(site, folder.resolve())
    failed = _complete(settings, seed, scale)
    _say_accounts(settings, as_json=as_json)
    if not no_serve:
        announce(settings, host, port)
        site.serve(settings, host=host, port=port, workers=workers)
    return EXIT_FAILED if failed else EXIT_DONE


def _open(site: Site, home: Path) -> Settings:
    """The demo's region, made where there is none. Raises Conflict for a folder that holds something else."""
    if not (home / "hundred.toml").is_file():
        if home.exists() and any(home.iterdir()):
            raise Conflict(f"{home} is not empty and holds no demo region.", "Name a new folder.")
        site.write_settings(home, "Estmere City Region", "E47099001")
    settings = site.open_region(home)
    if settings.region_name != "Estmere City Region":
        raise Conflict(f"{home} holds {settings.region_name}, not a demo region.", "Name a new folder.")
    return settings


def _complete(settings: Settings, seed: int, scale: float) -> list[str]:
    """Do what is still to be done; the datasets with files that could not be used."""
    if (settings.home / _MADE).is_file():
        return []
    from hundred import demo as maker  # noqa: PLC0415  only this command needs it
    from hundred.intake.confined import one_reader  # noqa: PLC0415  starts with much to import

    with progress() as tell, one_reader():
        tell("Making the region's files", 0, 0, "")
        region = maker.make(settings.home / _FILES, seed=seed, scale=scale)
        _add_publishers(region)
        _add_people(region, _password(settings))
        failed = [spec.slug for spec in _with_progress(region, tell) if not _add_dataset(spec, tell)]
    for slug in failed:
        err().print(f"{slug}: some of its files could not be used.", style="yellow")
    (settings.home / _MADE).write_text(json.dumps({"seed": seed, "scale": scale}), "utf-8")
    return failed


def _with_progress(region: "Region", tell: Tell) -> Any:
    for number, spec in enumerate(region.datasets):
        tell("Adding datasets", number, len(region.datasets), spec.title)
        yield spec


def _add_publishers(region: "Region") -> None:
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions, queries  # noqa: PLC0415  a Django room

    there = {record.slug for record in queries.publishers(asker=OPERATOR)}
    for spec in region.publishers:
        if spec.slug not in there:
            actions.create_publisher(
                by=OPERATOR,
                title=spec.title,
                slug=spec.slug,
                kind=spec.kind,
                gss_code=spec.gss_code,
                homepage=spec.homepage,
                email=spec.email,
                about=spec.about,
            )


def _password(settings: Settings) -> str:
    """The password of every demo account: made once, kept where only its owner can read it."""
    path = settings.home / _PASSWORD
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"estmere-{secrets.token_hex(4)}", "utf-8")
    return path.read_text("utf-8")


def _say_accounts(settings: Settings, *, as_json: bool) -> None:
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room

    totals = queries.region_totals(asker=OPERATOR)
    people = queries.officers(asker=OPERATOR)
    password = _password(settings)
    if as_json:
        accounts = [{"email": p.email, "role": p.role, "officer_of": sorted(p.publishers)} for p in people]
        write_json(
            {
                "home": str(settings.home),
                "datasets": totals.datasets,
                "files": totals.files,
                "rows": totals.rows,
                "accounts": accounts,
                "password": password,
            }
        )
        return
    say(
        f"{settings.region_name}: {totals.publishers} publishers, {totals.datasets} datasets, "
        f"{totals.files} files, {totals.rows:,} rows.",
        style="bold",
    )
    rows = [(p.email, p.role_title, ", ".join(sorted(p.publishers))) for p in people]
    out().print(table(("sign in as", "who is", "of"), rows))
    say(f"The password of each is {password}")


def _add_people(region: "Region", password: str) -> None:
    """An administrator, a data team, an officer for every publisher, and a reader."""
    from hundred.accounts import actions as accounts  # noqa: PLC0415  a Django room
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions as catalogue  # noqa: PLC0415  a Django room
    from hundred.catalogue import queries  # noqa: PLC0415  a Django room

    wanted = [
        ("admin", "Alex Administrator", "administrator", ""),
        ("data", "Dana Datateam", "data-team", ""),
    ]
    wanted += [(spec.slug, f"Officer of {spec.title}", "reader", spec.slug) for spec in region.publishers]
    wanted.append(("reader", "Robin Reader", "reader", ""))
    there = {person.email: person for person in queries.officers(asker=OPERATOR)}
    for name, full_name, role, publisher in wanted:
        email = f"{name}@demo.example"
        person = there.get(email) or accounts.create_person(
            by=OPERATOR, email=email, name=full_name, role=cast("Role", role), password=password
        )
        if publisher and person.id is not None:
            catalogue.make_officer(by=OPERATOR, person=person.id, publisher=publisher)


def _add_dataset(spec: "DatasetSpec", tell: Tell) -> bool:
    """Add a dataset and its files where they are not there yet; whether all of them could be used."""
    from hundred.accounts.records import OPERATOR  # noqa: PLC0415  a Django room
    from hundred.catalogue import actions, queries  # noqa: PLC0415  a Django room
    from hundred.stewardship.records import Incoming  # noqa: PLC0415  a Django room

    try:
        queries.dataset(asker=OPERATOR, slug=spec.slug)
    except NotFound:
        actions.create_dataset(
            by=OPERATOR,
            publisher=spec.publisher,
            title=spec.title,
            slug=spec.slug,
            description=spec.description,
            licence=spec.licence,
            theme=spec.theme,
            frequency=spec.frequency,
            access=spec.access,
            shared_with=spec.shared_with,
            tags=spec.tags,
        )
    if queries.dataset_files(asker=OPERATOR, dataset=spec.slug):
        return True  # published by an earlier start of this command
    incoming = [Incoming(path, path.name, "the demo's maker") for path in spec.files]
    run = take_in(spec.slug, incoming, tell)
    return run.state == "done"
