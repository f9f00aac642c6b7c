"""The schema of a database: brought up to date by Alembic, and by nothing else."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

UNCLEARED: Final = "uncleared"
"""The schema, on PostgreSQL, of the views that a reader reads who is not cleared."""

_UPGRADING = 0x6D696E7574650001
"""A number of our own for the lock on upgrades."""


def head() -> str:
    """Return the revision that this version of the service needs."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if newest is None:
        raise RuntimeError("the migrations are missing from this installation")
    return newest


def revision(connection: Connection) -> str | None:
    """Return the revision a database is at, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> bool:
    """Bring the database up to date in one transaction; tell whether anything was to be done."""
    with engine.begin() as connection:
        return upgrade_within(connection)


def upgrade_within(connection: Connection) -> bool:
    """Do the same in a transaction that has more to do; others who upgrade wait for its end."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADING})")
    if revision(connection) == head():
        return False
    configuration = _config()
    configuration.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":  # views stand in the way of changes to tables
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {UNCLEARED} CASCADE")
    command.upgrade(configuration, "head")
    return True


def _config() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(str(files("migrations")))))
    return configuration
