"""What an error of the database means to who asked: wait, make room, or stop and recover."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError

from service.errors import StorageFull, Unavailable, Unserved

_PRIMARY: Final = 0xFF

# A write that is refused (a full disk, a limit on the size of files) comes before the sync of what
# was written: SQLite takes the transaction back, and going on is safe.
_NO_ROOM: Final = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}


def busy(error: DBAPIError) -> bool:
    """Tell whether another process holds the lock."""
    return _code(error) & _PRIMARY in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL)


def disk_failed(error: DBAPIError) -> bool:
    """Tell whether it is unknown what reached the disk, as after a failed sync."""
    return _code(error) & _PRIMARY == sqlite3.SQLITE_IOERR and _code(error) not in _NO_ROOM


def taken_back(error: DBAPIError) -> bool:
    """Tell whether a COMMIT that failed so is certain to have changed nothing."""
    certain = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return busy(error) or _code(error) in certain


def meaning(error: DBAPIError) -> Unserved | None:
    """Return what a caller is told; None where the fault lies in what was asked, or in us."""
    if _code(error) in _NO_ROOM:
        return StorageFull()
    if busy(error):
        return Unavailable("another process is writing to the record; try again later")
    if error.connection_invalidated or _code(error) & _PRIMARY in _UNREACHABLE:
        return Unavailable()
    return None


_UNREACHABLE: Final = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}


def _code(error: DBAPIError) -> int:
    return int(getattr(error.orig, "sqlite_errorcode", 0))
