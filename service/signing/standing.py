"""What a process of the service knows of the signatures: by its own signer, or by its files.

With the SQLite file that the service keeps itself it signs by itself, in the background, unless
another process does. Elsewhere `minutebook sign` does, and here it is only looked at. Writes go on
whatever the signer says; what it refuses is told loudly, and `/health/ready` warns.
"""

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool

from events.errors import Declined
from service import clock
from service.book import Book, Check
from service.errors import Unserved
from service.ledger import read
from service.ledger.tables import ENTRIES
from service.logs import log, log_fault
from service.settings import Settings
from service.signing.growing import tree_of
from service.signing.signatures import Signature, signature_of
from service.signing.signer import Signer

SECOND: Final = 1_000_000
_LOOK_AGAIN: Final = 0.25
_LATE: Final = 60
"""Seconds after which an entry that is not signed is told of."""


class Signing:
    """The signatures of every log of a book; runs on the event loop of who asks."""

    def __init__(self, book: Book, settings: Settings) -> None:
        """Make ready; nothing is signed before `start`."""
        self._book, self._settings = book, settings
        self._signer = Signer(book, settings) if settings.embedded and settings.signing else None
        self._wanted, self._round = asyncio.Event(), asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._told: dict[str, str] = {}

    def start(self) -> None:
        """Sign on the running event loop, where this process does, until `stop`."""
        if self._signer is not None:
            self._task = asyncio.create_task(self._run(self._signer), name="signing")

    async def stop(self) -> None:
        """Stop; what was recorded last is signed after the next start."""
        if self._task is not None and self._signer is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._signer.remembered.let_go()

    def of(self, secretariat: str) -> Signature:
        """Return how far a log is signed, by its files; `NotFound` where there is no such log."""
        with self._book.reading(secretariat) as connection:
            return signature_of(connection, self._settings, secretariat)

    async def covers(self, secretariat: str, position: int, seconds: float) -> str | None:
        """Wait until an entry is signed; return why it is not, None once it is."""
        give_up = monotonic() + seconds
        while True:
            found = await run_in_threadpool(self._signature_over, secretariat, position)
            if found is None:
                return None
            if found.refused:
                return f"nothing more is signed; {found.refused}"
            left = give_up - monotonic()
            if left <= 0 or self._book.stopping:
                return f"{found.size} entries are signed so far; ask again in a few seconds"
            await self._next(min(left, _LOOK_AGAIN))

    def _signature_over(self, secretariat: str, position: int) -> Signature | None:
        """Return how far a log is signed, None where that takes the entry in as it stands."""
        with self._book.reading(secretariat) as connection:
            found = signature_of(connection, self._settings, secretariat)
            if found.size < position:
                return found
            hashed = read.hash_at(connection, secretariat, position)
        node = tree_of(found.folder, found.size)
        return None if hashed == node(0, position - 1) else found

    async def _next(self, seconds: float) -> None:
        self._wanted.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._round.wait(), seconds)

    def checks(self) -> list[Check]:
        """Return whether the logs are signed, as far as they are to be by now."""
        wrong = []
        for secretariat, size in self._book.sizes().items():
            found = self.of(secretariat)
            if found.refused:
                wrong.append(f"{secretariat}: refused, {found.refused.partition(':')[0]}")
            elif found.size < size and self._late(secretariat, found.size):
                wrong.append(f"{secretariat}: {found.size} of {size} entries are signed")
        if not wrong:
            return [Check("signing", "pass", "what was recorded is signed")]
        return [Check("signing", "warn", "; ".join(wrong) + f"; {self._advice()}")]

    def _advice(self) -> str:
        if self._signer is not None:
            return "see the log of the service"
        return "`minutebook sign` is to run beside the service"

    def _late(self, secretariat: str, signed: int) -> bool:
        first = select(ENTRIES.c.recorded_at).where(
            ENTRIES.c.secretariat == secretariat, ENTRIES.c.position == signed + 1
        )
        with self._book.reading(secretariat) as connection:
            recorded = connection.execute(first).scalar()
        wait = max(_LATE, 3 * self._settings.signing_seconds) * SECOND
        return recorded is not None and recorded + wait < clock.now()

    async def _run(self, signer: Signer) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), self._settings.signing_seconds)
            self._wanted.clear()
            try:
                await run_in_threadpool(self._sign_all, signer)
            except (DBAPIError, PoolTimeout, Unserved) as error:
                log().warning("signing waits for the database", kind=type(error).__name__)
            except Exception as error:  # noqa: BLE001  whatever it is, signing must go on
                log_fault(error, "signing")
            self._round.set()
            self._round = asyncio.Event()

    def _sign_all(self, signer: Signer) -> None:
        if not signer.remembered.take_lock():
            return
        for secretariat in self._book.sizes():
            try:
                signer.sign(secretariat)
                self._told.pop(secretariat, None)
            except (Declined, OSError) as why:
                self._tell(secretariat, str(why))

    def _tell(self, secretariat: str, why: str) -> None:
        if self._told.get(secretariat) != why:
            log().error("signing refused", secretariat=secretariat, detail=why)
            self._told[secretariat] = why
