"""Notes the attempts that are denied, and has them kept a few seconds later.

They are counted first, by who, what and why, so that a flood of them costs one row and not a write
each; beyond a number of kinds all others are counted as one.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from starlette.concurrency import run_in_threadpool

from service import clock
from service.book import Book
from service.denials import Counted, Denial, keep
from service.logs import log

EVERY_SECONDS: Final = 5.0
_KINDS: Final = 1_000
_OTHERS: Final = Denial(None, "others", "others")

Noted = dict[str, dict[Denial, Counted]]


class Denied:
    """Counts what is denied by this process; `start` has it kept from then on."""

    def __init__(self, book: Book, most: int, now: Callable[[], int] = clock.now) -> None:
        """Keep the newest `most` of each secretariat in `book`."""
        self._book, self._most, self._now = book, most, now
        self._noted: Noted = defaultdict(dict)
        self._task: asyncio.Task[None] | None = None

    def note(self, secretariat: str, denial: Denial) -> None:
        """Count an attempt."""
        if sum(map(len, self._noted.values())) >= _KINDS:
            denial = _OTHERS
        counts, now = self._noted[secretariat], self._now()
        before = counts.get(denial, Counted(0, now, now))
        counts[denial] = Counted(before.times + 1, before.first_at, now)

    def start(self) -> None:
        """Have what is noted kept, every few seconds, on the event loop of the caller."""
        self._task = asyncio.create_task(self._go_on(), name="denied")

    async def stop(self) -> None:
        """Keep what is noted still, and stop."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self.keep()

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.keep()

    async def keep(self) -> None:
        """Keep what was noted, in the secretariats that there are; the rest is forgotten."""
        noted, self._noted = self._noted, defaultdict(dict)
        if not noted:
            return
        try:
            await run_in_threadpool(self._write, noted)
        except Exception as error:  # noqa: BLE001  what is denied stays denied, kept or not
            log().warning("denied attempts were not kept", kind=type(error).__name__)

    def _write(self, noted: Noted) -> None:
        for secretariat in self._book.sizes().keys() & noted.keys():
            found = [(self._book.mint(), *each) for each in noted[secretariat].items()]
            with self._book.noting(secretariat) as connection:
                keep(connection, secretariat, found, self._most)
