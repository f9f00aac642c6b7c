"""Dead letters: events that receivers did not take, kept until they are tried again and taken."""

from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Connection, Select, String, delete, select, text
from sqlalchemy import update as updating
from sqlmodel import Field, SQLModel


def _number(*, key: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=key, autoincrement=False, nullable=False)


class WebhookDeadLetter(SQLModel, table=True):
    """An event that a webhook's receiver did not take for so long that the next ones were sent."""

    __tablename__ = "webhook_dead_letters"

    secretariat: str = Field(primary_key=True)
    webhook: str = Field(primary_key=True)
    position: int = Field(sa_column=_number(key=True))
    attempts: int = Field(sa_column=_number())
    first_try: int = Field(sa_column=_number())
    last_try: int = Field(sa_column=_number())
    last_error: str = Field(sa_column=Column(String, nullable=False))
    asked_again: bool = Field(sa_column=Column(Boolean, nullable=False))
    """Whether somebody asked that it is tried once more."""


DEAD_LETTERS = WebhookDeadLetter.__table__  # type: ignore[attr-defined]


def dead_letters(
    secretariat: str, webhook: str | None = None, after: int = 0, limit: int = 200
) -> Select[Any]:
    """Return a page of the dead letters of one webhook, or of every one, in order."""
    found = select(DEAD_LETTERS).where(
        DEAD_LETTERS.c.secretariat == secretariat, DEAD_LETTERS.c.position > after
    )
    if webhook is not None:
        found = found.where(DEAD_LETTERS.c.webhook == webhook)
    return found.order_by(DEAD_LETTERS.c.webhook, DEAD_LETTERS.c.position).limit(limit)


def asked_again(secretariat: str) -> Select[Any]:
    """Return the dead letters that are to be tried once more."""
    return dead_letters(secretariat).where(DEAD_LETTERS.c.asked_again)


_BURY: Final = text(
    """
    INSERT INTO webhook_dead_letters
        (secretariat, webhook, position, attempts, first_try, last_try, last_error, asked_again)
    VALUES (:of, :webhook, :position, :attempts, :first_try, :last_try, :last_error, :asked_again)
    ON CONFLICT (secretariat, webhook, position) DO UPDATE SET
        attempts = webhook_dead_letters.attempts + excluded.attempts,
        last_try = excluded.last_try, last_error = excluded.last_error,
        asked_again = excluded.asked_again
    """
)


def bury(
    connection: Connection,
    secretariat: str,
    webhook: str,
    position: int,
    *,
    attempts: int,
    first_try: int,
    last_try: int,
    last_error: str,
) -> None:
    """Keep an event as a dead letter; one that is there already was tried in vain once more."""
    connection.execute(
        _BURY,
        {
            "of": secretariat,
            "webhook": webhook,
            "position": position,
            "attempts": attempts,
            "first_try": first_try,
            "last_try": last_try,
            "last_error": last_error,
            "asked_again": False,
        },
    )


def ask_again(connection: Connection, secretariat: str, webhook: str, position: int) -> bool:
    """Ask that a dead letter is tried once more; tell whether there is one."""
    asked = connection.execute(
        updating(DEAD_LETTERS)
        .where(*_letter(secretariat, webhook, position))
        .values(asked_again=True)
    )
    return asked.rowcount == 1


def unbury(connection: Connection, secretariat: str, webhook: str, position: int) -> None:
    """Forget a dead letter that was delivered in the end."""
    connection.execute(delete(DEAD_LETTERS).where(*_letter(secretariat, webhook, position)))


def _letter(secretariat: str, webhook: str, position: int) -> tuple[Any, ...]:
    letter = DEAD_LETTERS.c
    return (
        letter.secretariat == secretariat,
        letter.webhook == webhook,
        letter.position == position,
    )
