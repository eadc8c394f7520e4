"""The lake with PostgreSQL: Iceberg's catalogue in it, and its backup by pg_dump."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server import programs, server
from test_lake_publishing import SCHEMA, TABLE, as_another_engine, part_of, paths

from hundred.base.errors import Invalid, Unavailable
from hundred.lake import database as lake_database
from hundred.lake.backup import Known, backup, restore
from hundred.lake.home import Lake

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(programs() is None, reason="install PostgreSQL (apt install postgresql) to run this"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as address:
        yield address


def test_a_region_on_postgres_is_published_backed_up_and_restored(address: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    lake = Lake(home / "lake", address)
    parts = [part_of(lake, 3)]
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=None)
    parts.append(part_of(lake, 2))
    head = lake.tables.commit(TABLE, SCHEMA, parts, base=head)
    assert as_another_engine(lake)[:2] == (paths(lake, parts), 5)
    with psycopg.connect(address, autocommit=True) as records:
        records.execute("CREATE TABLE part (path text PRIMARY KEY)")
        for part in parts:
            records.execute("INSERT INTO part VALUES (%s)", [part.path])
        records.execute("CREATE DATABASE elsewhere")

    def known(dump: Path) -> Known:
        """A dump cannot be asked; the live database knows at least as much."""
        with psycopg.connect(address) as records:
            return Known(frozenset(), frozenset(row[0] for row in records.execute("SELECT path FROM part")))

    archive = tmp_path / "region.tar"
    assert backup(home, lake, archive, known=known).missing == ()
    with pytest.raises(Invalid, match="empty database"):
        restore(archive, tmp_path / "back")
    assert not (tmp_path / "back").exists()

    elsewhere = address.rsplit("/", 1)[0] + "/elsewhere"
    restore(archive, tmp_path / "back", database_url=elsewhere)
    restored = Lake(tmp_path / "back" / "lake", elsewhere)
    with psycopg.connect(elsewhere) as records:
        assert records.execute("SELECT count(*) FROM part").fetchone() == (2,)
    restored.tables.commit(TABLE, SCHEMA, parts, base=head)
    assert as_another_engine(restored)[:2] == (paths(restored, parts), 5)


def test_without_postgres_programs_a_backup_says_what_to_install(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_database.shutil, "which", lambda program: None)
    lake = Lake(tmp_path / "lake", address)
    with pytest.raises(Unavailable, match="postgresql-client"):
        backup(tmp_path, lake, tmp_path / "b.tar", known=lambda dump: Known(frozenset(), frozenset()))
