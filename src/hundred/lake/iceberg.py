"""The tables as Apache Iceberg, so that any engine can read them without us.

Imported late (pyiceberg takes a second and a half). Only whole data files are added and dropped;
no delete files, no partitions.
"""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import (
    CommitFailedException,
    NamespaceAlreadyExistsError,
    NoSuchTableError,
    TableAlreadyExistsError,
    ValidationException,
)
from pyiceberg.io.pyarrow import parquet_files_to_data_files
from pyiceberg.manifest import DataFile
from pyiceberg.schema import Schema as IcebergSchema
from pyiceberg.table import Table
from pyiceberg.types import (
    BinaryType,
    BooleanType,
    DateType,
    DecimalType,
    IcebergType,
    LongType,
    NestedField,
    StringType,
    TimestampType,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from hundred.base.errors import Invalid, NotFound, Unavailable
from hundred.lake.schema import PROVENANCE_COLUMNS, Schema, Type

_CATALOGUE = "hundred"
_BUSY_SECONDS = 20
_PATIENCE_SECONDS = 60
# Another writer was first, or the database stayed locked: nothing of the attempt has landed.
_CONFLICTS = (
    CommitFailedException,
    ValidationException,
    NoSuchTableError,
    TableAlreadyExistsError,
    OperationalError,
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table should be: its name, folder, columns, and exactly these files."""

    table: str
    location: str
    schema: Schema
    paths: tuple[str, ...]


def commit(catalogue_url: str, wanted: Wanted, base: int | None) -> int:
    """Bring the table to exactly what is wanted, and return its head snapshot.

    Each attempt compares with the head it finds, so a conflict or an accident before it only
    costs another attempt.
    """
    with _catalogue(catalogue_url) as catalogue:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if (snapshot := _attempt(catalogue, wanted, base)) is not None:
                    return snapshot
            except (*_CONFLICTS, ValueError) as error:
                if isinstance(error, ValueError) and "UUID does not match" not in str(error):
                    raise  # that one alone means that another made the table again meanwhile
                _LOG.info("Commit of %s met %s; trying again", wanted.table, error)
                time.sleep(random.uniform(0.02, 0.2))  # noqa: S311  spreads the writers out
    raise Unavailable(
        f"The catalogue of tables stayed busy while {wanted.table} was published.", "Try again."
    )


def locations(catalogue_url: str, table: str) -> tuple[str, str, int | None]:
    """The table's folder, its current metadata file and its head. Raises `NotFound`."""
    with _catalogue(catalogue_url) as catalogue:
        try:
            found = catalogue.load_table(table)
        except (NoSuchTableError, FileNotFoundError) as error:
            raise NotFound(f"{table} has not been published as an Iceberg table.") from error
        return found.location(), found.metadata_location, _head(found)


def drop(catalogue_url: str, table: str) -> None:
    """Remove the table's entry, where there is one."""
    with _catalogue(catalogue_url) as catalogue:
        _drop(catalogue, table)


@contextmanager
def _catalogue(url: str) -> Iterator[SqlCatalog]:
    """The catalogue, with its connections closed afterwards: nothing is left open over a fork."""
    where = make_url(url)
    if where.drivername == "postgresql":  # the driver we have, not the one SQLAlchemy supposes
        where = where.set(drivername="postgresql+psycopg")
    if where.get_backend_name() == "sqlite":
        where = where.update_query_dict({"timeout": str(_BUSY_SECONDS)})
    url = where.render_as_string(hide_password=False)
    try:
        catalogue = SqlCatalog(_CATALOGUE, uri=url)
    except (OperationalError, ProgrammingError, IntegrityError):  # another process made its tables meanwhile
        catalogue = SqlCatalog(_CATALOGUE, uri=url)
    try:
        yield catalogue
    finally:
        catalogue.engine.dispose()


def _attempt(catalogue: SqlCatalog, wanted: Wanted, base: int | None) -> int | None:
    """One try; None where someone else's snapshot came in between, so what we did must be checked."""
    table = _usable(catalogue, wanted)
    before = _head(table)
    if before != base:
        _LOG.warning(
            "%s: the Iceberg head is %s, our record says %s; bringing it in line", wanted.table, before, base
        )
    held = {task.file.file_path: task.file for task in table.scan().plan_files()} if before else {}
    added = [path for path in wanted.paths if path not in held]
    dropped = [file for path, file in held.items() if path not in set(wanted.paths)]
    if before is not None and not added and not dropped:
        return before
    _write(table, wanted, added, dropped)
    after = table.current_snapshot()
    assert after is not None
    return after.snapshot_id if after.parent_snapshot_id == before else None


def _write(table: Table, wanted: Wanted, added: list[str], dropped: list[DataFile]) -> None:
    with table.transaction() as transaction:
        try:
            files = list(parquet_files_to_data_files(table.io, transaction.table_metadata, iter(added)))
        except ValueError as error:
            raise Invalid(
                f"A part of {wanted.table} does not hold the columns of its schema: {error}"
            ) from error
        update = transaction.update_snapshot()
        with update.overwrite() if dropped else update.fast_append() as snapshot:
            for file in files:
                snapshot.append_data_file(file)
            for file in dropped:
                snapshot.delete_data_file(file)


def _usable(catalogue: SqlCatalog, wanted: Wanted) -> Table:
    """The table with the wanted columns in the wanted folder, made (again) where there is no other way."""
    schema = _iceberg_schema(wanted.schema)
    try:
        table = catalogue.load_table(wanted.table)
    except NoSuchTableError:
        return _create(catalogue, wanted, schema)
    except FileNotFoundError:  # its metadata is gone, with the folder it was in
        table = None
    if table is not None and table.location() == wanted.location:
        has, wants = _shape(table.schema()), _shape(schema)
        if has == wants:
            return table
        if all(wants.get(name) == kind for name, kind in has.items()):
            with table.update_schema() as update:
                update.union_by_name(schema)
            return table
    _drop(catalogue, wanted.table)
    return _create(catalogue, wanted, schema)


def _create(catalogue: SqlCatalog, wanted: Wanted, schema: IcebergSchema) -> Table:
    with suppress(NamespaceAlreadyExistsError, IntegrityError):  # another process made it meanwhile
        catalogue.create_namespace_if_not_exists(wanted.table.split(".")[0])
    properties = {
        "commit.retry.num-retries": "20",
        "schema.name-mapping.default": schema.name_mapping.model_dump_json(),  # our files carry no field ids
        "write.parquet.compression-codec": "zstd",
    }
    return catalogue.create_table(wanted.table, schema, location=wanted.location, properties=properties)


def _drop(catalogue: SqlCatalog, table: str) -> None:
    try:
        catalogue.drop_table(table)
    except NoSuchTableError:
        return


def _head(table: Table) -> int | None:
    snapshot = table.current_snapshot()
    return snapshot.snapshot_id if snapshot else None


def _shape(schema: IcebergSchema) -> dict[str, IcebergType]:
    return {field.name: field.field_type for field in schema.fields}


def _iceberg_schema(schema: Schema) -> IcebergSchema:
    return IcebergSchema(
        *(
            NestedField(number, column.name, _iceberg_type(column.type), required=False)
            for number, column in enumerate((*schema, *PROVENANCE_COLUMNS), start=1)
        )
    )


def _iceberg_type(kind: Type) -> IcebergType:
    match kind.kind:
        case "text":
            return StringType()
        case "integer":
            return LongType()
        case "decimal":
            return DecimalType(38 if kind.scale > 4 else 18, kind.scale)
        case "date":
            return DateType()
        case "datetime":
            return TimestampType()
        case "boolean":
            return BooleanType()
        case "geometry":  # well-known binary, as GeoParquet has it
            return BinaryType()
