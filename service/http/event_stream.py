"""Server-sent events: how they are written, and how many streams of them are open at once."""

from collections.abc import AsyncGenerator
from typing import Final

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from service.errors import Crowded

HEARTBEAT: Final = b": here\n\n"
"""A comment, which readers pass over; whoever carries it learns whether the peer lives."""

_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def framed(position: int, name: str, data: str) -> bytes:
    """Return one event; its data has no line ends, as JSON writes them."""
    return f"id: {position}\nevent: {name}\ndata: {data}\n\n".encode()


def retry(milliseconds: int) -> bytes:
    """Return the hint after how long to connect again."""
    return f"retry: {milliseconds}\n\n".encode()


class EventStream(StreamingResponse):
    """An answer that goes on as long as its events do and its reader listens."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes], followers: "Followers") -> None:
        """Send `events`, which are let go of as soon as nobody listens."""
        super().__init__(events, headers=_HEADERS)
        self._events, self._followers = events, followers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._followers.gone(self)
            await self._events.aclose()


class Followers:
    """The streams that are open in this process, up to a limit."""

    def __init__(self, limit: int) -> None:
        """Let `limit` of them be open at once."""
        self._limit = limit
        self._open: set[EventStream] = set()

    def follow(self, events: AsyncGenerator[bytes]) -> EventStream:
        """Return a stream of `events`; `Crowded` where too many are open."""
        if len(self._open) >= self._limit:
            raise Crowded
        stream = EventStream(events, self)
        self._open.add(stream)
        return stream

    def gone(self, stream: EventStream) -> None:
        """Make room for another."""
        self._open.discard(stream)
