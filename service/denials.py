"""The attempts that were denied: kept beside the log, which is for what happened, and bounded.

Of one actor, operation and reason in a short while there is one row that counts them, and only the
newest rows of a secretariat stay: who knocks without end fills nothing.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Select, String, delete, insert, select
from sqlmodel import Field, SQLModel


class DeniedAttempt(SQLModel, table=True):
    """Attempts of one kind; moments are microseconds since 1970."""

    __tablename__ = "denied_attempts"

    secretariat: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    """Grows with time (UUIDv7)."""
    actor: str | None = Field(sa_column=Column(String, nullable=True))
    """Who, where that is known: an opaque identity, admitted or not."""
    operation: str = Field(sa_column=Column(String, nullable=False))
    reason: str = Field(sa_column=Column(String, nullable=False))
    times: int = Field(sa_column=Column(BigInteger, nullable=False))
    first_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_at: int = Field(sa_column=Column(BigInteger, nullable=False))


DENIED = DeniedAttempt.__table__  # type: ignore[attr-defined]


class Denial(NamedTuple):
    """What was denied to whom, and why: the kind of the problem that they were told."""

    actor: str | None
    operation: str
    reason: str


class Counted(NamedTuple):
    """How often, and from when to when (microseconds)."""

    times: int
    first_at: int
    last_at: int


def keep(
    connection: Connection,
    secretariat: str,
    found: Iterable[tuple[str, Denial, Counted]],
    most: int,
) -> None:
    """Keep attempts, each under a new identity; of all, only the newest `most` stay."""
    rows = [
        {"secretariat": secretariat, "id": name, **denial._asdict(), **counted._asdict()}
        for name, denial, counted in found
    ]
    connection.execute(insert(DENIED), rows)
    of = DENIED.c.secretariat == secretariat
    oldest = select(DENIED.c.id).where(of).order_by(DENIED.c.id.desc()).limit(1).offset(most)
    beyond = connection.execute(oldest).scalar()
    if beyond is not None:
        connection.execute(delete(DENIED).where(of, DENIED.c.id <= beyond))


class Sought(NamedTuple):
    """Attempts of one actor, in a period (microseconds) in which some of them fall."""

    actor: str | None = None
    begins: int | None = None
    ends: int | None = None


EVERYTHING: Final = Sought()


def denied(
    secretariat: str, before: str | None, limit: int, sought: Sought = EVERYTHING
) -> Select[Any]:
    """Return a page of the attempts, the newest first."""
    page = select(DENIED).where(DENIED.c.secretariat == secretariat)
    if sought.actor is not None:
        page = page.where(DENIED.c.actor == sought.actor)
    if sought.begins is not None:
        page = page.where(DENIED.c.last_at >= sought.begins)
    if sought.ends is not None:
        page = page.where(DENIED.c.first_at < sought.ends)
    if before is not None:
        page = page.where(DENIED.c.id < before)
    return page.order_by(DENIED.c.id.desc()).limit(limit)
