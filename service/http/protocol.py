"""Connections that are bounded: how many, how long and slow a head, how slowly an answer is read.

It is uvicorn's protocol with these limits, and with problem documents where that answers in plain
text. Bodies are bounded by `middleware.py`.
"""

from asyncio import TimerHandle
from functools import cache
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from service.logs import log
from service.problems import problem
from service.settings import Settings

_BETWEEN: Final = len(b": \r\n")


@cache
def _settings() -> Settings:
    """Return the settings of this process, which has them from its variables."""
    return Settings()


class BoundedProtocol(HttpToolsProtocol):
    """One connection.

    Time for a head runs only while its caller is listened to and nothing is being answered. What is
    under way is answered before the connection is ended with a problem of a later request.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  what uvicorn gives
        """Make ready for a connection."""
        super().__init__(*given, **named)
        self._limits = _settings()
        self._head, self._came = 0, 0
        self._heads, self._in_head, self._in_body = 0, False, False
        self._under_way = 0
        self._refusal: tuple[int, str] | None = None
        self._last_word: tuple[int, str] | None = None
        self._waiting: TimerHandle | None = None
        self._unread: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  asyncio's own
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections:
            self._end(503, "too many connections are open; try again in a moment")
            return
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what waits for it."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; the head of a request may be so long and no longer."""
        if self.transport.is_closing() or self._last_word:
            return
        if not self._under_way:
            self._wait_for_head()
        at_head, heads = not self._in_body, self._heads
        super().data_received(data)
        if self._in_head and at_head and self._heads - heads <= 1:
            self._came += len(data)  # a header counts once it is whole, and may never be
            if self._came > self._limits.header_limit and not self.transport.is_closing():
                self._end(*self._too_long())

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._head, self._came = 0, 0
        self._heads, self._in_head = self._heads + 1, True

    def on_url(self, url: bytes) -> None:
        """Take a part of the target."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._count(len(name) + len(value) + _BETWEEN)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Hand the request over."""
        self._stop_waiting()
        self._in_head, self._in_body = False, True
        self._under_way += 1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Take the end of a request."""
        self._in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on to the next request, or to the last word."""
        self._under_way -= 1
        super().on_response_complete()
        if self.transport.is_closing():
            self._give_time_to_read()
        elif self._under_way:
            return
        elif self._last_word:
            self._say(*self._last_word)
        elif self._in_head:
            self._wait_for_head()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which no more came, once the last answer is read."""
        super().timeout_keep_alive_handler()
        self._give_time_to_read()

    def pause_writing(self) -> None:
        """Give whoever does not read their answer some time for it."""
        super().pause_writing()
        self._give_time_to_read()

    def resume_writing(self) -> None:
        """Go on: they read."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or more than we take, with a problem; uvicorn calls this."""
        del msg
        usual = 400, "this is no HTTP/1.1 request; look at how the client writes it"
        self._end(*(self._refusal or usual))

    def _count(self, length: int) -> None:
        self._head += length
        if self._head > self._limits.header_limit:
            self._refusal = self._too_long()
            raise httptools.HttpParserError(self._refusal[1])

    def _too_long(self) -> tuple[int, str]:
        limit = self._limits.header_limit
        return 431, f"the request line and headers are longer than {limit} bytes; send fewer"

    def _wait_for_head(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self._limits.header_seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_slow(self) -> None:
        self._waiting = None
        if self._in_head:
            seconds = self._limits.header_seconds
            self._end(408, f"the headers were not there within {seconds:g} s; send them at once")
        else:
            self.transport.close()

    def _give_time_to_read(self) -> None:
        if self._unread is None:
            unread = self.transport.get_write_buffer_size()
            seconds = self._limits.send_idle_seconds
            self._unread = self.loop.call_later(seconds, self._look_whether_they_read, unread)

    def _look_whether_they_read(self, unread: int) -> None:
        self._unread = None
        if self.transport.get_write_buffer_size() < unread:
            self._give_time_to_read()
            return
        log().info("connection", refused="answer not read")
        self.transport.abort()

    def _end(self, status: int, detail: str) -> None:
        """Answer with a problem, after what is under way, and close the connection."""
        self._stop_waiting()
        if self._in_body:
            self._break_off(status, detail)
        elif self._under_way:
            self._last_word = status, detail
        else:
            self._say(status, detail)

    def _break_off(self, status: int, detail: str) -> None:
        """End a request whose body is broken; whoever waits for its rest hears that none comes."""
        if self._under_way == 1 and not self.cycle.response_started:
            self._say(status, detail)
        else:
            log().info("connection", refused=status)
            self.transport.close()

    def _say(self, status: int, detail: str) -> None:
        log().info("connection", refused=status)
        told = problem(status, detail, headers={"Connection": "close"})
        headers = b"".join(b"%b: %b\r\n" % each for each in told.raw_headers)
        self.transport.write(STATUS_LINE[status] + headers + b"\r\n" + bytes(told.body))
        self.transport.close()
        self._give_time_to_read()
