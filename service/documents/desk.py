"""Where documents are read: a few at a time, each within its limits, beside the event loop."""

from asyncio import Semaphore

from starlette.concurrency import run_in_threadpool

from service.documents.taking import Taken, take
from service.intake.readers import Limits
from service.settings import Settings


class Desk:
    """Reads documents for one process."""

    def __init__(self, settings: Settings) -> None:
        """Take the limits from `settings`."""
        self._limits = limits_of(settings)
        self._free = Semaphore(settings.readers)

    async def read(self, data: bytes, name: str) -> Taken:
        """Read a document once its turn has come; `Unreadable` says why it cannot be."""
        async with self._free:
            return await run_in_threadpool(take, data, name, self._limits)


def limits_of(settings: Settings) -> Limits:
    """Return what reading one document may cost."""
    return Limits(
        bytes=settings.body_limit, pages=settings.reading_pages, seconds=settings.reading_seconds
    )
