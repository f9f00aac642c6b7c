"""Callers who wait for logs to grow: however many they are, one look at a log serves them all."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from starlette.concurrency import run_in_threadpool

_LOOK_AGAIN = 0.25


class Watch:
    """Looks at logs while somebody waits; runs on the event loop of who waits.

    What this process appends is seen at once, what others append within a quarter of a second.
    """

    def __init__(
        self, size: Callable[[str], int], news: Callable[[str, float], Awaitable[None]]
    ) -> None:
        """Ask `size` for the size of a log, after `news` of it or after some seconds."""
        self._size, self._news = size, news
        self._looks: dict[str, asyncio.Task[int]] = {}
        self.ended = False
        """Whether nobody is to wait any more, because the service stops."""

    async def grown(self, secretariat: str, beyond: int, seconds: float) -> None:
        """Return when the log is longer than `beyond`, or after that many seconds."""
        give_up = monotonic() + seconds
        found = await run_in_threadpool(self._size, secretariat)
        while found <= beyond and not self.ended and (left := give_up - monotonic()) > 0:
            try:
                found = await asyncio.wait_for(asyncio.shield(self._next(secretariat)), left)
            except TimeoutError:
                return

    def _next(self, secretariat: str) -> asyncio.Task[int]:
        look = self._looks.get(secretariat)
        if look is None or look.done():
            look = asyncio.create_task(self._look(secretariat), name="look")
            look.add_done_callback(_heard)
            self._looks[secretariat] = look
        return look

    async def _look(self, secretariat: str) -> int:
        await self._news(secretariat, _LOOK_AGAIN)
        return await run_in_threadpool(self._size, secretariat)


def _heard(look: asyncio.Task[int]) -> None:
    """Take note of what went wrong, should nobody be left to tell it to."""
    if not look.cancelled():
        look.exception()
