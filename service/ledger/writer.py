"""The one writer of a log in this process: it takes whatever is waiting into one transaction.

Group commit without a timer: while one batch is made durable, the next gathers. A declined request
concerns its caller alone. Where anything else goes wrong the batch is rolled back and its requests
are carried out one by one, so that one bad input cannot stop an office. Nothing is answered before
it is durable.

On SQLite the statements run on the event loop, and only COMMIT waits in a thread; one writer serves
all the logs of the file. On PostgreSQL the whole transaction waits in a thread, for its statements
wait for the server and for other processes; every log has a writer of its own, so that no office
waits for the lock of another.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import NamedTuple

import structlog

from service.errors import Busy, KeyInFlight, OutcomeUnknown, Unavailable, Unserved
from service.ledger.ask import Ask, Outcome
from service.ledger.transaction import Answer, Transactions

_RETRY_LOCK = 0.005
_QUIET_TURNS = 3
_STOPPING = "the service is stopping; try again in a moment"


class Job(NamedTuple):
    """A request and the caller that waits for its outcome."""

    ask: Ask
    answer: asyncio.Future[Outcome]


class Limits(NamedTuple):
    """How many requests may wait, how many go into one batch, and how long a lock is waited for."""

    queue: int
    batch: int
    busy_seconds: float


class Writer:
    """Gathers requests on the event loop and carries them out, batch after batch."""

    def __init__(self, transactions: Transactions, limits: Limits) -> None:
        """Write through `transactions`, which nobody else may use meanwhile."""
        self._transactions, self._limits = transactions, limits
        self._waiting: deque[Job] = deque()
        self._arrived = asyncio.Event()
        self._closing = False
        self._running: set[tuple[str, str, str]] = set()
        self._news = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "writer")
        self._log = structlog.get_logger("minutebook.writer")
        self._task = asyncio.create_task(self._run(), name="writer")

    async def submit(self, ask: Ask) -> Outcome:
        """Return the outcome of a request once it is durable, or raise why there is none."""
        if self._closing:
            raise Unavailable(_STOPPING)
        if len(self._waiting) >= self._limits.queue:
            raise Busy
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if ask.key is not None:
            self._hold(answer, (ask.secretariat, ask.provenance.actor, ask.key.name))
        self._waiting.append(Job(ask, answer))
        self._arrived.set()
        return await asyncio.shield(answer)

    def _hold(self, answer: asyncio.Future[Outcome], key: tuple[str, str, str]) -> None:
        """Let nobody else use the key until this request is answered."""
        if key in self._running:
            raise KeyInFlight
        self._running.add(key)
        answer.add_done_callback(lambda _: self._running.discard(key))

    @property
    def alive(self) -> bool:
        """Whether the writer still takes requests."""
        return not self._task.done()

    async def news(self, seconds: float) -> None:
        """Return when something was committed here, or after that many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)

    async def close(self) -> None:
        """Carry out what is waiting, then stop."""
        self._closing = True
        self._arrived.set()
        try:
            await self._task
        finally:
            self._thread.shutdown()
            self._transactions.close()

    async def _run(self) -> None:
        jobs: list[Job] = []
        try:
            while jobs := await self._next():
                await self._carry_out(jobs)
        finally:  # whatever stopped the writer, nobody may wait for ever
            self._closing = True
            for job in jobs:
                _tell(job, OutcomeUnknown())
            for job in self._waiting:
                _tell(job, Unavailable(_STOPPING))

    async def _next(self) -> list[Job]:
        """Return what waits, once something does; nothing when the writer is to stop."""
        while not self._waiting:
            if self._closing:
                return []
            self._arrived.clear()
            await self._arrived.wait()
        await self._gather()
        return [self._waiting.popleft() for _ in range(min(len(self._waiting), self._limits.batch))]

    async def _gather(self) -> None:
        """Let the requests that have reached this process arrive, until some turns bring none.

        There is no timer: a lone request waits for a few empty turns of the event loop.
        """
        seen, quiet = len(self._waiting), 0
        while quiet < _QUIET_TURNS and seen < self._limits.batch:
            await asyncio.sleep(0)
            now = len(self._waiting)
            seen, quiet = now, 0 if now > seen else quiet + 1

    async def _carry_out(self, jobs: Sequence[Job]) -> None:
        began = perf_counter()
        try:
            answers = await self._attempt([job.ask for job in jobs])
        except Unserved as why:
            answers = [why] * len(jobs)
        except Exception as error:  # noqa: BLE001  whatever it is, the callers must hear of it
            if len(jobs) > 1:
                for job in jobs:
                    await self._carry_out([job])
                return
            answers = [error]
        for job, answer in zip(jobs, answers, strict=True):
            _tell(job, answer)
        self._log.debug(
            "batch", requests=len(jobs), milliseconds=round((perf_counter() - began) * 1e3, 2)
        )

    async def _attempt(self, asks: list[Ask]) -> list[Answer]:
        in_thread = partial(asyncio.get_running_loop().run_in_executor, self._thread)
        if self._transactions.waits:
            answers = await in_thread(self._transact, asks)
            if isinstance(answers, Exception):
                raise answers
        else:
            await self._lock(asks[0].secretariat)
            answers = self._transactions.carry_out(asks)
            await in_thread(self._transactions.commit)
        self._news.set()
        self._news = asyncio.Event()
        return answers

    def _transact(self, asks: list[Ask]) -> list[Answer] | Exception:
        """Return what went wrong, too: a future takes any exception but StopIteration."""
        try:
            self._transactions.wait_for_lock(asks[0].secretariat, self._limits.busy_seconds)
            answers = self._transactions.carry_out(asks)
            self._transactions.commit()
        except Exception as error:  # noqa: BLE001  `_carry_out` tells it to the callers
            return error
        return answers

    async def _lock(self, secretariat: str) -> None:
        """Wait for the lock that another process may hold, without holding up the event loop."""
        give_up = perf_counter() + self._limits.busy_seconds
        while not self._transactions.lock(secretariat):
            if perf_counter() > give_up:
                raise Unavailable("another process is writing to the record; try again later")
            await asyncio.sleep(_RETRY_LOCK)


def _tell(job: Job, answer: Answer) -> None:
    if job.answer.done():
        return
    if isinstance(answer, Exception):
        job.answer.set_exception(answer)
    else:
        job.answer.set_result(answer)
