"""A load generator in a process of its own: raw keep-alive connections and hand-written HTTP/1.1.

`python -m tests.bench.load` reads a `Task` as JSON from stdin and prints what it saw as JSON. Each
caller sends one request after the other; anything but a 2xx ends the run with the answer printed.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count, cycle, islice
from time import perf_counter
from typing import NamedTuple, cast

import orjson
import uvloop

from tests.bench.row import percentile

KEY = "\0key\0"
"""Stands in a request where a fresh Idempotency-Key goes."""


TOKEN = "\0token\0"
"""Stands in a request where the token of who asks goes."""


class Task(NamedTuple):
    """What to send: `requests` again and again for `seconds`, or each `once`."""

    port: int
    requests: list[str]
    callers: int
    seconds: float
    once: bool = False
    token: str = ""


class Seen(NamedTuple):
    """What the callers saw; milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    slowest: float

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


class Failed(RuntimeError):
    """The server answered with something else than a 2xx."""


class Caller(asyncio.Protocol):
    """One connection with one request on its way at a time."""

    def __init__(
        self, requests: Iterator[bytes], until: float, times: list[float], done: asyncio.Event
    ) -> None:
        """Send `requests` until they end or the time has come, and note how long each took."""
        self._requests, self._until, self._times, self.done = requests, until, times, done
        self._buffer, self._wanted, self._sent = b"", 0, 0.0
        self._transport: asyncio.Transport | None = None
        self.failure: bytes | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """Gather an answer; once it is whole, send the next request."""
        self._buffer += data
        if not self._wanted:
            head = self._buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            self._wanted = head + 4 + _length(self._buffer[:head])
        if len(self._buffer) < self._wanted:
            return
        self._times.append(perf_counter() - self._sent)
        if self._buffer[9:10] != b"2":
            self._end(self._buffer)
            return
        self._buffer, self._wanted = b"", 0
        self._next()

    def connection_lost(self, _: Exception | None) -> None:
        """Tell where the server hung up."""
        if not self.done.is_set():
            self._end(b"the server closed the connection")

    def _next(self) -> None:
        request = next(self._requests, None)
        now = perf_counter()
        if request is None or now >= self._until:
            self._end(None)
            return
        self._sent = now
        assert self._transport is not None
        self._transport.write(request)

    def _end(self, failure: bytes | None) -> None:
        self.failure = failure
        self.done.set()
        if self._transport is not None:
            self._transport.close()


def _length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    if at < 0:
        raise Failed(f"an answer without a length: {head!r}")
    return int(head[at + 17 :].split(b"\r\n", 1)[0])


def _with_keys(requests: Iterator[str]) -> Iterator[bytes]:
    run, numbers = os.urandom(6).hex(), count()
    for request in requests:
        before, _, after = request.partition(KEY)
        key = f"{run}-{next(numbers):09d}" if after else ""
        yield f"{before}{key}{after}".encode()


def _same(caller: Caller) -> Caller:
    return caller


async def run(task: Task) -> Seen:
    """Send what the task says; `Failed` on the first answer that is no 2xx."""
    times: list[float] = []
    loop, began = asyncio.get_running_loop(), perf_counter()
    requests = [request.replace(TOKEN, task.token) for request in task.requests]
    queue = _with_keys(iter(requests))
    callers = []
    for number in range(task.callers):
        mine = _with_keys(islice(cycle(requests), number * 7 % len(requests), None))
        until = began + task.seconds
        caller = Caller(queue if task.once else mine, until, times, asyncio.Event())
        await loop.create_connection(partial(_same, caller), "127.0.0.1", task.port)
        callers.append(caller)
    for caller in callers:
        await caller.done.wait()
        if caller.failure is not None:
            raise Failed(caller.failure.decode(errors="replace"))
    seconds = perf_counter() - began
    ordered = sorted(each * 1000 for each in times)
    return Seen(
        len(ordered), seconds, percentile(ordered, 0.5), percentile(ordered, 0.99), ordered[-1]
    )


if __name__ == "__main__":
    uvloop.install()
    seen = asyncio.run(run(Task(**orjson.loads(sys.stdin.buffer.read()))))
    sys.stdout.buffer.write(orjson.dumps(seen._asdict()))
