"""The secretariats of a database: each has a log of its own, and two logs never touch.

An operator creates them; on PostgreSQL that takes the owner of the tables.
"""

import os
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, select

from events.errors import AlreadyThere, NotFound
from service.ledger import read, rows
from service.ledger.tables import HEADS


class Office(NamedTuple):
    """A secretariat, the name of its log in the world, its size, and whether it moved away."""

    secretariat: str
    origin: str
    size: int
    closed: bool


def offices(connection: Connection) -> list[Office]:
    """Return the secretariats here; the transaction is of `EVERY`."""
    moved = HEADS.c.closed_at.is_not(None)
    heads = select(HEADS.c.secretariat, HEADS.c.origin, HEADS.c.size, moved)
    return [Office(*head) for head in connection.execute(heads.order_by(HEADS.c.secretariat))]


def create(connection: Connection, name: str, mint: Callable[[], str]) -> None:
    """Begin the log of a new secretariat; its origin is unique in the world."""
    if read.head(connection, name) is not None:
        raise AlreadyThere(f"there is a secretariat {name!r} here already")
    rows.begin_log(connection, name, f"minutebook/{mint()}", os.urandom(32))


def close(connection: Connection, name: str, moment: int | None) -> None:
    """Let nothing more be recorded from `moment` (microseconds) on; None opens the log again."""
    if read.locked(connection, name) is None:
        raise NotFound(f"there is no secretariat {name!r} here")
    rows.close_log(connection, name, moment)
