"""A copy of the region's database at one instant, and a database from such a copy."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from hundred.base.errors import Invalid, Unavailable

_DUMP = "postgresql.dump"


def copy_database(url: str, folder: Path) -> Path:
    """Copy the database into the folder, as one file, while others write to it.

    SQLite by its own online backup; PostgreSQL by `pg_dump`. Raises `Unavailable` where that cannot
    be done, `Invalid` where the database is of another kind.
    """
    where = make_url(url)
    match where.get_backend_name():
        case "sqlite" if where.database:
            return _copy_sqlite(Path(where.database), folder)
        case "postgresql":
            target = folder / _DUMP
            _run(where, "pg_dump", "--format=custom", f"--file={target}", *_place(where))
            return target
    raise Invalid(f"A {where.get_backend_name()} database cannot be backed up.", "Use SQLite or PostgreSQL.")


def load_database(folder: Path, home: Path, url: str) -> None:
    """Turn the copy in the folder into a database: of the home where it is SQLite, at `url` where it is
    PostgreSQL. The folder is used up."""
    copies = sorted(folder.iterdir()) if folder.is_dir() else []
    if len(copies) != 1:
        raise Invalid("The archive holds no database.", "Use another copy of the backup.")
    if copies[0].name == _DUMP:
        if not url:
            raise Invalid("This region's database is PostgreSQL.", "Name an empty database to load it into.")
        where = make_url(url)
        _run(
            where,
            "pg_restore",
            "--no-owner",
            "--exit-on-error",
            "--single-transaction",
            *_place(where),
            str(copies[0]),
        )
        copies[0].unlink()
    else:
        copies[0].rename(home / copies[0].name)
    folder.rmdir()


def _copy_sqlite(source: Path, folder: Path) -> Path:
    if not source.is_file():
        raise Unavailable(f"There is no database {source}.", "Check the region's settings.")
    target = folder / source.name
    try:
        with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise Unavailable(f"The database could not be copied: {error}.", "Try again.") from error
    return target


def _place(where: URL) -> list[str]:
    named = {
        "--host": where.host,
        "--port": where.port,
        "--username": where.username,
        "--dbname": where.database,
    }
    return [f"{name}={value}" for name, value in named.items() if value]


def _run(where: URL, program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Unavailable(
            f"{program} is not installed.", "Install PostgreSQL's client programs (postgresql-client)."
        )
    environment = {"PATH": os.defpath, **({"PGPASSWORD": where.password} if where.password else {})}
    done = subprocess.run(
        [found, "--no-password", *words], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise Unavailable(
            f"{program} failed: {done.stderr.strip()[:500]}", "Check the database and try again."
        )
