"""Connections to the database of the log: engines that write, engines that read, and transactions.

A transaction belongs to one secretariat. On PostgreSQL the database itself holds it to that: row
level security shows and takes only rows of the secretariat that was entered, even where a query
forgot to filter.

SQLite runs in WAL mode with `synchronous=FULL`, because an acknowledged write must outlast a power
cut, and with `secure_delete`, because what is erased must be gone. Its writers begin with the lock
that appending needs. On PostgreSQL they see what is newest at each statement, because the lock is
on the head of one log; a writer that is silent in the middle of a transaction is cut off, so that
it cannot hold up the others for ever. Everywhere reads take a snapshot and never wait for a writer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.errors import Diagnostic
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from service.ledger.withholding import of_a_connection
from service.schema import UNCLEARED

EVERY: Final = "*"
"""In place of a secretariat: the heads of all logs, and nothing else."""

_ENTERED: Final = "secretariat"
_WARNED: Final = "warned"
_CLEARED: Final = "cleared"
_SQLITE: Final = "sqlite"
_POSTGRESQL: Final = "postgresql"
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 1073741824",
)
_READING: Final = ("PRAGMA query_only = ON",)
_THEIR_RELATIONS: Final = f"SET search_path = {UNCLEARED}"
"""And no other: what is not among them is not there, rather than open."""
_SILENT_SECONDS: Final = 60
_READERS: Final = 40
_WRITERS: Final = 20


class Unserveable(ValueError):
    """The URL names a kind of database that this version does not serve."""


def open_writer(url: str, *, busy_seconds: float = 0.0) -> Engine:
    """Return an engine for transactions that append; a lock is waited for `busy_seconds`.

    0 does not wait at all on SQLite; PostgreSQL takes it for no limit.
    """
    match make_url(url).get_backend_name():
        case "sqlite":
            return _sqlite(url, "BEGIN IMMEDIATE", busy_seconds, pool_size=1)
        case "postgresql":
            waits = f"SET lock_timeout = {int(busy_seconds * 1000)}"
            return _postgresql(url, "BEGIN", pool_size=_WRITERS, prepare=(*_WRITING, waits))
        case _:
            raise _unserveable(url)


def open_reader(url: str, *, cleared: bool = True) -> Engine:
    """Return an engine whose transactions see one state of the record throughout.

    Who is not `cleared` reads other relations under the same names: those without what is
    confidential.
    """
    match make_url(url).get_backend_name():
        case "sqlite":
            views = _nothing if cleared else of_a_connection
            engine = _sqlite(url, "BEGIN", 5.0, _READERS, lambda: (*views(), *_READING))
        case "postgresql":
            begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            prepare = (_PLANNED_ONCE,) if cleared else (_PLANNED_ONCE, _THEIR_RELATIONS)
            engine = _postgresql(url, begin, pool_size=_READERS, prepare=prepare)
        case _:
            raise _unserveable(url)
    return engine.execution_options(**{_CLEARED: cleared})


def is_cleared(connection: Connection) -> bool:
    """Tell whether all of the record is read on a connection, what is confidential too."""
    return bool(connection.get_execution_options().get(_CLEARED, True))


def is_sqlite(url: str) -> bool:
    """Tell whether the URL names a SQLite file."""
    return make_url(url).get_backend_name() == _SQLITE


@contextmanager
def transaction(engine: Engine, secretariat: str) -> Iterator[Connection]:
    """Open a transaction of a secretariat, committed at the end."""
    with connect(engine, secretariat) as connection:
        yield connection
        connection.commit()


def connect(engine: Engine, secretariat: str) -> Connection:
    """Return a connection in a transaction of a secretariat.

    One that was lost while nobody used it is replaced.
    """
    try:
        return _begun(engine, secretariat)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return _begun(engine, secretariat)


def _begun(engine: Engine, secretariat: str) -> Connection:
    connection = engine.connect()
    try:
        begin(connection, secretariat)
    except BaseException:
        connection.close()
        raise
    return connection


def begin(connection: Connection, secretariat: str) -> None:
    """Begin a transaction of a secretariat."""
    connection.execution_options(**{_ENTERED: secretariat})
    connection.begin()


def enter(connection: Connection, secretariat: str) -> None:
    """Let what follows in this transaction be of another secretariat."""
    if connection.dialect.name == _POSTGRESQL:
        connection.exec_driver_sql(
            "SELECT set_config('minutebook.secretariat', %s, true)", (secretariat,)
        )


@contextmanager
def sent_at_once(connection: Connection) -> Iterator[None]:
    """Send statements that answer nothing one after the other, and wait once for all of them.

    PostgreSQL then takes one journey for them; SQLite has none to make.
    """
    if connection.dialect.name != _POSTGRESQL:
        yield
        return
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as error:
        raise DBAPIError.instance(
            "", None, error, psycopg.Error, connection_invalidated=driver.closed
        ) from error


def warned(connection: Connection) -> str | None:
    """Return the last warning of the server, if there was one since this was asked last."""
    told: str | None = connection.info.pop(_WARNED, None)
    return told


def _unserveable(url: str) -> Unserveable:
    kind = make_url(url).drivername
    return Unserveable(
        f"{kind} is not served; use sqlite:///FILE or postgresql+psycopg://user:password@host/name"
    )


def _nothing() -> tuple[str, ...]:
    return ()


def _sqlite(
    url: str,
    begin: str,
    busy_seconds: float,
    pool_size: int,
    more: Callable[[], tuple[str, ...]] = _nothing,
) -> Engine:
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
        for pragma in (*_PRAGMAS, *more()):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


_PLANNED_ONCE: Final = "SET plan_cache_mode = force_generic_plan"
"""Our queries have one plan, whatever their values: a query is prepared for each shape of these."""

_WRITING: Final = (
    _PLANNED_ONCE,
    f"SET idle_in_transaction_session_timeout = '{_SILENT_SECONDS}s'",
    """
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
    """,
)


def _postgresql(url: str, begin: str, pool_size: int, prepare: tuple[str, ...]) -> Engine:
    if make_url(url).drivername != "postgresql+psycopg":
        raise _unserveable(url)
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",  # of the driver: transactions begin as `start` says
        connect_args={"application_name": "minutebook", "client_encoding": "UTF8"},
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401
        for statement in prepare:
            connection.execute(statement)

        def hear(notice: Diagnostic) -> None:
            if notice.severity_nonlocalized == "WARNING":
                record.info[_WARNED] = notice.message_primary

        connection.add_notice_handler(hear)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # One message to the server for both.
        secretariat = sql.Literal(connection.get_execution_options().get(_ENTERED, ""))
        entered = f"SET LOCAL minutebook.secretariat = {secretariat.as_string()}"
        connection.exec_driver_sql(f"{begin}; {entered}", execution_options={"no_parameters": True})

    return engine
