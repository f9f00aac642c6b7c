"""Connections to the database of the log: one engine that writes, one that reads.

SQLite runs in WAL mode with `synchronous=FULL`, because an acknowledged write must outlast a power
cut, and with `secure_delete`, because what is erased must be gone. Reads take a snapshot and never
wait for the writer.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 1073741824",
)


class Unserveable(ValueError):
    """The URL names a kind of database that this version does not serve."""


def open_writer(url: str, *, busy_seconds: float = 0.0) -> Engine:
    """Return an engine whose transactions begin with the lock that appending needs."""
    return _open(url, begin="BEGIN IMMEDIATE", busy_seconds=busy_seconds, pool_size=1)


def open_reader(url: str) -> Engine:
    """Return an engine whose transactions see one state of the record throughout."""
    return _open(url, begin="BEGIN", busy_seconds=5.0, pool_size=40)


def _open(url: str, *, begin: str, busy_seconds: float, pool_size: int) -> Engine:
    if not is_sqlite(url):
        raise Unserveable(f"{make_url(url).drivername} is not served yet; use sqlite:///FILE")
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:  # noqa: ANN401  the driver's own type
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def is_sqlite(url: str) -> bool:
    """Tell whether the URL names a SQLite file."""
    return make_url(url).get_backend_name() == "sqlite"
