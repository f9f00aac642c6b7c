"""The log as a stream that goes on: server-sent events, each with the position to resume from."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any, Final

from fastapi import Header, Query, Request, Response
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from service.deps import InSecretariat, followed, reading
from service.errors import Unserved
from service.http.event_stream import HEARTBEAT, EventStream, framed, retry
from service.http.fields import Flag, Maybe, Position
from service.http.strict import routes
from service.logs import log
from service.routes.cloud_events import as_json
from service.routes.events import After

router = routes("events")

_AT_ONCE: Final = 100
_RETRY: Final = retry(2_000)

LastEventId = Annotated[
    Maybe[Position],
    Header(
        alias="Last-Event-ID",
        description=(
            "The position of the last event that came. Where it is sent it counts, and `after` "
            "does not: who connects again by itself sends both, and `after` is then the older."
        ),
    ),
]
Follow = Annotated[
    Flag, Query(description="Whether to go on at the end of the log; false ends the stream there.")
]

_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Events; comments between them tell that the stream lives.",
        "content": {
            EventStream.media_type: {
                "schema": {
                    "type": "object",
                    "required": ["id", "event", "data"],
                    "properties": {
                        "id": {
                            "type": "string",
                            "pattern": "^[0-9]+$",
                            "description": "The position, for `Last-Event-ID` or `after`.",
                        },
                        "event": {"type": "string", "description": "The name of the event."},
                        "data": {
                            "type": "string",
                            "description": "The event as a CloudEvent, in one line.",
                            "contentMediaType": "application/json",
                            "contentSchema": {"$ref": "#/components/schemas/CloudEvent"},
                        },
                    },
                }
            }
        },
    }
}


@router.get("/events/stream", status_code=200, response_class=EventStream, responses=_STREAM)
async def follow_events(
    request: Request,
    secretariat: InSecretariat,
    after: After = 0,
    last_event_id: LastEventId = None,
    follow: Follow = True,  # noqa: FBT002  a parameter of a query
) -> Response:
    """Follow what is recorded after a position, as server-sent events, for as long as you listen.

    `EventSource` and `curl -N` read it. Each event carries its position as `id`; connect again
    with it and none is missed and none comes twice.
    """
    start = after if last_event_id is None else last_event_id
    await run_in_threadpool(_check, request, secretariat, start)
    events = _events(request, secretariat, start, follow=follow)
    stream: EventStream = request.app.state.followers.follow(events)
    return stream


async def _events(
    request: Request, secretariat: str, after: int, *, follow: bool
) -> AsyncGenerator[bytes]:
    book, seconds = request.app.state.book, request.app.state.settings.heartbeat_seconds
    yield _RETRY
    quiet = False
    try:
        while not book.stopping and await request.app.state.door.still(request):
            told, after, size = await run_in_threadpool(_page, request, secretariat, after)
            if told:
                quiet = False
                yield told
            if told or after < size:
                continue
            if not follow:
                return
            if quiet:
                yield HEARTBEAT
            await book.grown(secretariat, after, seconds)
            quiet = True
    except (DBAPIError, Unserved) as error:  # who follows connects again and is told why
        log().warning("a stream of events ended early", kind=type(error).__name__)


def _check(request: Request, secretariat: str, after: int) -> None:
    with reading(request, secretariat, None) as book:
        if after > book.position:
            raise NotFound(
                f"the log ends at position {book.position}; follow it from there or from an "
                "earlier position"
            )


def _page(request: Request, secretariat: str, after: int) -> tuple[bytes, int, int]:
    """Return the events that follow a position, up to which one that is all, and the log's size."""
    found = followed(request, secretariat, after, _AT_ONCE)
    told = [
        framed(each.position, each.event.wire, as_json(secretariat, each)) for each in found.items
    ]
    return b"".join(told), found.end, found.size
