"""How far each webhook has come: kept beside the log, not in it.

One process delivers a webhook at a time: the one that holds its lease. Who notes something without
holding it changes nothing.
"""

from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, Connection, Select, String, select, text
from sqlalchemy import update as updating
from sqlmodel import Field, SQLModel

from projections import webhooks
from projections.base import current


def _number(*, key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=key, autoincrement=False, nullable=nullable)


def _words(*, nullable: bool = False) -> Column[str]:
    return Column(String, nullable=nullable)


def _flag() -> Column[bool]:
    return Column(Boolean, nullable=False)


class WebhookProgress(SQLModel, table=True):
    """How far one webhook has come; moments are in microseconds since 1970."""

    __tablename__ = "webhook_progress"

    secretariat: str = Field(primary_key=True)
    webhook: str = Field(primary_key=True)
    position: int = Field(sa_column=_number())
    """Everything up to it was delivered, or is a dead letter, or is not of its types."""
    ordered: int = Field(sa_column=_number())
    """The position of the subscription or replay that it follows."""
    held: bool = Field(sa_column=_flag())
    """Whether it came with a record from elsewhere, and nobody said yet that it is sent here."""
    attempts: int = Field(sa_column=_number())
    """How often the next event was tried in vain."""
    failing_since: int | None = Field(sa_column=_number(nullable=True))
    next_try: int | None = Field(sa_column=_number(nullable=True))
    last_error: str | None = Field(sa_column=_words(nullable=True))
    delivered_at: int | None = Field(sa_column=_number(nullable=True))
    lease: str | None = Field(sa_column=_words(nullable=True))
    lease_until: int = Field(sa_column=_number())


PROGRESS = WebhookProgress.__table__  # type: ignore[attr-defined]


class Progress(NamedTuple):
    """A row of `webhook_progress`, without whose it is."""

    webhook: str
    position: int
    ordered: int
    held: bool
    attempts: int
    failing_since: int | None
    next_try: int | None
    last_error: str | None
    delivered_at: int | None
    lease: str | None
    lease_until: int


_PROGRESS: Final = select(*(PROGRESS.c[name] for name in Progress._fields))


def progress(secretariat: str, webhook: str | None = None) -> Select[Any]:
    """Return how far one webhook has come, or every one."""
    found = _PROGRESS.where(PROGRESS.c.secretariat == secretariat)
    return found if webhook is None else found.where(PROGRESS.c.webhook == webhook)


_BEGIN: Final = text(
    """
    INSERT INTO webhook_progress
        (secretariat, webhook, position, ordered, held, attempts, lease_until)
    VALUES (:of, :webhook, :position, :ordered, :held, 0, 0)
    ON CONFLICT DO NOTHING
    """
)


def begin(
    connection: Connection,
    secretariat: str,
    webhook: str,
    after: int,
    ordered: int,
    *,
    held: bool = False,
) -> None:
    """Note from where a webhook is sent, where nothing is noted of it yet."""
    connection.execute(
        _BEGIN,
        {
            "of": secretariat,
            "webhook": webhook,
            "position": after,
            "ordered": ordered,
            "held": held,
        },
    )


def hold(connection: Connection, secretariat: str) -> None:
    """Let no webhook of a record that came from elsewhere be sent until somebody says so.

    A copy of a record must not write to the receivers of the original.
    """
    table = webhooks.TABLE
    here = select(table).where(current(table, secretariat, None), table.c.state != webhooks.ENDED)
    for row in connection.execute(here).all():
        begin(connection, secretariat, row.webhook, row.after, row.ordered, held=True)


def take(
    connection: Connection, secretariat: str, webhook: str, lease: str, now: int, until: int
) -> bool:
    """Take the lease of a webhook, where nobody has it; tell whether it was taken."""
    free = PROGRESS.c.lease.is_(None) | (PROGRESS.c.lease_until <= now)
    taken = connection.execute(
        updating(PROGRESS)
        .where(PROGRESS.c.secretariat == secretariat, PROGRESS.c.webhook == webhook)
        .where(free, PROGRESS.c.held.is_(False))
        .values(lease=lease, lease_until=until)
    )
    return taken.rowcount == 1


def note(
    connection: Connection,
    secretariat: str,
    webhook: str,
    holder: str,
    **values: Any,  # noqa: ANN401  of any column
) -> bool:
    """Note something of a webhook where `holder` still has its lease; tell whether that is so."""
    noted = connection.execute(
        updating(PROGRESS)
        .where(PROGRESS.c.secretariat == secretariat, PROGRESS.c.webhook == webhook)
        .where(PROGRESS.c.lease == holder)
        .values(**values)
    )
    return noted.rowcount == 1


def release(connection: Connection, secretariat: str, webhook: str) -> None:
    """Let a webhook be sent here, and at once: somebody said so."""
    connection.execute(
        updating(PROGRESS)
        .where(PROGRESS.c.secretariat == secretariat, PROGRESS.c.webhook == webhook)
        .values(held=False, next_try=None)
    )
