"""What an error of the database means to who asked: wait, make room, or stop and recover."""

import sqlite3
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError

from service.errors import StorageFull, Unavailable, Unserved

_PRIMARY: Final = 0xFF
_BEHIND_ANOTHER: Final = "another process is writing to the record; try again later"

# A write that is refused (a full disk, a limit on the size of files) comes before the sync of what
# was written: SQLite takes the transaction back, and going on is safe.
_NO_ROOM: Final = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_UNREACHABLE: Final = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}

# PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOCKED: Final = {"55P03", "40P01"}
_DISK_FULL: Final = "53100"
_STANDBY: Final = "25006"
_FORBIDDEN: Final = "42501"
_AWAY: Final = ("08", "53", "57", "25P03", "28")
"""Connections, resources, the operator, a transaction that was silent for too long, a password."""


def busy(error: DBAPIError) -> bool:
    """Tell whether another process holds the lock."""
    locked = _code(error) & _PRIMARY in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL)
    return locked or _state(error) in _LOCKED


def disk_failed(error: DBAPIError) -> bool:
    """Tell whether it is unknown what reached the disk, as after a failed sync.

    PostgreSQL recovers from that by itself: it goes down, and replays what is durable.
    """
    return _code(error) & _PRIMARY == sqlite3.SQLITE_IOERR and _code(error) not in _NO_ROOM


def taken_back(error: DBAPIError) -> bool:
    """Tell whether a COMMIT that failed so is certain to have changed nothing."""
    if isinstance(error.orig, psycopg.Error):
        return error.orig.diag.severity_nonlocalized == "ERROR"
    certain = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return busy(error) or _code(error) in certain


def meaning(error: DBAPIError) -> Unserved | None:
    """Return what a caller is told; None where the fault lies in what was asked, or in us."""
    if _code(error) in _NO_ROOM or _state(error) == _DISK_FULL:
        return StorageFull()
    if busy(error):
        return Unavailable(_BEHIND_ANOTHER)
    if _state(error) == _STANDBY:
        return Unavailable("the database is a standby and takes no writes; name the primary")
    if _lost(error) or _code(error) & _PRIMARY in _UNREACHABLE or _state(error).startswith(_AWAY):
        return Unavailable()
    return None


def forbidden(error: DBAPIError) -> bool:
    """Tell whether the role has no right to do this."""
    return _state(error) == _FORBIDDEN


def _lost(error: DBAPIError) -> bool:
    """Tell whether there is no connection, or none any more."""
    cut_off = isinstance(error.orig, psycopg.OperationalError) and not _state(error)
    return error.connection_invalidated or cut_off


def _code(error: DBAPIError) -> int:
    return int(getattr(error.orig, "sqlite_errorcode", 0))


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
