"""Sees to it that every webhook has its turn: at once when something is recorded, else each second.

What other processes record is found by looking at the sizes of the logs. A secretariat in which
nothing happened is looked at again when something is to be tried again, or after some seconds.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool

from events.base import Provenance
from events.ids import WebhookId
from events.plans import only
from events.webhook.commands import PauseWebhook
from events.when import on_day
from service.errors import Unserved
from service.ledger.ask import Ask
from service.logs import log, log_fault
from service.webhooks.delivery import SECOND, Means, Then, Turn
from service.webhooks.lease import Lease
from service.webhooks.opening import opened
from service.webhooks.parcels import Due, due

ACTOR: Final = "webhooks"
"""As whom a webhook is paused whose receiver wants nothing any more."""

_POLL: Final = 1.0
_SWEEP: Final = 5 * SECOND
_STOP_SECONDS: Final = 5.0
_AFTER_LOSS: Final = 5 * SECOND
_AFTER_FAULT: Final = 60 * SECOND
_GONE: Final = "the receiver answered 410: it wants nothing any more"

Which = tuple[str, str]
"""A secretariat and one of its webhooks."""


class Dispatcher:
    """Delivers to the webhooks of every secretariat, from one process of perhaps several."""

    def __init__(self, means: Means, name: str) -> None:
        """Take leases under `name`, which no other process has."""
        self._means, self._name = means, name
        self._places = asyncio.Semaphore(means.settings.webhook_deliveries)
        self._turns: dict[Which, asyncio.Task[None]] = {}
        self._seen: dict[str, tuple[int, int]] = {}
        self._missed: set[Which] = set()
        self._not_before: dict[Which, int] = {}
        self._more = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Deliver on the running event loop, until `stop`."""
        self._task = asyncio.create_task(self._run(), name="webhooks")

    async def stop(self) -> None:
        """Let deliveries that are under way come to their end, if that is soon."""
        self._stopping = True
        self._more.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._turns:
            _, late = await asyncio.wait(self._turns.values(), timeout=_STOP_SECONDS)
            for turn in late:
                turn.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def round(self) -> None:
        """Give every webhook that is due its turn, and wait until they had it."""
        self._seen.clear()
        await self._look()
        while self._turns:
            await asyncio.wait(self._turns.values())
            await asyncio.sleep(0)

    async def _run(self) -> None:
        while not self._stopping:
            try:
                await self._look()
            except (DBAPIError, PoolTimeout, Unserved) as error:
                log().warning("webhooks wait for the database", kind=type(error).__name__)
            except Exception as error:  # noqa: BLE001  whatever it is, deliveries must go on
                log_fault(error, "webhooks")
            await self._wait(self._means.book.news(_POLL))

    async def _wait(self, news: Awaitable[None]) -> None:
        """Return when something was recorded, when there is more to send, or after a while."""
        waiting = [asyncio.ensure_future(news), asyncio.ensure_future(self._more.wait())]
        try:
            await asyncio.wait(waiting, timeout=_POLL, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        self._more.clear()

    async def _look(self) -> None:
        """Begin the turns that are due."""
        sizes = await run_in_threadpool(self._means.book.sizes)
        for secretariat, size in sizes.items():
            now = self._means.clock()
            seen, again = self._seen.get(secretariat, (-1, 0))
            if size == seen and now < again:
                continue
            found = await run_in_threadpool(self._due, secretariat, now)
            latest = now + _SWEEP
            self._seen[secretariat] = size, min(found.again or latest, latest)
            for webhook in found.webhooks:
                self._begin((secretariat, webhook), now)

    def _due(self, secretariat: str, now: int) -> Due:
        with opened(self._means.book, secretariat) as record:
            return due(record, now)

    def _begin(self, which: Which, now: int) -> None:
        if self._stopping or now < self._not_before.get(which, 0):
            return
        if which in self._turns:
            self._missed.add(which)
            return
        self._turns[which] = asyncio.create_task(self._turn(which), name="webhook")
        self._turns[which].add_done_callback(lambda _: self._ended(which))

    def _ended(self, which: Which) -> None:
        """Look again, where something came up meanwhile."""
        del self._turns[which]
        self._seen.pop(which[0], None)
        if which in self._missed:
            self._missed.discard(which)
            self._more.set()

    async def _turn(self, which: Which) -> None:
        lease = Lease(self._means.book, *which, self._name, self._means.clock)
        try:
            async with self._places:
                then = await Turn(self._means, lease, lambda: self._stopping).take()
            if then is Then.PAUSE:
                await self._pause(*which)
            if then is Then.GO_ON:
                self._missed.add(which)
            self._not_before.pop(which, None)
        except (DBAPIError, PoolTimeout, Unserved) as error:
            log().warning("a webhook waits", webhook=which[1], kind=type(error).__name__)
            self._not_before[which] = self._means.clock() + _AFTER_LOSS
        except Exception as error:  # noqa: BLE001  it concerns this webhook alone
            log_fault(error, f"webhook {which[1]}")
            self._not_before[which] = self._means.clock() + _AFTER_FAULT

    async def _pause(self, secretariat: str, webhook: str) -> None:
        today = datetime.fromtimestamp(self._means.clock() / SECOND, UTC).date()
        command = PauseWebhook(occurred_on=on_day(today), webhook=WebhookId(webhook), reason=_GONE)
        await self._means.book.submit(Ask(secretariat, Provenance(ACTOR), only(command)))
