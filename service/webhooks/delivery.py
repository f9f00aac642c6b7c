"""One webhook's turn: under its lease, event after event, each noted before the next is sent.

A receiver may get an event twice, under the same identity: where it took it and this process ended
before that was noted. It never gets one before the events that it has to follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from time import perf_counter
from typing import Final

from starlette.concurrency import run_in_threadpool

from service.book import Book
from service.logs import log
from service.settings import Settings
from service.webhooks import backoff
from service.webhooks.lease import Lease, Lost
from service.webhooks.parcels import Page, Parcel, Render
from service.webhooks.secrets import Secrets, signatures
from service.webhooks.sending import Answer, Sender

MEDIA_TYPE: Final = "application/cloudevents+json"
SECOND: Final = 1_000_000

_HOUR: Final = 3_600 * SECOND
_LEAST_LEASE: Final = 20 * SECOND
_PAGES: Final = 5
"""After so many, other webhooks have their turn."""


@dataclass(frozen=True, slots=True)
class Means:
    """What delivering takes: the book, its policy, and the world as a test may set it."""

    book: Book
    settings: Settings
    secrets: Secrets
    sender: Sender
    render: Render
    clock: Callable[[], int]
    """Microseconds since 1970."""
    jitter: Callable[[], float]
    """From 0 to 1."""

    @property
    def lease(self) -> int:
        """For how long (microseconds) a lease is taken; longer than any one delivery."""
        return max(_LEAST_LEASE, int(2 * self.settings.webhook_seconds * SECOND))


class Then(Enum):
    """What follows a try, or a turn."""

    GO_ON = auto()
    LOOK_AGAIN = auto()
    REST = auto()
    PAUSE = auto()


class Turn:
    """The turn of one webhook, under a lease that nobody has yet."""

    def __init__(self, means: Means, lease: Lease, stopping: Callable[[], bool]) -> None:
        """Make ready; after each event it is asked whether the process stops."""
        self._means, self._lease, self._stopping = means, lease, stopping

    async def take(self) -> Then:
        """Deliver what is due: GO_ON where more is, PAUSE where the receiver wants nothing more."""
        if not await run_in_threadpool(self._lease.take, self._means.lease):
            return Then.REST
        try:
            return await self._deliver()
        except Lost:
            return Then.REST
        finally:
            await run_in_threadpool(self._lease.let_go)

    async def _deliver(self) -> Then:
        for _ in range(_PAGES):
            page = await run_in_threadpool(self._lease.look, self._means.render)
            if page is None:
                return Then.REST
            then = await self._letters(page)
            if then is Then.GO_ON:
                then = await self._parcels(page)
            if then is Then.GO_ON:
                await run_in_threadpool(self._lease.passed, page.end)
                then = Then.REST if page.end >= page.size else Then.LOOK_AGAIN
            if then is not Then.LOOK_AGAIN:
                return then
        return Then.GO_ON

    async def _letters(self, page: Page) -> Then:
        """Try again what somebody asked for, whatever its place in the order."""
        for position, parcel in await run_in_threadpool(self._lease.letters, self._means.render):
            answer = await self._send(page, parcel) if parcel else None
            if answer is None or answer.delivered:
                await run_in_threadpool(self._lease.letter_delivered, position)
            else:
                await run_in_threadpool(self._lease.letter_failed, position, answer.words)
            if answer is not None and answer.gone:
                return Then.PAUSE
        return Then.GO_ON

    async def _parcels(self, page: Page) -> Then:
        for parcel in page.parcels:
            if self._stopping():
                return Then.REST
            began = self._means.clock()
            answer = await self._send(page, parcel)
            then = await run_in_threadpool(self._settle, page, parcel, answer, began)
            if then is not Then.GO_ON:
                return then
        return Then.GO_ON

    def _settle(self, page: Page, parcel: Parcel, answer: Answer, began: int) -> Then:
        """Note what came of a try."""
        if answer.delivered:
            revision = self._lease.delivered(parcel.position)
        elif answer.gone:
            self._lease.refused(answer.words)
            return Then.PAUSE
        else:
            since = self._lease.noted.failing_since
            since = began if since is None else since
            if self._means.clock() - since < self._means.settings.webhook_give_up_hours * _HOUR:
                self._lease.failed(answer.words, since, self._wait(answer))
                return Then.REST
            revision = self._lease.given_up(parcel.position, answer.words, since)
        return Then.GO_ON if revision == page.revision else Then.LOOK_AGAIN

    def _wait(self, answer: Answer) -> int:
        """Return how many microseconds to wait, after one more try in vain."""
        seconds = backoff.delay(
            self._lease.noted.attempts + 1,
            self._means.settings.webhook_backoff_seconds,
            backoff.retry_after(answer.retry_after, self._means.clock() / SECOND),
            self._means.jitter,
        )
        return int(seconds * SECOND)

    async def _send(self, page: Page, parcel: Parcel) -> Answer:
        began = perf_counter()
        url = page.webhook["url"]
        if url is None:
            answer = Answer(None, "its URL was erased; give it another")
        else:
            answer = await self._means.sender.send(url, self._headers(page, parcel), parcel.body)
        log().info(
            "delivery",
            webhook=self._lease.webhook,
            position=parcel.position,
            status=answer.status,
            ms=round((perf_counter() - began) * 1e3, 2),
            detail=None if answer.delivered else answer.words,
        )
        return answer

    def _headers(self, page: Page, parcel: Parcel) -> dict[str, str]:
        moment = self._means.clock() // SECOND
        signed = signatures(self._secrets(page), parcel.id, moment, parcel.body)
        return {
            "Content-Type": MEDIA_TYPE,
            "User-Agent": "minutebook",
            "webhook-id": parcel.id,
            "webhook-timestamp": str(moment),
            "webhook-signature": signed,
        }

    def _secrets(self, page: Page) -> list[str]:
        """Return the secrets to sign with: the newest, and for a while the one before."""
        row, webhook = page.webhook, self._lease.webhook
        generations = [row["generation"]]
        grace = int(self._means.settings.webhook_grace_hours * _HOUR)
        if row["rotated"] is not None and self._means.clock() < row["rotated"] + grace:
            generations.append(row["generation"] - 1)
        return [self._means.secrets.secret(page.origin, webhook, each) for each in generations]
