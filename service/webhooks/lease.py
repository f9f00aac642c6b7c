"""What one process knows and notes of a webhook while it alone delivers it.

Every note renews the lease, and is made only where the lease is still held.
"""

from collections.abc import Callable
from typing import Any, Final

from projections import webhooks
from service import dead_letters, progress
from service.book import Book
from service.ledger import read
from service.progress import Progress
from service.webhooks.opening import opened
from service.webhooks.parcels import Page, Parcel, Render, one, page

_AFRESH: Final[dict[str, Any]] = {
    "attempts": 0,
    "failing_since": None,
    "next_try": None,
    "last_error": None,
}


class Lost(Exception):
    """The lease is with another process by now; what was to be noted is its to find out."""


class Lease:
    """The lease of one webhook under the name of who holds it; used by one thread at a time."""

    def __init__(
        self, book: Book, secretariat: str, webhook: str, name: str, clock: Callable[[], int]
    ) -> None:
        """Make ready; nothing is taken yet."""
        self._book, self._secretariat, self.webhook = book, secretariat, webhook
        self._name, self._clock = name, clock
        self._length = 0
        self.noted: Progress

    def take(self, length: int) -> bool:
        """Take the lease for so many microseconds; False where it is not to be had."""
        self._length, now = length, self._clock()
        with opened(self._book, self._secretariat) as record:
            (row,) = record.all(webhooks.webhook(self._secretariat, self.webhook, None))
        of = (self._secretariat, self.webhook)
        with self._book.noting(self._secretariat) as connection:
            progress.begin(connection, *of, row["after"], row["ordered"])
            return progress.take(connection, *of, self._name, now, now + length)

    def let_go(self) -> None:
        """Let others have it."""
        with self._book.noting(self._secretariat) as connection:
            of = (self._secretariat, self.webhook)
            progress.note(connection, *of, self._name, lease=None, lease_until=0)

    def look(self, render: Render) -> Page | None:
        """Return what to send next, from anew where a replay was ordered; None where nothing is."""
        with opened(self._book, self._secretariat) as record:
            (noted,) = record.all(progress.progress(self._secretariat, self.webhook))
            (row,) = record.all(webhooks.webhook(self._secretariat, self.webhook, None))
            if row["state"] != webhooks.SENDING:
                return None
            self.noted, anew = Progress(**noted), noted["ordered"] < row["ordered"]
            found = page(record, row, row["after"] if anew else noted["position"], render)
        if anew:
            self._note(position=row["after"], ordered=row["ordered"], **_AFRESH)
        return found

    def letters(self, render: Render) -> list[tuple[int, Parcel | None]]:
        """Return the dead letters that are to be tried again, by their positions."""
        with opened(self._book, self._secretariat) as record:
            found = record.all(dead_letters.asked_again(self._secretariat))
            own = [row["position"] for row in found if row["webhook"] == self.webhook]
            return [(position, one(record, position, render)) for position in own]

    def passed(self, position: int) -> None:
        """Note that all up to a position was seen to."""
        if position > self.noted.position:
            self._note(position=position)

    def delivered(self, position: int) -> int:
        """Note that an event was taken; return the revision the webhook has now."""
        return self._note(position=position, delivered_at=self._clock(), **_AFRESH)

    def failed(self, words: str, since: int, wait: int) -> None:
        """Note that an event was not taken, and is tried again after so many microseconds."""
        self._note(
            attempts=self.noted.attempts + 1,
            failing_since=since,
            next_try=self._clock() + wait,
            last_error=words,
        )

    def refused(self, words: str) -> None:
        """Note why nothing is sent for the time being."""
        self._note(**_AFRESH | {"last_error": words})

    def given_up(self, position: int, words: str, since: int) -> int:
        """Leave an event as a dead letter; return the revision the webhook has now."""
        attempts = self.noted.attempts + 1

        def bury(connection: Any) -> None:  # noqa: ANN401  a connection
            self._bury(connection, position, words, since, attempts)

        return self._note(bury, position=position, **_AFRESH | {"last_error": words})

    def letter_delivered(self, position: int) -> None:
        """Forget a dead letter, which was taken after all."""
        with self._book.noting(self._secretariat) as connection:
            dead_letters.unbury(connection, self._secretariat, self.webhook, position)

    def letter_failed(self, position: int, words: str) -> None:
        """Note that a dead letter was not taken this time either."""
        with self._book.noting(self._secretariat) as connection:
            self._bury(connection, position, words, self._clock(), 1)

    def _bury(self, connection: Any, position: int, words: str, since: int, attempts: int) -> None:  # noqa: ANN401
        dead_letters.bury(
            connection,
            self._secretariat,
            self.webhook,
            position,
            attempts=attempts,
            first_try=since,
            last_try=self._clock(),
            last_error=words,
        )

    def _note(self, more: Callable[[Any], None] | None = None, **values: Any) -> int:  # noqa: ANN401
        """Note it, under the lease; return the revision the webhook has now."""
        until = self._clock() + self._length
        of = (self._secretariat, self.webhook)
        with self._book.noting(self._secretariat) as connection:
            if not progress.note(connection, *of, self._name, lease_until=until, **values):
                raise Lost
            if more is not None:
                more(connection)
            self.noted = self.noted._replace(**values)
            return read.revision_of(connection, self._secretariat, f"webhook-{self.webhook}")
