"""The outermost layer: names each request, measures it, writes its one line, bounds its body.

It stands before every request, so it is plain ASGI and does each thing once. HEAD is answered here
as GET without the body.
"""

import re
import uuid
from asyncio import timeout
from time import perf_counter
from typing import Any, Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.metrics import Meter
from service.logs import log, log_fault
from service.problems import problem

_SANE: Final = re.compile(rb"[A-Za-z0-9._:-]{1,128}")
_TRACEPARENT: Final = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")
_NO_TRACE: Final = b"0" * 32


class Bounds(NamedTuple):
    """How long a body may be, in bytes, and for how many seconds nothing of it may come."""

    length: int
    idle_seconds: float


class Requests:
    """Wraps the whole application; a fault that nothing caught ends here."""

    def __init__(self, app: ASGIApp, bounds: Bounds, meter: Meter) -> None:
        """Take bodies within `bounds` and count requests in `meter`."""
        self._app, self._bounds, self._meter = app, bounds, meter
        self._log = log()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        seen = _seen(scope)
        is_head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if is_head else scope
        state = inner.setdefault("state", {})
        state["request_id"] = seen.request_id
        answer = _Answer(send, seen.request_id.encode(), is_head=is_head)
        try:
            await self._serve(inner, receive, answer, seen.length)
        except ClientDisconnect:
            pass  # nobody reads the answer any more
        except Exception as error:  # noqa: BLE001  the handlers have told it, unless they failed
            await _last_words(error, inner, receive, answer, seen.request_id)
        finally:
            self._tell(scope["method"], inner, answer.status, perf_counter() - started, seen)

    async def _serve(
        self, scope: Scope, receive: Receive, answer: "_Answer", length: int | None
    ) -> None:
        if length is not None and length > self._bounds.length:
            await problem(413, too_long(self._bounds.length))(scope, receive, answer)
            return
        if length != 0:
            receive = _bounded(receive, self._bounds)
        await self._app(scope, receive, answer)

    def _tell(self, method: str, scope: Scope, status: int, seconds: float, seen: "_Seen") -> None:
        template = getattr(scope.get("route"), "path_format", "unknown")
        self._meter.observe(method, template, status, seconds)
        line: dict[str, Any] = {
            "request_id": seen.request_id,
            "method": method,
            "route": template,
            "status": status,
            "ms": round(seconds * 1000, 2),
        }
        if seen.trace_id:
            line["trace_id"] = seen.trace_id
        if actor := scope["state"].get("actor"):
            line["actor"] = actor
        self._log.info("request", **line)


class _Seen(NamedTuple):
    """What the headers of a request say to this layer."""

    request_id: str
    trace_id: str | None
    length: int | None
    """Bytes of the body; None where only its end will tell."""


class _Answer:
    """Passes the answer on, notes its status, and keeps the body of a HEAD to itself."""

    def __init__(self, send: Send, request_id: bytes, *, is_head: bool) -> None:
        self._send, self._request_id, self._is_head = send, request_id, is_head
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self._request_id)]
        elif self._is_head:
            await self._send({"type": "http.response.body", "body": b""})
            if message.get("more_body"):
                raise _UnreadError
            return
        await self._send(message)


class _UnreadError(OSError, ClientDisconnect):
    """Ends an endless answer to HEAD, as a caller who hangs up would."""


def too_long(limit: int) -> str:
    """Say that a body is too long, and what to do."""
    return f"the body is longer than the {limit} bytes this server takes; divide it"


def _seen(scope: Scope) -> _Seen:
    request_id = trace_id = None
    length: int | None = 0
    for name, value in scope["headers"]:
        match name:
            case b"content-length":
                length = int(value) if value.isdigit() else None
            case b"transfer-encoding":
                length = None
            case b"x-request-id" if _SANE.fullmatch(value):
                request_id = value.decode()
            case b"traceparent" if found := _TRACEPARENT.fullmatch(value):
                trace_id = None if found[1] == _NO_TRACE else found[1].decode()
    return _Seen(request_id or uuid.uuid4().hex, trace_id, length)


def _bounded(receive: Receive, bounds: Bounds) -> Receive:
    taken, whole = 0, False

    async def bounded() -> Message:
        nonlocal taken, whole
        if whole:  # what comes after the body is that the caller hangs up
            return await receive()
        try:
            async with timeout(bounds.idle_seconds):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, _TOO_SLOW, {"Connection": "close"}) from None
        taken += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if taken > bounds.length:
            raise HTTPException(413, too_long(bounds.length))
        return message

    return bounded


_TOO_SLOW: Final = "the body stopped coming; send it without pauses"


async def _last_words(
    error: Exception, scope: Scope, receive: Receive, answer: _Answer, reference: str
) -> None:
    if answer.status == 0:
        log_fault(error, reference)
        detail = "the service failed here; tell the operator the reference"
        await problem(500, detail, more={"reference": reference})(scope, receive, answer)
