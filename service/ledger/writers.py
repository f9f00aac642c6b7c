"""The writers of a database in this process: one for a SQLite file, one a log on PostgreSQL."""

import asyncio
from collections.abc import Callable

from service.ledger.ask import Ask, Outcome
from service.ledger.transaction import Transactions
from service.ledger.writer import Limits, Writer


class Writers:
    """Hands each request to the writer of its log; runs on the event loop that made it."""

    def __init__(
        self, transactions: Transactions, another: Callable[[], Transactions], limits: Limits
    ) -> None:
        """Write through `transactions`; through `another` for each log, where logs have writers."""
        self._another, self._limits = another, limits
        self._apart = transactions.waits
        self._writers = {} if self._apart else {"": Writer(transactions, limits)}

    async def submit(self, ask: Ask) -> Outcome:
        """Return the outcome of a request to a log that is here, once it is durable."""
        return await self._of(ask.secretariat).submit(ask)

    async def news(self, secretariat: str, seconds: float) -> None:
        """Return when something was committed to the log here, or after that many seconds."""
        await self._of(secretariat).news(seconds)

    async def any_news(self, seconds: float) -> None:
        """Return when something was committed here to any log, or after that many seconds."""
        if not self._writers:
            await asyncio.sleep(seconds)
            return
        waiting = [asyncio.create_task(each.news(seconds)) for each in self._writers.values()]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()

    @property
    def alive(self) -> bool:
        """Whether all of them still take requests."""
        return all(writer.alive for writer in self._writers.values())

    async def close(self) -> None:
        """Carry out what is waiting, then stop."""
        for writer in self._writers.values():
            await writer.close()

    def _of(self, secretariat: str) -> Writer:
        name = secretariat if self._apart else ""
        if name not in self._writers:
            self._writers[name] = Writer(self._another(), self._limits)
        return self._writers[name]
